use anchor_lang::prelude::*;

use super::*;
use crate::{constants::PAUSE_DEPOSITS, error::StakingError, events::PauseChanged};

/// Stops deposits. Claims, exits and everything else have no switch.
///
/// # Errors
/// `NotAuthorityOrGuardian`; `InvalidPauseBits` for unknown bits and when nothing would change.
pub fn pause(ctx: Context<AuthorityOrGuardian>, bits: u8) -> Result<()> {
    let config = &mut *ctx.accounts.config.load_mut()?;
    let known = bits & !PAUSE_DEPOSITS == 0;
    require!(known && config.paused | bits != config.paused, StakingError::InvalidPauseBits);
    config.paused |= bits;
    emit_event!(
        ctx,
        PauseChanged {
            header: config.next_event(&Clock::get()?)?,
            by: ctx.accounts.stopper.key(),
            paused: config.paused,
        }
    );
    Ok(())
}
