use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use twist_program_kit::{cpi::transfer_signed, vault::is_payable};

use crate::{constants::SPLIT_SEED, error::TokenError, events::SplitWithdrawn, state::TokenConfig};

/// Accounts of `withdraw_split`.
#[event_cpi]
#[derive(Accounts)]
pub struct WithdrawSplit<'info> {
    /// The program's config.
    #[account(mut)]
    pub config: AccountLoader<'info, TokenConfig>,
    /// CHECK: whose vault is paid out; signs only to choose another destination than its own token account. May have lost
    /// its split since: what was emitted to it stays its own.
    pub beneficiary: UncheckedAccount<'info>,
    /// CHECK: the authority over the beneficiary's vault.
    #[account(seeds = [SPLIT_SEED, beneficiary.key().as_ref()], bump)]
    pub split_authority: UncheckedAccount<'info>,
    /// The beneficiary's vault.
    #[account(
        mut,
        associated_token::mint = config.load()?.mint,
        associated_token::authority = split_authority,
    )]
    pub vault: Account<'info, TokenAccount>,
    /// Where the tokens go.
    #[account(mut)]
    pub destination: Account<'info, TokenAccount>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Pays out all of a beneficiary's vault: anyone to the beneficiary's own token account (which may be a staking pool's reward
/// vault), the beneficiary itself to wherever it likes. No pause covers this.
///
/// # Errors
/// `NothingToWithdraw`, `DestinationNotCanonical`.
pub fn withdraw_split(ctx: Context<WithdrawSplit>) -> Result<()> {
    let Context { accounts, bumps, .. } = &ctx;
    let amount = accounts.vault.amount;
    require!(amount > 0, TokenError::NothingToWithdraw);
    let beneficiary = accounts.beneficiary.key();
    require!(
        accounts.beneficiary.is_signer
            || is_payable(
                &accounts.destination.key(),
                &accounts.destination,
                &beneficiary,
                &accounts.vault.mint
            ),
        TokenError::DestinationNotCanonical
    );

    let seeds: &[&[u8]] = &[SPLIT_SEED, beneficiary.as_ref(), &[bumps.split_authority]];
    transfer_signed(
        accounts.vault.as_ref(),
        accounts.destination.as_ref(),
        &accounts.split_authority,
        amount,
        seeds,
    )?;
    let header = accounts.config.load_mut()?.next_event(&Clock::get()?)?;
    let destination = accounts.destination.key();
    emit_event!(ctx, SplitWithdrawn { header, beneficiary, destination, amount });
    Ok(())
}
