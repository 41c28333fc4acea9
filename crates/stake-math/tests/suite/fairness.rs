//! What rounding may take: derived in [`crate::exact`], and said here for the cases that have a simple answer.

use num_bigint::BigUint;
use proptest::{collection::vec, prelude::*};

use crate::{
    pool::Pool,
    reference::{DAY, q64},
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// With weights that do not change nobody earns more than its exact part of what flowed, nor less by more than its proportion
    /// of one unit and its weight in 2^-64 of a unit: after any number of calls.
    #[test]
    fn steady_positions_get_their_exact_part(
        weights in vec(prop_oneof![1..=1_000_u64, 1..=1_000_000_000_000_000_000_u64], 1..=8),
        steps in vec((0..=40_000_i64, 0..=1_000_000_000_000_u64), 1..=40),
    ) {
        let mut pool = Pool::new(0, 1, 3_607);
        for (distinct, weight) in weights.iter().enumerate() {
            pool.open(weight / 10 * 10 + distinct as u64 + 1);
        }
        let mut flowed = 0;
        let (mut window, mut queued, mut elapsed) = (0_u128, 0_u128, 0_u128);
        for (seconds, amount) in steps {
            pool.pass(seconds);
            pool.fund(amount, 0);
            // At most one window ends in a step.
            elapsed += seconds as u128;
            if elapsed >= u128::from(DAY) {
                elapsed -= u128::from(DAY);
                flowed += window * (seconds as u128 - elapsed) + queued * elapsed;
                (window, queued) = (queued, 0);
            } else {
                flowed += window * seconds as u128;
            }
            queued += u128::from(amount);

            let total_weight = pool.total_weight();
            for (who, position) in pool.positions.iter().enumerate() {
                // Everything in 2^-64 of a unit, times total weight and seconds of a day.
                let exact = BigUint::from(flowed) * q64(1) * position.weight;
                let earned = BigUint::from(pool.earned(who)) * total_weight * DAY;
                let of_a_unit = BigUint::from(q64(1)) * position.weight * DAY;
                let of_a_rest = BigUint::from(position.weight) * total_weight * DAY;
                prop_assert!(earned <= exact);
                prop_assert!(exact < earned + of_a_unit + of_a_rest);
            }
        }
        prop_assert!(pool.exact.nothing_was_handed_on());
    }

    /// Two positions of one weight and one time are worth the same, however they are cut up.
    #[test]
    fn splitting_a_stake_gains_nothing(
        whole in 2..=1_000_000_000_u64, cut in 1..=1_000_000_000_u64, other in 1..=1_000_000_000_u64,
        amount in 0..=1_000_000_000_000_000_u64, seconds in 0..=200_000_i64,
    ) {
        let cut = 1 + cut % (whole - 1);
        let [one, two] = [vec![other, whole], vec![other, cut, whole - cut]].map(|weights| {
            let mut pool = Pool::new(0, 1, DAY);
            for weight in weights {
                pool.open(weight);
            }
            pool.fund(amount, 0);
            pool.pass(seconds);
            pool
        });
        prop_assert_eq!(one.earned(1), two.earned(1) + two.earned(2));
        prop_assert_eq!(one.earned(0), two.earned(0));
    }
}

/// Remainders are carried: three thirds of a unit are a unit, and a unit among 10^18 is there as soon as there are 10^18 of them.
#[test]
fn small_parts_add_up() {
    let mut pool = Pool::new(0, 1, DAY);
    let dust = pool.open(1);
    let whale = pool.open(999_999_999_999_999_999);
    for day in 0..4 {
        pool.fund(250_000_000_000_000_000, 0);
        pool.pass(86_400);
        assert_eq!(pool.earned(dust), q64(day) / 4);
    }
    pool.pass(86_400);
    // To the unit, as 10^18 divides 10^18 * 2^64.
    assert_eq!((pool.pay(dust), pool.pay(whale)), (1, 999_999_999_999_999_999));
    pool.wind_up();
}

#[test]
fn a_third_of_a_unit_is_not_lost() {
    let mut pool = Pool::new(0, 1, DAY);
    let thirds = [1, 1, 1].map(|weight| pool.open(weight));
    pool.fund(1, 0);
    pool.pass(2 * 86_400);
    let a_third = (1 << 64) / 3;
    assert_eq!(thirds.map(|who| pool.earned(who)), [a_third; 3]);
    assert_eq!(pool.rewards.carried, 1);
    pool.fund(2, 0);
    pool.pass(2 * 86_400);
    assert_eq!(thirds.map(|who| pool.pay(who)), [1; 3]);
    pool.wind_up();
}
