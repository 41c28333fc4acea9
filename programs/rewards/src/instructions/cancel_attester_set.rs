use anchor_lang::prelude::*;

use crate::{
    error::RewardsError,
    events::AttesterSetCancelled,
    state::{AttesterSet, RewardsConfig},
};

/// Accounts of `cancel_attester_set`.
#[event_cpi]
#[derive(Accounts)]
pub struct CancelAttesterSet<'info> {
    /// The key in charge, or the guardian.
    pub stopper: Signer<'info>,
    /// The program's config.
    #[account(mut, constraint = config.load()?.can_stop(stopper.key) @ RewardsError::NotAuthorityOrGuardian)]
    pub config: AccountLoader<'info, RewardsConfig>,
    /// The set whose proposal is taken back.
    #[account(mut)]
    pub attester_set: AccountLoader<'info, AttesterSet>,
}

/// Takes proposed terms back; those in force stay.
///
/// # Errors
/// `NotAuthorityOrGuardian`, `NothingProposed`.
pub fn cancel_attester_set(ctx: Context<CancelAttesterSet>) -> Result<()> {
    ctx.accounts.attester_set.load_mut()?.cancel()?;
    let header = ctx.accounts.config.load_mut()?.next_event(&Clock::get()?)?;
    emit_event!(
        ctx,
        AttesterSetCancelled {
            header,
            attester_set: ctx.accounts.attester_set.key(),
            by: ctx.accounts.stopper.key(),
        }
    );
    Ok(())
}
