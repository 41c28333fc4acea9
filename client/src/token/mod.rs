//! Addresses and instructions of `twist_token`. Amounts are in base units: one TWIST is 10^9.

use solana_pubkey::Pubkey;

use crate::{
    instruction,
    programs::twist_token::{
        ID,
        accounts::TokenConfig,
        constants::{CONFIG_SEED, MINT_SEED, MINTER_SEED, SPLIT_SEED},
        types::EmissionSplit,
    },
    spl,
};

mod governance;
mod minters;
mod supply;

pub use governance::*;
pub use minters::*;
pub use supply::*;

/// The program's config, which is also the mint authority.
#[must_use]
pub fn config() -> Pubkey {
    instruction::pda(&[CONFIG_SEED], &ID)
}

/// The TWIST mint.
#[must_use]
pub fn mint() -> Pubkey {
    instruction::pda(&[MINT_SEED], &ID)
}

/// The account that holds the limits of the minter whose key is `key`.
#[must_use]
pub fn minter(key: &Pubkey) -> Pubkey {
    instruction::pda(&[MINTER_SEED, key.as_ref()], &ID)
}

/// The authority over a beneficiary's emission vault.
#[must_use]
pub fn split_authority(beneficiary: &Pubkey) -> Pubkey {
    instruction::pda(&[SPLIT_SEED, beneficiary.as_ref()], &ID)
}

/// Where a beneficiary's part of the emission waits for [`withdraw_split`].
#[must_use]
pub fn split_vault(beneficiary: &Pubkey) -> Pubkey {
    spl::ata(&split_authority(beneficiary), &mint())
}

/// The key that signs this program's events.
#[must_use]
pub fn event_authority() -> Pubkey {
    instruction::event_authority(&ID)
}

/// The splits in force, in the order in which `emit` takes their vaults.
#[must_use]
pub fn active_splits(config: &TokenConfig) -> &[EmissionSplit] {
    let table = &config.splits;
    usize::try_from(table.count).ok().and_then(|count| table.entries.get(..count)).unwrap_or(&[])
}
