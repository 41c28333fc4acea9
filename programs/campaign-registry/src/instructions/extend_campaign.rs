use anchor_lang::prelude::*;

use super::*;
use crate::events::CampaignExtended;

/// Moves the end later, or the daily cap higher, or both. A higher budget is `fund_campaign`.
///
/// # Errors
/// `NotAdvertiser`, `CampaignClosed`, `CampaignEnded`, `NotAnExtension`, `InvalidWindow`.
pub fn extend_campaign(ctx: Context<AdvertiserOnly>, new_end: i64, new_daily_cap: u64) -> Result<()> {
    let clock = Clock::get()?;
    let campaign = &mut *ctx.accounts.campaign.load_mut()?;
    campaign.extend(new_end, new_daily_cap, clock.unix_timestamp)?;
    campaign.invariant()?;
    emit_event!(
        ctx,
        CampaignExtended {
            header: campaign.next_event(&clock)?,
            campaign: ctx.accounts.campaign.key(),
            end: new_end,
            daily_cap: new_daily_cap,
        }
    );
    Ok(())
}
