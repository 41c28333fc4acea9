use anchor_lang::prelude::*;

use super::*;
use crate::{error::RegistryError, events::InfluencerSuspended};

/// Stops an entry from earning: registrar, authority or guardian. What was earned before is still paid.
///
/// # Errors
/// `NotModerator`, `Suspended`.
pub fn suspend_influencer(ctx: Context<ModerateInfluencer>) -> Result<()> {
    let by = ctx.accounts.moderator.key();
    let config = &mut *ctx.accounts.config.load_mut()?;
    require!(config.can_suspend(&by), RegistryError::NotModerator);
    ctx.accounts.influencer.load_mut()?.suspend()?;
    let header = config.next_event(&Clock::get()?)?;
    emit_event!(ctx, InfluencerSuspended { header, influencer: ctx.accounts.influencer.key(), by });
    Ok(())
}
