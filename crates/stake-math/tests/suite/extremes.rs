//! Law 4 and the greatest numbers: nothing panics, saturates where it shows, or loses a turn of the accumulator.

use proptest::{collection::vec, prelude::*};
use twist_stake_math::{Rewards, Share, Stream};

use crate::{
    pool::Pool,
    reference::{DAY, q64},
};

const MAX: u64 = u64::MAX;

fn any_time() -> impl Strategy<Value = i64> {
    prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(0), any::<i64>()]
}

fn any_amount() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), Just(1), Just(MAX), any::<u64>()]
}

fn any_fraction() -> impl Strategy<Value = u128> {
    prop_oneof![Just(0), Just(1), Just(u128::MAX), any::<u128>()]
}

prop_compose! {
    /// Also states that no pool can come to.
    fn any_stream()(
        updated_at in any_time(), elapsed in any_amount(), amount in any_amount(), queued in any_amount(),
    ) -> Stream {
        Stream { updated_at, elapsed, amount, queued }
    }
}

prop_compose! {
    fn any_rewards()(
        per_weight in any_fraction(), carried in any_fraction(), stream in any_stream(),
        owner_due in any_amount(), accounted in any_amount(),
    ) -> Rewards {
        Rewards { per_weight, carried, stream, owner_due, accounted }
    }
}

prop_compose! {
    fn any_share()(index in any_fraction(), earned in any_fraction()) -> Share {
        Share { index, earned }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// What everybody has to pass on the way out cannot fail, whatever state a pool were in.
    #[test]
    fn nothing_stops_a_leaver(
        rewards in any_rewards(), share in any_share(), now in any_time(),
        weight in any_amount(), min_weight in any_amount(),
    ) {
        let (mut rewards, mut share) = (rewards, share);
        let before = rewards;
        rewards.advance(now, weight, min_weight);
        prop_assert_eq!(rewards.stream.updated_at, before.stream.updated_at.max(now));
        let stood_still = weight == 0 || weight < min_weight || now <= before.stream.updated_at;
        if stood_still {
            let stream = Stream { updated_at: rewards.stream.updated_at, ..before.stream };
            prop_assert_eq!(rewards, Rewards { stream, ..before });
        } else {
            prop_assert!(rewards.stream.elapsed < DAY);
        }
        rewards.settle(&mut share, weight);
        prop_assert_eq!(share.index, rewards.per_weight);
        rewards.reclaim(&mut share);
        prop_assert_eq!(share.earned, 0);
        rewards.release_to_owner();
        prop_assert_eq!((rewards.stream.unstreamed(), rewards.carried >> 64), (0, 0));
    }

    /// What can be refused changes nothing when it is.
    #[test]
    fn refusals_change_nothing(
        rewards in any_rewards(), share in any_share(), surplus in any_amount(), commission_bps: u16,
    ) {
        let (mut after, mut paid) = (rewards, share);
        if after.pay(&mut paid).is_none() {
            prop_assert_eq!((after, paid), (rewards, share));
            prop_assert!(share.payable() > rewards.accounted);
        }
        let mut after = rewards;
        if after.pay_owner().is_none() {
            prop_assert_eq!(after, rewards);
            prop_assert!(rewards.owner_due > rewards.accounted);
        }
        let mut after = rewards;
        let refused = after.fund(surplus, commission_bps).is_none();
        prop_assert!(!refused || after == rewards);
        prop_assert!(refused || commission_bps <= 10_000);
    }

    /// From the first second to the last, in one step or in several, to the last bit.
    #[test]
    fn all_of_time_in_any_steps(
        mut times in vec(any_time(), 0..6), amount: u64, cut: u64, elapsed in 0..DAY, weight in 1..=MAX,
    ) {
        let queued = cut % (MAX - amount).max(1);
        let stream = Stream { updated_at: i64::MIN, elapsed, amount, queued };
        let rewards = Rewards { stream, accounted: MAX, ..Rewards::default() };
        let (mut once, mut stepwise) = (rewards, rewards);
        times.sort_unstable();
        times.push(i64::MAX);
        for now in times {
            stepwise.advance(now, weight, 1);
        }
        once.advance(i64::MAX, weight, 1);
        prop_assert_eq!(stepwise, once);
        prop_assert_eq!(once.stream.unstreamed(), 0);
        // 2^64 - 1 seconds.
        prop_assert_eq!(once.stream.elapsed, (elapsed + MAX % DAY) % DAY);
    }
}

/// All that a vault can hold, to the least and to the greatest weight.
#[test]
fn the_greatest_reward() {
    for weight in [1, 2, 3, MAX - 1, MAX] {
        let mut pool = Pool::new(u128::MAX, 1, DAY);
        let who = pool.open(weight);
        assert_eq!(pool.fund(MAX, 0), Some(0));
        assert_eq!(pool.fund(1, 0), None);
        assert_eq!(pool.fund(0, 10_000), Some(0));
        pool.pass(86_400 + 1);
        assert_eq!(pool.fund(1, 0), None);
        pool.pass(86_400);
        assert_eq!(pool.earned(who) + pool.rewards.carried, q64(u128::from(MAX)));
        let paid = pool.pay(who);
        assert!(paid >= MAX - 1);
        assert_eq!(pool.fund(paid, 10_000), Some(paid));
        assert_eq!(pool.pay_owner(), paid);
        pool.wind_up();
    }
}

/// The accumulator goes round once a round: 2^64 units to a weight of 1. One takes its half each time; the other has never been
/// settled, and has not missed a turn, because what is his fills the vault before the accumulator could come round again.
#[test]
fn the_accumulator_goes_round() {
    let mut pool = Pool::new(u128::MAX - 12_345, 1, DAY);
    let (taker, sleeper) = (pool.open(1), pool.open(1));
    let mut paid = 0;
    for _ in 0..80 {
        let room = MAX - pool.rewards.accounted;
        pool.fund(room, 0);
        pool.pass(2 * 86_400);
        paid += u128::from(pool.pay(taker));
    }
    assert_eq!(pool.positions[sleeper].share.index, u128::MAX - 12_345);
    assert_eq!(paid, u128::from(pool.pay(sleeper)));
    assert!(paid >= u128::from(MAX) - 1);

    // Alone, the taker turns it every time.
    pool.reweigh(sleeper, 0);
    for _ in 0..5 {
        let room = MAX - pool.rewards.accounted;
        pool.fund(room, 0);
        let before = pool.rewards.per_weight;
        pool.pass(2 * 86_400);
        assert!(pool.rewards.per_weight < before);
        assert!(pool.pay(taker) >= MAX - 2);
        // Without weight no turn matters.
        assert_eq!(pool.earned(sleeper) >> 64, 0);
    }
    pool.wind_up();
}
