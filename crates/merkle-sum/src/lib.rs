//! Merkle-sum trees: how one 40-byte root says what every payee of a distribution may claim.
//!
//! The program that pays, the client that builds proofs, the attesters that vote and the auditor that checks
//! all use this crate, so there is one definition of the tree and no second one to drift from it.
//!
//! # The tree
//!
//! ```text
//!  level                        root                        hash + total: what attesters vote on
//!  depth                      /      \
//!    :                      ...      ...                    0 to 16 levels above the pages
//!                          /   \        \
//!    10          page 0 root   page 1 root  ...             cached on chain, once per page and epoch
//!                  /    \         /    \
//!    :           ...    ...     ...    ...                  10 levels inside a page
//!                / \               / \
//!     0       leaf leaf  ...   leaf   padding ...           1,024 slots per page
//!  index        0    1   ...    n-1    n      ...
//! ```
//!
//! Every node is a pair (`hash`, `sum`); `||` joins bytes, integers are little-endian:
//!
//! | node | hash | sum |
//! |---|---|---|
//! | leaf | `sha256(0x00 \|\| distribution[32] \|\| index u32 \|\| payee[32] \|\| cumulative u64)` | `cumulative` |
//! | padding | 32 zero bytes, at level 0 only | 0 |
//! | parent | `sha256(0x01 \|\| left.hash \|\| left.sum u64 \|\| right.hash \|\| right.sum u64)` | `left.sum + right.sum`, never wrapping |
//!
//! - A payee keeps its `index` for ever, so the index is an address: page `index / 1024`, slot
//!   `index % 1024`. Bit *k* of the index says on which side level *k* is joined (0: the node is the left
//!   child).
//! - The tags `0x00` and `0x01` keep leaves and parents apart: no node can be read as both.
//! - The leaf binds distribution and index: a proof is worth nothing elsewhere, nor at another position.
//! - Padding has no known preimage, so nobody can open an unused position as a payee.
//! - `cumulative` is all that a payee has ever earned, in the base units of the distribution's mint.
//!
//! # Why sums are committed
//!
//! A plain Merkle root says that each leaf was agreed, but not that all of them together fit the money: a
//! root with leaves of 60 and 60 over a vault of 100 pays whoever comes first. Here a parent's hash covers
//! *both* children's sums, so along any proof the sums of all siblings and of the leaf add up to the root's
//! sum, with overflow refused. Leaves at different positions are disjoint parts of that one sum. So whatever
//! lies below the root, **the leaves that can be proved never add up to more than its total**; a vault that
//! holds the total can pay every provable leaf, in any order of claims.
//!
//! A parent's hash must cover the children's sums one by one. If it covered only their total, amounts could
//! be moved between siblings and both proofs would still pass.
//!
//! # Use
//!
//! ```
//! # #[cfg(feature = "std")] {
//! use twist_merkle_sum::{MerkleSumError, Node, Tree, page_of, verify_in_page, verify_page};
//!
//! let distribution = [7; 32];
//! let (alice, bob) = ([1; 32], [2; 32]);
//! let tree = Tree::build(&distribution, [(alice, 60), (bob, 40)])?;
//! assert_eq!(tree.root().sum, 100);
//!
//! // Once per page and epoch: the page's root against the agreed root.
//! let page_root = tree.page_root(page_of(1))?;
//! let above: Vec<_> = tree.page_proof(page_of(1))?.iter().map(Node::to_wire).collect();
//! verify_page(page_of(1), page_root, &above, tree.depth(), &tree.root())?;
//!
//! // Once per claim: ten levels, 400 bytes.
//! let proof = tree.leaf_proof(1)?.map(|sibling| sibling.to_wire());
//! verify_in_page(&distribution, 1, &bob, 40, &proof, &page_root)?;
//! assert_eq!(
//!     verify_in_page(&distribution, 1, &bob, 41, &proof, &page_root),
//!     Err(MerkleSumError::RootMismatch),
//! );
//! # }
//! # Ok::<(), twist_merkle_sum::MerkleSumError>(())
//! ```
//!
//! Golden vectors, their format and an independent checker are in the crate's `vectors/` folder.

#![no_std]

#[cfg(feature = "std")]
extern crate std;

mod error;
mod hash;
mod history;
mod node;
mod proof;
mod shape;
#[cfg(feature = "std")]
mod tree;

pub use error::MerkleSumError;
pub use hash::Hash;
pub use history::extend_history;
pub use node::{Node, NodeWire, leaf, parent};
pub use proof::{climb, verify_in_page, verify_page};
pub use shape::{
    MAX_DEPTH, MAX_LEAVES, MAX_UPPER_LEVELS, PAGE_LEVELS, PAGE_SLOTS, depth_for, page_of, pages_for, slot_of,
};
#[cfg(feature = "std")]
pub use tree::Tree;
