use anchor_lang::prelude::*;
use anchor_spl::token::TokenAccount;

use crate::{error::StakingError, events::CommissionChanged, state::Pool};

/// Accounts of `update_pool`.
#[event_cpi]
#[derive(Accounts)]
pub struct UpdatePool<'info> {
    /// Whose pool it is.
    pub owner: Signer<'info>,
    /// The pool.
    #[account(
        mut,
        has_one = owner @ StakingError::NotPoolOwner,
        has_one = reward_vault @ StakingError::WrongAccount,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// What came in until now is divided by the commission until now.
    pub reward_vault: Account<'info, TokenAccount>,
}

/// Changes the owner's commission: a lower one at once, a higher one after a notice. Passing the present one takes a pending rise
/// back.
///
/// # Errors
/// `NotPoolOwner`, `InvalidCommission`, `WrongAccount`.
pub fn update_pool(ctx: Context<UpdatePool>, commission_bps: u16) -> Result<()> {
    let clock = Clock::get()?;
    let pool = &mut *ctx.accounts.pool.load_mut()?;
    pool.sync(ctx.accounts.reward_vault.amount, clock.unix_timestamp)?;
    pool.set_commission(commission_bps, clock.unix_timestamp)?;
    pool.invariant()?;
    emit_event!(ctx, CommissionChanged::of(pool, ctx.accounts.pool.key(), &clock)?);
    Ok(())
}
