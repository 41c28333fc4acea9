//! SOL, which pays for transactions and accounts.

use anchor_lang::solana_program::system_instruction;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

/// Moves `lamports` from one wallet to another; `from` signs.
#[must_use]
pub fn transfer(from: &Pubkey, to: &Pubkey, lamports: u64) -> Instruction {
    system_instruction::transfer(from, to, lamports)
}
