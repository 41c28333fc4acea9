//! A campaign's terms, from its account.

use twist_attention::credit::Terms;

use crate::programs::twist_campaign_registry::accounts::Campaign;

/// The terms by which a campaign's attention is credited. The budget is what it was funded with.
#[must_use]
pub fn terms_of(campaign: &Campaign) -> Terms {
    Terms {
        start: campaign.start,
        end: campaign.end,
        rate_per_second: campaign.rate_per_second,
        min_attention_s: campaign.min_attention_s,
        max_seconds_per_viewer_day: campaign.max_seconds_per_viewer_day,
        daily_cap: campaign.daily_cap,
        budget: campaign.funded,
        viewer_bps: campaign.viewer_bps,
        publisher_bps: campaign.publisher_bps,
        influencer_bps: campaign.influencer_bps,
        fee_bps: campaign.fee_bps,
    }
}
