use anchor_lang::prelude::*;

use crate::{error::StakingError, events::AuthorityAccepted, state::StakingConfig};

/// Accounts of `accept_authority`.
#[event_cpi]
#[derive(Accounts)]
pub struct AcceptAuthority<'info> {
    /// The proposed key.
    pub proposed: Signer<'info>,
    /// The program's config.
    #[account(mut)]
    pub config: AccountLoader<'info, StakingConfig>,
}

/// Hands the program over to the proposed key, which signs.
///
/// # Errors
/// `NotProposedAuthority`.
pub fn accept_authority(ctx: Context<AcceptAuthority>) -> Result<()> {
    let config = &mut *ctx.accounts.config.load_mut()?;
    let previous = config.authority.current;
    let current = ctx.accounts.proposed.key();
    require!(config.authority.accept(&current), StakingError::NotProposedAuthority);
    emit_event!(ctx, AuthorityAccepted { header: config.next_event(&Clock::get()?)?, previous, current });
    Ok(())
}
