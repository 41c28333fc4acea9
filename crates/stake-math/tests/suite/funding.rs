//! What comes in, the owner's part of it, and what is refused.

use proptest::{collection::vec, prelude::*};
use twist_stake_math::{Rewards, Share, Stream};

use crate::{
    pool::{Pool, START},
    reference::{DAY, q64},
};

const MAX: u64 = u64::MAX;

#[test]
fn commission_is_due_at_once_and_rounded_down() {
    for (surplus, commission_bps, commission) in [
        (0, 10_000, 0),
        (1, 9_999, 0),
        (1, 10_000, 1),
        (9_999, 1, 0),
        (10_000, 1, 1),
        (10_001, 5_000, 5_000),
        (MAX, 0, 0),
        (MAX, 5_000, MAX / 2),
        (MAX, 10_000, MAX),
    ] {
        let mut rewards = Rewards::default();
        assert_eq!(rewards.fund(surplus, commission_bps), Some(commission));
        let stream = Stream { queued: surplus - commission, ..Stream::default() };
        let expected = Rewards { stream, owner_due: commission, accounted: surplus, ..Rewards::default() };
        assert_eq!(rewards, expected);
    }
}

#[test]
fn more_than_a_whole_and_more_than_64_bits_are_refused() {
    let stream = Stream { updated_at: START, elapsed: 5, amount: 40, queued: 30 };
    let full = Rewards { carried: q64(9), stream, owner_due: 20, accounted: MAX - 1, per_weight: 3 };
    for (surplus, commission_bps) in
        [(0, 10_001), (1, u16::MAX), (2, 0), (2, 10_000), (MAX, 0), (MAX, 10_000)]
    {
        let mut rewards = full;
        assert_eq!(rewards.fund(surplus, commission_bps), None);
        assert_eq!(rewards, full);
    }
    let mut rewards = full;
    assert_eq!(rewards.fund(1, 0), Some(0));
    assert_eq!(rewards, Rewards { accounted: MAX, stream: Stream { queued: 31, ..stream }, ..full });
}

#[test]
fn a_surplus_is_what_the_vault_holds_beyond_what_is_accounted_for() {
    let rewards = Rewards { accounted: 1_000, ..Rewards::default() };
    for (balance, surplus) in [(0, 0), (999, 0), (1_000, 0), (1_001, 1), (MAX, MAX - 1_000)] {
        assert_eq!(rewards.surplus(balance), surplus);
    }
}

/// Law 1 broken in every possible place, by one unit.
#[test]
fn more_than_is_accounted_for_is_nobodys() {
    let stream = Stream { updated_at: START, elapsed: DAY / 2, amount: 100, queued: 7 };
    let sound = Rewards { per_weight: 0, carried: q64(3), stream, owner_due: 40, accounted: 100 };
    assert_eq!(sound.earned(), Some(0));
    assert_eq!(Rewards { accounted: 105, ..sound }.earned(), Some(q64(5)));
    let mut share = Share { index: 0, earned: q64(101) };
    for broken in [
        Rewards { accounted: 99, ..sound },
        Rewards { owner_due: 41, ..sound },
        Rewards { carried: q64(3) + 1, ..sound },
        Rewards { stream: Stream { queued: 8, ..stream }, ..sound },
        Rewards { stream: Stream { amount: 102, ..stream }, ..sound },
        Rewards { owner_due: MAX, carried: u128::MAX, ..sound },
    ] {
        assert_eq!(broken.earned(), None);
    }
    let mut poor = sound;
    assert_eq!(poor.pay(&mut share), None);
    assert_eq!((poor, share), (sound, Share { index: 0, earned: q64(101) }));
    let poor = Rewards { accounted: 39, ..sound };
    let mut rewards = poor;
    assert_eq!(rewards.pay_owner(), None);
    assert_eq!(rewards, poor);
}

#[test]
fn only_whole_units_are_paid_and_the_fraction_stays() {
    for (earned, units) in [(0, 0), (q64(1) - 1, 0), (q64(1), 1), (q64(8) + 5, 8), (u128::MAX, MAX)] {
        let mut rewards = Rewards { accounted: MAX, ..Rewards::default() };
        let mut share = Share { index: 77, earned };
        assert_eq!(share.payable(), units);
        assert_eq!(rewards.pay(&mut share), Some(units));
        assert_eq!(share, Share { index: 77, earned: earned - q64(u128::from(units)) });
        assert_eq!(rewards, Rewards { accounted: MAX - units, ..Rewards::default() });
        assert_eq!((share.payable(), rewards.pay(&mut share)), (0, Some(0)));
    }
}

#[test]
fn the_owner_is_paid_once() {
    let mut rewards = Rewards { owner_due: 5, accounted: 8, ..Rewards::default() };
    assert_eq!((rewards.pay_owner(), rewards.pay_owner()), (Some(5), Some(0)));
    assert_eq!(rewards, Rewards { accounted: 3, ..Rewards::default() });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What is nobody's becomes the owner's: what streams, what waits, what is carried; and nothing of what positions have earned.
    #[test]
    fn the_owner_gets_what_nobody_has_earned(
        first in 0..=1_u64 << 40, second in 0..=1_u64 << 40, third in 0..=1_u64 << 40,
        commission_bps in 0..=10_000_u16, weights in vec(1..=1_u64 << 50, 1..6), seconds in 0..3 * 86_400_i64,
    ) {
        let mut pool = Pool::new(0, 1, DAY);
        let positions: Vec<usize> = weights.into_iter().map(|weight| pool.open(weight)).collect();
        pool.fund(first, commission_bps);
        pool.pass(86_400);
        pool.fund(second, commission_bps);
        pool.pass(seconds);
        // The first has closed; the others have left, and not been paid.
        let mut paid = u128::from(pool.close(positions[0]));
        for who in &positions[1..] {
            pool.reweigh(*who, 0);
        }
        let owed: Vec<u128> = positions.iter().map(|who| pool.earned(*who)).collect();
        pool.release_to_owner();
        // Released once more, and after more came in: still nothing of theirs.
        pool.release_to_owner();
        pool.fund(third, 0);
        pool.release_to_owner();
        prop_assert_eq!(&owed, &positions.iter().map(|who| pool.earned(*who)).collect::<Vec<_>>());
        prop_assert_eq!((pool.rewards.stream.unstreamed(), pool.rewards.carried >> 64), (0, 0));

        paid += u128::from(pool.pay_owner());
        // All but what is owed, and less than a unit of it is a fraction that nobody has.
        let all = u128::from(first) + u128::from(second) + u128::from(third);
        prop_assert_eq!(q64(all - paid), owed.iter().sum::<u128>() + pool.rewards.carried);
        pool.wind_up();
    }
}
