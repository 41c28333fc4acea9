//! A campaign's terms, as its account on chain states them.

use crate::rules::BPS;
use serde::{Deserialize, Serialize};

/// What a campaign pays, for what, and within which limits. Amounts are base units of the campaign's mint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The first second that is paid for, Unix seconds. Days of the daily cap are counted from here.
    pub start: i64,
    /// The second after the last that is paid for.
    pub end: i64,
    /// What one second of attention costs the campaign, the protocol's fee included.
    pub rate_per_second: u64,
    /// Attention shorter than this many seconds earns nothing.
    pub min_attention_s: u32,
    /// The most seconds that one viewer is paid for in one UTC day.
    pub max_seconds_per_viewer_day: u32,
    /// The pace: after d begun days at most d times this is drawn, fee included.
    pub daily_cap: u64,
    /// The most that is ever drawn, fee included.
    pub budget: u64,
    /// The viewer's share, basis points of the price.
    pub viewer_bps: u16,
    /// The publisher's share, basis points of the price.
    pub publisher_bps: u16,
    /// The influencer's share, basis points of the price. The publisher's when nobody referred the visit.
    pub influencer_bps: u16,
    /// The protocol's share, basis points of the price.
    pub fee_bps: u16,
}

/// Why terms cannot be credited by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// The campaign ends before it begins.
    #[error("the campaign's end ({end}) must be later than its start ({start}), both in Unix seconds")]
    Window {
        /// The start.
        start: i64,
        /// The end.
        end: i64,
    },
    /// The shares are not a whole.
    #[error(
        "the shares of viewer, publisher and influencer and the fee add up to {sum} basis points: they must add up to 10000"
    )]
    Shares {
        /// Their sum.
        sum: u32,
    },
    /// One second would round to nothing.
    #[error(
        "at {rate_per_second} base units per second nothing is left after the fee: set a rate that pays at least one unit a second"
    )]
    Rate {
        /// The rate.
        rate_per_second: u64,
    },
}

impl Terms {
    /// Checks that the terms do not contradict themselves.
    ///
    /// # Errors
    /// [`TermsError`] names the first contradiction.
    pub fn validate(&self) -> Result<(), TermsError> {
        let Self { start, end, rate_per_second, viewer_bps, publisher_bps, influencer_bps, fee_bps, .. } =
            *self;
        if start >= end {
            return Err(TermsError::Window { start, end });
        }
        let sum = [viewer_bps, publisher_bps, influencer_bps, fee_bps].into_iter().map(u32::from).sum();
        if sum != u32::from(BPS) {
            return Err(TermsError::Shares { sum });
        }
        // A second that pays nothing would let a campaign take attention for free, by rounding.
        if self.net_bps_per_second() < u128::from(BPS) {
            return Err(TermsError::Rate { rate_per_second });
        }
        Ok(())
    }

    /// The part of the price that is not the fee, in basis points; 0 for a fee over the whole, which is not valid.
    pub(super) fn net_bps(&self) -> u128 {
        u128::from(BPS.saturating_sub(self.fee_bps))
    }

    /// What one second earns, in 1/10,000 of a base unit. Below 2^78.
    pub(super) fn net_bps_per_second(&self) -> u128 {
        u128::from(self.rate_per_second) * self.net_bps()
    }
}
