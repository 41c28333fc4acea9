use anchor_lang::prelude::*;

use super::*;
use crate::events::PositionMigrated;

/// Raises a position of an older layout to the newest one; anyone. Changes nothing that its owner could notice: every instruction of
/// the owner does the same on its way. So that a later release need not know every layout there ever was.
///
/// # Errors
/// `AlreadyMigrated`, `WrongPool`.
pub fn migrate_position(ctx: Context<AnyonesPosition>) -> Result<()> {
    let accounts = &*ctx.accounts;
    let pool = &mut *accounts.pool.load_mut()?;
    let position = &mut *accounts.position.load_mut()?;
    position.migrate()?;
    position.invariant()?;
    emit_event!(
        ctx,
        PositionMigrated {
            header: pool.next_event(&Clock::get()?)?,
            pool: position.pool,
            position: accounts.position.key(),
            version: position.version,
        }
    );
    Ok(())
}
