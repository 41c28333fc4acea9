use anchor_lang::prelude::*;

use super::*;
use crate::events::{FeeChanged, FeeProposed};

/// Lowers the fee of new campaigns at once, or proposes a higher one. Existing campaigns keep theirs.
///
/// # Errors
/// `NotAuthority`; `InvalidFee` past `MAX_FEE_BPS` and for the present fee.
pub fn set_fee(ctx: Context<AuthorityOnly>, fee_bps: u16) -> Result<()> {
    let clock = Clock::get()?;
    let config = &mut *ctx.accounts.config.load_mut()?;
    let previous = config.fee_bps;
    let proposed = config.set_fee(fee_bps, clock.unix_timestamp)?;
    config.invariant()?;
    let header = config.next_event(&clock)?;
    match proposed {
        Some(earliest) => emit_event!(ctx, FeeProposed { header, fee_bps, earliest }),
        None => emit_event!(ctx, FeeChanged { header, previous, fee_bps }),
    }
    Ok(())
}
