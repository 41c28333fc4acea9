//! SPL Token accounts: their addresses, how to create them, what they hold.

use anchor_lang::solana_program::program_pack::{IsInitialized, Pack};
use solana_account::Account;
use solana_instruction::{AccountMeta, Instruction};
use solana_pubkey::Pubkey;
use spl_associated_token_account_interface::{
    address::get_associated_token_address_and_bump_seed,
    instruction::create_associated_token_account_idempotent, program::ID as ASSOCIATED_TOKEN_PROGRAM,
};
use spl_token_interface::{
    instruction::TokenInstruction,
    state::{Account as TokenAccount, Mint},
};

use crate::account::DecodeError;

/// The associated token account (ATA) of `owner` for `mint`, a classic SPL Token mint.
#[must_use]
pub fn ata(owner: &Pubkey, mint: &Pubkey) -> Pubkey {
    ata_with_bump(owner, mint).0
}

/// The same with the address's bump.
#[must_use]
pub fn ata_with_bump(owner: &Pubkey, mint: &Pubkey) -> (Pubkey, u8) {
    get_associated_token_address_and_bump_seed(
        owner,
        mint,
        &ASSOCIATED_TOKEN_PROGRAM,
        &spl_token_interface::ID,
    )
}

/// Creates that account at `payer`'s expense. Does nothing when it exists.
#[must_use]
pub fn create_ata(payer: &Pubkey, owner: &Pubkey, mint: &Pubkey) -> Instruction {
    create_associated_token_account_idempotent(payer, owner, mint, &spl_token_interface::ID)
}

/// Moves `amount` base units from one token account to another; `authority` owns the first and signs.
#[must_use]
pub fn transfer(from: &Pubkey, to: &Pubkey, authority: &Pubkey, amount: u64) -> Instruction {
    // Spelled out, because the interface's own constructor can only fail for another program id.
    Instruction {
        program_id: spl_token_interface::ID,
        accounts: vec![
            AccountMeta::new(*from, false),
            AccountMeta::new(*to, false),
            AccountMeta::new_readonly(*authority, true),
        ],
        data: TokenInstruction::Transfer { amount }.pack(),
    }
}

/// What a token account holds, in base units.
///
/// # Errors
/// [`DecodeError`] if it is not an initialized account of SPL Token.
pub fn token_balance(account: &Account) -> Result<u64, DecodeError> {
    unpack::<TokenAccount>("token account", account).map(|token| token.amount)
}

/// Whether a token account belongs to `owner` alone: right mint, no delegate, no close authority, not frozen.
///
/// # Errors
/// [`DecodeError`] if it is not an initialized account of SPL Token.
pub fn is_unencumbered(account: &Account, owner: &Pubkey, mint: &Pubkey) -> Result<bool, DecodeError> {
    let token = unpack::<TokenAccount>("token account", account)?;
    Ok(token.owner == *owner
        && token.mint == *mint
        && token.delegate.is_none()
        && token.close_authority.is_none()
        && !token.is_frozen())
}

/// How much of a mint there is, in base units.
///
/// # Errors
/// [`DecodeError`] if it is not an initialized mint of SPL Token.
pub fn supply(account: &Account) -> Result<u64, DecodeError> {
    unpack::<Mint>("mint", account).map(|mint| mint.supply)
}

/// Decimals of a mint.
///
/// # Errors
/// [`DecodeError`] if it is not an initialized mint of SPL Token.
pub fn decimals(account: &Account) -> Result<u8, DecodeError> {
    unpack::<Mint>("mint", account).map(|mint| mint.decimals)
}

fn unpack<T: Pack + IsInitialized>(wanted: &'static str, account: &Account) -> Result<T, DecodeError> {
    if account.owner != spl_token_interface::ID {
        return Err(DecodeError::Owner { wanted, expected: spl_token_interface::ID, found: account.owner });
    }
    if account.data.len() != T::LEN {
        return Err(DecodeError::Length { wanted, expected: T::LEN, found: account.data.len() });
    }
    T::unpack(&account.data).map_err(|_| DecodeError::Uninitialized { wanted })
}
