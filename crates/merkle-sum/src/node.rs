//! Nodes: the leaf's and the parent's formula.

use crate::{Hash, MerkleSumError, hash::sha256};

/// First byte of a leaf's preimage.
const LEAF_TAG: &[u8] = &[0];
/// First byte of a parent's preimage.
const PARENT_TAG: &[u8] = &[1];

/// A node as it is sent and as it is hashed into its parent: `hash || sum u64 LE`.
pub type NodeWire = [u8; Node::WIRE_BYTES];

/// A node of the tree: a hash, and the sum of all leaves below it in base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// What lies below, committed.
    pub hash: Hash,
    /// Sum of the leaves below, in base units of the distribution's mint.
    pub sum: u64,
}

impl Node {
    /// An unused position at leaf level: 32 zero bytes, sum 0. No preimage is known, so no payee opens it.
    pub const PADDING: Self = Self { hash: [0; 32], sum: 0 };

    /// Size of the wire form: 32 bytes of hash, 8 bytes of sum.
    pub const WIRE_BYTES: usize = 40;

    /// The wire form, `hash || sum u64 LE`.
    #[must_use]
    pub fn to_wire(&self) -> NodeWire {
        let mut wire = [0; Self::WIRE_BYTES];
        let (hash, sum) = wire.split_at_mut(self.hash.len());
        hash.copy_from_slice(&self.hash);
        sum.copy_from_slice(&self.sum.to_le_bytes());
        wire
    }

    /// Reads the wire form. Any 40 bytes are a node; whether it is a true one, only a proof can tell.
    #[must_use]
    pub fn from_wire(wire: &NodeWire) -> Self {
        let [hash @ .., _, _, _, _, _, _, _, _] = *wire;
        Self { hash, sum: wire_sum(wire) }
    }
}

/// The sum in a wire form, without copying the hash.
#[inline]
fn wire_sum(wire: &NodeWire) -> u64 {
    let [.., a, b, c, d, e, f, g, h] = *wire;
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

/// The leaf of one payee: `sha256(0x00 || distribution || index u32 LE || payee || cumulative u64 LE)`, whose
/// sum is `cumulative`, all that the payee has earned so far in base units.
#[must_use]
pub fn leaf(distribution: &Hash, index: u32, payee: &Hash, cumulative: u64) -> Node {
    let hash = sha256(&[LEAF_TAG, distribution, &index.to_le_bytes(), payee, &cumulative.to_le_bytes()]);
    Node { hash, sum: cumulative }
}

/// The parent of two nodes: `sha256(0x01 || left.hash || left.sum u64 LE || right.hash || right.sum u64 LE)`,
/// whose sum is the sum of both.
///
/// # Errors
/// [`MerkleSumError::SumOverflow`] if the sum does not fit `u64`.
pub fn parent(left: &Node, right: &Node) -> Result<Node, MerkleSumError> {
    join(left, Side::Left, &right.to_wire())
}

/// Which child of its parent a node is.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    /// The first one hashed.
    Left,
    /// The second one hashed.
    Right,
}

/// The parent of `node`, which is its `side` child, and `sibling`, the other one.
///
/// The one implementation of the parent formula. The sibling stays in the wire form in which a proof carries
/// it, because that is also the form that is hashed: three parts, and nothing of the proof is copied.
#[inline]
pub(crate) fn join(node: &Node, side: Side, sibling: &NodeWire) -> Result<Node, MerkleSumError> {
    let sum = node.sum.checked_add(wire_sum(sibling)).ok_or(MerkleSumError::SumOverflow)?;
    let node = &node.to_wire();
    let (left, right) = match side {
        Side::Left => (node, sibling),
        Side::Right => (sibling, node),
    };
    Ok(Node { hash: sha256(&[PARENT_TAG, left, right]), sum })
}
