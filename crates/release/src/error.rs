//! Why a release step cannot be taken, and what to do.

use std::{io, path::PathBuf};

use solana_pubkey::Pubkey;
use thiserror::Error;
use twist_client::{account::FetchError, artifacts::ArtifactError, chain::ChainError};

/// Why a release step cannot be taken.
#[derive(Debug, Error)]
pub enum ReleaseError {
    /// The chain refused, or cannot be reached.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// An account is not what it should be.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The local builds are not usable.
    #[error(transparent)]
    Artifact(#[from] ArtifactError),
    /// A program's address holds something else.
    #[error("{address} is not a program of the upgradeable loader: check the address and the cluster")]
    NotAProgram {
        /// The address.
        address: Pubkey,
    },
    /// A buffer's address holds something else.
    #[error("{address} is not a buffer of the upgradeable loader: check the address and the cluster")]
    NotABuffer {
        /// The address.
        address: Pubkey,
    },
    /// An address cannot be derived.
    #[error("no buffer address can be derived: {reason}")]
    Address {
        /// Why.
        reason: String,
    },
    /// A buffer does not hold the build.
    #[error(
        "buffer {buffer} holds {found}, not the build {wanted}: nothing was upgraded; run the command again to write it again"
    )]
    BufferDiffers {
        /// The buffer.
        buffer: Pubkey,
        /// Digest of the build.
        wanted: String,
        /// Digest of what was read back.
        found: String,
    },
    /// A buffer belongs to somebody else and is not complete.
    #[error(
        "buffer {buffer} is incomplete and its authority is {authority:?}: close it with that key, or upload with another payer"
    )]
    ForeignBuffer {
        /// The buffer.
        buffer: Pubkey,
        /// Whose it is.
        authority: Option<Pubkey>,
    },
    /// A build is not the recorded one.
    #[error(
        "{file} is not the recorded build of {program}: recorded {recorded}, found {found}; record a release, or use its file"
    )]
    NotTheRecordedBuild {
        /// The program.
        program: String,
        /// The file.
        file: PathBuf,
        /// The recorded digest.
        recorded: String,
        /// The file's digest.
        found: String,
    },
    /// A cluster takes verified builds only.
    #[error(
        "{file} is not a verified build: this cluster takes only what the release workflow built with Solana's platform tools; \
         download that release's artifacts and name their directory"
    )]
    NotVerified {
        /// The file.
        file: PathBuf,
    },
    /// A step needs signatures that cannot be given here.
    #[error(
        "{step:?} needs the signature of {keys:?}: name their key files with --signer, or use --export and have them sign"
    )]
    KeyMissing {
        /// The step.
        step: String,
        /// Whose signatures.
        keys: Vec<Pubkey>,
    },
    /// No command can do it.
    #[error("{step:?} must be done by hand: {explanation}")]
    ByHand {
        /// The step.
        step: String,
        /// What to do.
        explanation: String,
    },
    /// The migrations of this build are not valid.
    #[error("migrations/steps: {reason}: this build of twist is broken, please report it")]
    Migrations {
        /// What is wrong.
        reason: String,
    },
    /// A migration that this build cannot carry out.
    #[error("migration {number} is not known to this build: use a newer twist")]
    UnknownMigration {
        /// Its number.
        number: u32,
    },
    /// A cluster's file cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A cluster's file does not say what it must.
    #[error("{path}: {reason}")]
    Desired {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and what to write.
        reason: String,
    },
}
