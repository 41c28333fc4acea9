use anchor_lang::prelude::*;

use super::*;
use crate::{error::TokenError, events::SplitsCancelled, state::SplitTable};

/// Takes proposed splits back.
///
/// # Errors
/// `NotAuthorityOrGuardian`, `NothingProposed`.
pub fn cancel_splits(ctx: Context<AuthorityOrGuardian>) -> Result<()> {
    let config = &mut *ctx.accounts.config.load_mut()?;
    require!(!config.pending_splits.is_empty(), TokenError::NothingProposed);
    config.pending_splits = SplitTable::default();
    config.pending_splits_at = 0;
    emit_event!(
        ctx,
        SplitsCancelled { header: config.next_event(&Clock::get()?)?, by: ctx.accounts.stopper.key() }
    );
    Ok(())
}
