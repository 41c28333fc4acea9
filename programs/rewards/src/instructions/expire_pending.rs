use anchor_lang::prelude::*;

use crate::{
    error::RewardsError,
    events::PendingExpired,
    state::{AttesterSet, Distribution},
};

/// Accounts of `expire_pending`.
#[event_cpi]
#[derive(Accounts)]
pub struct ExpirePending<'info> {
    /// The distribution whose pending root nobody finalized.
    #[account(mut, has_one = attester_set @ RewardsError::WrongAccount)]
    pub distribution: AccountLoader<'info, Distribution>,
    /// Its attester set.
    #[account(mut)]
    pub attester_set: AccountLoader<'info, AttesterSet>,
}

/// Clears a root that could not be paid for a week after its challenge window, so that attesters can agree on one that can;
/// anyone. Nobody is at fault.
///
/// # Errors
/// `NothingPending`, `NotExpired`.
pub fn expire_pending(ctx: Context<ExpirePending>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &*ctx.accounts;
    let distribution = &mut *accounts.distribution.load_mut()?;
    let epoch = distribution.pending.root.epoch;
    let increase = distribution.expire(clock.unix_timestamp)?;
    accounts.attester_set.load_mut()?.release_risk(increase)?;
    distribution.invariant()?;
    emit_event!(
        ctx,
        PendingExpired {
            header: distribution.next_event(&clock)?,
            distribution: accounts.distribution.key(),
            epoch,
        }
    );
    Ok(())
}
