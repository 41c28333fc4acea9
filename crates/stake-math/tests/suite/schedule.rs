//! Law 2: any schedule is the same schedule, to the last bit of the pool's state.

use proptest::{collection::vec, prelude::*};
use twist_stake_math::{Rewards, Share, Stream};

use crate::{pool::START, reference::DAY};

/// A pool in the middle of things. What it has earned so far is somebody's.
fn any_rewards() -> impl Strategy<Value = Rewards> {
    (any::<u128>(), any::<u64>(), 0..DAY, 0..=u64::MAX / 4, 0..=u64::MAX / 4, 0..=u64::MAX / 4).prop_map(
        |(per_weight, carried, elapsed, amount, queued, owner_due)| Rewards {
            per_weight,
            carried: u128::from(carried),
            stream: Stream { updated_at: START, elapsed, amount, queued },
            owner_due,
            accounted: amount + queued + owner_due + 1,
        },
    )
}

fn any_weight() -> impl Strategy<Value = u64> {
    prop_oneof![
        1..=10_u64,
        1..=1_000_000_000_u64,
        any::<u64>().prop_map(|weight| weight.max(1)),
        Just(u64::MAX)
    ]
}

/// Times of `slots` slots of 400 ms, from one second after the start on.
fn slots(slots: i64) -> impl Iterator<Item = i64> {
    (1..=slots).map(|slot| START + slot * 2 / 5)
}

proptest! {
    #[test]
    fn a_thousand_steps_are_one(
        rewards in any_rewards(), weight in any_weight(), steps in vec(0..=2_000_i64, 0..1_000),
    ) {
        let (mut once, mut stepwise) = (rewards, rewards);
        let mut now = START;
        for seconds in steps {
            now += seconds;
            stepwise.advance(now, weight, 1);
        }
        once.advance(now, weight, 1);
        prop_assert_eq!(stepwise, once);
    }

    /// Not even when a position is settled at every step.
    #[test]
    fn settling_often_is_settling_once(
        rewards in any_rewards(), weight in any_weight(), others in any_weight(),
        steps in vec(0..=20_000_i64, 0..50),
    ) {
        let total_weight = weight.saturating_add(others);
        let mut rewards = rewards;
        let share = Share { index: rewards.per_weight, earned: 0 };
        let (mut once, mut often) = (share, share);
        let mut now = START;
        for seconds in steps {
            now += seconds;
            rewards.advance(now, total_weight, 1);
            rewards.settle(&mut often, weight);
        }
        rewards.settle(&mut once, weight);
        prop_assert_eq!(often, once);
        // Settled again at once, it is what it was.
        rewards.settle(&mut once, weight);
        prop_assert_eq!(often, once);
    }

    /// When within a window money comes in makes no difference, nor in how many pieces.
    #[test]
    fn donations_are_one_donation(
        rewards in any_rewards(), weight in any_weight(), at in 0..DAY,
        mut donations in vec((0..DAY, 0..=1_000_000_000_u64), 1..40),
    ) {
        let rewards = Rewards { stream: Stream { elapsed: 0, ..rewards.stream }, ..rewards };
        let window = START + DAY as i64 - 1;
        donations.sort_unstable();
        let (mut once, mut pieces) = (rewards, rewards);
        for (second, amount) in &donations {
            pieces.advance(START + *second as i64, weight, 1);
            prop_assert_eq!(pieces.fund(*amount, 0), Some(0));
        }
        once.advance(START + at as i64, weight, 1);
        prop_assert_eq!(once.fund(donations.iter().map(|(_, amount)| amount).sum(), 0), Some(0));
        for now in [window, window + 1, window + 40_000, window + 200_000] {
            once.advance(now, weight, 1);
            pieces.advance(now, weight, 1);
            prop_assert_eq!(pieces, once);
        }
    }
}

/// Every 400 ms, so in most slots no second has passed: a crank that never rests costs nobody anything.
#[test]
fn every_slot_is_once() {
    for (amount, weight) in [(1, 7), (86_399, 1_000_000_007), (1_000_000_000_000, 3), (u64::MAX, u64::MAX)] {
        let stream = Stream { updated_at: START, elapsed: 86_000, amount, queued: u64::MAX - amount };
        let start = Rewards { stream, accounted: u64::MAX, ..Rewards::default() };
        let (mut once, mut cranked) = (start, start);
        let (mut share, mut settled_once) = (Share::default(), Share::default());
        for now in slots(2 * 216_000) {
            cranked.advance(now, weight, 1);
            assert_eq!(cranked.fund(0, 10_000), Some(0));
            cranked.settle(&mut share, weight);
        }
        once.advance(START + 2 * 86_400, weight, 1);
        once.settle(&mut settled_once, weight);
        assert_eq!((cranked, share), (once, settled_once));
        assert_eq!(once.stream.unstreamed(), 0);
    }
}
