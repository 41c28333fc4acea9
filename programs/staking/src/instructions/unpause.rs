use anchor_lang::prelude::*;

use super::*;
use crate::{error::StakingError, events::PauseChanged};

/// Resumes what was paused.
///
/// # Errors
/// `NotAuthority`; `InvalidPauseBits` when one of the bits is not paused, or none is given.
pub fn unpause(ctx: Context<AuthorityOnly>, bits: u8) -> Result<()> {
    let config = &mut *ctx.accounts.config.load_mut()?;
    require!(bits != 0 && config.is_paused(bits), StakingError::InvalidPauseBits);
    config.paused &= !bits;
    emit_event!(
        ctx,
        PauseChanged {
            header: config.next_event(&Clock::get()?)?,
            by: ctx.accounts.authority.key(),
            paused: config.paused,
        }
    );
    Ok(())
}
