use anchor_lang::prelude::*;

use crate::{
    error::TokenError,
    events::MinterChanged,
    state::{Minter, TokenConfig},
};

/// Accounts of `execute_minter`.
#[event_cpi]
#[derive(Accounts)]
pub struct ExecuteMinter<'info> {
    /// The program's config.
    #[account(mut)]
    pub config: AccountLoader<'info, TokenConfig>,
    /// The minter whose proposal is ripe.
    #[account(mut)]
    pub minter: AccountLoader<'info, Minter>,
}

/// Puts a minter's proposed limits into force.
///
/// # Errors
/// `NothingProposed`, `DelayNotOver`.
pub fn execute_minter(ctx: Context<ExecuteMinter>) -> Result<()> {
    let clock = Clock::get()?;
    let minter = &mut *ctx.accounts.minter.load_mut()?;
    minter.execute(clock.unix_timestamp)?;
    require!(minter.invariant(), TokenError::InvariantBroken);
    let header = ctx.accounts.config.load_mut()?.next_event(&clock)?;
    emit_event!(ctx, MinterChanged { header, key: minter.key, limits: minter.limits.into() });
    Ok(())
}
