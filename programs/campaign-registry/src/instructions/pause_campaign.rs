use anchor_lang::prelude::*;

use super::*;
use crate::events::CampaignPaused;

/// Stops later attention from counting. What was earned before is still drawn.
///
/// # Errors
/// `NotAdvertiser`, `CampaignClosed`, `CampaignEnded`, `WrongStatus`.
pub fn pause_campaign(ctx: Context<AdvertiserOnly>) -> Result<()> {
    let clock = Clock::get()?;
    let campaign = &mut *ctx.accounts.campaign.load_mut()?;
    campaign.pause(clock.unix_timestamp)?;
    campaign.invariant()?;
    emit_event!(
        ctx,
        CampaignPaused { header: campaign.next_event(&clock)?, campaign: ctx.accounts.campaign.key() }
    );
    Ok(())
}
