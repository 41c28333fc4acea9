use anchor_lang::prelude::*;

use super::*;
use crate::events::CommissionChanged;

/// Puts a pool's pending commission into force once the notice is over; anyone. What came in until now is divided by the commission
/// until now.
///
/// # Errors
/// `NothingProposed`, `NoticeNotOver`, `WrongAccount`.
pub fn apply_pool_update(ctx: Context<SyncPool>) -> Result<()> {
    let clock = Clock::get()?;
    let pool = &mut *ctx.accounts.pool.load_mut()?;
    pool.sync(ctx.accounts.reward_vault.amount, clock.unix_timestamp)?;
    pool.apply_commission(clock.unix_timestamp)?;
    pool.invariant()?;
    emit_event!(ctx, CommissionChanged::of(pool, ctx.accounts.pool.key(), &clock)?);
    Ok(())
}
