use anchor_lang::prelude::*;
use anchor_spl::token::{self, Mint, MintTo, Token, TokenAccount};
use twist_program_kit::vault::is_payable;

use crate::{
    constants::{CONFIG_SEED, PAUSE_MINT},
    error::TokenError,
    events::Minted,
    state::{Minter, TokenConfig},
};

/// Accounts of `mint`.
#[event_cpi]
#[derive(Accounts)]
pub struct MintTokens<'info> {
    /// The minter's key.
    pub key: Signer<'info>,
    /// The program's config.
    #[account(mut)]
    pub config: AccountLoader<'info, TokenConfig>,
    /// The minter.
    #[account(mut, has_one = key @ TokenError::NotMinter)]
    pub minter: AccountLoader<'info, Minter>,
    /// The TWIST mint.
    #[account(mut, address = config.load()?.mint @ TokenError::WrongMint)]
    pub mint: Account<'info, Mint>,
    /// CHECK: any key; receives the tokens in its associated token account.
    pub recipient: UncheckedAccount<'info>,
    /// The recipient's associated token account.
    #[account(
        mut,
        constraint = is_payable(&destination.key(), &destination, recipient.key, &mint.key()) @ TokenError::DestinationNotCanonical,
    )]
    pub destination: Account<'info, TokenAccount>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Mints inside the minter's allowance and rate, and inside the cap less what the schedule will still emit.
///
/// # Errors
/// `NotMinter`, `MintingPaused`, `ZeroAmount`, `AllowanceExceeded`, `RateExceeded`, `CapExceeded`, `DestinationNotCanonical`, `WrongMint`.
pub fn mint(ctx: Context<MintTokens>, amount: u64) -> Result<()> {
    require!(amount > 0, TokenError::ZeroAmount);
    let clock = Clock::get()?;
    let (header, minted_lifetime, bump) = {
        let config = &mut *ctx.accounts.config.load_mut()?;
        require!(!config.is_paused(PAUSE_MINT), TokenError::MintingPaused);
        let minter = &mut *ctx.accounts.minter.load_mut()?;
        minter.spend(amount, clock.unix_timestamp)?;
        require!(minter.invariant(), TokenError::InvariantBroken);
        config.record_mint(amount)?;
        config.invariant()?;
        (config.next_event(&clock)?, config.minted_lifetime, config.bump)
    };

    let seeds: &[&[u8]] = &[CONFIG_SEED, &[bump]];
    token::mint_to(
        CpiContext::new_with_signer(
            ctx.accounts.token_program.key(),
            MintTo {
                mint: ctx.accounts.mint.to_account_info(),
                to: ctx.accounts.destination.to_account_info(),
                authority: ctx.accounts.config.to_account_info(),
            },
            &[seeds],
        ),
        amount,
    )?;
    emit_event!(
        ctx,
        Minted {
            header,
            minter: ctx.accounts.key.key(),
            recipient: ctx.accounts.recipient.key(),
            amount,
            minted_lifetime,
        }
    );
    Ok(())
}
