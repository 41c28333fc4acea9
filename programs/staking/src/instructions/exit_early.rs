use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use twist_program_kit::cpi::{burn_signed, transfer_signed};
use twist_stake_math::EarlyExit;

use super::*;
use crate::{
    constants::STAKE_SEED,
    error::StakingError,
    events::ExitedEarly,
    state::{Pool, Position, StakingConfig},
};

/// Accounts of `exit_early`.
#[event_cpi]
#[derive(Accounts)]
pub struct ExitEarly<'info> {
    /// Whose position it is.
    pub owner: Signer<'info>,
    /// The program's config.
    #[account(has_one = mint @ StakingError::WrongMint, has_one = global_reward_vault @ StakingError::WrongAccount)]
    pub config: AccountLoader<'info, StakingConfig>,
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
    /// Where the rest of the principal goes.
    #[account(mut)]
    pub destination: Account<'info, TokenAccount>,
    /// CHECK: TWIST, stored in the config; burned from when the pool is the global one.
    #[account(mut)]
    pub mint: UncheckedAccount<'info>,
    /// CHECK: the global pool's vault for rewards, stored in the config; takes the penalty of every other pool.
    #[account(mut)]
    pub global_reward_vault: UncheckedAccount<'info>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Breaks a lock: pays the principal back at once, less the penalty. That is burned in the global pool and goes to the global
/// pool's stakers from every other one, so it never comes back to the pool that was left. No pause covers this.
///
/// # Errors
/// `NotStaked`, `LockOver`, `WrongMint`, `DestinationNotCanonical`, `NotPositionOwner`, `WrongPool`, `WrongAccount`.
pub fn exit_early(ctx: Context<ExitEarly>) -> Result<()> {
    let accounts = &*ctx.accounts;
    let clock = Clock::get()?;
    let pool = &mut *accounts.pool.load_mut()?;
    let position = &mut *accounts.position.load_mut()?;
    require_destination(&accounts.destination, &accounts.owner, &pool.stake_mint, &pool.stake_vault, 0)?;
    let EarlyExit { returned, penalty } = position.exit_early(pool, clock.unix_timestamp)?;
    position.invariant()?;
    pool.stake_invariant()?;

    let seeds: &[&[u8]] = &[STAKE_SEED, position.pool.as_ref(), &[pool.stake_bump]];
    let (vault, authority) = (accounts.stake_vault.as_ref(), accounts.stake_authority.as_ref());
    transfer_signed(vault, accounts.destination.as_ref(), authority, returned, seeds)?;
    if position.pool == accounts.config.load()?.global_pool {
        burn_signed(vault, &accounts.mint, authority, penalty, seeds)?;
    } else {
        transfer_signed(vault, &accounts.global_reward_vault, authority, penalty, seeds)?;
    }
    emit_event!(
        ctx,
        ExitedEarly {
            header: pool.next_event(&clock)?,
            pool: position.pool,
            position: accounts.position.key(),
            owner: position.owner,
            destination: accounts.destination.key(),
            returned,
            penalty,
        }
    );
    Ok(())
}
