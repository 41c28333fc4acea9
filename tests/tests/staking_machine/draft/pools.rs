//! What pools' owners do, and what anyone can do to a pool.

use super::*;

impl Drafter<'_> {
    pub(super) fn about_a_pool(&mut self, kind: Kind) -> Op {
        let pool = match kind {
            Kind::Sync => {
                self.pool_with(|model, id| model.tokens.balance(id.rewards()) > model.pools[&id].accounted())
            }
            Kind::ApplyPoolUpdate => self.pool_with(|model, id| model.pools[&id].pending.is_some()),
            _ => self.pool(),
        };
        let somebody = self.anybody();
        // For the global pool nobody can sign: somebody else does.
        let by = match pool.owner {
            Owner::User(owner) if !self.slip(25) => owner,
            _ => somebody,
        };
        let vault = self.vault(pool.rewards());
        match kind {
            Kind::CreatePool => self.create_pool(),
            Kind::UpdatePool => Op::UpdatePool { by, pool, vault, commission_bps: self.commission(pool) },
            Kind::ApplyPoolUpdate => Op::ApplyPoolUpdate { pool, vault },
            Kind::ClaimCommission => {
                let owner = if self.slip(20) { Owner::User(somebody) } else { pool.owner };
                let destination = self.destination(pool.owner, pool.mint);
                let can_sign = pool.owner != Owner::Config || owner != Owner::Config;
                let signed = can_sign && self.percent(60);
                Op::ClaimCommission { owner, signed, pool, vault, destination }
            }
            Kind::RetirePool => Op::RetirePool { by, pool },
            _ => Op::Sync { pool, vault },
        }
    }

    /// One of which `what` is true, most often.
    fn pool_with(&mut self, what: fn(&Model, PoolId) -> bool) -> PoolId {
        let pools = self.model.pools.keys().copied();
        let fitting: Vec<_> = pools.filter(|id| what(self.model, *id)).collect();
        let fitting = if self.percent(70) { self.pick(&fitting) } else { None };
        fitting.unwrap_or_else(|| self.pool())
    }

    fn create_pool(&mut self) -> Op {
        let owner = if self.percent(50) { INFLUENCER } else { OTHER_INFLUENCER };
        let reward_mint = self.mint();
        let stake_mint = if reward_mint == Mint::Other && self.slip(30) { Mint::Other } else { Mint::Twist };
        let commission_bps = self.commission(PoolId::of(owner, reward_mint));
        Op::CreatePool { payer: self.anybody(), owner, stake_mint, reward_mint, commission_bps }
    }

    fn commission(&mut self, pool: PoolId) -> u16 {
        let present = self.model.pools.get(&pool).map_or(0, |pool| pool.commission_bps);
        match self.rng.random_range(0..10) {
            0 => present,
            1 => 0,
            2 => 5_000,
            3..=4 if !self.careful => self.rng.random_range(5_001..=u16::MAX),
            _ => self.rng.random_range(0..=5_000),
        }
    }
}
