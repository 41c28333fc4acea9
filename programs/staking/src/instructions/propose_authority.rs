use anchor_lang::prelude::*;

use super::*;
use crate::{error::StakingError, events::AuthorityProposed};

/// Names the next authority; nothing changes until it accepts.
///
/// # Errors
/// `NotAuthority`; `InvalidAuthority` for the zero key or the present authority.
pub fn propose_authority(ctx: Context<AuthorityOnly>, next: Pubkey) -> Result<()> {
    let config = &mut *ctx.accounts.config.load_mut()?;
    require!(config.authority.propose(next), StakingError::InvalidAuthority);
    emit_event!(
        ctx,
        AuthorityProposed {
            header: config.next_event(&Clock::get()?)?,
            current: config.authority.current,
            proposed: next,
        }
    );
    Ok(())
}
