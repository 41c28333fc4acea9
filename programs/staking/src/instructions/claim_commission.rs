use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

use super::*;
use crate::{error::StakingError, events::CommissionClaimed, state::Pool};

/// Accounts of `claim_commission`.
#[event_cpi]
#[derive(Accounts)]
pub struct ClaimCommission<'info> {
    /// CHECK: whose pool it is; signs only to choose another destination than its own token account.
    pub owner: UncheckedAccount<'info>,
    /// The pool.
    #[account(
        mut,
        has_one = owner @ StakingError::NotPoolOwner,
        has_one = reward_vault @ StakingError::WrongAccount,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// CHECK: the pool's vault for rewards, stored in it.
    #[account(mut)]
    pub reward_vault: UncheckedAccount<'info>,
    /// Where the tokens go.
    #[account(mut)]
    pub destination: Account<'info, TokenAccount>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Pays a pool's owner its commission, and in a retired pool without stakers everything that nobody has earned. Anyone may do it to
/// the owner's own token account. No pause covers this.
///
/// `ata_bump` is the bump of the owner's associated token account; any value when the owner signs.
///
/// # Errors
/// `NothingDue`, `DestinationNotCanonical`, `WrongMint`, `NotPoolOwner`, `WrongAccount`.
pub fn claim_commission(ctx: Context<ClaimCommission>, ata_bump: u8) -> Result<()> {
    let accounts = &*ctx.accounts;
    let clock = Clock::get()?;
    let pool = &mut *accounts.pool.load_mut()?;
    require_destination(
        &accounts.destination,
        &accounts.owner,
        &pool.reward_mint,
        &pool.reward_vault,
        ata_bump,
    )?;
    let amount = pool.take_owner_due(clock.unix_timestamp)?;
    pool.invariant()?;

    let destination = accounts.destination.as_ref();
    pay_rewards(pool, &accounts.pool, &accounts.reward_vault, destination, amount)?;
    emit_event!(
        ctx,
        CommissionClaimed {
            header: pool.next_event(&clock)?,
            pool: accounts.pool.key(),
            destination: accounts.destination.key(),
            amount,
        }
    );
    Ok(())
}
