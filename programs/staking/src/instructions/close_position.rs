use anchor_lang::prelude::*;

use crate::{
    error::StakingError,
    events::PositionClosed,
    state::{Pool, Position},
};

/// Accounts of `close_position`.
#[event_cpi]
#[derive(Accounts)]
pub struct ClosePosition<'info> {
    /// Whose position it is.
    pub owner: Signer<'info>,
    /// CHECK: gets the rent: who paid it, stored in the position.
    #[account(mut)]
    pub rent_payer: UncheckedAccount<'info>,
    /// The pool.
    #[account(mut)]
    pub pool: AccountLoader<'info, Pool>,
    /// The position to close.
    #[account(
        mut, close = rent_payer,
        has_one = owner @ StakingError::NotPositionOwner,
        has_one = pool @ StakingError::WrongPool,
        has_one = rent_payer @ StakingError::WrongAccount,
    )]
    pub position: AccountLoader<'info, Position>,
}

/// Closes a position that holds neither principal nor a whole unit of rewards. Its nonce is free again.
///
/// # Errors
/// `PositionNotEmpty`, `NotPositionOwner`, `WrongPool`, `WrongAccount`.
pub fn close_position(ctx: Context<ClosePosition>) -> Result<()> {
    let accounts = &*ctx.accounts;
    let pool = &mut *accounts.pool.load_mut()?;
    let position = &mut *accounts.position.load_mut()?;
    position.close(pool)?;
    pool.invariant()?;
    emit_event!(
        ctx,
        PositionClosed {
            header: pool.next_event(&Clock::get()?)?,
            pool: position.pool,
            position: accounts.position.key(),
            owner: position.owner,
        }
    );
    Ok(())
}
