//! Weights and penalties against 128-bit arithmetic.

use proptest::prelude::*;
use twist_stake_math::{BASE_MULTIPLIER_BPS, EarlyExit, early_exit, weight};

const MAX: u64 = u64::MAX;

/// Amounts at whose ends something could be rounded wrongly.
fn amount() -> impl Strategy<Value = u64> {
    prop_oneof![
        Just(0),
        0..=20_001_u64,
        any::<u64>(),
        (MAX - 20_001)..=MAX,
        Just(MAX / 2),
        Just(MAX / 10_000)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn weight_is_the_written_formula(amount in amount(), multiplier_bps: u16) {
        let exact = u128::from(amount) * u128::from(multiplier_bps) / 10_000;
        prop_assert_eq!(weight(amount, multiplier_bps), u64::try_from(exact).ok());
    }

    /// At the greatest amount whose weight fits, and at the next.
    #[test]
    fn the_greatest_weight_fits_and_one_more_does_not(multiplier_bps in 10_001..=u16::MAX) {
        // The least amount whose weight is 2^64.
        let over = ((1_u128 << 64) * 10_000).div_ceil(u128::from(multiplier_bps));
        let over = u64::try_from(over).unwrap();
        prop_assert_eq!(weight(over, multiplier_bps), None);
        prop_assert!(weight(over - 1, multiplier_bps).is_some_and(|weight| weight > MAX - 7));
    }

    /// More staked is never less weight, and cutting a stake up is never more.
    #[test]
    fn weight_grows_with_the_amount(one in 0..=MAX / 14, other in 0..=MAX / 14, multiplier_bps: u16) {
        let of = |amount| weight(amount, multiplier_bps).unwrap();
        let together = of(one + other);
        prop_assert!(together >= of(one) + of(other) && together <= of(one) + of(other) + 1);
        prop_assert!(multiplier_bps < BASE_MULTIPLIER_BPS || of(one) >= one);
    }

    #[test]
    fn early_exit_is_the_written_formula(amount in amount(), penalty_bps: u16) {
        let exit = early_exit(amount, penalty_bps);
        if penalty_bps > 10_000 {
            prop_assert_eq!(exit, None);
        } else {
            let returned = u128::from(amount) * u128::from(10_000 - penalty_bps) / 10_000;
            let returned = u64::try_from(returned).unwrap();
            prop_assert_eq!(exit, Some(EarlyExit { returned, penalty: amount - returned }));
        }
    }

    /// Rounding is not the leaver's gain, and is less than a unit; leaving in two parts is not cheaper.
    #[test]
    fn a_penalty_is_rounded_up(one in 0..=MAX / 2, other in 0..=MAX / 2, penalty_bps in 0..=10_000_u16) {
        let exit = |amount| early_exit(amount, penalty_bps).unwrap();
        let EarlyExit { returned, penalty } = exit(one);
        prop_assert_eq!(returned + penalty, one);
        let exact = u128::from(one) * u128::from(penalty_bps);
        prop_assert_eq!(u128::from(penalty), exact.div_ceil(10_000));
        prop_assert!(exit(one).penalty + exit(other).penalty >= exit(one + other).penalty);
    }
}

#[test]
fn base_weight_is_the_amount() {
    assert_eq!(BASE_MULTIPLIER_BPS, 10_000);
    for amount in [0, 1, 9_999, 10_000, MAX] {
        assert_eq!(weight(amount, BASE_MULTIPLIER_BPS), Some(amount));
    }
}

#[test]
fn edges_of_weights() {
    assert_eq!(weight(MAX, 0), Some(0));
    assert_eq!(weight(0, u16::MAX), Some(0));
    assert_eq!(weight(1, 9_999), Some(0));
    assert_eq!(weight(1, 19_999), Some(1));
    assert_eq!(weight(1, 20_000), Some(2));
    assert_eq!(weight(MAX, 10_001), None);
    assert_eq!(weight(MAX / 2, 20_000), Some(MAX - 1));
    assert_eq!(weight(MAX / 2 + 1, 20_000), None);
    // Without a rest, so that nothing is added to what is too much already.
    assert_eq!(weight(MAX / 10_000 * 10_000, 10_001), None);
}

#[test]
fn edges_of_early_exits() {
    let exit =
        |amount, penalty_bps| early_exit(amount, penalty_bps).map(|exit| (exit.returned, exit.penalty));
    assert_eq!(exit(MAX, 0), Some((MAX, 0)));
    assert_eq!(exit(MAX, 10_000), Some((0, MAX)));
    assert_eq!(exit(MAX, 10_001), None);
    assert_eq!(exit(0, u16::MAX), None);
    assert_eq!(exit(0, 2_500), Some((0, 0)));
    assert_eq!(exit(1, 1), Some((0, 1)));
    assert_eq!(exit(10_000, 1), Some((9_999, 1)));
    assert_eq!(exit(10_001, 2_500), Some((7_500, 2_501)));
    assert_eq!(exit(MAX, 1), Some((MAX - MAX.div_ceil(10_000), MAX.div_ceil(10_000))));
}
