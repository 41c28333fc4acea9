use anchor_lang::prelude::*;
use twist_program_kit::settlement::SettlementHeader;

use crate::{
    error::RegistryError,
    events::CampaignActivated,
    state::{Campaign, MintRule},
};

/// Accounts of `activate`.
#[event_cpi]
#[derive(Accounts)]
pub struct Activate<'info> {
    /// Who runs the campaign.
    pub advertiser: Signer<'info>,
    /// The campaign.
    #[account(
        mut,
        has_one = advertiser @ RegistryError::NotAdvertiser,
        has_one = distribution @ RegistryError::WrongAccount,
    )]
    pub campaign: AccountLoader<'info, Campaign>,
    /// The rule of the campaign's mint.
    #[account(constraint = mint_rule.load()?.mint == campaign.load()?.mint @ RegistryError::WrongMint)]
    pub mint_rule: AccountLoader<'info, MintRule>,
    /// CHECK: the campaign's distribution; `SettlementHeader::read` checks that it exists.
    pub distribution: UncheckedAccount<'info>,
}

/// Lets attention count, once the campaign is funded and has a distribution: attention always has somewhere to settle.
///
/// # Errors
/// `NotAdvertiser`, `NoDistribution`, `CampaignClosed`, `CampaignEnded`, `WrongStatus`, `BelowMinBudget`.
pub fn activate(ctx: Context<Activate>) -> Result<()> {
    let clock = Clock::get()?;
    require!(SettlementHeader::read(&ctx.accounts.distribution).is_some(), RegistryError::NoDistribution);
    let min_budget = ctx.accounts.mint_rule.load()?.min_budget;
    let campaign = &mut *ctx.accounts.campaign.load_mut()?;
    campaign.activate(min_budget, clock.unix_timestamp)?;
    campaign.invariant()?;
    emit_event!(
        ctx,
        CampaignActivated { header: campaign.next_event(&clock)?, campaign: ctx.accounts.campaign.key() }
    );
    Ok(())
}
