//! Those who come at the right moment, those who come and go, and the smallest against the greatest.

use crate::{
    pool::{Pool, START},
    reference::{DAY, q64},
};

const WHALE: u64 = 1_000_000_000_000_000_000;

/// A great stake in the last second of a window gets its part of that second.
#[test]
fn a_stake_just_before_a_window_ends() {
    let mut pool = Pool::new(0, 1, DAY);
    let steady = pool.open(1_000_000_000);
    pool.fund(86_400_000, 0);
    pool.pass(86_400);
    pool.pass(86_399);
    let late = pool.open(WHALE);
    pool.pass(1);
    assert_eq!((pool.pay(steady), pool.pay(late)), (86_399_000, 999));
    // Gone as it came: nothing of the next window either.
    pool.fund(86_400_000, 0);
    pool.close(late);
    pool.pass(86_400);
    pool.pass(86_400);
    assert_eq!(pool.pay(steady), 86_400_000);
    pool.wind_up();
}

/// One unit among 10^18 has its part, although the pool is brought up to date every few minutes and its part of each is a small
/// fraction of a unit.
#[test]
fn a_unit_against_a_whale() {
    let mut pool = Pool::new(0, 1, DAY);
    let (dust, whale) = (pool.open(1), pool.open(WHALE));
    for hour in 0..60 {
        pool.fund(WHALE / 24 + hour, 0);
        for _ in 0..12 {
            pool.pass(300);
        }
    }
    pool.pass(2 * 86_400);
    // 60/24 units, but for the distinctive ends of the amounts.
    assert_eq!(pool.pay(dust), 2);
    assert!((q64(1) / 2).abs_diff(pool.earned(dust)) < q64(1) / 100_000_000_000_000);
    pool.pay(whale);
    pool.wind_up();
}

/// Although in most steps not even all together get a unit.
#[test]
fn slow_streams_reach_the_smallest_too() {
    let mut pool = Pool::new(0, 1, DAY);
    let (dust, whale) = (pool.open(1), pool.open(WHALE));
    // 5 units a day, a step every seven minutes: a unit comes out in every 41st step.
    for _ in 0..10 {
        pool.fund(5, 0);
        for _ in 0..206 {
            pool.pass(420);
        }
    }
    let per_unit = pool.earned(dust);
    // 45 units have come out: 2^64 * 45 / (10^18 + 1) = 830.
    assert_eq!(pool.rewards.stream.unstreamed(), 5);
    assert_eq!(per_unit, q64(45) / u128::from(WHALE + 1));
    assert_eq!(per_unit, 830);
    assert_eq!(pool.earned(whale), per_unit * u128::from(WHALE));
    pool.wind_up();
}

/// A crank in every slot of 400 ms, each time with a unit more, over the end of a window: so mostly steps without a second, mostly
/// seconds without a unit.
#[test]
fn a_crank_in_every_slot() {
    let mut pool = Pool::new(u128::MAX - 99, 1, 1);
    for weight in [1, 1_009, 1_000_000_007, 998_244_353_000_000_003] {
        pool.open(weight);
    }
    pool.fund(1_000_003, 0);
    pool.pass(2 * 86_400 - 3_000);
    for slot in 1..=15_000 {
        pool.pass(START + 2 * 86_400 - 3_000 + slot * 2 / 5 - pool.clock);
        pool.fund(1, 0);
    }
    assert_eq!(pool.rewards.stream.amount, 7_499);
    assert_eq!(pool.rewards.stream.queued, 7_501);
    pool.wind_up();
}

/// What was given to an empty pool waits. Who comes first gets none of it for the weeks before, and all of it at the pace of a
/// window.
#[test]
fn weeks_without_anybody() {
    let mut pool = Pool::new(0, 1_000, DAY);
    for week in 1..=5 {
        for day in 1..=7 {
            pool.pass(86_400);
            pool.fund(week * 1_000_000 + day, 1_000);
        }
    }
    let commission = pool.pay_owner();
    let waiting = pool.rewards.stream.queued;
    assert_eq!(waiting + commission, 5 * 28 + 7 * 15 * 1_000_000);
    assert_eq!((pool.rewards.per_weight, pool.rewards.carried), (0, 0));

    // Not enough weight: still nothing.
    let small = pool.open(999);
    pool.pass(50 * 86_400);
    assert_eq!((pool.earned(small), pool.rewards.stream.queued), (0, waiting));

    let first = pool.open(1_000_000_001);
    assert_eq!(pool.earned(first), 0);
    // The window in which nothing had been queued yet.
    pool.pass(86_400);
    assert_eq!((pool.earned(first), pool.earned(small)), (0, 0));
    pool.pass(43_200);
    assert_eq!(
        (pool.earned(first) + pool.earned(small) + pool.rewards.carried) >> 64,
        u128::from(waiting / 2)
    );
    // Whoever comes only now has half of it still to come.
    let second = pool.open(1_000_001_000);
    pool.pass(43_200);
    assert_eq!(pool.rewards.stream.unstreamed(), 0);
    let difference = (pool.earned(first) + pool.earned(small)) / 3;
    assert!(pool.earned(second).abs_diff(difference) < q64(1));
    pool.wind_up();
}

/// A window that stands still in its middle goes on where it stopped.
#[test]
fn everybody_leaves_and_comes_back() {
    let mut pool = Pool::new(0, 1, DAY);
    let who = pool.open(8);
    pool.fund(86_400, 0);
    pool.pass(86_400 + 1_000);
    assert_eq!(pool.pay(who), 1_000);
    pool.reweigh(who, 0);
    pool.pass(1_000_000);
    assert_eq!((pool.rewards.stream.elapsed, pool.pay(who)), (1_000, 0));
    pool.reweigh(who, 16);
    pool.pass(85_399);
    assert_eq!((pool.pay(who), pool.rewards.stream.unstreamed()), (85_399, 1));
    pool.pass(1);
    assert_eq!((pool.pay(who), pool.rewards.stream.unstreamed()), (1, 0));
    pool.wind_up();
}

/// Opened and closed in one slot, over and over, with more weight than everybody else.
#[test]
fn flashes_take_nothing() {
    let mut pool = Pool::new(u128::MAX, 1, DAY);
    let steady = pool.open(3);
    pool.fund(1_000_003, 0);
    for flash in 1..=50 {
        pool.pass(4_000);
        let before = pool.rewards;
        let who = pool.open(WHALE + flash);
        assert_eq!(pool.close(who), 0);
        assert_eq!(pool.rewards, before);
    }
    assert_eq!(pool.rewards.stream.unstreamed(), 0);
    assert_eq!(pool.earned(steady) + pool.rewards.carried, q64(1_000_003));
    pool.wind_up();
}

/// The worst that rounding allows: to have a great weight in the very seconds in which a unit comes out, and none in between. It
/// brings the fraction of a unit that had flowed before, each time: less than a unit a hop, of a thin stream as of a thick one.
#[test]
fn hopping_gains_less_than_a_unit_a_hop() {
    const HOPS: i64 = 13;
    for amount in [13, 13_000_000_013] {
        let mut pool = Pool::new(0, 1, DAY);
        let (steady, hopper) = (pool.open(1), pool.open(0));
        pool.fund(amount, 0);
        pool.pass(86_400);
        for hop in 1..=HOPS {
            let second = (hop * 86_400 + HOPS - 1) / HOPS;
            pool.pass(START + 86_400 + second - 1 - pool.clock);
            pool.reweigh(hopper, WHALE);
            pool.pass(1);
            pool.reweigh(hopper, 0);
        }
        // Thirteen seconds' worth, and what was handed on.
        let most = u128::from(amount) * 13 / u128::from(DAY) + 13;
        assert!((most - 13..=most).contains(&(pool.earned(hopper) >> 64)));
        assert!(pool.earned(steady) + q64(most + 1) >= q64(u128::from(amount)));
        pool.wind_up();
    }
}

/// Fractions of those who close go to those who stay, and once to each.
#[test]
fn reclaimed_fractions_are_shared_out_again() {
    let mut pool = Pool::new(0, 1, DAY);
    let positions: Vec<usize> = (1..=40).map(|distinct| pool.open(1_000 * distinct + 1)).collect();
    pool.fund(1_000_000_007, 0);
    pool.pass(2 * 86_400);
    let paid: u64 = positions[1..].iter().map(|who| pool.close(*who)).sum();
    let reclaimed = pool.rewards.carried;
    // About half a unit each; exactly what is missing from what was paid.
    assert_eq!(q64(1_000_000_007 - u128::from(paid)), pool.earned(positions[0]) + reclaimed);
    assert!(reclaimed > q64(10));
    // They become due with the next release and not before.
    let before = pool.earned(positions[0]);
    pool.pass(86_400);
    assert_eq!(pool.earned(positions[0]), before);
    pool.fund(1, 0);
    pool.pass(2 * 86_400);
    assert_eq!(pool.earned(positions[0]) + pool.rewards.carried, before + reclaimed + q64(1));
    assert!(pool.rewards.carried < 1_001);
    pool.wind_up();
}

/// A clock that jumps back and forth by hours pays for no second twice.
#[test]
fn a_clock_that_jumps() {
    let mut pool = Pool::new(0, 1, DAY);
    let who = pool.open(17);
    pool.fund(86_400, 0);
    pool.pass(86_400);
    for jump in 1..=20 {
        pool.pass(100 * jump);
        pool.pass(-100 * jump);
        // Whoever comes while the clock shows the past has no part of the time that was handed out already.
        let late = pool.open(WHALE);
        assert_eq!(pool.close(late), 0);
    }
    assert_eq!(pool.clock, START + 86_400);
    assert_eq!(pool.rewards.stream.updated_at, START + 86_400 + 2_000);
    assert_eq!(pool.earned(who) >> 64, 1_999);
    assert_eq!(pool.earned(who) + pool.rewards.carried, q64(2_000));
    pool.wind_up();
}
