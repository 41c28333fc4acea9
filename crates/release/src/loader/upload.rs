//! Bringing a build into a buffer, in as many attempts as it takes.

use solana_account::Account;
use solana_instruction::Instruction;
use solana_loader_v3_interface::{
    instruction::{self, UpgradeableLoaderInstruction},
    state::UpgradeableLoaderState,
};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::chain::{Chain, Submission};

use super::LOADER;
use crate::ReleaseError;

/// Bytes of code per write: what fits a transaction with one signature, and a little less.
const CHUNK: usize = 1_000;
/// Longest seed that an address can be derived with.
const SEED_LENGTH: usize = 32;

/// A build on its way into a buffer.
///
/// The buffer's address follows from the payer and the build's digest. So whoever runs the upload again, after a crash or a closed
/// laptop, finds what is there already and writes only what is missing; and no keypair of a buffer is ever stored.
pub struct Upload<'a> {
    code: &'a [u8],
    payer: &'a dyn Signer,
    seed: String,
    /// Where the build goes.
    pub buffer: Pubkey,
}

/// What is at a buffer's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BufferState {
    /// Nothing, or an account that is not a buffer yet.
    Absent,
    /// A buffer.
    Present {
        /// Who can write to it, use it and close it.
        authority: Option<Pubkey>,
        /// What it holds.
        code: Vec<u8>,
    },
}

/// What is at `buffer`.
///
/// # Errors
/// [`ReleaseError::NotABuffer`] if there is something else, and what the chain fails with.
pub fn buffer_state(chain: &(impl Chain + ?Sized), buffer: &Pubkey) -> Result<BufferState, ReleaseError> {
    match chain.account(buffer)? {
        None => Ok(BufferState::Absent),
        Some(account) => read(buffer, &account),
    }
}

fn read(buffer: &Pubkey, account: &Account) -> Result<BufferState, ReleaseError> {
    let not_a_buffer = || ReleaseError::NotABuffer { address: *buffer };
    if account.owner != LOADER {
        return Err(not_a_buffer());
    }
    match account.deserialize_data() {
        Ok(UpgradeableLoaderState::Buffer { authority_address }) => Ok(BufferState::Present {
            authority: authority_address,
            code: account
                .data
                .get(UpgradeableLoaderState::size_of_buffer_metadata()..)
                .unwrap_or_default()
                .to_vec(),
        }),
        _ => Err(not_a_buffer()),
    }
}

impl<'a> Upload<'a> {
    /// The upload of `code`, paid and signed for by `payer`.
    ///
    /// # Errors
    /// [`ReleaseError::Address`] if no address can be derived, which does not happen for a digest.
    pub fn new(code: &'a [u8], payer: &'a dyn Signer) -> Result<Self, ReleaseError> {
        let digest = hex::encode(super::code_sha256(code));
        let seed: String = digest.chars().take(SEED_LENGTH).collect();
        let buffer = Pubkey::create_with_seed(&payer.pubkey(), &seed, &LOADER)
            .map_err(|error| ReleaseError::Address { reason: error.to_string() })?;
        Ok(Self { code, payer, seed, buffer })
    }

    /// Writes what the buffer does not hold yet, then reads all of it back and compares it byte for byte. `progress` is told how many
    /// of how many bytes are there.
    ///
    /// Safe to repeat at any time: a buffer that is complete, even one that was handed to another authority since, is only verified.
    ///
    /// # Errors
    /// [`ReleaseError::BufferDiffers`] if what is read back is not the build, [`ReleaseError::ForeignBuffer`] if somebody else's
    /// incomplete buffer is in the way, and what the chain fails with.
    pub fn run(&self, chain: &mut dyn Chain, progress: &mut dyn FnMut(u64, u64)) -> Result<(), ReleaseError> {
        let mut held = self.held(chain)?;
        if held.is_none() {
            let lamports = chain.minimum_balance(UpgradeableLoaderState::size_of_buffer(self.code.len()))?;
            self.send(chain, "loader::create_buffer", self.creation(lamports))?;
            held = self.held(chain)?;
        }
        let missing = self.missing(held.as_deref().unwrap_or_default());
        let total = self.code.len() as u64;
        let left: u64 = missing.iter().map(|chunk| self.chunk(*chunk).len() as u64).sum();
        let there = total.saturating_sub(left);
        progress(there, total);
        let batch: Vec<_> = missing.iter().map(|chunk| self.write(*chunk)).collect();
        chain.send_all(&batch, &mut |done| {
            let written = done.saturating_mul(CHUNK as u64);
            progress(there.saturating_add(written).min(total), total);
        })?;
        self.verify(chain)
    }

    /// Compares what the buffer holds with the build, byte for byte.
    ///
    /// # Errors
    /// [`ReleaseError::BufferDiffers`].
    pub fn verify(&self, chain: &(impl Chain + ?Sized)) -> Result<(), ReleaseError> {
        let found = match buffer_state(chain, &self.buffer)? {
            BufferState::Present { code, .. } => code,
            BufferState::Absent => Vec::new(),
        };
        if found == self.code {
            return Ok(());
        }
        Err(ReleaseError::BufferDiffers {
            buffer: self.buffer,
            wanted: hex::encode(super::code_sha256(self.code)),
            found: hex::encode(super::code_sha256(&found)),
        })
    }

    /// Gives the buffer to the authority that will upgrade with it, unless it has it already.
    ///
    /// # Errors
    /// What the chain fails with.
    pub fn give_to(&self, chain: &mut dyn Chain, authority: &Pubkey) -> Result<(), ReleaseError> {
        let payer = self.payer.pubkey();
        if let BufferState::Present { authority: Some(current), .. } = buffer_state(chain, &self.buffer)?
            && current == payer
            && current != *authority
        {
            let give = instruction::set_buffer_authority(&self.buffer, &payer, authority);
            self.send(chain, "loader::set_buffer_authority", vec![give])?;
        }
        Ok(())
    }

    /// What the buffer holds; `None` if it is not there yet.
    fn held(&self, chain: &dyn Chain) -> Result<Option<Vec<u8>>, ReleaseError> {
        match buffer_state(chain, &self.buffer)? {
            BufferState::Absent => Ok(None),
            BufferState::Present { authority, code } => {
                if authority != Some(self.payer.pubkey()) && code != self.code {
                    return Err(ReleaseError::ForeignBuffer { buffer: self.buffer, authority });
                }
                Ok(Some(code))
            }
        }
    }

    fn creation(&self, lamports: u64) -> Vec<Instruction> {
        let payer = self.payer.pubkey();
        let space = UpgradeableLoaderState::size_of_buffer(self.code.len()) as u64;
        vec![
            solana_system_interface::instruction::create_account_with_seed(
                &payer,
                &self.buffer,
                &payer,
                &self.seed,
                lamports,
                space,
                &LOADER,
            ),
            Instruction::new_with_wincode(
                LOADER,
                &UpgradeableLoaderInstruction::InitializeBuffer,
                vec![
                    solana_instruction::AccountMeta::new(self.buffer, false),
                    solana_instruction::AccountMeta::new_readonly(payer, false),
                ],
            ),
        ]
    }

    /// The chunks that `held` does not hold, by number.
    fn missing(&self, held: &[u8]) -> Vec<usize> {
        (0..self.code.len().div_ceil(CHUNK))
            .filter(|chunk| {
                let wanted = self.chunk(*chunk);
                let start = chunk.saturating_mul(CHUNK);
                held.get(start..start.saturating_add(wanted.len())) != Some(wanted)
            })
            .collect()
    }

    fn chunk(&self, number: usize) -> &[u8] {
        let start = number.saturating_mul(CHUNK).min(self.code.len());
        let end = start.saturating_add(CHUNK).min(self.code.len());
        self.code.get(start..end).unwrap_or_default()
    }

    fn write(&self, chunk: usize) -> Submission<'_> {
        let offset = u32::try_from(chunk.saturating_mul(CHUNK)).unwrap_or(u32::MAX);
        let bytes = self.chunk(chunk).to_vec();
        let write = instruction::write(&self.buffer, &self.payer.pubkey(), offset, bytes);
        Submission::new("loader::write", write, self.payer)
    }

    fn send(
        &self,
        chain: &mut dyn Chain,
        label: &'static str,
        instructions: Vec<Instruction>,
    ) -> Result<(), ReleaseError> {
        chain.send(&Submission { label, instructions, payer: self.payer, signers: Vec::new() })?;
        Ok(())
    }
}

/// Closes a buffer that nobody needs any more; its lamports go to its authority.
#[must_use]
pub fn close_buffer(buffer: &Pubkey, authority: &Pubkey) -> Instruction {
    instruction::close_any(buffer, authority, Some(authority), None, false)
}
