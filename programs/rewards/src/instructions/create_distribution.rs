use anchor_lang::prelude::*;
use anchor_spl::{
    associated_token::AssociatedToken,
    token::{Mint, Token},
};
use twist_campaign_registry::state::{Campaign, CampaignStatus};
use twist_program_kit::vault::create_ata;

use crate::{
    constants::DISTRIBUTION_SEED,
    error::RewardsError,
    events::DistributionCreated,
    state::{AttesterSet, Distribution, Funding, Origin},
};

/// Accounts of `create_distribution`.
#[event_cpi]
#[derive(Accounts)]
pub struct CreateDistribution<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The campaign's advertiser.
    pub advertiser: Signer<'info>,
    /// The campaign that will fund the distribution.
    #[account(has_one = advertiser @ RewardsError::NotAdvertiser, has_one = mint @ RewardsError::WrongAccount)]
    pub campaign: AccountLoader<'info, Campaign>,
    /// The campaign's attester set, with members: what counts as settled later needs somebody to vote.
    #[account(address = campaign.load()?.attester_set @ RewardsError::WrongAccount)]
    pub attester_set: AccountLoader<'info, AttesterSet>,
    /// The distribution to create.
    #[account(
        init, payer = payer, space = Distribution::SPACE,
        seeds = [DISTRIBUTION_SEED, campaign.key().as_ref()], bump,
    )]
    pub distribution: AccountLoader<'info, Distribution>,
    /// The campaign's mint.
    pub mint: Box<Account<'info, Mint>>,
    /// CHECK: the distribution's associated token account; created here unless somebody already did.
    #[account(mut, address = campaign.load()?.payout_vault @ RewardsError::WrongAccount)]
    pub payout_vault: UncheckedAccount<'info>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
    /// SPL Associated Token Account.
    pub associated_token_program: Program<'info, AssociatedToken>,
    /// System program.
    pub system_program: Program<'info, System>,
}

/// Creates the one distribution of a campaign. Everything is copied from the campaign, and only its advertiser may, so there
/// is nothing to front-run.
///
/// # Errors
/// `NotAdvertiser`, `CampaignClosed`, `AttesterSetEmpty`, `WrongAccount`.
pub fn create_distribution(ctx: Context<CreateDistribution>) -> Result<()> {
    let accounts = &*ctx.accounts;
    create_ata(
        &accounts.payer,
        &accounts.payout_vault,
        &accounts.distribution,
        accounts.mint.as_ref(),
        &accounts.token_program,
        &accounts.associated_token_program,
        &accounts.system_program,
    )?;
    let clock = Clock::get()?;
    let campaign = accounts.campaign.load()?;
    require!(!campaign.is(CampaignStatus::Closed), RewardsError::CampaignClosed);
    require!(accounts.attester_set.load()?.terms.count > 0, RewardsError::AttesterSetEmpty);

    let distribution = &mut *accounts.distribution.load_init()?;
    distribution.open(Origin {
        bump: ctx.bumps.distribution,
        funding: Funding::Campaign,
        source: accounts.campaign.key(),
        funding_account: accounts.campaign.key(),
        mint: campaign.mint,
        payout_vault: campaign.payout_vault,
        attester_set: campaign.attester_set,
        settled_through: campaign.start,
    });
    emit_event!(ctx, DistributionCreated::of(distribution, accounts.distribution.key(), &clock)?);
    Ok(())
}
