use anchor_lang::prelude::*;

use crate::{
    error::RegistryError,
    events::PublisherUpdated,
    state::{Publisher, RegistryConfig},
};

/// Accounts of `update_publisher`.
#[event_cpi]
#[derive(Accounts)]
pub struct UpdatePublisher<'info> {
    /// Who claimed the site.
    pub owner: Signer<'info>,
    /// The registry's config.
    #[account(mut)]
    pub config: AccountLoader<'info, RegistryConfig>,
    /// The entry to change.
    #[account(mut, has_one = owner @ RegistryError::NotOwner)]
    pub publisher: AccountLoader<'info, Publisher>,
}

/// Changes who is paid for the site's later attention.
///
/// # Errors
/// `NotOwner`, `InvalidPayoutOwner`.
pub fn update_publisher(ctx: Context<UpdatePublisher>, payout_owner: Pubkey) -> Result<()> {
    ctx.accounts.publisher.load_mut()?.set_payout_owner(payout_owner)?;
    let header = ctx.accounts.config.load_mut()?.next_event(&Clock::get()?)?;
    emit_event!(ctx, PublisherUpdated { header, publisher: ctx.accounts.publisher.key(), payout_owner });
    Ok(())
}
