use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use super::*;
use crate::{
    constants::PAUSE_DEPOSITS,
    error::StakingError,
    events::RewardsCompounded,
    state::{Pool, Position, StakingConfig},
};

/// Accounts of `compound`.
#[event_cpi]
#[derive(Accounts)]
pub struct Compound<'info> {
    /// Whose position it is.
    pub owner: Signer<'info>,
    /// The program's config.
    pub config: AccountLoader<'info, StakingConfig>,
    /// The pool.
    #[account(
        mut,
        has_one = stake_vault @ StakingError::WrongAccount,
        has_one = reward_vault @ StakingError::WrongAccount,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// The position.
    #[account(mut, has_one = owner @ StakingError::NotPositionOwner, has_one = pool @ StakingError::WrongPool)]
    pub position: AccountLoader<'info, Position>,
    /// CHECK: the pool's vault for rewards, stored in it.
    #[account(mut)]
    pub reward_vault: UncheckedAccount<'info>,
    /// CHECK: the pool's vault for stakes, stored in it.
    #[account(mut)]
    pub stake_vault: UncheckedAccount<'info>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Stakes what a position has earned, in a pool that pays TWIST, under the position's lock as it stands.
///
/// # Errors
/// `DepositsPaused`, `PoolRetired`, `NotCompoundable`, `NotStaked`, `NothingDue`, `NotPositionOwner`, `WrongPool`, `WrongAccount`.
pub fn compound(ctx: Context<Compound>) -> Result<()> {
    let accounts = &*ctx.accounts;
    let clock = Clock::get()?;
    require!(!accounts.config.load()?.is_paused(PAUSE_DEPOSITS), StakingError::DepositsPaused);
    let pool = &mut *accounts.pool.load_mut()?;
    let position = &mut *accounts.position.load_mut()?;
    let compounded = position.compound(pool, clock.unix_timestamp)?;
    position.invariant()?;
    pool.invariant()?;

    pay_rewards(pool, &accounts.pool, &accounts.reward_vault, &accounts.stake_vault, compounded)?;
    emit_event!(
        ctx,
        RewardsCompounded {
            header: pool.next_event(&clock)?,
            pool: position.pool,
            position: accounts.position.key(),
            compounded,
            amount: position.amount,
            weight: position.weight,
        }
    );
    Ok(())
}
