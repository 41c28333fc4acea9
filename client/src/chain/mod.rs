//! The seam between this crate and a Solana chain.
//!
//! Everything above it (builders, the demo, settlement, the audit) is written once against [`Chain`]. There are
//! two implementations: [`Embedded`], a chain inside this process, and [`Rpc`], any cluster over JSON-RPC.

#[cfg(feature = "litesvm")]
mod embedded;
mod error;
#[cfg(feature = "rpc")]
mod rpc;
#[cfg(any(feature = "litesvm", feature = "rpc"))]
mod signing;

#[cfg(feature = "litesvm")]
pub use embedded::Embedded;
pub use error::{ChainError, Rejection};
#[cfg(feature = "rpc")]
pub use rpc::Rpc;
#[cfg(any(feature = "litesvm", feature = "rpc"))]
pub use signing::sign;

use solana_account::Account;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use solana_signer::Signer;

/// Largest transaction that a cluster accepts, in bytes on the wire: the smallest MTU that IPv6 allows (1,280)
/// less 48 bytes of headers. [`Embedded`] enforces it too, so that what runs there fits a real cluster.
pub const MAX_TRANSACTION_BYTES: usize = 1_232;

/// One transaction to be signed and sent.
pub struct Submission<'a> {
    /// What to call it in errors and statistics: the name of its main instruction.
    pub label: &'static str,
    /// The instructions, in order. They succeed together or not at all.
    pub instructions: Vec<Instruction>,
    /// Signs first and pays the fee.
    pub payer: &'a dyn Signer,
    /// Whoever else the instructions need a signature of. Naming the payer or a signer twice does no harm.
    pub signers: Vec<&'a dyn Signer>,
}

impl<'a> Submission<'a> {
    /// One instruction that needs no signature but the payer's.
    #[must_use]
    pub fn new(label: &'static str, instruction: Instruction, payer: &'a dyn Signer) -> Self {
        Self { label, instructions: vec![instruction], payer, signers: Vec::new() }
    }

    /// The same, signed by `signer` as well.
    #[must_use]
    pub fn signed_by(mut self, signer: &'a dyn Signer) -> Self {
        self.signers.push(signer);
        self
    }
}

/// What a transaction that succeeded left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The transaction's id.
    pub signature: Signature,
    /// The slot in which it was executed.
    pub slot: u64,
    /// Compute units that all of its instructions consumed together.
    pub compute_units: u64,
    /// What the payer was charged, in lamports: signatures and priority, not rent.
    pub fee_lamports: u64,
    /// Every cross-program call in order of execution. Anchor's `emit_cpi!` events are among them.
    pub inner_instructions: Vec<InnerInstruction>,
    /// The runtime's and the programs' log lines. A cluster truncates them at about 10,000 bytes.
    pub logs: Vec<String>,
}

/// A cross-program call made during a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InnerInstruction {
    /// The program that was called.
    pub program_id: Pubkey,
    /// The data it was called with.
    pub data: Vec<u8>,
}

/// A Solana chain: sends transactions, reads accounts, tells the time.
///
/// Sync on purpose: callers are command-line tools and batch jobs. In an async service, call it from
/// `tokio::task::spawn_blocking`.
pub trait Chain {
    /// Signs and sends one transaction, and returns once it is executed (on a cluster: confirmed).
    ///
    /// Sending the same submission twice executes it twice.
    ///
    /// # Errors
    /// [`ChainError::Rejected`] if the runtime or a program refused it; otherwise why it could not be sent.
    fn send(&mut self, submission: &Submission<'_>) -> Result<Receipt, ChainError>;

    /// Sends many transactions of which none depends on another; they may be executed in any order.
    /// Calls `progress` with the number that is done, and returns the receipts in the order of `batch`.
    ///
    /// # Errors
    /// The first failure. Others of the batch may have been executed by then: look at the chain before
    /// sending again.
    fn send_all(
        &mut self,
        batch: &[Submission<'_>],
        progress: &mut dyn FnMut(u64),
    ) -> Result<Vec<Receipt>, ChainError> {
        let mut receipts = Vec::with_capacity(batch.len());
        for (done, submission) in (1..).zip(batch) {
            receipts.push(self.send(submission)?);
            progress(done);
        }
        Ok(receipts)
    }

    /// The account at `address`; `None` if there is none.
    ///
    /// # Errors
    /// If the chain can't be reached.
    fn account(&self, address: &Pubkey) -> Result<Option<Account>, ChainError>;

    /// The accounts at `addresses`, in that order. On a cluster they are not all read in one slot.
    ///
    /// # Errors
    /// If the chain can't be reached.
    fn accounts(&self, addresses: &[Pubkey]) -> Result<Vec<Option<Account>>, ChainError> {
        addresses.iter().map(|address| self.account(address)).collect()
    }

    /// The account at `address`, which must exist. `what` names it in the error: "mint", "campaign".
    ///
    /// # Errors
    /// [`ChainError::NoSuchAccount`], or if the chain can't be reached.
    fn existing_account(&self, what: &'static str, address: &Pubkey) -> Result<Account, ChainError> {
        self.account(address)?.ok_or(ChainError::NoSuchAccount { what, address: *address })
    }

    /// The chain's own clock (the Clock sysvar), in unix seconds. Programs see this one, not this machine's.
    ///
    /// # Errors
    /// If the chain can't be reached.
    fn now(&self) -> Result<i64, ChainError>;

    /// Returns once the chain's clock shows `unix_timestamp` or later; does nothing if it already does.
    /// A test chain's clock is moved; for any other, this waits if the moment is near.
    ///
    /// # Errors
    /// [`ChainError::CannotMoveTime`] if the moment is far away and the clock can't be moved.
    fn advance_to(&mut self, unix_timestamp: i64) -> Result<(), ChainError>;

    /// Gives `lamports` of test SOL to `to`.
    ///
    /// # Errors
    /// [`ChainError::Airdrop`] if the chain has no faucet, or its faucet refuses.
    fn airdrop(&mut self, to: &Pubkey, lamports: u64) -> Result<(), ChainError>;

    /// Lamports that exempt an account of `bytes` bytes of data from rent.
    ///
    /// # Errors
    /// If the chain can't be reached.
    fn minimum_balance(&self, bytes: usize) -> Result<u64, ChainError>;
}

/// A chain whose accounts can be searched. Slow on a big cluster, and some nodes refuse it: for operators, not for backends.
pub trait Scan: Chain {
    /// Every account that `program` owns and whose data begins with `prefix` (such as a discriminator and a version), by address.
    ///
    /// # Errors
    /// If the chain can't be reached, or does not offer searches.
    fn program_accounts(&self, program: &Pubkey, prefix: &[u8])
    -> Result<Vec<(Pubkey, Account)>, ChainError>;
}
