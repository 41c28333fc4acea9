use anchor_lang::prelude::*;

use crate::{
    error::RegistryError,
    events::PublisherVerified,
    state::{Publisher, RegistryConfig},
};

/// Accounts of `verify_publisher`.
#[event_cpi]
#[derive(Accounts)]
pub struct VerifyPublisher<'info> {
    /// Who checked the domain.
    pub registrar: Signer<'info>,
    /// Who claimed the site.
    pub owner: Signer<'info>,
    /// The registry's config.
    #[account(mut, constraint = config.load()?.is_registrar(registrar.key) @ RegistryError::NotRegistrar)]
    pub config: AccountLoader<'info, RegistryConfig>,
    /// The claim.
    #[account(mut, has_one = owner @ RegistryError::NotOwner)]
    pub publisher: AccountLoader<'info, Publisher>,
}

/// Lets a claimed site earn until `verified_until`. Both sign: the registrar for its check of the domain, the owner so that
/// the check and the claim are about the same key.
///
/// # Errors
/// `NotRegistrar`, `NotOwner`, `Suspended`, `InvalidExpiry`.
pub fn verify_publisher(ctx: Context<VerifyPublisher>, verified_until: i64) -> Result<()> {
    let clock = Clock::get()?;
    ctx.accounts.publisher.load_mut()?.verify(verified_until, clock.unix_timestamp)?;
    let header = ctx.accounts.config.load_mut()?.next_event(&clock)?;
    emit_event!(
        ctx,
        PublisherVerified {
            header,
            publisher: ctx.accounts.publisher.key(),
            registrar: ctx.accounts.registrar.key(),
            verified_until,
        }
    );
    Ok(())
}
