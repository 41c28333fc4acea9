use anchor_lang::prelude::*;

use super::*;
use crate::{
    constants::{PAUSE_EMIT, PAUSE_MINT},
    error::TokenError,
    events::PauseChanged,
};

/// Stops emission and/or minting. Burning and withdrawals have no switch.
///
/// # Errors
/// `NotAuthorityOrGuardian`; `InvalidPauseBits` for unknown bits and when nothing would change.
pub fn pause(ctx: Context<AuthorityOrGuardian>, bits: u8) -> Result<()> {
    let config = &mut *ctx.accounts.config.load_mut()?;
    let known = bits & !(PAUSE_EMIT | PAUSE_MINT) == 0;
    require!(known && config.paused | bits != config.paused, TokenError::InvalidPauseBits);
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
