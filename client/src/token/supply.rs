//! What brings TWIST into being, pays it out and destroys it.

use solana_instruction::{AccountMeta, Instruction};
use solana_pubkey::Pubkey;

use super::{active_splits, config, event_authority, mint, minter, split_authority, split_vault};
use crate::{
    instruction::{instruction, signed_by},
    programs::twist_token::{
        ID,
        accounts::TokenConfig,
        client::{accounts, args},
    },
    spl,
};

/// Mints every period that has ended into the vaults of `config`'s splits; anyone.
///
/// `config` is the account as it is on chain now: the program refuses other vaults than those of the splits in force.
#[must_use]
pub fn emit(config: &TokenConfig) -> Instruction {
    let accounts = accounts::Emit {
        config: super::config(),
        mint: config.mint,
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    let mut instruction = instruction(accounts, args::Emit);
    let vaults = active_splits(config).iter().map(|split| AccountMeta::new(split.vault, false));
    instruction.accounts.extend(vaults);
    instruction
}

/// Pays out a beneficiary's vault: anyone into the beneficiary's associated token account, or, signed by the beneficiary,
/// into `destination`.
#[must_use]
pub fn withdraw_split(beneficiary: &Pubkey, destination: Option<&Pubkey>) -> Instruction {
    let accounts = accounts::WithdrawSplit {
        config: config(),
        beneficiary: *beneficiary,
        split_authority: split_authority(beneficiary),
        vault: split_vault(beneficiary),
        destination: destination.copied().unwrap_or_else(|| spl::ata(beneficiary, &mint())),
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    let instruction = instruction(accounts, args::WithdrawSplit);
    if destination.is_some() { signed_by(instruction, beneficiary) } else { instruction }
}

/// The program's `mint`: mints `amount` into the recipient's associated token account, which must exist; the minter `key` signs.
#[must_use]
pub fn mint_to(key: &Pubkey, recipient: &Pubkey, amount: u64) -> Instruction {
    let accounts = accounts::Mint {
        key: *key,
        config: config(),
        minter: minter(key),
        mint: mint(),
        recipient: *recipient,
        destination: spl::ata(recipient, &mint()),
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::Mint { amount })
}

/// Destroys `amount` of the holder's tokens in `source`.
#[must_use]
pub fn burn(holder: &Pubkey, source: &Pubkey, amount: u64) -> Instruction {
    let accounts = accounts::Burn {
        holder: *holder,
        config: config(),
        mint: mint(),
        source: *source,
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::Burn { amount })
}
