use anchor_lang::prelude::*;

use super::*;
use crate::{events::PoolSynced, state::Synced};

/// Accounts for what the reward vault has received since the last time: it streams in the next window, less the owner's
/// commission. Anyone, any time; with nothing new it only lets time pass.
///
/// # Errors
/// `WrongAccount`.
pub fn sync(ctx: Context<SyncPool>) -> Result<()> {
    let clock = Clock::get()?;
    let pool = &mut *ctx.accounts.pool.load_mut()?;
    let Synced { surplus, commission } = pool.sync(ctx.accounts.reward_vault.amount, clock.unix_timestamp)?;
    pool.invariant()?;
    emit_event!(
        ctx,
        PoolSynced {
            header: pool.next_event(&clock)?,
            pool: ctx.accounts.pool.key(),
            surplus,
            commission,
            queued: pool.stream.queued,
        }
    );
    Ok(())
}
