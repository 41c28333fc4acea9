use anchor_lang::prelude::*;

use super::*;
use crate::{error::RegistryError, events::InfluencerReinstated};

/// Lets a suspended influencer earn again: registrar or authority.
///
/// # Errors
/// `NotModerator`, `NotSuspended`.
pub fn reinstate_influencer(ctx: Context<ModerateInfluencer>) -> Result<()> {
    let by = ctx.accounts.moderator.key();
    let config = &mut *ctx.accounts.config.load_mut()?;
    require!(config.can_reinstate(&by), RegistryError::NotModerator);
    ctx.accounts.influencer.load_mut()?.reinstate()?;
    let header = config.next_event(&Clock::get()?)?;
    emit_event!(ctx, InfluencerReinstated { header, influencer: ctx.accounts.influencer.key(), by });
    Ok(())
}
