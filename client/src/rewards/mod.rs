//! Addresses and instructions of `twist_rewards`. Amounts are in base units of the distribution's mint.

use solana_pubkey::Pubkey;

use crate::{
    instruction,
    programs::twist_rewards::{
        ID,
        accounts::Distribution,
        constants::{
            ATTESTER_SET_SEED, CONFIG_SEED, DISTRIBUTION_SEED, EMISSION_DISTRIBUTION_SEED, FUNDING_SEED,
            PAGE_SEED, RENT_SEED,
        },
    },
    spl,
};

mod attesters;
mod claims;
mod epochs;
mod governance;

pub use attesters::*;
pub use claims::*;
pub use epochs::*;
pub use governance::*;

/// The program's config.
#[must_use]
pub fn config() -> Pubkey {
    instruction::pda(&[CONFIG_SEED], &ID)
}

/// The attester set with this number.
#[must_use]
pub fn attester_set(id: u32) -> Pubkey {
    instruction::pda(&[ATTESTER_SET_SEED, &id.to_le_bytes()], &ID)
}

/// The one distribution of a campaign.
#[must_use]
pub fn distribution(campaign: &Pubkey) -> Pubkey {
    instruction::pda(&[DISTRIBUTION_SEED, campaign.as_ref()], &ID)
}

/// The emission-funded distribution with this name.
#[must_use]
pub fn emission_distribution(name_hash: &[u8; 32]) -> Pubkey {
    instruction::pda(&[EMISSION_DISTRIBUTION_SEED, name_hash], &ID)
}

/// The address of a distribution whose account was fetched.
#[must_use]
pub fn address_of(state: &Distribution) -> Pubkey {
    // A campaign funds itself; what the emission fills is a vault, never the name hash.
    if state.funding_account == state.source {
        distribution(&state.source)
    } else {
        emission_distribution(state.source.as_array())
    }
}

/// The authority over an emission-funded distribution's funding vault: the beneficiary to name in the emission splits.
#[must_use]
pub fn funding_authority(distribution: &Pubkey) -> Pubkey {
    instruction::pda(&[FUNDING_SEED, distribution.as_ref()], &ID)
}

/// What the emission fills and finalizing draws from.
#[must_use]
pub fn funding_vault(distribution: &Pubkey, mint: &Pubkey) -> Pubkey {
    spl::ata(&funding_authority(distribution), mint)
}

/// What claims are paid from.
#[must_use]
pub fn payout_vault(distribution: &Pubkey, mint: &Pubkey) -> Pubkey {
    spl::ata(distribution, mint)
}

/// The system account that prepays the rent of claim pages; anyone may top it up.
#[must_use]
pub fn rent_vault(distribution: &Pubkey) -> Pubkey {
    instruction::pda(&[RENT_SEED, distribution.as_ref()], &ID)
}

/// The claim page with this number.
#[must_use]
pub fn claim_page(distribution: &Pubkey, page: u32) -> Pubkey {
    instruction::pda(&[PAGE_SEED, distribution.as_ref(), &page.to_le_bytes()], &ID)
}

/// The key that signs this program's events.
#[must_use]
pub fn event_authority() -> Pubkey {
    instruction::event_authority(&ID)
}
