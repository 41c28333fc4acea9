use anchor_lang::prelude::*;

use super::*;
use crate::events::GuardianSet;

/// Names the guardian; the zero key leaves the program without one.
///
/// # Errors
/// `NotAuthority`.
pub fn set_guardian(ctx: Context<AuthorityOnly>, guardian: Pubkey) -> Result<()> {
    let config = &mut *ctx.accounts.config.load_mut()?;
    let previous = std::mem::replace(&mut config.guardian, guardian);
    emit_event!(ctx, GuardianSet { header: config.next_event(&Clock::get()?)?, previous, guardian });
    Ok(())
}
