//! The end of every sequence: everybody leaves, whatever is paused, retired or frozen.

use twist_tests::model::staking::{Account, Mint, Op, Place, PoolId, PositionId, Status};

use super::{
    coverage::Coverage,
    machine::{Machine, Verdict},
};

impl Machine {
    /// All positions with this status.
    fn with_status(&self, status: Status) -> Vec<PositionId> {
        let positions = self.model.positions.iter();
        positions.filter(|(_, position)| position.status == status).map(|(id, _)| *id).collect()
    }

    fn wait_until(&mut self, time: Option<i64>, coverage: &mut Coverage) -> Verdict {
        match time {
            Some(time) if time > self.model.now => self.must(&Op::Wait(time - self.model.now), coverage),
            _ => Ok(()),
        }
    }

    /// Takes every principal, all rewards and every commission out, and closes all positions.
    pub fn everybody_leaves(&mut self, coverage: &mut Coverage) -> Verdict {
        self.principals_leave(coverage)?;
        for account in self.model.tokens.frozen.clone() {
            self.must(&Op::Thaw(account), coverage)?;
        }
        for id in self.with_status(Status::Empty) {
            let (place, vault) = (Place::at(id), id.pool.rewards());
            if self.model.claimable(id) > 0 {
                let destination = Account::of(id.owner, id.pool.mint);
                let signed = self.model.tokens.encumbered(destination);
                self.must(&Op::Claim { place, signed, vault, destination }, coverage)?;
            }
            let rent_payer = self.model.positions[&id].rent_payer;
            self.must(&Op::ClosePosition { place, rent_payer }, coverage)?;
        }
        for pool in self.model.pools.keys().copied().collect::<Vec<_>>() {
            let destination = Account::Ata(pool.owner, pool.mint);
            let signed = self.model.tokens.encumbered(destination);
            let vault = pool.rewards();
            let claim = Op::ClaimCommission { owner: pool.owner, signed, pool, vault, destination };
            if self.model.clone().apply(&claim).is_ok() {
                self.must(&claim, coverage)?;
            }
        }
        self.check_emptied()
    }

    /// Every other locked position leaves early, the rest waits for the end of its lock.
    fn principals_leave(&mut self, coverage: &mut Coverage) -> Verdict {
        let locked = |machine: &Self, id: &PositionId| {
            let position = &machine.model.positions[id];
            position.locked(machine.model.now).then_some(position.locked_until)
        };
        let mut staked = self.with_status(Status::Staked);
        staked.retain(|id| locked(self, id).is_some());
        for id in staked.iter().step_by(2) {
            let exit = Op::ExitEarly {
                place: Place::at(*id),
                mint: Mint::Twist,
                penalty_vault: PoolId::GLOBAL.rewards(),
                vault: id.pool.stakes(),
                destination: Account::of(id.owner, Mint::Twist),
            };
            self.must(&exit, coverage)?;
        }
        let last = self.with_status(Status::Staked).iter().filter_map(|id| locked(self, id)).max();
        self.wait_until(last, coverage)?;
        for id in self.with_status(Status::Staked) {
            self.must(&Op::RequestUnstake(Place::at(id)), coverage)?;
        }
        let unstaking = self.with_status(Status::Unstaking);
        let last = unstaking.iter().map(|id| self.model.positions[id].withdrawable_at).max();
        self.wait_until(last, coverage)?;
        for id in unstaking {
            let (vault, destination) = (id.pool.stakes(), Account::of(id.owner, Mint::Twist));
            self.must(&Op::Withdraw { place: Place::at(id), vault, destination }, coverage)?;
        }
        Ok(())
    }
}
