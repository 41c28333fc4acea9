//! Programs on chain: what is deployed, and how a build gets there through the upgradeable loader.
//!
//! ```text
//! artifact ─► upload (resumable) ─► buffer ─ verified byte for byte ─► upgrade | deploy ─► program data
//! ```

mod program;
mod upload;

pub use program::{Deployed, PROGRAM_ACCOUNT_BYTES, deploy, deployed, extend, extension, hand_over, upgrade};
pub use upload::{BufferState, Upload, buffer_state, close_buffer};

use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;

/// The upgradeable loader, version 3.
const LOADER: Pubkey = solana_sdk_ids::bpf_loader_upgradeable::ID;

/// SHA-256 of a program's code without the zeros that the loader pads it with at the end: the same digest for a file and for
/// what is deployed of it. (What `solana-verify` calls the executable hash.)
#[must_use]
pub fn code_sha256(code: &[u8]) -> [u8; 32] {
    Sha256::digest(trimmed(code)).into()
}

/// The code up to its last byte that is not zero.
fn trimmed(code: &[u8]) -> &[u8] {
    let end = code.iter().rposition(|byte| *byte != 0).map_or(0, |last| last.saturating_add(1));
    code.get(..end).unwrap_or(code)
}
