use anchor_lang::prelude::*;
use anchor_spl::token::{self, Token, TokenAccount, Transfer};

use crate::{
    constants::PAUSE_FUND,
    error::RegistryError,
    events::CampaignFunded,
    state::{Campaign, RegistryConfig},
};

/// Accounts of `fund_campaign`.
#[event_cpi]
#[derive(Accounts)]
pub struct FundCampaign<'info> {
    /// Who pays, as owner (or delegate, within what was delegated) of `source`.
    pub funder: Signer<'info>,
    /// The registry's config.
    pub config: AccountLoader<'info, RegistryConfig>,
    /// The campaign.
    #[account(mut, has_one = vault @ RegistryError::WrongAccount)]
    pub campaign: AccountLoader<'info, Campaign>,
    /// Where the money is.
    #[account(mut, constraint = source.mint == campaign.load()?.mint @ RegistryError::WrongMint)]
    pub source: Account<'info, TokenAccount>,
    /// CHECK: the campaign's vault, stored in it.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Adds to a campaign's budget before its end. Whoever funds it, what is left goes to the advertiser.
///
/// # Errors
/// `FundingPaused`, `ZeroAmount`, `CampaignClosed`, `CampaignEnded`, `WrongAccount`, `WrongMint`.
pub fn fund_campaign(ctx: Context<FundCampaign>, amount: u64) -> Result<()> {
    let clock = Clock::get()?;
    require!(!ctx.accounts.config.load()?.is_paused(PAUSE_FUND), RegistryError::FundingPaused);
    token::transfer(
        CpiContext::new(
            ctx.accounts.token_program.key(),
            Transfer {
                from: ctx.accounts.source.to_account_info(),
                to: ctx.accounts.vault.to_account_info(),
                authority: ctx.accounts.funder.to_account_info(),
            },
        ),
        amount,
    )?;
    let campaign = &mut *ctx.accounts.campaign.load_mut()?;
    campaign.fund(amount, clock.unix_timestamp)?;
    campaign.invariant()?;
    emit_event!(
        ctx,
        CampaignFunded {
            header: campaign.next_event(&clock)?,
            campaign: ctx.accounts.campaign.key(),
            funder: ctx.accounts.funder.key(),
            amount,
            funded: campaign.funded,
        }
    );
    Ok(())
}
