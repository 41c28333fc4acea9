//! What an advertiser does with a campaign.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use super::{campaign, campaign_vault, config, event_authority, fee_vault, mint_rule};
use crate::{
    instruction::instruction,
    programs::twist_campaign_registry::{
        ID,
        client::{accounts, args},
        types::CreateCampaignArgs,
    },
    rewards,
};

/// Creates a campaign as a draft, with a vault of its own; the advertiser signs. `attester_set` is who will settle it: see
/// [`rewards::attester_set`].
#[must_use]
pub fn create_campaign(
    payer: &Pubkey,
    advertiser: &Pubkey,
    mint: &Pubkey,
    attester_set: &Pubkey,
    args: CreateCampaignArgs,
) -> Instruction {
    let campaign = campaign(advertiser, args.id);
    let accounts = accounts::CreateCampaign {
        payer: *payer,
        advertiser: *advertiser,
        config: config(),
        mint: *mint,
        mint_rule: mint_rule(mint),
        attester_set: *attester_set,
        campaign,
        vault: campaign_vault(&campaign, mint),
        token_program: spl_token_interface::ID,
        associated_token_program: spl_associated_token_account_interface::program::ID,
        system_program: anchor_lang::system_program::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::CreateCampaign { args })
}

/// Moves `amount` from `source`, a token account of `funder`, into a campaign's budget; anyone.
#[must_use]
pub fn fund_campaign(
    funder: &Pubkey,
    campaign: &Pubkey,
    mint: &Pubkey,
    source: &Pubkey,
    amount: u64,
) -> Instruction {
    let accounts = accounts::FundCampaign {
        funder: *funder,
        config: config(),
        campaign: *campaign,
        source: *source,
        vault: campaign_vault(campaign, mint),
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::FundCampaign { amount })
}

/// Lets a funded draft's attention count from now on; its distribution must exist.
#[must_use]
pub fn activate(advertiser: &Pubkey, campaign: &Pubkey, mint: &Pubkey) -> Instruction {
    let accounts = accounts::Activate {
        advertiser: *advertiser,
        campaign: *campaign,
        mint_rule: mint_rule(mint),
        distribution: rewards::distribution(campaign),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::Activate)
}

/// Stops later attention from counting.
#[must_use]
pub fn pause_campaign(advertiser: &Pubkey, campaign: &Pubkey) -> Instruction {
    let accounts = accounts::PauseCampaign {
        advertiser: *advertiser,
        campaign: *campaign,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::PauseCampaign)
}

/// Lets attention count again.
#[must_use]
pub fn resume_campaign(advertiser: &Pubkey, campaign: &Pubkey) -> Instruction {
    let accounts = accounts::ResumeCampaign {
        advertiser: *advertiser,
        campaign: *campaign,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ResumeCampaign)
}

/// Moves a campaign's end later (Unix seconds) or its daily cap higher, or both.
#[must_use]
pub fn extend_campaign(
    advertiser: &Pubkey,
    campaign: &Pubkey,
    new_end: i64,
    new_daily_cap: u64,
) -> Instruction {
    let accounts = accounts::ExtendCampaign {
        advertiser: *advertiser,
        campaign: *campaign,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ExtendCampaign { new_end, new_daily_cap })
}

/// Pays a settled epoch out of a campaign. Only the campaign's distribution can sign, through [`rewards::finalize_epoch`]:
/// sent directly this is always refused, which is what it is here for.
#[must_use]
pub fn draw(distribution: &Pubkey, campaign: &Pubkey, mint: &Pubkey, epoch: u64, amount: u64) -> Instruction {
    let accounts = accounts::Draw {
        distribution: *distribution,
        campaign: *campaign,
        vault: campaign_vault(campaign, mint),
        payout_vault: rewards::payout_vault(distribution, mint),
        fee_vault: fee_vault(mint),
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::Draw { epoch, amount })
}

/// Ends a campaign and moves all that is left into `destination`, a token account of its mint; the advertiser signs.
#[must_use]
pub fn close_campaign(
    advertiser: &Pubkey,
    campaign: &Pubkey,
    mint: &Pubkey,
    destination: &Pubkey,
) -> Instruction {
    let accounts = accounts::CloseCampaign {
        advertiser: *advertiser,
        campaign: *campaign,
        distribution: rewards::distribution(campaign),
        vault: campaign_vault(campaign, mint),
        destination: *destination,
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::CloseCampaign)
}
