use anchor_lang::prelude::*;

use super::*;
use crate::{error::StakingError, events::AuthorityCancelled};

/// Takes a proposed hand-over back.
///
/// # Errors
/// `NotAuthority`, `NothingProposed`.
pub fn cancel_authority(ctx: Context<AuthorityOnly>) -> Result<()> {
    let config = &mut *ctx.accounts.config.load_mut()?;
    let cancelled = config.authority.proposed;
    require!(config.authority.cancel(), StakingError::NothingProposed);
    emit_event!(ctx, AuthorityCancelled { header: config.next_event(&Clock::get()?)?, cancelled });
    Ok(())
}
