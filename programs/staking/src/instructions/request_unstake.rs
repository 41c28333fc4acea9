use anchor_lang::prelude::*;

use super::*;
use crate::events::UnstakeRequested;

/// Asks for a principal back whose lock is over: it stops earning at once and can be withdrawn after the cooldown. No pause covers
/// this.
///
/// # Errors
/// `NotStaked`, `StillLocked`, `NotPositionOwner`, `WrongPool`.
pub fn request_unstake(ctx: Context<ChangePosition>) -> Result<()> {
    let accounts = &*ctx.accounts;
    let clock = Clock::get()?;
    let pool = &mut *accounts.pool.load_mut()?;
    let position = &mut *accounts.position.load_mut()?;
    position.request_unstake(pool, clock.unix_timestamp)?;
    position.invariant()?;
    pool.stake_invariant()?;
    emit_event!(
        ctx,
        UnstakeRequested {
            header: pool.next_event(&clock)?,
            pool: position.pool,
            position: accounts.position.key(),
            amount: position.amount,
            withdrawable_at: position.withdrawable_at,
        }
    );
    Ok(())
}
