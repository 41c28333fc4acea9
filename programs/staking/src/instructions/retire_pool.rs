use anchor_lang::prelude::*;

use crate::{error::StakingError, events::PoolRetired, state::Pool};

/// Accounts of `retire_pool`.
#[event_cpi]
#[derive(Accounts)]
pub struct RetirePool<'info> {
    /// Whose pool it is. Nobody can sign for the owner of the global pool.
    pub owner: Signer<'info>,
    /// The pool.
    #[account(mut, has_one = owner @ StakingError::NotPoolOwner)]
    pub pool: AccountLoader<'info, Pool>,
}

/// Ends a pool for new stakes, for ever. Those who stake in it go on earning what comes in; with none left, the owner does.
///
/// # Errors
/// `NotPoolOwner`, `PoolRetired`.
pub fn retire_pool(ctx: Context<RetirePool>) -> Result<()> {
    let clock = Clock::get()?;
    let pool = &mut *ctx.accounts.pool.load_mut()?;
    pool.retire(clock.unix_timestamp)?;
    pool.invariant()?;
    emit_event!(ctx, PoolRetired { header: pool.next_event(&clock)?, pool: ctx.accounts.pool.key() });
    Ok(())
}
