//! A pool under test: the crate, the naive model and the exact parts side by side, and what must hold between them.

use twist_stake_math::{Rewards, Share, Stream};

use crate::{
    exact::Exact,
    reference::{Holder, Model, q64},
};

/// One position, kept as lazily as a program keeps it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Position {
    pub weight: u64,
    pub share: Share,
}

/// Every method first brings the pool up to its clock, as a program does, and checks everything afterwards.
#[derive(Clone, Debug)]
pub struct Pool {
    pub rewards: Rewards,
    pub positions: Vec<Position>,
    pub model: Model,
    pub exact: Exact,
    /// What the chain's clock shows, Unix seconds. May step back.
    pub clock: i64,
    min_weight: u64,
}

/// Any time will do.
pub const START: i64 = 1_760_000_003;

impl Pool {
    /// An empty pool whose accumulator starts at `per_weight`; the model's time passes in pieces of `grain` seconds.
    pub fn new(per_weight: u128, min_weight: u64, grain: u64) -> Self {
        let stream = Stream { updated_at: START, ..Stream::default() };
        Self {
            rewards: Rewards { per_weight, stream, ..Rewards::default() },
            positions: vec![],
            model: Model::new(START, min_weight, grain),
            exact: Exact::new(),
            clock: START,
            min_weight,
        }
    }

    pub fn total_weight(&self) -> u64 {
        self.positions.iter().map(|position| position.weight).sum()
    }

    /// Lets time pass that nobody looks at.
    pub fn wait(&mut self, seconds: i64) {
        self.clock += seconds;
    }

    /// Lets time pass and brings the pool up to it.
    pub fn pass(&mut self, seconds: i64) {
        self.wait(seconds);
        self.sync();
        self.check();
    }

    fn sync(&mut self) {
        self.rewards.advance(self.clock, self.total_weight(), self.min_weight);
        let fraction = self.model.fraction();
        let flow = self.model.pass(self.clock);
        let weights: Vec<u64> = self.positions.iter().map(|position| position.weight).collect();
        self.exact.flow(flow, fraction, &weights);
    }

    fn settle(&mut self, who: usize) {
        self.sync();
        let position = &mut self.positions[who];
        self.rewards.settle(&mut position.share, position.weight);
    }

    /// What the vault receives is accounted for, or refused where the model refuses it.
    pub fn fund(&mut self, amount: u64, commission_bps: u16) -> Option<u64> {
        self.sync();
        let before = self.rewards;
        let commission = self.rewards.fund(amount, commission_bps);
        assert_eq!(commission, self.model.fund(amount, commission_bps));
        assert!(commission.is_some() || self.rewards == before, "a refusal changed something");
        self.check();
        commission
    }

    /// A new position. Returns its number.
    pub fn open(&mut self, weight: u64) -> usize {
        self.positions.push(Position::default());
        self.model.holders.push(Holder::default());
        self.exact.join();
        let who = self.positions.len() - 1;
        self.reweigh(who, weight);
        who
    }

    pub fn reweigh(&mut self, who: usize, weight: u64) {
        self.settle(who);
        self.positions[who].weight = weight;
        self.model.holders[who].weight = weight;
        self.check();
    }

    pub fn touch(&mut self, who: usize) {
        self.settle(who);
        self.check();
    }

    /// Returns the units.
    pub fn pay(&mut self, who: usize) -> u64 {
        self.settle(who);
        let position = &mut self.positions[who];
        let payable = position.share.payable();
        let units = self.rewards.pay(&mut position.share).expect("the pool has less than it owes");
        assert_eq!((units, position.share.payable()), (payable, 0));
        assert_eq!(units, self.model.pay(who));
        self.exact.take(who, q64(u128::from(units)));
        self.check();
        units
    }

    /// Leaves with everything. Returns the units paid.
    pub fn close(&mut self, who: usize) -> u64 {
        self.reweigh(who, 0);
        let units = self.pay(who);
        self.rewards.reclaim(&mut self.positions[who].share);
        let fraction = self.model.reclaim(who);
        self.exact.reclaim(who, fraction);
        self.check();
        units
    }

    pub fn pay_owner(&mut self) -> u64 {
        self.sync();
        let units = self.rewards.pay_owner().expect("the pool has less than it owes");
        assert_eq!(units, self.model.pay_owner());
        self.check();
        units
    }

    pub fn release_to_owner(&mut self) {
        self.sync();
        self.rewards.release_to_owner();
        self.exact.release_to_owner(self.model.fraction());
        self.model.release_to_owner();
        self.check();
    }

    /// Everybody leaves, and the owner takes the rest: every unit that ever came in has gone out.
    pub fn wind_up(&mut self) {
        for who in 0..self.positions.len() {
            self.close(who);
        }
        self.release_to_owner();
        self.pay_owner();
        let Rewards { carried, owner_due, accounted, stream, .. } = self.rewards;
        assert_eq!((carried, owner_due, accounted, stream.unstreamed()), (0, 0, 0, 0));
        assert_eq!(self.model.paid, self.model.funded);
    }

    /// What the share of `who` would be settled to, Q64.64. Settles nothing.
    pub fn earned(&self, who: usize) -> u128 {
        let Position { weight, mut share } = self.positions[who];
        self.rewards.settle(&mut share, weight);
        share.earned
    }

    /// Law 1 to the last bit, everybody's earnings to the last bit, and nobody beyond the bound of the exact parts.
    pub fn check(&self) {
        let Rewards { carried, owner_due, accounted, stream, .. } = self.rewards;
        let earned: Vec<u128> = (0..self.positions.len()).map(|who| self.earned(who)).collect();
        let not_earned = q64(u128::from(stream.unstreamed()) + u128::from(owner_due)) + carried;
        assert_eq!(earned.iter().sum::<u128>() + not_earned, q64(u128::from(accounted)));
        assert_eq!(self.rewards.earned(), Some(earned.iter().sum()));

        assert_eq!(earned, self.model.holders.iter().map(|holder| holder.earned).collect::<Vec<_>>());
        assert_eq!(
            (u128::from(accounted), u128::from(owner_due), u128::from(stream.unstreamed()), carried),
            (self.model.accounted(), self.model.owner_due, self.model.unstreamed(), self.model.carried)
        );
        for (who, earned) in earned.into_iter().enumerate() {
            self.exact.check(who, earned, self.model.fraction());
        }
    }
}
