//! What is deployed at a program's address, and the instructions that change it.

use solana_instruction::Instruction;
use solana_loader_v3_interface::{
    instruction::{self, MINIMUM_EXTEND_PROGRAM_BYTES},
    state::UpgradeableLoaderState,
};
use solana_pubkey::Pubkey;
use twist_client::chain::Chain;

use crate::ReleaseError;

/// Size of the account at a program's address, which points to its program data.
pub const PROGRAM_ACCOUNT_BYTES: usize = UpgradeableLoaderState::size_of_program();

/// A program as it is on chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployed {
    /// [`code_sha256`](super::code_sha256) of its code.
    pub sha256: [u8; 32],
    /// Bytes that it can be upgraded to without extending it.
    pub capacity: usize,
    /// Who can replace it; nobody for ever if `None`.
    pub upgrade_authority: Option<Pubkey>,
}

/// What is deployed at `program`; `None` if nothing is.
///
/// # Errors
/// [`ReleaseError::NotAProgram`] if there is something else, and what the chain fails with.
pub fn deployed(chain: &(impl Chain + ?Sized), program: &Pubkey) -> Result<Option<Deployed>, ReleaseError> {
    let Some(account) = chain.account(program)? else { return Ok(None) };
    let not_a_program = || ReleaseError::NotAProgram { address: *program };
    let Ok(UpgradeableLoaderState::Program { programdata_address }) = account.deserialize_data() else {
        return Err(not_a_program());
    };
    let Some(data) = chain.account(&programdata_address)? else { return Err(not_a_program()) };
    let Ok(UpgradeableLoaderState::ProgramData { upgrade_authority_address, .. }) = data.deserialize_data()
    else {
        return Err(not_a_program());
    };
    let start = UpgradeableLoaderState::size_of_programdata_metadata();
    let code = data.data.get(start..).ok_or_else(not_a_program)?;
    Ok(Some(Deployed {
        sha256: super::code_sha256(code),
        capacity: code.len(),
        upgrade_authority: upgrade_authority_address,
    }))
}

/// How many bytes a program of `capacity` must be extended by before it takes `length` bytes of code; `None` if it fits. Clusters
/// refuse extensions below [`MINIMUM_EXTEND_PROGRAM_BYTES`].
#[must_use]
pub fn extension(capacity: usize, length: usize) -> Option<u32> {
    let missing = length.checked_sub(capacity).filter(|missing| *missing > 0)?;
    Some(u32::try_from(missing).unwrap_or(u32::MAX).max(MINIMUM_EXTEND_PROGRAM_BYTES))
}

/// Makes room for a longer build.
#[must_use]
pub fn extend(program: &Pubkey, payer: &Pubkey, bytes: u32) -> Instruction {
    instruction::extend_program(program, Some(payer), bytes)
}

/// Puts what `buffer` holds at a new program's address, which signs once. `lamports` is the rent of [`PROGRAM_ACCOUNT_BYTES`]; the
/// payer, who is the buffer's authority, becomes the upgrade authority.
#[must_use]
pub fn deploy(
    payer: &Pubkey,
    program: &Pubkey,
    buffer: &Pubkey,
    lamports: u64,
    length: usize,
) -> Vec<Instruction> {
    // Fails for no input: its result is that of an infallible encoding.
    instruction::deploy_with_max_program_len(payer, program, buffer, payer, lamports, length, true)
        .unwrap_or_default()
}

/// Replaces a program by what its `buffer` holds. The buffer's lamports go to `spill`.
#[must_use]
pub fn upgrade(program: &Pubkey, buffer: &Pubkey, authority: &Pubkey, spill: &Pubkey) -> Instruction {
    instruction::upgrade(program, buffer, authority, spill, true)
}

/// Hands the right to upgrade over. The next authority signs too, so that a typo cannot lose a program for ever.
#[must_use]
pub fn hand_over(program: &Pubkey, current: &Pubkey, next: &Pubkey) -> Instruction {
    instruction::set_upgrade_authority_checked(program, current, next)
}
