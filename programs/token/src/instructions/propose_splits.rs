use anchor_lang::prelude::*;
use twist_program_kit::time::{POWER_DELAY, after};

use super::*;
use crate::{error::TokenError, events::SplitsProposed, state::SplitTable};

/// Proposes who shares in later emission; a proposal that is already there is replaced and its delay starts anew.
///
/// # Errors
/// `NotAuthority`, `InvalidSplits`.
pub fn propose_splits(ctx: Context<AuthorityOnly>, splits: Vec<SplitArg>) -> Result<()> {
    let clock = Clock::get()?;
    let config = &mut *ctx.accounts.config.load_mut()?;
    let earliest = after(clock.unix_timestamp, POWER_DELAY).ok_or(TokenError::Overflow)?;
    config.pending_splits = SplitTable::new(&SplitArg::parts(&splits), &config.mint)?;
    config.pending_splits_at = earliest;
    emit_event!(
        ctx,
        SplitsProposed {
            header: config.next_event(&clock)?,
            beneficiaries: splits.iter().map(|split| split.beneficiary).collect(),
            bps: splits.iter().map(|split| split.bps).collect(),
            earliest,
        }
    );
    Ok(())
}
