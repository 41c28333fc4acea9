//! What the builders of all programs share.

use anchor_lang::{InstructionData, Owner, ToAccountMetas};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

/// An instruction of the program that `Args` belongs to; the generated `accounts` know their order and flags.
pub(crate) fn instruction<Args: InstructionData + Owner>(
    accounts: impl ToAccountMetas,
    args: Args,
) -> Instruction {
    Instruction { program_id: Args::owner(), accounts: accounts.to_account_metas(None), data: args.data() }
}

/// The program-derived address of `seeds`.
pub(crate) fn pda(seeds: &[&[u8]], program: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(seeds, program).0
}

/// The key that signs a program's event instructions to itself. The seed is Anchor's.
pub(crate) fn event_authority(program: &Pubkey) -> Pubkey {
    pda(&[b"__event_authority"], program)
}

/// The same instruction with `signer`'s signature asked for as well: for accounts whose signature is optional.
pub(crate) fn signed_by(mut instruction: Instruction, signer: &Pubkey) -> Instruction {
    for account in instruction.accounts.iter_mut().filter(|account| account.pubkey == *signer) {
        account.is_signer = true;
    }
    instruction
}
