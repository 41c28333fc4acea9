//! SPL Token accounts: their addresses, how to create them, what they hold.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use spl_associated_token_account_interface::{
    address::get_associated_token_address, instruction::create_associated_token_account_idempotent,
};

/// The associated token account (ATA) of `owner` for `mint`, a classic SPL Token mint.
#[must_use]
pub fn ata(owner: &Pubkey, mint: &Pubkey) -> Pubkey {
    get_associated_token_address(owner, mint)
}

/// Creates that account at `payer`'s expense. Does nothing when it exists.
#[must_use]
pub fn create_ata(payer: &Pubkey, owner: &Pubkey, mint: &Pubkey) -> Instruction {
    create_associated_token_account_idempotent(payer, owner, mint, &spl_token_interface::ID)
}
