use anchor_lang::prelude::*;

use super::*;
use crate::events::MinterCancelled;

/// Takes a minter's proposed limits back; those in force stay.
///
/// # Errors
/// `NotAuthorityOrGuardian`, `NothingProposed`.
pub fn cancel_minter(ctx: Context<StopMinter>) -> Result<()> {
    let minter = &mut *ctx.accounts.minter.load_mut()?;
    minter.cancel()?;
    let header = ctx.accounts.config.load_mut()?.next_event(&Clock::get()?)?;
    emit_event!(ctx, MinterCancelled { header, key: minter.key, by: ctx.accounts.stopper.key() });
    Ok(())
}
