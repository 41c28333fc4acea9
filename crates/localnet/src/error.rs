//! What can go wrong, in words that say what to do.

use solana_pubkey::Pubkey;
use std::path::PathBuf;

/// Why a localnet did not start or stop.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LocalnetError {
    /// A requested port cannot be bound.
    #[error(
        "cannot listen on 127.0.0.1:{port}: {source}. Another localnet or validator is probably running: stop it, \
         or choose another port, or choose none and take a free one"
    )]
    PortInUse {
        /// The port asked for.
        port: u16,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A program's file cannot be read.
    #[error(
        "cannot read program {name} from {}: {source}. Build the programs with scripts/regenerate.sh, or point to \
         the folder that holds their .so files",
        path.display()
    )]
    Artifact {
        /// The program's name.
        name: String,
        /// The file looked for.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A program is not on chain as asked.
    #[error(
        "deploying program {name} to {id} failed: {reason}. Check that its file is a complete SBF program, built \
         for the version this chain runs (scripts/regenerate.sh builds one)"
    )]
    Deploy {
        /// The program's name.
        name: String,
        /// Where it was to go.
        id: Pubkey,
        /// What was found instead.
        reason: String,
    },
    /// The embedded chain did not start, stop or answer.
    #[error(
        "the embedded chain failed: {0}. Start it again; if it persists, run with RUST_LOG=debug and report the output"
    )]
    Chain(String),
}

impl From<surfpool_sdk::SurfnetError> for LocalnetError {
    fn from(error: surfpool_sdk::SurfnetError) -> Self {
        Self::Chain(error.to_string())
    }
}
