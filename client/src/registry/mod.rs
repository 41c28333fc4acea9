//! Addresses and instructions of `twist_campaign_registry`. Amounts are in base units of the campaign's mint.

use solana_pubkey::Pubkey;

use crate::{
    instruction,
    programs::twist_campaign_registry::{
        ID,
        constants::{CAMPAIGN_SEED, CONFIG_SEED, FEES_SEED, INFLUENCER_SEED, MINT_RULE_SEED, PUBLISHER_SEED},
    },
    spl,
};

mod campaigns;
mod governance;
mod mints;
mod parties;

pub use campaigns::*;
pub use governance::*;
pub use mints::*;
pub use parties::*;

/// The program's config.
#[must_use]
pub fn config() -> Pubkey {
    instruction::pda(&[CONFIG_SEED], &ID)
}

/// The terms on which campaigns can pay in `mint`.
#[must_use]
pub fn mint_rule(mint: &Pubkey) -> Pubkey {
    instruction::pda(&[MINT_RULE_SEED, mint.as_ref()], &ID)
}

/// The authority over every fee vault.
#[must_use]
pub fn fee_authority() -> Pubkey {
    instruction::pda(&[FEES_SEED], &ID)
}

/// Where fees in `mint` are collected.
#[must_use]
pub fn fee_vault(mint: &Pubkey) -> Pubkey {
    spl::ata(&fee_authority(), mint)
}

/// The claim of `owner` to the site with this hash.
#[must_use]
pub fn publisher(site_hash: &[u8; 32], owner: &Pubkey) -> Pubkey {
    instruction::pda(&[PUBLISHER_SEED, site_hash, owner.as_ref()], &ID)
}

/// The entry of the influencer with this wallet.
#[must_use]
pub fn influencer(wallet: &Pubkey) -> Pubkey {
    instruction::pda(&[INFLUENCER_SEED, wallet.as_ref()], &ID)
}

/// The campaign to which `advertiser` gave the number `id`.
#[must_use]
pub fn campaign(advertiser: &Pubkey, id: u64) -> Pubkey {
    instruction::pda(&[CAMPAIGN_SEED, advertiser.as_ref(), &id.to_le_bytes()], &ID)
}

/// Where a campaign's budget is.
#[must_use]
pub fn campaign_vault(campaign: &Pubkey, mint: &Pubkey) -> Pubkey {
    spl::ata(campaign, mint)
}

/// The key that signs this program's events.
#[must_use]
pub fn event_authority() -> Pubkey {
    instruction::event_authority(&ID)
}
