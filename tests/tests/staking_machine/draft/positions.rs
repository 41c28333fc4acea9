//! What stakers do.

use super::*;

impl Drafter<'_> {
    pub(super) fn about_a_position(&mut self, kind: Kind) -> Op {
        if kind == Kind::Stake {
            return self.stake();
        }
        let what = match kind {
            Kind::Claim => None,
            Kind::Withdraw | Kind::CancelUnstake => Some(Status::Unstaking),
            Kind::ClosePosition => Some(Status::Empty),
            _ => Some(Status::Staked),
        };
        let place = self.place(what);
        let stakes = self.vault(place.pool.stakes());
        match kind {
            Kind::AddStake => {
                let source = self.source(place.position.owner);
                let amount = self.principal(source);
                Op::AddStake { place, vault: stakes, source, amount }
            }
            Kind::ExtendLock => Op::ExtendLock { place, terms: self.offered() },
            Kind::ExpireLock => Op::ExpireLock { pool: place.pool, position: place.position },
            Kind::MigratePosition => Op::MigratePosition { pool: place.pool, position: place.position },
            Kind::Claim => {
                let destination = self.destination(Owner::User(place.owner), place.pool.mint);
                let vault = self.vault(place.pool.rewards());
                Op::Claim { place, signed: self.percent(60), vault, destination }
            }
            Kind::Compound => {
                let reward_vault = self.vault(place.pool.rewards());
                Op::Compound { place, reward_vault, stake_vault: stakes }
            }
            Kind::RequestUnstake => Op::RequestUnstake(place),
            Kind::CancelUnstake => Op::CancelUnstake(place),
            Kind::Withdraw => {
                let destination = self.destination(Owner::User(place.owner), Mint::Twist);
                Op::Withdraw { place, vault: stakes, destination }
            }
            Kind::ExitEarly => self.exit_early(place, stakes),
            _ => {
                let paid = self.model.positions.get(&place.position).map(|position| position.rent_payer);
                let rent_payer = paid.filter(|_| !self.slip(15)).unwrap_or_else(|| self.anybody());
                Op::ClosePosition { place, rent_payer }
            }
        }
    }

    fn exit_early(&mut self, place: Place, vault: Account) -> Op {
        let wallet = Account::of(place.position.owner, Mint::Twist);
        let mint = if self.slip(5) { Mint::Other } else { Mint::Twist };
        let penalty_vault = self.vault(PoolId::GLOBAL.rewards());
        let right = penalty_vault == PoolId::GLOBAL.rewards();
        let destination =
            if right { self.destination(Owner::User(place.owner), Mint::Twist) } else { wallet };
        Op::ExitEarly { place, mint, penalty_vault, vault, destination }
    }

    fn stake(&mut self) -> Op {
        let (owner, pool) = (self.anybody(), self.pool());
        let payer = if self.percent(70) { owner } else { self.anybody() };
        let free = self.free_nonce(pool, owner);
        let nonce = if self.slip(10) { self.rng.random_range(0..3) } else { free };
        let source = self.source(owner);
        let amount = self.principal(source);
        let (vault, terms) = (self.vault(pool.stakes()), self.offered());
        Op::Stake { payer, owner, pool, nonce, vault, source, amount, terms }
    }

    /// Where a stake comes from.
    fn source(&mut self, owner: Who) -> Account {
        let mint = if self.slip(5) { Mint::Other } else { Mint::Twist };
        if self.slip(10) {
            let somebody = self.anybody();
            return self.purse(somebody, mint);
        }
        Account::of(owner, mint)
    }

    /// Mostly enough for a stream to flow to.
    fn principal(&mut self, source: Account) -> u64 {
        let held = self.model.tokens.balance(source);
        match self.rng.random_range(0..100) {
            0..=1 => held,
            2..=4 => self.rng.random_range(1..10),
            // Around what a stream needs to flow.
            5..=8 => 999_999_999 + self.rng.random_range(0..3),
            9..=20 => self.amount(1_000_000_000),
            _ if self.slip(8) => 0,
            _ if self.slip(8) => held.saturating_add(1),
            _ if self.slip(8) => u64::MAX - self.rng.random_range(0..3),
            _ => 1_000_000_000 + self.amount(held.min(20_000_000_000_000)),
        }
    }
}
