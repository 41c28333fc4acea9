use anchor_lang::prelude::*;

use super::*;
use crate::{error::RegistryError, events::PublisherReinstated};

/// Gives a suspended publisher back the status that it had: registrar or authority.
///
/// # Errors
/// `NotModerator`, `NotSuspended`.
pub fn reinstate_publisher(ctx: Context<ModeratePublisher>) -> Result<()> {
    let by = ctx.accounts.moderator.key();
    let config = &mut *ctx.accounts.config.load_mut()?;
    require!(config.can_reinstate(&by), RegistryError::NotModerator);
    let status = ctx.accounts.publisher.load_mut()?.reinstate()? as u8;
    let header = config.next_event(&Clock::get()?)?;
    emit_event!(ctx, PublisherReinstated { header, publisher: ctx.accounts.publisher.key(), by, status });
    Ok(())
}
