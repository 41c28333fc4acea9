use anchor_lang::prelude::*;

use super::*;
use crate::events::TiersSet;

/// Changes what is on offer to new stakes. Positions keep the terms they have.
///
/// # Errors
/// `NotAuthority`, `InvalidTiers`.
pub fn set_tiers(ctx: Context<AuthorityOnly>, tiers: Vec<TermsArg>) -> Result<()> {
    let config = &mut *ctx.accounts.config.load_mut()?;
    config.set_tiers(&TermsArg::terms(&tiers))?;
    config.invariant()?;
    emit_event!(ctx, TiersSet { header: config.next_event(&Clock::get()?)?, tiers });
    Ok(())
}
