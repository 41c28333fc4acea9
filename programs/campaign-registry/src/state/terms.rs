//! What an advertiser asks for when it creates a campaign.

use anchor_lang::prelude::*;
use twist_program_kit::{
    money::BPS,
    time::{DAY, after},
};

use crate::{
    constants::{MAX_HORIZON_SECONDS, MAX_SECONDS_PER_VIEWER_DAY},
    error::RegistryError,
};

/// A campaign's terms, fixed at creation; `end` and `daily_cap` can only be raised later.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct CampaignTerms {
    /// The first second that is paid for, Unix seconds. The days of the daily cap are counted from here.
    pub start: i64,
    /// The second after the last that is paid for, Unix seconds.
    pub end: i64,
    /// The pace: after `d` begun days at most `d` times this is drawn, fee included. Base units.
    pub daily_cap: u64,
    /// What one second of attention costs, fee included. Base units.
    pub rate_per_second: u64,
    /// Attention shorter than this many seconds earns nothing.
    pub min_attention_s: u32,
    /// Most seconds that one viewer is paid for in a day.
    pub max_seconds_per_viewer_day: u32,
    /// Least trust level of a viewer's device that earns.
    pub min_trust: u8,
    /// The viewer's part of the price, basis points.
    pub viewer_bps: u16,
    /// The publisher's part, basis points.
    pub publisher_bps: u16,
    /// The influencer's part, basis points.
    pub influencer_bps: u16,
    /// Version of the rules that `terms_hash` refers to.
    pub terms_version: u32,
    /// SHA-256 of the canonical JSON of all other terms.
    pub terms_hash: [u8; 32],
}

impl CampaignTerms {
    /// Refuses terms that contradict themselves, the present fee or the limits.
    ///
    /// The parts must add up to a whole *with the fee*, so a fee that changed under an advertiser's hands makes creation fail
    /// instead of changing what it agreed to.
    pub fn validate(&self, fee_bps: u16, now: i64) -> Result<()> {
        // A start far back would have let the daily cap of all days since then be drawn at once.
        let earliest = now.saturating_sub(DAY);
        require!(
            self.start >= earliest && self.start < self.end && is_valid_end(self.end, now),
            RegistryError::InvalidWindow
        );
        let parts = [self.viewer_bps, self.publisher_bps, self.influencer_bps, fee_bps];
        require!(is_whole(parts), RegistryError::InvalidSplits);
        // A second that pays nothing would let a campaign take attention for free, by rounding.
        let per_second =
            u128::from(self.rate_per_second).saturating_mul(u128::from(BPS.saturating_sub(fee_bps)));
        require!(self.daily_cap > 0 && per_second >= u128::from(BPS), RegistryError::InvalidPrice);
        require!(
            (1..=self.max_seconds_per_viewer_day).contains(&self.min_attention_s)
                && self.max_seconds_per_viewer_day <= MAX_SECONDS_PER_VIEWER_DAY,
            RegistryError::InvalidAttentionLimits
        );
        Ok(())
    }
}

/// Whether a campaign can end at `end`: later than now, and not so far ahead that a typo locks the budget up for ever.
pub(super) fn is_valid_end(end: i64, now: i64) -> bool {
    end > now && after(now, MAX_HORIZON_SECONDS).is_some_and(|horizon| end <= horizon)
}

/// Whether basis points add up to 10,000.
pub(super) fn is_whole(parts: [u16; 4]) -> bool {
    parts.into_iter().map(u32::from).sum::<u32>() == u32::from(BPS)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::state) const FEE_BPS: u16 = 500;

    pub(in crate::state) fn terms() -> CampaignTerms {
        CampaignTerms {
            start: 1_000,
            end: 1_000_000,
            daily_cap: 10_000,
            rate_per_second: 10,
            min_attention_s: 5,
            max_seconds_per_viewer_day: 600,
            min_trust: 0,
            viewer_bps: 5_000,
            publisher_bps: 3_000,
            influencer_bps: 1_500,
            terms_version: 1,
            terms_hash: [7; 32],
        }
    }

    #[test]
    fn sound_terms_are_accepted() {
        terms().validate(FEE_BPS, 0).unwrap();
        terms().validate(FEE_BPS, terms().start + DAY).unwrap();
    }

    #[test]
    fn another_fee_than_the_advertiser_reckoned_with_is_refused() {
        assert_eq!(terms().validate(FEE_BPS + 1, 0), Err(RegistryError::InvalidSplits.into()));
        assert_eq!(terms().validate(FEE_BPS - 1, 0), Err(RegistryError::InvalidSplits.into()));
    }

    #[test]
    fn each_contradiction_has_its_own_error() {
        use RegistryError::*;
        let t = terms();
        for (terms, now, error) in [
            (CampaignTerms { start: t.end, ..t }, 0, InvalidWindow),
            (t, t.end, InvalidWindow),
            (t, t.start + DAY + 1, InvalidWindow),
            (CampaignTerms { start: i64::MIN, ..t }, 0, InvalidWindow),
            (CampaignTerms { end: MAX_HORIZON_SECONDS + 1, ..t }, 0, InvalidWindow),
            (CampaignTerms { viewer_bps: u16::MAX, publisher_bps: u16::MAX, ..t }, 0, InvalidSplits),
            (CampaignTerms { daily_cap: 0, ..t }, 0, InvalidPrice),
            (CampaignTerms { rate_per_second: 1, ..t }, 0, InvalidPrice),
            (CampaignTerms { min_attention_s: 0, ..t }, 0, InvalidAttentionLimits),
            (CampaignTerms { min_attention_s: 601, ..t }, 0, InvalidAttentionLimits),
            (CampaignTerms { max_seconds_per_viewer_day: 86_401, ..t }, 0, InvalidAttentionLimits),
        ] {
            assert_eq!(terms.validate(FEE_BPS, now), Err(error.into()), "{terms:?}");
        }
    }
}
