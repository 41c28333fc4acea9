use std::cell::RefMut;

use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use twist_program_kit::{cpi::transfer, pda};

use super::*;
use crate::{
    constants::{PAUSE_DEPOSITS, POSITION_SEED},
    error::StakingError,
    events::Staked,
    state::{Pool, Position, StakingConfig},
};

/// A new stake.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct StakeArgs {
    /// The owner's number for the position; free again when it was closed.
    pub nonce: u32,
    /// How much to stake, base units of TWIST.
    pub amount: u64,
    /// Under which of the terms on offer.
    pub terms: TermsArg,
}

/// Accounts of `stake`.
#[event_cpi]
#[derive(Accounts)]
pub struct Stake<'info> {
    /// Pays the rent, and gets it back.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Whose position it will be, and whose tokens are staked.
    pub owner: Signer<'info>,
    /// The program's config.
    pub config: AccountLoader<'info, StakingConfig>,
    /// The pool.
    #[account(mut, has_one = stake_vault @ StakingError::WrongAccount)]
    pub pool: AccountLoader<'info, Pool>,
    /// CHECK: the position to create, which `create_position` does.
    #[account(mut)]
    pub position: UncheckedAccount<'info>,
    /// Where the tokens are.
    #[account(mut)]
    pub source: Account<'info, TokenAccount>,
    /// CHECK: the pool's vault for stakes, stored in it.
    #[account(mut)]
    pub stake_vault: UncheckedAccount<'info>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
    /// System program.
    pub system_program: Program<'info, System>,
}

/// Stakes tokens in a new position, under terms that are on offer.
///
/// # Errors
/// `DepositsPaused`, `TierNotListed`, `PoolRetired`, `ZeroAmount`, `WrongMint`, `InsufficientBalance`, `WrongAccount`.
pub fn stake(ctx: Context<Stake>, args: StakeArgs) -> Result<()> {
    let accounts = &*ctx.accounts;
    let StakeArgs { nonce, amount, terms } = args;
    let clock = Clock::get()?;
    {
        let config = accounts.config.load()?;
        require!(!config.is_paused(PAUSE_DEPOSITS), StakingError::DepositsPaused);
        config.require_offered(&terms.into())?;
    }
    let pool = &mut *accounts.pool.load_mut()?;
    let position = &mut *create_position(accounts, nonce)?;
    position.open(pool, terms.into(), amount, clock.unix_timestamp)?;
    position.invariant()?;
    pool.invariant()?;

    require_deposit(&accounts.source, &pool.stake_mint, amount)?;
    transfer(accounts.source.as_ref(), &accounts.stake_vault, &accounts.owner, amount)?;
    emit_event!(
        ctx,
        Staked {
            header: pool.next_event(&clock)?,
            pool: position.pool,
            position: accounts.position.key(),
            owner: position.owner,
            amount,
            weight: position.weight,
            locked_until: position.locked_until,
            terms,
        }
    );
    Ok(())
}

/// Creates the position with this number, at the one address that is its own, and fills in whose it is. (By hand, because finding
/// and creating are most of what a stake costs.)
fn create_position<'a>(accounts: &'a Stake, nonce: u32) -> Result<RefMut<'a, Position>> {
    let (pool, owner, number) = (accounts.pool.key(), accounts.owner.key(), nonce.to_le_bytes());
    let found = pda::find(&[POSITION_SEED, pool.as_ref(), owner.as_ref(), &number], &crate::ID);
    let (address, bump) = found.ok_or(ErrorCode::ConstraintSeeds)?;
    require_keys_eq!(accounts.position.key(), address, ErrorCode::ConstraintSeeds);
    let seeds: [&[u8]; 5] = [POSITION_SEED, pool.as_ref(), owner.as_ref(), &number, &[bump]];
    let mut position: RefMut<Position> = pda::create(&accounts.payer, &accounts.position, &seeds)?;
    position.version = Position::VERSION;
    position.bump = bump;
    position.nonce = nonce;
    position.pool = pool;
    position.owner = owner;
    position.rent_payer = accounts.payer.key();
    Ok(position)
}
