use anchor_lang::prelude::*;

use super::*;
use crate::{error::TokenError, events::SplitsExecuted};

/// Puts proposed splits into force once the delay is over and everything due was emitted under the old ones, so that a
/// change never reaches back.
///
/// # Errors
/// `NothingProposed`, `DelayNotOver`, `PeriodsStillDue`.
pub fn execute_splits(ctx: Context<Anyone>) -> Result<()> {
    let clock = Clock::get()?;
    let config = &mut *ctx.accounts.config.load_mut()?;
    require!(!config.pending_splits.is_empty(), TokenError::NothingProposed);
    require!(clock.unix_timestamp >= config.pending_splits_at, TokenError::DelayNotOver);
    require!(!config.emission.is_due(clock.unix_timestamp), TokenError::PeriodsStillDue);
    config.splits = std::mem::take(&mut config.pending_splits);
    config.pending_splits_at = 0;
    config.invariant()?;
    emit_event!(
        ctx,
        SplitsExecuted { header: config.next_event(&clock)?, from_period: config.emission.next_period }
    );
    Ok(())
}
