//! Account lists that several instructions share: who signs is checked here, once.

use anchor_lang::prelude::*;

use crate::{error::RewardsError, state::RewardsConfig};

/// The authority acts on the config.
#[event_cpi]
#[derive(Accounts)]
pub struct AuthorityOnly<'info> {
    /// The key in charge.
    pub authority: Signer<'info>,
    /// The program's config.
    #[account(mut, constraint = config.load()?.is_authority(authority.key) @ RewardsError::NotAuthority)]
    pub config: AccountLoader<'info, RewardsConfig>,
}
