use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use twist_program_kit::cpi::transfer_signed;

use super::*;
use crate::{
    constants::STAKE_SEED,
    error::StakingError,
    events::Withdrawn,
    state::{Pool, Position},
};

/// Accounts of `withdraw`.
#[event_cpi]
#[derive(Accounts)]
pub struct Withdraw<'info> {
    /// Whose position it is.
    pub owner: Signer<'info>,
    /// The pool.
    #[account(
        mut,
        has_one = stake_vault @ StakingError::WrongAccount,
        has_one = stake_authority @ StakingError::WrongAccount,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// The position.
    #[account(mut, has_one = owner @ StakingError::NotPositionOwner, has_one = pool @ StakingError::WrongPool)]
    pub position: AccountLoader<'info, Position>,
    /// CHECK: the authority over the stake vault, stored in the pool.
    pub stake_authority: UncheckedAccount<'info>,
    /// CHECK: the pool's vault for stakes, stored in it.
    #[account(mut)]
    pub stake_vault: UncheckedAccount<'info>,
    /// Where the tokens go.
    #[account(mut)]
    pub destination: Account<'info, TokenAccount>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Pays a principal back that was asked for, after the cooldown. No pause covers this, and it does not depend on rewards.
///
/// # Errors
/// `NotUnstaking`, `CooldownNotOver`, `WrongMint`, `DestinationNotCanonical`, `NotPositionOwner`, `WrongPool`, `WrongAccount`.
pub fn withdraw(ctx: Context<Withdraw>) -> Result<()> {
    let accounts = &*ctx.accounts;
    let clock = Clock::get()?;
    let pool = &mut *accounts.pool.load_mut()?;
    let position = &mut *accounts.position.load_mut()?;
    require_destination(&accounts.destination, &accounts.owner, &pool.stake_mint, &pool.stake_vault, 0)?;
    let amount = position.withdraw(pool, clock.unix_timestamp)?;
    position.invariant()?;

    let seeds: &[&[u8]] = &[STAKE_SEED, position.pool.as_ref(), &[pool.stake_bump]];
    transfer_signed(
        &accounts.stake_vault,
        accounts.destination.as_ref(),
        &accounts.stake_authority,
        amount,
        seeds,
    )?;
    emit_event!(
        ctx,
        Withdrawn {
            header: pool.next_event(&clock)?,
            pool: position.pool,
            position: accounts.position.key(),
            owner: position.owner,
            destination: accounts.destination.key(),
            amount,
        }
    );
    Ok(())
}
