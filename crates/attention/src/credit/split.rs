//! What some seconds of attention earn whom.

use super::Terms;
use crate::rules::BPS;

/// The parts of what is owed for one VAU, base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// The viewer's part.
    pub viewer: u64,
    /// The publisher's part.
    pub publisher: u64,
    /// The influencer's part.
    pub influencer: u64,
}

/// Splits the price of `seconds`: `gross = seconds * rate`, `owed = floor(gross * (10,000 - fee) / 10,000)`.
///
/// Influencer and publisher get `floor(gross * share / 10,000)`, the viewer all that remains of `owed`, so the three add up
/// to it: the viewer's part is less than one unit under and less than two over its share. Without an influencer that share
/// is the publisher's, who brought the visit itself.
///
/// `None` when the terms are not valid, or what is owed does not fit 64 bits.
#[must_use]
pub fn split(terms: &Terms, seconds: u32, referred: bool) -> Option<Split> {
    terms.validate().ok()?;
    // All below 2^32 * 2^64 * 10^4 < 2^110.
    let gross = u128::from(seconds) * u128::from(terms.rate_per_second);
    let part = |bps: u128| u64::try_from(gross * bps / u128::from(BPS)).ok();
    let owed = part(terms.net_bps())?;
    let publisher = part(terms.publisher_bps.into())?;
    let influencer = part(terms.influencer_bps.into())?;
    let viewer = owed.checked_sub(publisher)?.checked_sub(influencer)?;
    Some(if referred {
        Split { viewer, publisher, influencer }
    } else {
        Split { viewer, publisher: publisher.checked_add(influencer)?, influencer: 0 }
    })
}
