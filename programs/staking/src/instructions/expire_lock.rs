use anchor_lang::prelude::*;

use super::*;
use crate::events::LockExpired;

/// Lets a position whose lock is over fall to base weight; anyone. So nobody keeps the weight of a lock by never touching it.
///
/// # Errors
/// `NotStaked`, `StillLocked`, `NothingToExpire`, `WrongPool`.
pub fn expire_lock(ctx: Context<AnyonesPosition>) -> Result<()> {
    let accounts = &*ctx.accounts;
    let clock = Clock::get()?;
    let pool = &mut *accounts.pool.load_mut()?;
    let position = &mut *accounts.position.load_mut()?;
    position.expire(pool, clock.unix_timestamp)?;
    position.invariant()?;
    pool.invariant()?;
    emit_event!(
        ctx,
        LockExpired {
            header: pool.next_event(&clock)?,
            pool: position.pool,
            position: accounts.position.key(),
            weight: position.weight,
        }
    );
    Ok(())
}
