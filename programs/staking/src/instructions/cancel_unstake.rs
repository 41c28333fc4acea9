use anchor_lang::prelude::*;

use super::*;
use crate::events::UnstakeCancelled;

/// Stakes again, without a lock, what was asked back. Not a deposit: no pause covers it.
///
/// # Errors
/// `NotUnstaking`, `PoolRetired`, `NotPositionOwner`, `WrongPool`.
pub fn cancel_unstake(ctx: Context<ChangePosition>) -> Result<()> {
    let accounts = &*ctx.accounts;
    let clock = Clock::get()?;
    let pool = &mut *accounts.pool.load_mut()?;
    let position = &mut *accounts.position.load_mut()?;
    position.cancel_unstake(pool, clock.unix_timestamp)?;
    position.invariant()?;
    pool.invariant()?;
    emit_event!(
        ctx,
        UnstakeCancelled {
            header: pool.next_event(&clock)?,
            pool: position.pool,
            position: accounts.position.key(),
            amount: position.amount,
        }
    );
    Ok(())
}
