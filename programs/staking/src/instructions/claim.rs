use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

use super::*;
use crate::{
    error::StakingError,
    events::RewardsClaimed,
    state::{Pool, Position},
};

/// Accounts of `claim`.
#[event_cpi]
#[derive(Accounts)]
pub struct Claim<'info> {
    /// CHECK: whose position it is; signs only to choose another destination than its own token account.
    pub owner: UncheckedAccount<'info>,
    /// The pool.
    #[account(mut, has_one = reward_vault @ StakingError::WrongAccount)]
    pub pool: AccountLoader<'info, Pool>,
    /// The position.
    #[account(mut, has_one = owner @ StakingError::NotPositionOwner, has_one = pool @ StakingError::WrongPool)]
    pub position: AccountLoader<'info, Position>,
    /// CHECK: the pool's vault for rewards, stored in it.
    #[account(mut)]
    pub reward_vault: UncheckedAccount<'info>,
    /// Where the tokens go.
    #[account(mut)]
    pub destination: Account<'info, TokenAccount>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Pays what a position has earned. Anyone may do it to the owner's own token account. No pause covers this.
///
/// `ata_bump` is the bump of the owner's associated token account; any value when the owner signs.
///
/// # Errors
/// `NothingDue`, `DestinationNotCanonical`, `WrongMint`, `NotPositionOwner`, `WrongPool`, `WrongAccount`.
pub fn claim(ctx: Context<Claim>, ata_bump: u8) -> Result<()> {
    let accounts = &*ctx.accounts;
    let clock = Clock::get()?;
    let pool = &mut *accounts.pool.load_mut()?;
    let position = &mut *accounts.position.load_mut()?;
    require_destination(
        &accounts.destination,
        &accounts.owner,
        &pool.reward_mint,
        &pool.reward_vault,
        ata_bump,
    )?;
    let amount = position.take_rewards(pool, clock.unix_timestamp)?;
    position.invariant()?;
    pool.invariant()?;
    let header = pool.next_event(&clock)?;

    pay_rewards(pool, &accounts.pool, &accounts.reward_vault, accounts.destination.as_ref(), amount)?;
    emit_event!(
        ctx,
        RewardsClaimed {
            header,
            pool: position.pool,
            position: accounts.position.key(),
            owner: position.owner,
            destination: accounts.destination.key(),
            amount,
        }
    );
    Ok(())
}
