//! A hundred years.

use proptest::{collection::vec, prelude::*, sample::Index};
use twist_stake_math::{Rewards, Share, Stream};

use crate::{
    pool::{Pool, START},
    reference::{DAY, q64},
};

/// Days of a century.
const CENTURY: i64 = 36_525;

#[test]
fn a_century_at_once() {
    let stream = Stream { updated_at: START, elapsed: 17, amount: u64::MAX / 2, queued: u64::MAX / 2 };
    let start = Rewards { stream, accounted: u64::MAX, ..Rewards::default() };
    let (mut once, mut by_week, mut by_prime) = (start, start, start);
    let end = START + CENTURY * 86_400;
    once.advance(end, 3, 1);
    for now in (START..=end).step_by(604_800).chain([end]) {
        by_week.advance(now, 3, 1);
    }
    for now in (START..=end).step_by(99_991).chain([end]) {
        by_prime.advance(now, 3, 1);
    }
    assert_eq!((by_week, by_prime), (once, once));
    assert_eq!(once.stream, Stream { updated_at: end, elapsed: 17, amount: 0, queued: 0 });
}

/// A donation a day for a hundred years, cranked hourly by one and once a day by the other. In the end everybody has what one
/// division of the whole sum would have given.
#[test]
fn a_donation_every_day() {
    const WEIGHTS: [u64; 3] = [1, 1_000_000_007, 998_244_353_000_000_003];
    let weight = WEIGHTS.iter().sum();
    let start = Rewards { stream: Stream { updated_at: START, ..Stream::default() }, ..Rewards::default() };
    let (mut daily, mut hourly) = (start, start);
    let mut funded = 0;
    for day in 0..CENTURY {
        let now = START + day * 86_400;
        daily.advance(now, weight, 1);
        for hour in 1..=24 {
            hourly.advance(now - 86_400 + hour * 3_600, weight, 1);
        }
        let amount = 1_000_000_000_000 + day as u64;
        funded += amount;
        assert_eq!((daily.fund(amount, 0), hourly.fund(amount, 0)), (Some(0), Some(0)));
        assert_eq!(daily, hourly);
        // The last one is queued, the one before has not begun to flow.
        assert!(day == 0 || daily.stream.unstreamed() == 2 * amount - 1);
    }
    daily.advance(START + (CENTURY + 1) * 86_400, weight, 1);
    let all = q64(u128::from(funded));
    assert_eq!(daily.per_weight, all / u128::from(weight));
    assert_eq!(daily.carried, all % u128::from(weight));
    for weight in WEIGHTS {
        let mut share = Share::default();
        daily.settle(&mut share, weight);
        assert_eq!(share.earned, daily.per_weight * u128::from(weight));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    /// Generations of stakers, most of whom nobody touches for years.
    #[test]
    fn a_century_of_changes(
        steps in vec(
            (0..=500 * 86_400_i64, any::<Index>(), 0..=1_000_000_000_000_u64, 0..=1_000_000_000_u64), 146,
        ),
    ) {
        let mut pool = Pool::new(u128::MAX, 1, DAY);
        for weight in 1..=6 {
            pool.open(weight);
        }
        for (n, (seconds, who, weight, amount)) in (0_u64..).zip(steps) {
            pool.fund(1_000 * amount + n, 300);
            pool.pass(seconds);
            let who = who.index(6);
            match n % 3 {
                0 => pool.reweigh(who, 1_000 * weight + n),
                1 => drop(pool.pay(who)),
                _ => pool.touch(who),
            }
        }
        pool.wind_up();
    }
}
