use anchor_lang::prelude::*;

use super::*;
use crate::{error::RegistryError, events::PublisherSuspended};

/// Stops an entry from earning: registrar, authority or guardian. What was earned before is still paid.
///
/// # Errors
/// `NotModerator`, `Suspended`.
pub fn suspend_publisher(ctx: Context<ModeratePublisher>) -> Result<()> {
    let by = ctx.accounts.moderator.key();
    let config = &mut *ctx.accounts.config.load_mut()?;
    require!(config.can_suspend(&by), RegistryError::NotModerator);
    ctx.accounts.publisher.load_mut()?.suspend()?;
    let header = config.next_event(&Clock::get()?)?;
    emit_event!(ctx, PublisherSuspended { header, publisher: ctx.accounts.publisher.key(), by });
    Ok(())
}
