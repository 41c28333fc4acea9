use anchor_lang::prelude::*;

use super::*;
use crate::events::FeeChanged;

/// Puts a proposed fee into force for new campaigns once the delay is over.
///
/// # Errors
/// `NothingProposed`, `DelayNotOver`.
pub fn execute_fee(ctx: Context<Anyone>) -> Result<()> {
    let clock = Clock::get()?;
    let config = &mut *ctx.accounts.config.load_mut()?;
    let previous = config.fee_bps;
    let fee_bps = config.execute_fee(clock.unix_timestamp)?;
    config.invariant()?;
    emit_event!(ctx, FeeChanged { header: config.next_event(&clock)?, previous, fee_bps });
    Ok(())
}
