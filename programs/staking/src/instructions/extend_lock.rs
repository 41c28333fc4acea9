use anchor_lang::prelude::*;

use super::*;
use crate::{
    error::StakingError,
    events::LockExtended,
    state::{Pool, Position, StakingConfig},
};

/// Accounts of `extend_lock`.
#[event_cpi]
#[derive(Accounts)]
pub struct ExtendLock<'info> {
    /// Whose position it is.
    pub owner: Signer<'info>,
    /// The program's config.
    pub config: AccountLoader<'info, StakingConfig>,
    /// The pool.
    #[account(mut)]
    pub pool: AccountLoader<'info, Pool>,
    /// The position.
    #[account(mut, has_one = owner @ StakingError::NotPositionOwner, has_one = pool @ StakingError::WrongPool)]
    pub position: AccountLoader<'info, Position>,
}

/// Locks a position anew, under any of the terms on offer, for longer than it is locked now. Not a deposit: no pause covers it.
///
/// # Errors
/// `TierNotListed`, `PoolRetired`, `NotStaked`, `LockNotLonger`, `NotPositionOwner`, `WrongPool`.
pub fn extend_lock(ctx: Context<ExtendLock>, terms: TermsArg) -> Result<()> {
    let accounts = &*ctx.accounts;
    let clock = Clock::get()?;
    accounts.config.load()?.require_offered(&terms.into())?;
    let pool = &mut *accounts.pool.load_mut()?;
    let position = &mut *accounts.position.load_mut()?;
    position.extend(pool, terms.into(), clock.unix_timestamp)?;
    position.invariant()?;
    pool.invariant()?;
    emit_event!(
        ctx,
        LockExtended {
            header: pool.next_event(&clock)?,
            pool: position.pool,
            position: accounts.position.key(),
            weight: position.weight,
            locked_until: position.locked_until,
            terms: position.terms.into(),
        }
    );
    Ok(())
}
