use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};
use twist_program_kit::cpi::transfer_signed;

use crate::{
    constants::FEES_SEED,
    error::RegistryError,
    events::FeesWithdrawn,
    state::{MintRule, RegistryConfig},
};

/// Accounts of `withdraw_fees`.
#[event_cpi]
#[derive(Accounts)]
pub struct WithdrawFees<'info> {
    /// The key in charge.
    pub authority: Signer<'info>,
    /// The registry's config.
    #[account(mut, constraint = config.load()?.is_authority(authority.key) @ RegistryError::NotAuthority)]
    pub config: AccountLoader<'info, RegistryConfig>,
    /// The rule of the fees' mint.
    #[account(mut, has_one = fee_vault @ RegistryError::WrongAccount)]
    pub mint_rule: AccountLoader<'info, MintRule>,
    /// CHECK: the authority over all fee vaults.
    #[account(seeds = [FEES_SEED], bump)]
    pub fee_authority: UncheckedAccount<'info>,
    /// The fee vault stored in the rule. All that it holds is the protocol's. (Anchor refuses it as `destination` as well: fees
    /// that stay must not count as withdrawn.)
    #[account(mut)]
    pub fee_vault: Account<'info, TokenAccount>,
    /// Where the fees go: any token account of the mint, since the authority signs.
    #[account(mut, constraint = destination.mint == mint_rule.load()?.mint @ RegistryError::WrongMint)]
    pub destination: Account<'info, TokenAccount>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Pays out collected fees.
///
/// # Errors
/// `NotAuthority`, `ZeroAmount`, `FeesExceeded`, `WrongMint`, `WrongAccount`.
pub fn withdraw_fees(ctx: Context<WithdrawFees>, amount: u64) -> Result<()> {
    let Context { accounts, bumps, .. } = &ctx;
    let (mint, fees_withdrawn) = {
        let rule = &mut *accounts.mint_rule.load_mut()?;
        rule.withdraw(amount, accounts.fee_vault.amount)?;
        (rule.mint, rule.fees_withdrawn)
    };
    let seeds: &[&[u8]] = &[FEES_SEED, &[bumps.fee_authority]];
    transfer_signed(
        accounts.fee_vault.as_ref(),
        accounts.destination.as_ref(),
        &accounts.fee_authority,
        amount,
        seeds,
    )?;
    let header = accounts.config.load_mut()?.next_event(&Clock::get()?)?;
    let destination = accounts.destination.key();
    emit_event!(ctx, FeesWithdrawn { header, mint, destination, amount, fees_withdrawn });
    Ok(())
}
