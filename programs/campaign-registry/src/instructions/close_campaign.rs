use anchor_lang::prelude::*;
use anchor_spl::token::{self, CloseAccount, Token, TokenAccount};
use twist_program_kit::{cpi::transfer_signed, settlement::SettlementHeader};

use crate::{error::RegistryError, events::CampaignClosed, state::Campaign};

/// Accounts of `close_campaign`.
#[event_cpi]
#[derive(Accounts)]
pub struct CloseCampaign<'info> {
    /// Who runs the campaign; gets the vault's rent.
    #[account(mut)]
    pub advertiser: Signer<'info>,
    /// The campaign.
    #[account(
        mut,
        has_one = advertiser @ RegistryError::NotAdvertiser,
        has_one = vault @ RegistryError::WrongAccount,
        has_one = distribution @ RegistryError::WrongAccount,
    )]
    pub campaign: AccountLoader<'info, Campaign>,
    /// CHECK: the campaign's distribution, stored in it; need not exist. `SettlementHeader::read` checks owner and type.
    pub distribution: UncheckedAccount<'info>,
    /// The campaign's vault, stored in it.
    #[account(mut)]
    pub vault: Account<'info, TokenAccount>,
    /// Where the refund goes: any token account of the mint, since the advertiser signs.
    #[account(mut, constraint = destination.mint == vault.mint @ RegistryError::WrongMint)]
    pub destination: Account<'info, TokenAccount>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Ends a campaign for good: everything in its vault goes back (gifts that were sent there directly included), and the vault is
/// closed. No pause covers this. See `Campaign::refundable` for when.
///
/// # Errors
/// `NotAdvertiser`, `CampaignClosed`, `RefundTooEarly`, `SettlementOpen`, `WrongAccount`, `WrongMint`.
pub fn close_campaign(ctx: Context<CloseCampaign>) -> Result<()> {
    let accounts = &ctx.accounts;
    let clock = Clock::get()?;
    let settlement = SettlementHeader::read(&accounts.distribution);
    let (header, refunded, seeds) = {
        let campaign = &mut *accounts.campaign.load_mut()?;
        let refunded = campaign.close(clock.unix_timestamp, settlement)?;
        campaign.invariant()?;
        (campaign.next_event(&clock)?, refunded, campaign.seeds())
    };

    let amount = accounts.vault.amount;
    transfer_signed(
        accounts.vault.as_ref(),
        accounts.destination.as_ref(),
        accounts.campaign.as_ref(),
        amount,
        &seeds.as_slices(),
    )?;
    token::close_account(CpiContext::new_with_signer(
        accounts.token_program.key(),
        CloseAccount {
            account: accounts.vault.to_account_info(),
            destination: accounts.advertiser.to_account_info(),
            authority: accounts.campaign.to_account_info(),
        },
        &[&seeds.as_slices()],
    ))?;
    let (campaign, destination) = (accounts.campaign.key(), accounts.destination.key());
    emit_event!(ctx, CampaignClosed { header, campaign, destination, refunded, amount });
    Ok(())
}
