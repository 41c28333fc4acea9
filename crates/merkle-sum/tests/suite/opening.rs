//! One payee's opening of a root: every byte that a claim rests on.

use proptest::{collection::vec, prelude::*};
use twist_merkle_sum::{
    Hash, MAX_DEPTH, MerkleSumError, Node, NodeWire, PAGE_LEVELS, Tree, climb, leaf, page_of, slot_of,
    verify_in_page, verify_page,
};

use crate::reference;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    pub distribution: Hash,
    pub index: u32,
    pub payee: Hash,
    pub cumulative: u64,
    /// Siblings from the leaf to the page's root.
    pub in_page: [NodeWire; PAGE_LEVELS as usize],
    /// Siblings from the page's root to the root.
    pub above: Vec<NodeWire>,
    pub depth: u8,
    pub root: Node,
}

impl Opening {
    /// The opening of position `index` of `tree`, said to be of `payee` and `cumulative`.
    pub fn of_tree(tree: &Tree, index: u32, payee: Hash, cumulative: u64) -> Self {
        let above = tree.page_proof(page_of(index)).unwrap();
        Self {
            distribution: reference::distribution(),
            index,
            payee,
            cumulative,
            in_page: tree.leaf_proof(index).unwrap().map(|sibling| sibling.to_wire()),
            above: above.iter().map(Node::to_wire).collect(),
            depth: tree.depth(),
            root: tree.root(),
        }
    }

    /// The page's root to which the lower half of the proof leads.
    pub fn page_root(&self) -> Result<Node, MerkleSumError> {
        let start = leaf(&self.distribution, self.index, &self.payee, self.cumulative);
        climb(start, slot_of(self.index) as u32, &self.in_page)
    }

    /// Verifies the whole way from payee to root, as refresh and claim together do.
    pub fn verify(&self) -> Result<(), MerkleSumError> {
        let page_root = self.page_root()?;
        verify_page(page_of(self.index), page_root, &self.above, self.depth, &self.root)?;
        self.verify_against(&page_root)
    }

    /// Verifies against a page's root that is already known, as a claim does.
    pub fn verify_against(&self, page_root: &Node) -> Result<(), MerkleSumError> {
        verify_in_page(&self.distribution, self.index, &self.payee, self.cumulative, &self.in_page, page_root)
    }

    /// Number of bits in an opening of this depth, its depth aside.
    pub fn bits(&self) -> usize {
        self.to_bytes().len() * 8
    }

    /// A copy with one bit flipped: of distribution, index, payee, amount, a sibling's hash or sum, or the
    /// root's.
    pub fn flip(&self, bit: usize) -> Self {
        let mut bytes = self.to_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        self.with_bytes(&bytes)
    }

    fn to_bytes(&self) -> Vec<u8> {
        [
            &self.distribution[..],
            &self.index.to_le_bytes(),
            &self.payee,
            &self.cumulative.to_le_bytes(),
            &self.root.to_wire(),
            self.in_page.as_flattened(),
            self.above.as_flattened(),
        ]
        .concat()
    }

    fn with_bytes(&self, bytes: &[u8]) -> Self {
        fn take<const N: usize>(bytes: &mut &[u8]) -> [u8; N] {
            let (head, tail) = bytes.split_first_chunk().unwrap();
            *bytes = tail;
            *head
        }
        let bytes = &mut &bytes[..];
        Self {
            distribution: take(bytes),
            index: u32::from_le_bytes(take(bytes)),
            payee: take(bytes),
            cumulative: u64::from_le_bytes(take(bytes)),
            root: Node::from_wire(&take(bytes)),
            in_page: core::array::from_fn(|_| take(bytes)),
            above: self.above.iter().map(|_| take(bytes)).collect(),
            depth: self.depth,
        }
    }
}

/// A node whose sum leaves room for every other one of a proof.
pub fn any_node() -> impl Strategy<Value = Node> {
    (any::<Hash>(), 0..u64::MAX / 32).prop_map(|(hash, sum)| Node { hash, sum })
}

/// A true opening of a root of any allowed depth, most of them too deep to build the tree. The root comes
/// from the reference model.
pub fn any_opening() -> impl Strategy<Value = Opening> {
    (PAGE_LEVELS..=MAX_DEPTH).prop_flat_map(|depth| {
        let fields = (any::<Hash>(), 0..1u32 << depth, any::<Hash>(), 0..u64::MAX / 32);
        (fields, vec(any_node(), usize::from(depth))).prop_map(move |(fields, siblings)| {
            let (distribution, index, payee, cumulative) = fields;
            let leaf = reference::leaf(&distribution, index, &payee, cumulative);
            let root = reference::root_over(leaf, index, &siblings).unwrap();
            let wires: Vec<_> = siblings.iter().map(Node::to_wire).collect();
            let (in_page, above) = wires.split_first_chunk().unwrap();
            let (in_page, above) = (*in_page, above.to_vec());
            Opening { distribution, index, payee, cumulative, in_page, above, depth, root }
        })
    })
}
