//! What can be wrong with a tree or a proof.

use core::{error::Error, fmt};

use crate::{MAX_DEPTH, MAX_LEAVES, PAGE_LEVELS};

/// Why a tree cannot be built or a proof is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MerkleSumError {
    /// Two sums add up to more than `u64::MAX`.
    SumOverflow,
    /// A position has bits above the tree's depth.
    PositionOutOfRange,
    /// A depth is not an allowed one, or the number of siblings does not fit it.
    WrongDepth,
    /// More leaves than [`MAX_LEAVES`].
    TooManyLeaves,
    /// The proof leads to another hash or another sum than the given root's.
    RootMismatch,
}

impl fmt::Display for MerkleSumError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SumOverflow => f.write_str(
                "amounts add up to more than 2^64 - 1 base units: check them, \
                 a true total fits its mint's supply",
            ),
            Self::PositionOutOfRange => {
                f.write_str("the position lies outside the tree: take index and depth from the same root")
            }
            Self::WrongDepth => write!(
                f,
                "the depth must be {PAGE_LEVELS} to {MAX_DEPTH}, with one sibling per level: \
                 rebuild the proof for this root's depth"
            ),
            Self::TooManyLeaves => write!(
                f,
                "a tree holds at most {MAX_LEAVES} leaves: split the payees over several distributions"
            ),
            Self::RootMismatch => f.write_str(
                "the proof does not lead to this root: check payee and amount, \
                 and rebuild the proof from the epoch of this root",
            ),
        }
    }
}

impl Error for MerkleSumError {}
