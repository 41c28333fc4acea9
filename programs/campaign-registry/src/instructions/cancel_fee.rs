use anchor_lang::prelude::*;

use super::*;
use crate::events::FeeCancelled;

/// Takes a proposed fee back.
///
/// # Errors
/// `NotAuthorityOrGuardian`, `NothingProposed`.
pub fn cancel_fee(ctx: Context<AuthorityOrGuardian>) -> Result<()> {
    let config = &mut *ctx.accounts.config.load_mut()?;
    let fee_bps = config.cancel_fee()?;
    emit_event!(
        ctx,
        FeeCancelled { header: config.next_event(&Clock::get()?)?, by: ctx.accounts.stopper.key(), fee_bps }
    );
    Ok(())
}
