use anchor_lang::prelude::*;

use super::*;
use crate::{error::TokenError, events::MinterChanged};

/// Lowers a minter's limits at once, and drops what was proposed before. Higher ones are proposed.
///
/// # Errors
/// `NotAuthority`, `InvalidLimits`, `LimitsNotLower`.
pub fn update_minter(ctx: Context<ChangeMinter>, limits: MinterLimitsArg) -> Result<()> {
    let clock = Clock::get()?;
    let minter = &mut *ctx.accounts.minter.load_mut()?;
    minter.lower(limits.into(), clock.unix_timestamp)?;
    require!(minter.invariant(), TokenError::InvariantBroken);
    let header = ctx.accounts.config.load_mut()?.next_event(&clock)?;
    emit_event!(ctx, MinterChanged { header, key: minter.key, limits: minter.limits.into() });
    Ok(())
}
