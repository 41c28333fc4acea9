use anchor_lang::prelude::*;

use crate::{
    constants::PUBLISHER_SEED,
    events::PublisherRegistered,
    state::{Publisher, RegistryConfig},
};

/// Accounts of `register_publisher`.
#[event_cpi]
#[derive(Accounts)]
#[instruction(site_hash: [u8; 32])]
pub struct RegisterPublisher<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Who claims the site.
    pub owner: Signer<'info>,
    /// The registry's config.
    #[account(mut)]
    pub config: AccountLoader<'info, RegistryConfig>,
    /// The entry to create.
    #[account(
        init, payer = payer, space = Publisher::SPACE,
        seeds = [PUBLISHER_SEED, site_hash.as_ref(), owner.key().as_ref()], bump,
    )]
    pub publisher: AccountLoader<'info, Publisher>,
    /// System program.
    pub system_program: Program<'info, System>,
}

/// Claims a site. A claim earns nothing until the registrar verifies it, so claiming another's site is pointless.
///
/// # Errors
/// `InvalidPayoutOwner`.
pub fn register_publisher(
    ctx: Context<RegisterPublisher>,
    site_hash: [u8; 32],
    payout_owner: Pubkey,
) -> Result<()> {
    let owner = ctx.accounts.owner.key();
    let publisher = &mut *ctx.accounts.publisher.load_init()?;
    publisher.version = Publisher::VERSION;
    publisher.bump = ctx.bumps.publisher;
    publisher.site_hash = site_hash;
    publisher.owner = owner;
    publisher.set_payout_owner(payout_owner)?;
    let header = ctx.accounts.config.load_mut()?.next_event(&Clock::get()?)?;
    let publisher = ctx.accounts.publisher.key();
    emit_event!(ctx, PublisherRegistered { header, publisher, site_hash, owner, payout_owner });
    Ok(())
}
