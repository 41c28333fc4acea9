use anchor_lang::prelude::*;

use crate::{error::RewardsError, events::AuthorityAccepted, state::RewardsConfig};

/// Accounts of `accept_authority`.
#[event_cpi]
#[derive(Accounts)]
pub struct AcceptAuthority<'info> {
    /// The proposed key.
    pub proposed: Signer<'info>,
    /// The program's config.
    #[account(mut)]
    pub config: AccountLoader<'info, RewardsConfig>,
}

/// Hands the program over to the proposed key, which signs.
///
/// # Errors
/// `NotProposedAuthority`.
pub fn accept_authority(ctx: Context<AcceptAuthority>) -> Result<()> {
    let config = &mut *ctx.accounts.config.load_mut()?;
    let previous = config.authority.current;
    let current = ctx.accounts.proposed.key();
    require!(config.authority.accept(&current), RewardsError::NotProposedAuthority);
    emit_event!(ctx, AuthorityAccepted { header: config.next_event(&Clock::get()?)?, previous, current });
    Ok(())
}
