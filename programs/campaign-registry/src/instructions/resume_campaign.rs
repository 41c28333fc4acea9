use anchor_lang::prelude::*;

use super::*;
use crate::events::CampaignResumed;

/// Lets attention count again.
///
/// # Errors
/// `NotAdvertiser`, `CampaignClosed`, `CampaignEnded`, `WrongStatus`.
pub fn resume_campaign(ctx: Context<AdvertiserOnly>) -> Result<()> {
    let clock = Clock::get()?;
    let campaign = &mut *ctx.accounts.campaign.load_mut()?;
    campaign.resume(clock.unix_timestamp)?;
    campaign.invariant()?;
    emit_event!(
        ctx,
        CampaignResumed { header: campaign.next_event(&clock)?, campaign: ctx.accounts.campaign.key() }
    );
    Ok(())
}
