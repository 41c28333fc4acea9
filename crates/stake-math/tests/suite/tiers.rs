//! The tiers on offer, and locks that fall to base weight when somebody touches them.

use proptest::{collection::vec, prelude::*, sample::Index};
use twist_stake_math::{BASE_MULTIPLIER_BPS, weight};

use crate::{
    pool::Pool,
    reference::{DAY, q64},
};

/// Days locked, and the multiplier meanwhile.
const TIERS: [(i64, u16); 4] = [(30, 11_000), (90, 12_500), (180, 15_000), (365, 20_000)];
/// One TWIST.
const MIN_WEIGHT: u64 = 1_000_000_000;

struct Lock {
    who: usize,
    amount: u64,
    until: i64,
}

impl Lock {
    fn open(pool: &mut Pool, amount: u64, (days, multiplier_bps): (i64, u16)) -> Self {
        let who = pool.open(weight(amount, multiplier_bps).unwrap());
        Self { who, amount, until: pool.clock + days * 86_400 }
    }

    /// Any touch: settles at the weight as it was, then lets the lock fall.
    fn touch(&self, pool: &mut Pool) {
        if pool.clock >= self.until {
            pool.reweigh(self.who, weight(self.amount, BASE_MULTIPLIER_BPS).unwrap());
        } else {
            pool.touch(self.who);
        }
    }
}

#[test]
fn multipliers_of_the_tiers() {
    let weights = TIERS.map(|(_, multiplier_bps)| weight(1_234_567_891, multiplier_bps));
    assert_eq!(weights, [Some(1_358_024_680), Some(1_543_209_863), Some(1_851_851_836), Some(2_469_135_782)]);
}

/// The same amount in every tier: while all locks run rewards are as the multipliers, and each lock that falls falls to an equal
/// part of what is left.
#[test]
fn equal_stakes_in_every_tier() {
    const AMOUNT: u64 = 20_000_000_000;
    // A day's reward is a multiple of every sum of multipliers that occurs: 68,500 to begin with, then 67,500, 65,000, 60,000 and
    // 50,000. So every part of it is whole.
    const REWARD: u64 = 137 * 70_200;
    let mut pool = Pool::new(0, MIN_WEIGHT, DAY);
    let base = pool.open(AMOUNT);
    pool.fund(REWARD, 0);
    pool.pass(86_400);
    let locks = TIERS.map(|tier| Lock::open(&mut pool, AMOUNT, tier));
    let mut expected = [0; 5];
    for day in 1..=400 {
        pool.fund(REWARD, 0);
        pool.pass(86_400);
        for lock in &locks {
            lock.touch(&mut pool);
        }
        let [a, b, c, d] = TIERS.map(|(days, bps)| if day <= days { u64::from(bps) } else { 10_000 });
        let total = 10_000 + a + b + c + d;
        for (expected, multiplier) in expected.iter_mut().zip([10_000, a, b, c, d]) {
            assert_eq!(REWARD * multiplier % total, 0);
            *expected += u128::from(REWARD * multiplier / total);
        }
    }
    assert_eq!(pool.total_weight(), 5 * AMOUNT);
    // Whole units but for what was carried, less than the weight in 2^-64 of a unit, at each of four changes and at the end.
    for (who, expected) in [base, locks[0].who, locks[1].who, locks[2].who, locks[3].who].iter().zip(expected)
    {
        assert!(pool.earned(*who).abs_diff(q64(expected)) < 5 * 137_000_000_000);
    }
    pool.wind_up();
}

#[test]
fn a_lock_that_nobody_touches_keeps_its_weight() {
    let mut pool = Pool::new(0, MIN_WEIGHT, DAY);
    let (kept, touched) =
        (Lock::open(&mut pool, MIN_WEIGHT, TIERS[3]), Lock::open(&mut pool, MIN_WEIGHT, TIERS[3]));
    pool.pass(365 * 86_400 - 1);
    touched.touch(&mut pool);
    assert_eq!(pool.total_weight(), 4 * MIN_WEIGHT);
    pool.pass(1);
    touched.touch(&mut pool);
    assert_eq!(pool.total_weight(), 3 * MIN_WEIGHT);
    pool.fund(3_000, 0);
    pool.pass(2 * 86_400);
    // The touch comes after the fact: what was earned meanwhile was earned at the weight as it was.
    kept.touch(&mut pool);
    assert_eq!(pool.total_weight(), 2 * MIN_WEIGHT);
    let earned = [&kept, &touched].map(|lock| pool.earned(lock.who));
    assert!(earned[0].abs_diff(2 * earned[1]) < q64(1) / 1_000_000);
    pool.fund(2_000, 0);
    pool.pass(2 * 86_400);
    let later = [&kept, &touched].map(|lock| pool.earned(lock.who));
    assert_eq!(later[0] - earned[0], later[1] - earned[1]);
    pool.wind_up();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    /// A year and more of locks that begin, run and fall, each step with its own donation.
    #[test]
    fn a_year_of_locks(
        steps in vec((1..=72 * 3_600_i64, any::<Index>(), 0..=1_000_000_000_u64), 200..=240),
        tiers in vec(0..TIERS.len(), 14), amounts in vec(1..=1_000_000_000_u64, 14),
    ) {
        let mut pool = Pool::new(u128::MAX, MIN_WEIGHT, DAY);
        let mut staked = 0;
        let amounts = (0..).zip(amounts).map(|(n, thousands)| 1_000 * thousands + n);
        let mut waiting: Vec<_> = amounts.zip(tiers).collect();
        let mut locks: Vec<Lock> = vec![];
        for (n, (seconds, who, thousands)) in (0_u64..).zip(steps) {
            pool.pass(seconds);
            pool.fund(1_000 * thousands + n, 1_000);
            if n % 15 == 0 && let Some((amount, tier)) = waiting.pop() {
                staked += amount;
                locks.push(Lock::open(&mut pool, amount, TIERS[tier]));
            }
            locks[who.index(locks.len())].touch(&mut pool);
        }
        pool.pass(366 * 86_400);
        for lock in &locks {
            lock.touch(&mut pool);
        }
        prop_assert_eq!(pool.total_weight(), staked);
        pool.wind_up();
    }
}
