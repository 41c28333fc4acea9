//! The definition once more, as naively as it can be written: from the formulas in `vectors/README.md`, not
//! from the crate. It holds whole preimages in memory, adds sums without bound, and recurses over every
//! position.

use sha2::{Digest, Sha256};
use twist_merkle_sum::{Hash, Node};

/// Distribution of the tests' trees and of the golden vectors.
pub fn distribution() -> Hash {
    sha256(b"twist golden distribution")
}

/// Payee `index` of the golden vectors.
pub fn payee(index: u32) -> Hash {
    sha256(&[&b"twist golden payee"[..], &index.to_le_bytes()].concat())
}

/// Cumulative amount of payee `index` of the golden vectors: scattered over 1 to 2^32.
pub fn cumulative(index: u32) -> u64 {
    u64::from(index.wrapping_mul(2_654_435_761)) + 1
}

/// The first `count` payees of the golden vectors, as `Tree::build` takes them.
pub fn payees(count: u32) -> impl Iterator<Item = (Hash, u64)> {
    (0..count).map(|index| (payee(index), cumulative(index)))
}

pub fn sha256(preimage: &[u8]) -> Hash {
    Sha256::digest(preimage).into()
}

pub fn leaf(distribution: &Hash, index: u32, payee: &Hash, cumulative: u64) -> Node {
    let preimage =
        [&[0], &distribution[..], &index.to_le_bytes(), &payee[..], &cumulative.to_le_bytes()].concat();
    Node { hash: sha256(&preimage), sum: cumulative }
}

/// `None` if the sum overflows.
pub fn parent(left: &Node, right: &Node) -> Option<Node> {
    let preimage =
        [&[1], &left.hash[..], &left.sum.to_le_bytes(), &right.hash[..], &right.sum.to_le_bytes()].concat();
    let sum = u128::from(left.sum) + u128::from(right.sum);
    Some(Node { hash: sha256(&preimage), sum: u64::try_from(sum).ok()? })
}

/// The node over the `2^level` leaf positions from `first` on, `None` if a sum overflows.
pub fn subtree(leaves: &[Node], level: u8, first: usize) -> Option<Node> {
    if level == 0 {
        return Some(leaves.get(first).copied().unwrap_or(Node { hash: [0; 32], sum: 0 }));
    }
    let half = 1 << (level - 1);
    parent(&subtree(leaves, level - 1, first)?, &subtree(leaves, level - 1, first + half)?)
}

/// The root over a leaf's position and its siblings, lowest first, `None` if a sum overflows.
pub fn root_over(leaf: Node, index: u32, siblings: &[Node]) -> Option<Node> {
    siblings.iter().enumerate().try_fold(leaf, |node, (level, sibling)| {
        let is_right_child = (index / (1 << level)) % 2 == 1;
        if is_right_child { parent(sibling, &node) } else { parent(&node, sibling) }
    })
}
