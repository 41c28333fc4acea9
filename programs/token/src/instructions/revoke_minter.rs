use anchor_lang::prelude::*;

use super::*;
use crate::events::MinterRevoked;

/// Ends a minter's power, proposed power included, at once. What it used stays recorded.
///
/// # Errors
/// `NotAuthorityOrGuardian`.
pub fn revoke_minter(ctx: Context<StopMinter>) -> Result<()> {
    let minter = &mut *ctx.accounts.minter.load_mut()?;
    minter.revoke();
    let header = ctx.accounts.config.load_mut()?.next_event(&Clock::get()?)?;
    emit_event!(ctx, MinterRevoked { header, key: minter.key, by: ctx.accounts.stopper.key() });
    Ok(())
}
