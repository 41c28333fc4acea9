//! The chain of everything a distribution ever finalized, in one hash.

use crate::{Hash, Node, hash::sha256};

/// Appends one finalized epoch to a distribution's history:
/// `sha256(0x02 ‖ previous ‖ epoch u64 LE ‖ root hash ‖ total u64 LE ‖ leaf count u32 LE ‖ data hash)`; the history of no
/// epochs is 32 zero bytes.
///
/// The program keeps only the last two roots; this is how an auditor who holds the published epoch files proves *every* root
/// and every file against the chain, without the chain's transaction history.
#[must_use]
pub fn extend_history(previous: &Hash, epoch: u64, root: &Node, leaf_count: u32, data_hash: &Hash) -> Hash {
    sha256(&[
        &[2],
        previous,
        &epoch.to_le_bytes(),
        &root.hash,
        &root.sum.to_le_bytes(),
        &leaf_count.to_le_bytes(),
        data_hash,
    ])
}
