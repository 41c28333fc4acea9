//! Pure arithmetic on amounts, in base units: the one definition that programs, client and auditors share. Rounding always
//! favours the vault that pays.

#![no_std]

/// Basis points in a whole.
pub const BPS: u16 = 10_000;

/// `floor(amount * bps / 10_000)`. `None` when `bps` is over a whole.
#[must_use]
pub fn share(amount: u64, bps: u16) -> Option<u64> {
    if bps > BPS {
        return None;
    }
    let scaled = u128::from(amount).checked_mul(u128::from(bps))?;
    u64::try_from(scaled.checked_div(u128::from(BPS))?).ok()
}

/// The fee that comes on top of `net` so that it is `fee_bps` of the sum: `floor(net * fee / (10_000 - fee))`.
///
/// `None` when the fee would be the whole, or does not fit 64 bits.
#[must_use]
pub fn fee_on_top(net: u64, fee_bps: u16) -> Option<u64> {
    let rest = BPS.checked_sub(fee_bps).filter(|rest| *rest > 0)?;
    let scaled = u128::from(net).checked_mul(u128::from(fee_bps))?;
    u64::try_from(scaled.checked_div(u128::from(rest))?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn shares_never_exceed_the_whole(amount: u64, cut in 0..=BPS) {
            let (a, b) = (share(amount, cut).unwrap(), share(amount, BPS - cut).unwrap());
            let dust = amount - a - b;
            prop_assert!(dust <= 1);
        }

        #[test]
        fn fee_on_top_is_at_most_its_share_of_the_sum(net in 0..=u64::MAX / 2, fee_bps in 0..=5_000u16) {
            let fee = fee_on_top(net, fee_bps).unwrap();
            // fee / (net + fee) <= fee_bps / BPS, and one unit more would break that.
            prop_assert!(u128::from(fee) * u128::from(BPS) <= u128::from(fee_bps) * (u128::from(net) + u128::from(fee)));
            let more = u128::from(fee) + 1;
            prop_assert!(more * u128::from(BPS) > u128::from(fee_bps) * (u128::from(net) + more));
        }
    }

    #[test]
    fn impossible_rates_are_refused() {
        assert_eq!(share(1, BPS + 1), None);
        assert_eq!(fee_on_top(1, BPS), None);
        assert_eq!(fee_on_top(u64::MAX, BPS - 1), None);
    }
}
