use anchor_lang::prelude::*;

use super::*;
use crate::events::RegistrarSet;

/// Names the registrar; the zero key leaves the registry without one. What the previous one verified stays verified.
///
/// # Errors
/// `NotAuthority`.
pub fn set_registrar(ctx: Context<AuthorityOnly>, registrar: Pubkey) -> Result<()> {
    let config = &mut *ctx.accounts.config.load_mut()?;
    let previous = std::mem::replace(&mut config.registrar, registrar);
    emit_event!(ctx, RegistrarSet { header: config.next_event(&Clock::get()?)?, previous, registrar });
    Ok(())
}
