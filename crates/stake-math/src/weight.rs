//! What a lock is worth, and what leaving it early costs.

use twist_money::{BPS, share};

/// The multiplier of a stake without a lock, basis points: its weight is its amount.
pub const BASE_MULTIPLIER_BPS: u16 = BPS;

/// The weight of `amount` base units under a multiplier: `floor(amount * multiplier_bps / 10,000)`.
///
/// `None` when it does not fit 64 bits.
#[must_use]
pub fn weight(amount: u64, multiplier_bps: u16) -> Option<u64> {
    // By quotient and rest, which is exact and needs no 128-bit division: (q * 10,000 + r) * m / 10,000 = q * m + r * m / 10,000.
    let (whole, multiplier) = (u64::from(BPS), u64::from(multiplier_bps));
    let quotient = amount.checked_div(whole)?.checked_mul(multiplier)?;
    let rest = amount.checked_rem(whole)?.checked_mul(multiplier)?.checked_div(whole)?;
    quotient.checked_add(rest)
}

/// How a principal is divided when its lock is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EarlyExit {
    /// Goes back to the owner, base units.
    pub returned: u64,
    /// Stays behind, base units.
    pub penalty: u64,
}

/// Divides `amount` base units: `returned = floor(amount * (10,000 - penalty_bps) / 10,000)`, the penalty is the rest, so the two
/// always add up and rounding is not the leaver's gain.
///
/// `None` when the penalty is over a whole.
#[must_use]
pub fn early_exit(amount: u64, penalty_bps: u16) -> Option<EarlyExit> {
    let returned = share(amount, BPS.checked_sub(penalty_bps)?)?;
    Some(EarlyExit { returned, penalty: amount.checked_sub(returned)? })
}
