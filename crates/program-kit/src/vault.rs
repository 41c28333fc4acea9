//! Which token accounts may hold or receive money without their owner's signature.
//!
//! Only the canonical associated token account (ATA), still owned by whom it is for, without delegate or close
//! authority. (Token-2022 is out: version 1 takes classic SPL Token mints only.)

use anchor_lang::prelude::*;
use anchor_spl::{
    associated_token::{self, get_associated_token_address_with_program_id},
    token::{self, TokenAccount},
};
use solana_sha256_hasher::hashv;

/// The canonical ATA of `owner` for a classic SPL Token `mint`. Costs about 1,500 compute units per bump tried.
#[must_use]
pub fn ata(owner: &Pubkey, mint: &Pubkey) -> Pubkey {
    get_associated_token_address_with_program_id(owner, mint, &token::ID)
}

/// Whether `address` is the ATA of `owner` for `mint`, given the ATA's `bump`. Costs one hash.
///
/// This is the program-derived-address formula (`sha256(seeds ‖ program ‖ "ProgramDerivedAddress")`) without the off-curve
/// check and without proving that `bump` is the canonical one. Neither is needed for an address at which a token account
/// *exists*: nobody but the ATA program can sign for such an address, and it signs only for canonical bumps; a key pair
/// whose public key is a given hash cannot be found.
#[must_use]
pub fn is_ata(address: &Pubkey, owner: &Pubkey, mint: &Pubkey, bump: u8) -> bool {
    let derived = hashv(&[
        owner.as_ref(),
        token::ID.as_ref(),
        mint.as_ref(),
        &[bump],
        associated_token::ID.as_ref(),
        b"ProgramDerivedAddress",
    ]);
    derived.to_bytes() == address.to_bytes()
}

/// Whether `account` still belongs to `owner` alone: right mint, no delegate, no close authority, not frozen.
#[must_use]
pub fn is_unencumbered(account: &TokenAccount, owner: &Pubkey, mint: &Pubkey) -> bool {
    account.owner == *owner
        && account.mint == *mint
        && account.delegate.is_none()
        && account.close_authority.is_none()
        && !account.is_frozen()
}

/// Whether `account`, at `address`, may be paid without `owner`'s signature: canonical ATA and unencumbered.
#[must_use]
pub fn is_payable(address: &Pubkey, account: &TokenAccount, owner: &Pubkey, mint: &Pubkey) -> bool {
    is_unencumbered(account, owner, mint) && *address == ata(owner, mint)
}

/// Creates the ATA of `owner`, paid by `payer`, unless somebody already did (nobody can keep it from existing, so nobody can
/// block an instruction by creating it first). Never inlined, for the caller's stack frame.
#[inline(never)]
pub fn create_ata<'info>(
    payer: &impl ToAccountInfo<'info>,
    ata: &impl ToAccountInfo<'info>,
    owner: &impl ToAccountInfo<'info>,
    mint: &impl ToAccountInfo<'info>,
    token_program: &impl ToAccountInfo<'info>,
    associated_token_program: &impl ToAccountInfo<'info>,
    system_program: &impl ToAccountInfo<'info>,
) -> Result<()> {
    associated_token::create_idempotent(CpiContext::new(
        associated_token_program.to_account_info().key(),
        associated_token::Create {
            payer: payer.to_account_info(),
            associated_token: ata.to_account_info(),
            authority: owner.to_account_info(),
            mint: mint.to_account_info(),
            system_program: system_program.to_account_info(),
            token_program: token_program.to_account_info(),
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheap_check_agrees_with_the_derivation() {
        for _ in 0..64 {
            let (owner, mint) = (Pubkey::new_unique(), Pubkey::new_unique());
            let (address, bump) = Pubkey::find_program_address(
                &[owner.as_ref(), token::ID.as_ref(), mint.as_ref()],
                &associated_token::ID,
            );
            assert_eq!(address, ata(&owner, &mint));
            assert!(is_ata(&address, &owner, &mint, bump));
            assert!(!is_ata(&address, &owner, &mint, bump.wrapping_sub(1)));
            assert!(!is_ata(&address, &mint, &owner, bump));
        }
    }
}
