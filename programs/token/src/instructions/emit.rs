use anchor_lang::prelude::*;
use anchor_spl::token::{self, Mint, MintTo, Token};

use crate::{
    constants::{CONFIG_SEED, PAUSE_EMIT},
    error::TokenError,
    events::Emitted,
    state::TokenConfig,
};

/// Accounts of `emit`. Remaining accounts: the vault of each split, writable, in the order of the splits.
#[event_cpi]
#[derive(Accounts)]
pub struct Emit<'info> {
    /// The program's config.
    #[account(mut)]
    pub config: AccountLoader<'info, TokenConfig>,
    /// The TWIST mint.
    #[account(mut, address = config.load()?.mint @ TokenError::WrongMint)]
    pub mint: Account<'info, Mint>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Mints what is due into one program-owned vault per beneficiary. What does not divide is carried to the next call.
///
/// The vaults are program-owned, so no beneficiary can halt emission by closing or freezing an account.
///
/// # Errors
/// `EmissionPaused`, `NothingDue`, `WrongVaults`.
pub fn emit<'info>(ctx: Context<'info, Emit<'info>>) -> Result<()> {
    let clock = Clock::get()?;
    let (header, due, amounts, carry, bump) = {
        let config = &mut *ctx.accounts.config.load_mut()?;
        require!(!config.is_paused(PAUSE_EMIT), TokenError::EmissionPaused);
        let vaults = config.splits.active().iter().map(|split| split.vault);
        require!(vaults.eq(ctx.remaining_accounts.iter().map(|info| *info.key)), TokenError::WrongVaults);

        let due = config.emission.due(clock.unix_timestamp)?;
        let amounts = config.splits.shares(due.amount).collect::<Result<Vec<u64>>>()?;
        // Cannot overflow: the shares add up to at most `due.amount`.
        let paid = amounts.iter().try_fold(0u64, |sum, part| sum.checked_add(*part));
        let paid = paid.ok_or(TokenError::Overflow)?;
        config.emission.settle(&due, paid)?;
        config.record_mint(paid)?;
        config.invariant()?;
        (config.next_event(&clock)?, due, amounts, config.emission.carry, config.bump)
    };

    let seeds: &[&[u8]] = &[CONFIG_SEED, &[bump]];
    for (vault, amount) in ctx.remaining_accounts.iter().zip(&amounts) {
        token::mint_to(
            CpiContext::new_with_signer(
                ctx.accounts.token_program.key(),
                MintTo {
                    mint: ctx.accounts.mint.to_account_info(),
                    to: vault.clone(),
                    authority: ctx.accounts.config.to_account_info(),
                },
                &[seeds],
            ),
            *amount,
        )?;
    }
    emit_event!(
        ctx,
        Emitted { header, first_period: due.first_period, periods: due.periods, amounts, carry }
    );
    Ok(())
}
