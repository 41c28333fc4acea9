use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use twist_program_kit::cpi::transfer;

use super::*;
use crate::{
    constants::PAUSE_DEPOSITS,
    error::StakingError,
    events::StakeAdded,
    state::{Pool, Position, StakingConfig},
};

/// Accounts of `add_stake`.
#[event_cpi]
#[derive(Accounts)]
pub struct AddStake<'info> {
    /// Whose position it is, and whose tokens are staked.
    pub owner: Signer<'info>,
    /// The program's config.
    pub config: AccountLoader<'info, StakingConfig>,
    /// The pool.
    #[account(mut, has_one = stake_vault @ StakingError::WrongAccount)]
    pub pool: AccountLoader<'info, Pool>,
    /// The position.
    #[account(mut, has_one = owner @ StakingError::NotPositionOwner, has_one = pool @ StakingError::WrongPool)]
    pub position: AccountLoader<'info, Position>,
    /// Where the tokens are.
    #[account(mut)]
    pub source: Account<'info, TokenAccount>,
    /// CHECK: the pool's vault for stakes, stored in it.
    #[account(mut)]
    pub stake_vault: UncheckedAccount<'info>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Adds tokens to a position, whose terms must still be on offer. All of it is locked anew.
///
/// # Errors
/// `DepositsPaused`, `TierNotListed`, `PoolRetired`, `ZeroAmount`, `NotStaked`, `WrongMint`, `InsufficientBalance`,
/// `NotPositionOwner`, `WrongPool`, `WrongAccount`.
pub fn add_stake(ctx: Context<AddStake>, amount: u64) -> Result<()> {
    let accounts = &*ctx.accounts;
    let clock = Clock::get()?;
    let pool = &mut *accounts.pool.load_mut()?;
    let position = &mut *accounts.position.load_mut()?;
    {
        let config = accounts.config.load()?;
        require!(!config.is_paused(PAUSE_DEPOSITS), StakingError::DepositsPaused);
        config.require_offered(&position.terms)?;
    }
    position.add(pool, amount, clock.unix_timestamp)?;
    position.invariant()?;
    pool.invariant()?;

    require_deposit(&accounts.source, &pool.stake_mint, amount)?;
    transfer(accounts.source.as_ref(), &accounts.stake_vault, &accounts.owner, amount)?;
    emit_event!(
        ctx,
        StakeAdded {
            header: pool.next_event(&clock)?,
            pool: position.pool,
            position: accounts.position.key(),
            added: amount,
            amount: position.amount,
            weight: position.weight,
            locked_until: position.locked_until,
        }
    );
    Ok(())
}
