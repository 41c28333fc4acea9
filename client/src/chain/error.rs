//! What can go wrong between us and a chain.

use super::{MAX_TRANSACTION_BYTES, Submission};
use crate::error::explain_rejection;
use solana_instruction::error::InstructionError;
use solana_pubkey::Pubkey;
use solana_signature::Signature;
use solana_signer::SignerError;
use solana_transaction_error::TransactionError;
use std::fmt;
use thiserror::Error;

/// The cause of a failure, of whichever library it came from.
type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a chain did not do what it was asked to. Each message says what to do about it.
#[derive(Debug, Error)]
pub enum ChainError {
    /// Nothing that speaks Solana's JSON-RPC answers.
    #[error("no Solana RPC node answers at {url}: start one with `twist localnet`, or check the URL")]
    Unreachable {
        /// Where it was looked for.
        url: String,
        /// What the connection failed with.
        source: Cause,
    },
    /// The node answered a request with an error.
    #[error("the RPC node at {url} refused {request}: use a node that offers it, or try again later")]
    Refused {
        /// The node.
        url: String,
        /// What it was asked for.
        request: &'static str,
        /// What it answered.
        source: Cause,
    },
    /// The runtime or a program refused a transaction.
    #[error(transparent)]
    Rejected(Box<Rejection>),
    /// A transaction did not land while it could, and can no longer.
    #[error(
        "{label}: the cluster took none of {attempts} attempts, the last one being {signature}; all have \
         expired, so sending again is safe: try later, or with a higher priority fee"
    )]
    NotConfirmed {
        /// The submission's label.
        label: &'static str,
        /// How many blockhashes it was signed with.
        attempts: u32,
        /// Id of the last attempt.
        signature: Signature,
    },
    /// A cluster makes no more blocks.
    #[error(
        "the cluster at {url} has made no block for {seconds} s: wait until it does, and look what landed before \
         sending again"
    )]
    Halted {
        /// The node that was asked.
        url: String,
        /// How long it was watched.
        seconds: u64,
    },
    /// A transaction landed, but the node does not tell what it did.
    #[error(
        "{label}: transaction {signature} was executed, but the RPC node does not serve its details: use a \
         node that keeps transaction history"
    )]
    NoDetails {
        /// The submission's label.
        label: &'static str,
        /// The transaction's id.
        signature: Signature,
    },
    /// A transaction is larger than clusters accept.
    #[error(
        "{label}: the transaction has {bytes} bytes, {MAX_TRANSACTION_BYTES} are allowed: split it into several"
    )]
    TooLarge {
        /// The submission's label.
        label: &'static str,
        /// Its size on the wire.
        bytes: usize,
    },
    /// The given signers are not those that the instructions name, or one could not sign.
    #[error("{label}: can't sign the transaction: give exactly the keypairs that its instructions name")]
    Signing {
        /// The submission's label.
        label: &'static str,
        /// What signing failed with.
        source: SignerError,
    },
    /// An account that must exist does not.
    #[error("there is no {what} account at {address}: check the address, and that this is the right cluster")]
    NoSuchAccount {
        /// What the account should be.
        what: &'static str,
        /// Where it should be.
        address: Pubkey,
    },
    /// The chain's clock can't be moved, and the moment is too far away to wait for.
    #[error("the chain's clock shows {now} and can't be moved to {target} ({reason}): use a local chain")]
    CannotMoveTime {
        /// The chain's time, in unix seconds.
        now: i64,
        /// The time that was asked for, in unix seconds.
        target: i64,
        /// Why not.
        reason: String,
    },
    /// The clock sysvar is not what it should be.
    #[error("the chain serves no readable clock sysvar: check that the URL is a Solana cluster's")]
    NoClock,
    /// No test SOL.
    #[error("the faucet did not give {lamports} lamports to {to} ({reason}): ask for less, or send it SOL")]
    Airdrop {
        /// Who it was for.
        to: Pubkey,
        /// How much.
        lamports: u64,
        /// Why not.
        reason: String,
    },
    /// A program can't be deployed.
    #[error("can't deploy {program}: {reason}; rebuild it with scripts/regenerate.sh")]
    Deploy {
        /// The program's name.
        program: String,
        /// Why not.
        reason: String,
    },
}

/// A transaction that the runtime or a program refused: none of its instructions had an effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// The submission's label.
    pub label: &'static str,
    /// Who was to pay the fee.
    pub payer: Pubkey,
    /// The transaction's id if it was executed, failed and so cost its fee; `None` if it was stopped before.
    pub signature: Option<Signature>,
    /// The runtime's verdict.
    pub error: TransactionError,
    /// The program that failed. In a chain of cross-program calls it is the innermost one, whose error it is.
    /// `None` if no instruction failed.
    pub program: Option<Pubkey>,
    /// The log lines up to the failure.
    pub logs: Vec<String>,
}

impl Rejection {
    /// What `error` and `logs` say about `submission`: finds the program that failed.
    #[must_use]
    pub fn new(
        submission: &Submission<'_>,
        signature: Option<Signature>,
        error: TransactionError,
        logs: Vec<String>,
    ) -> Self {
        let program = match &error {
            TransactionError::InstructionError(index, _) => failing_program(&logs).or_else(|| {
                // Truncated logs. The program called by the transaction itself is the best guess left.
                submission.instructions.get(usize::from(*index)).map(|instruction| instruction.program_id)
            }),
            _ => None,
        };
        Self { label: submission.label, payer: submission.payer.pubkey(), signature, error, program, logs }
    }

    /// Position of the instruction that failed and the error number of the program, if a program gave one.
    #[must_use]
    pub fn custom_code(&self) -> Option<(u8, u32)> {
        match self.error {
            TransactionError::InstructionError(index, InstructionError::Custom(code)) => Some((index, code)),
            _ => None,
        }
    }

    /// What the failing program logged last.
    fn last_message(&self) -> Option<&str> {
        self.logs.iter().rev().find_map(|line| line.strip_prefix("Program log: "))
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { label, payer, error, .. } = self;
        if let Some(said) = explain_rejection(self) {
            return write!(f, "{label}: {said}");
        }
        write!(f, "{label} was rejected")?;
        if let Some(program) = self.program {
            write!(f, " by program {program}")?;
        }
        write!(f, ": {error}")?;
        match error {
            TransactionError::AccountNotFound | TransactionError::InsufficientFundsForFee => {
                write!(f, "; its fee payer {payer} has too little SOL: send it some")
            }
            TransactionError::InsufficientFundsForRent { .. } => {
                write!(f, "; an account would be left with less than its rent: send {payer} more SOL")
            }
            _ => match self.last_message() {
                Some(message) => write!(f, "; it logged: {message}"),
                None => Ok(()),
            },
        }
    }
}

impl std::error::Error for Rejection {}

impl From<Rejection> for ChainError {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(Box::new(rejection))
    }
}

/// The program that failed first, from the runtime's line `Program <id> failed: <why>`.
///
/// An error ends the whole transaction, so each caller up the stack logs such a line after the one it called:
/// the first line is the origin's. Programs can't forge it, as all they log begins with `Program log: `.
fn failing_program(logs: &[String]) -> Option<Pubkey> {
    logs.iter().find_map(|line| {
        let (program, _why) = line.strip_prefix("Program ")?.split_once(" failed: ")?;
        program.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use solana_instruction::Instruction;
    use solana_keypair::Keypair;

    fn rejection(error: TransactionError, logs: &[&str]) -> Rejection {
        let payer = Keypair::new();
        let called = Instruction::new_with_bytes(Pubkey::new_from_array([1; 32]), &[], vec![]);
        let logs = logs.iter().map(|line| (*line).to_owned()).collect();
        Rejection::new(&Submission::new("claim", called, &payer), None, error, logs)
    }

    fn custom(code: u32) -> TransactionError {
        TransactionError::InstructionError(0, InstructionError::Custom(code))
    }

    #[test]
    fn the_innermost_program_is_the_one_that_failed() {
        let [outer, inner] = [[1; 32], [2; 32]].map(Pubkey::new_from_array);
        let logs = [
            format!("Program {outer} invoke [1]"),
            format!("Program log: Program {outer} failed: forged"),
            format!("Program {inner} invoke [2]"),
            format!("Program {inner} failed: custom program error: 0x1771"),
            format!("Program {outer} failed: custom program error: 0x1771"),
        ];
        let rejection = rejection(custom(0x1771), &logs.each_ref().map(String::as_str));
        assert_eq!(rejection.program, Some(inner));
        assert_eq!(rejection.custom_code(), Some((0, 0x1771)));
    }

    #[test]
    fn without_its_log_line_the_called_program_is_taken() {
        let rejection = rejection(custom(6000), &["Log truncated"]);
        assert_eq!(rejection.program, Some(Pubkey::new_from_array([1; 32])));
    }

    #[test]
    fn an_unfunded_payer_is_told_to_get_sol() {
        let rejection = rejection(TransactionError::AccountNotFound, &[]);
        assert_eq!((rejection.program, rejection.custom_code()), (None, None));
        let text = rejection.to_string();
        assert!(text.contains(&rejection.payer.to_string()) && text.contains("SOL"), "{text}");
    }

    #[test]
    fn the_message_quotes_the_program() {
        let failed =
            format!("Program {} failed: custom program error: 0x19e5", crate::programs::twist_rewards::ID);
        let text = rejection(custom(6628), &[&failed]).to_string();
        assert!(text.starts_with("claim: rewards refused: NothingDue (6628): "), "{text}");
        let error = TransactionError::InstructionError(0, InstructionError::InvalidArgument);
        let text = rejection(error, &["Program log: no such page"]).to_string();
        assert!(text.starts_with("claim was rejected by program"), "{text}");
        assert!(text.ends_with("it logged: no such page"), "{text}");
    }
}
