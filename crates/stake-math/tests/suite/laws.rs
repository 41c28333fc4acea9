//! Random lives of a pool. After every step: [`Pool::check`], which is law 1 and more.

use proptest::{collection::vec, prelude::*, sample::Index};

use crate::pool::Pool;

/// Amounts and weights are `1_000 * n + step`, so that no two in a life are equal, nor a sum of a few of them.
const DISTINCT: u64 = 1_000;

#[derive(Clone, Debug)]
enum Step {
    /// The clock moves, and nobody looks.
    Wait(i64),
    /// The clock moves, and the pool is brought up to it.
    Pass(i64),
    Fund {
        thousands: u64,
        commission_bps: u16,
    },
    Open {
        thousands: u64,
    },
    Reweigh {
        who: Index,
        thousands: u64,
    },
    /// Leaves, and has its earnings still to come.
    Leave(Index),
    Touch(Index),
    Pay(Index),
    Close(Index),
    PayOwner,
    /// Everybody leaves, and what is nobody's becomes the owner's.
    Release,
    /// A position that is opened and closed within the same second.
    Flash {
        thousands: u64,
    },
}

fn seconds() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => Just(0),
        4 => 1..=3_i64,
        4 => 1..=3_600_i64,
        2 => Just(86_399_i64),
        2 => Just(86_400_i64),
        2 => 1..=3 * 86_400_i64,
        1 => -100_000..0_i64,
    ]
}

/// Thousands of a weight. At most 12 positions at once, so the total fits 64 bits.
fn stake() -> impl Strategy<Value = u64> {
    let whale = 1_000_000_000_000_000;
    prop_oneof![1 => Just(0), 2 => 0..=1_000_u64, 2 => 0..=1_000_000_000_u64, 1 => Just(whale)]
}

/// Thousands of a surplus.
fn surplus() -> impl Strategy<Value = u64> {
    prop_oneof![
        10 => Just(0),
        10 => 0..=1_000_u64,
        15 => 0..=1_000_000_000_u64,
        5 => 0..=1_000_000_000_000_000_u64,
        1 => Just(u64::MAX / DISTINCT - 1),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => seconds().prop_map(Step::Wait),
        6 => seconds().prop_map(Step::Pass),
        8 => (surplus(), 0..=10_000_u16)
            .prop_map(|(thousands, commission_bps)| Step::Fund { thousands, commission_bps }),
        6 => stake().prop_map(|thousands| Step::Open { thousands }),
        4 => (any::<Index>(), stake()).prop_map(|(who, thousands)| Step::Reweigh { who, thousands }),
        2 => any::<Index>().prop_map(Step::Leave),
        2 => any::<Index>().prop_map(Step::Touch),
        6 => any::<Index>().prop_map(Step::Pay),
        2 => any::<Index>().prop_map(Step::Close),
        2 => Just(Step::PayOwner),
        1 => Just(Step::Release),
        2 => stake().prop_map(|thousands| Step::Flash { thousands }),
    ]
}

/// Where the accumulator starts: at nothing, shortly before it wraps, or anywhere.
fn per_weight() -> impl Strategy<Value = u128> {
    prop_oneof![Just(0), Just(u128::MAX), (0..=1_u128 << 64).prop_map(|less| u128::MAX - less), any::<u128>()]
}

/// A life in progress.
struct Life {
    pool: Pool,
    /// Positions that are not closed.
    open: Vec<usize>,
    distinct: u64,
}

impl Life {
    const MOST_POSITIONS: usize = 12;

    fn distinct(&mut self, thousands: u64) -> u64 {
        self.distinct += 1;
        assert!(self.distinct < DISTINCT);
        thousands * DISTINCT + self.distinct
    }

    /// One of those that are open, if any is.
    fn pick(&self, who: &Index) -> Option<usize> {
        (!self.open.is_empty()).then(|| *who.get(&self.open))
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Wait(seconds) => {
                self.pool.wait(*seconds);
                self.pool.check();
            }
            Step::Pass(seconds) => self.pool.pass(*seconds),
            Step::Fund { thousands, commission_bps } => {
                let amount = self.distinct(*thousands);
                let fits = self.pool.model.accounted() + u128::from(amount) <= u128::from(u64::MAX);
                assert_eq!(self.pool.fund(amount, *commission_bps).is_some(), fits);
            }
            Step::Open { thousands } if self.open.len() < Self::MOST_POSITIONS => {
                let weight = self.distinct(*thousands);
                self.open.push(self.pool.open(weight));
            }
            Step::Open { .. } => {}
            Step::Reweigh { who, thousands } => {
                let weight = self.distinct(*thousands);
                if let Some(who) = self.pick(who) {
                    self.pool.reweigh(who, weight);
                }
            }
            Step::Leave(who) => {
                if let Some(who) = self.pick(who) {
                    self.pool.reweigh(who, 0);
                }
            }
            Step::Touch(who) => {
                if let Some(who) = self.pick(who) {
                    self.pool.touch(who);
                }
            }
            Step::Pay(who) => {
                if let Some(who) = self.pick(who) {
                    self.pool.pay(who);
                }
            }
            Step::Close(who) => {
                if let Some(who) = self.pick(who) {
                    self.pool.close(who);
                    self.open.retain(|open| *open != who);
                }
            }
            Step::PayOwner => {
                self.pool.pay_owner();
            }
            Step::Release => {
                for who in &self.open {
                    self.pool.reweigh(*who, 0);
                }
                self.pool.release_to_owner();
            }
            Step::Flash { thousands } if self.open.len() < Self::MOST_POSITIONS => {
                let weight = self.distinct(*thousands);
                self.pool.pass(0);
                let before = self.pool.rewards;
                let who = self.pool.open(weight);
                assert_eq!(self.pool.close(who), 0);
                assert_eq!(self.pool.rewards, before, "a position without a moment of time changed the pool");
            }
            Step::Flash { .. } => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn every_law_holds_after_every_step(
        steps in vec(step(), 1..=60), per_weight in per_weight(),
        min_weight in prop_oneof![Just(1), Just(1_000_000_000)],
    ) {
        let mut life = Life { pool: Pool::new(per_weight, min_weight, 1), open: vec![], distinct: 0 };
        for step in &steps {
            life.take(step);
        }
        life.pool.wind_up();
    }

    /// Where the accumulator starts makes no difference to anybody.
    #[test]
    fn a_wrap_is_invisible(steps in vec(step(), 1..=40), offset in per_weight()) {
        let [plain, shifted] = [0, offset].map(|per_weight| {
            let mut life = Life { pool: Pool::new(per_weight, 1, 3_607), open: vec![], distinct: 0 };
            for step in &steps {
                life.take(step);
            }
            life.pool.pass(0);
            life.pool
        });
        let back = shifted.rewards.per_weight.wrapping_sub(offset);
        prop_assert_eq!(twist_stake_math::Rewards { per_weight: back, ..shifted.rewards }, plain.rewards);
        for (shifted, plain) in shifted.positions.iter().zip(&plain.positions) {
            prop_assert_eq!(shifted.share.earned, plain.share.earned);
            prop_assert_eq!(shifted.share.index.wrapping_sub(offset), plain.share.index);
        }
    }
}
