use anchor_lang::prelude::*;
use twist_program_kit::time::{POWER_DELAY, after};

use super::*;
use crate::{error::TokenError, events::MinterProposed};

/// Proposes other limits for a minter, also one that was revoked; its present limits stay until then.
///
/// # Errors
/// `NotAuthority`, `InvalidLimits`.
pub fn propose_minter_limits(ctx: Context<ChangeMinter>, limits: MinterLimitsArg) -> Result<()> {
    let clock = Clock::get()?;
    let earliest = after(clock.unix_timestamp, POWER_DELAY).ok_or(TokenError::Overflow)?;
    let minter = &mut *ctx.accounts.minter.load_mut()?;
    minter.propose(limits.into(), earliest)?;
    let header = ctx.accounts.config.load_mut()?.next_event(&clock)?;
    emit_event!(ctx, MinterProposed { header, key: minter.key, limits, earliest });
    Ok(())
}
