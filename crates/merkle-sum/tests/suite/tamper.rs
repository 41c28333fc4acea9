//! Whatever is changed in a true opening, it proves nothing any more.

use proptest::prelude::*;
use twist_merkle_sum::{
    MAX_DEPTH, MerkleSumError, Node, NodeWire, PAGE_LEVELS, Tree, climb, page_of, verify_page,
};

use crate::{
    opening::{Opening, any_opening},
    reference,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn any_single_bit_flipped_anywhere_fails(opening in any_opening()) {
        prop_assert_eq!(opening.verify(), Ok(()));
        let page_root = opening.page_root().unwrap();
        for bit in 0..opening.bits() {
            prop_assert!(opening.flip(bit).verify().is_err(), "bit {} of {}", bit, opening.bits());
        }
        for bit in 0..Node::WIRE_BYTES * 8 {
            let mut wire = page_root.to_wire();
            wire[bit / 8] ^= 1 << (bit % 8);
            let tampered = Node::from_wire(&wire);
            prop_assert!(opening.verify_against(&tampered).is_err(), "bit {} of the page's root", bit);
            let verified =
                verify_page(page_of(opening.index), tampered, &opening.above, opening.depth, &opening.root);
            prop_assert!(verified.is_err(), "bit {} of the page's root", bit);
        }
    }
}

proptest! {
    #[test]
    fn an_opening_proves_no_other_index(opening in any_opening(), index: u32) {
        prop_assume!(index != opening.index);
        let moved = Opening { index, ..opening };
        let expected = if index >> moved.depth == 0 {
            MerkleSumError::RootMismatch
        } else {
            MerkleSumError::PositionOutOfRange
        };
        prop_assert_eq!(moved.verify(), Err(expected));
    }

    #[test]
    fn an_opening_proves_no_other_amount(opening in any_opening(), cumulative: u64) {
        prop_assume!(cumulative != opening.cumulative);
        let changed = Opening { cumulative, ..opening };
        let refusal = changed.verify().unwrap_err();
        prop_assert!(matches!(refusal, MerkleSumError::RootMismatch | MerkleSumError::SumOverflow));
    }

    #[test]
    fn a_proof_of_another_depth_fails(opening in any_opening(), depth: u8, sibling: [u8; 32]) {
        prop_assume!(depth != opening.depth);
        let mut other = Opening { depth, ..opening.clone() };
        prop_assert_eq!(other.verify(), Err(MerkleSumError::WrongDepth));

        // With as many siblings as that depth wants: a shortened proof, or one lengthened by made-up levels.
        if (PAGE_LEVELS..=MAX_DEPTH).contains(&depth) {
            let made_up = Node { hash: sibling, sum: 0 }.to_wire();
            other.above.resize(usize::from(depth - PAGE_LEVELS), made_up);
            prop_assert!(other.verify().is_err());
        }
    }

    #[test]
    fn siblings_in_another_order_fail(opening in any_opening(), a: prop::sample::Index, b: prop::sample::Index) {
        let mut swapped = opening.clone();
        swapped.in_page.swap(a.index(10), b.index(10));
        prop_assume!(swapped != opening);
        prop_assert_eq!(swapped.verify(), Err(MerkleSumError::RootMismatch));
    }

    /// Ignoring high bits would let one leaf pass for many positions.
    #[test]
    fn positions_beyond_the_siblings_are_refused(position: u32, levels in 0..40usize) {
        let siblings: Vec<NodeWire> = vec![Node::PADDING.to_wire(); levels];
        let reached = climb(Node::PADDING, position, &siblings);
        if levels > usize::from(MAX_DEPTH) {
            prop_assert_eq!(reached, Err(MerkleSumError::WrongDepth));
        } else if u64::from(position) >= 1 << levels {
            prop_assert_eq!(reached, Err(MerkleSumError::PositionOutOfRange));
        } else {
            prop_assert!(reached.is_ok());
        }
    }
}

#[test]
fn a_proof_of_another_page_fails() {
    let tree = Tree::build(&reference::distribution(), reference::payees(3000)).unwrap();
    let index = 1500;
    let opening = Opening::of_tree(&tree, index, reference::payee(index), reference::cumulative(index));
    assert_eq!(opening.verify(), Ok(()));
    for page in [0, 2, 3] {
        let page_root = tree.page_root(page).unwrap();
        assert_eq!(opening.verify_against(&page_root), Err(MerkleSumError::RootMismatch));
        // A true page of this tree, but not page 1.
        let proof: Vec<_> = tree.page_proof(page).unwrap().iter().map(Node::to_wire).collect();
        assert_eq!(verify_page(page, page_root, &proof, tree.depth(), &tree.root()), Ok(()));
        assert_eq!(
            verify_page(1, page_root, &proof, tree.depth(), &tree.root()),
            Err(MerkleSumError::RootMismatch)
        );
    }
}

#[test]
fn a_proof_of_another_distribution_or_epoch_fails() {
    let tree = Tree::build(&reference::distribution(), reference::payees(1025)).unwrap();
    let grown = Tree::build(&reference::distribution(), reference::payees(1026)).unwrap();
    let elsewhere = Tree::build(&[9; 32], reference::payees(1025)).unwrap();
    let opening = Opening::of_tree(&tree, 3, reference::payee(3), reference::cumulative(3));
    for root in [grown.root(), elsewhere.root()] {
        let moved = Opening { root, ..opening.clone() };
        assert_eq!(moved.verify(), Err(MerkleSumError::RootMismatch));
    }
}

/// Leaves and parents are hashed under different tags, so neither passes for the other.
mod domains {
    use super::*;
    use twist_merkle_sum::{leaf, parent};

    #[test]
    fn the_tag_is_part_of_either_hash() {
        let (zero, node) = ([0; 32], Node::PADDING);
        let untagged_leaf = reference::sha256(&[0; 76]);
        let untagged_parent = reference::sha256(&[0; 80]);
        assert_ne!(leaf(&zero, 0, &zero, 0).hash, untagged_leaf);
        assert_ne!(parent(&node, &node).unwrap().hash, untagged_parent);
        assert_eq!(leaf(&zero, 0, &zero, 0).hash, reference::sha256(&[0; 77]));
        assert_ne!(parent(&node, &node).unwrap().hash, reference::sha256(&[0; 81]));
    }

    /// The children of an inner node, read as the fields of a leaf as far as they go, open nothing one level
    /// up.
    #[test]
    fn an_inner_node_opens_as_no_payee() {
        let tree = Tree::build(&reference::distribution(), reference::payees(1025)).unwrap();
        let (left, right) = (tree.node(0, 0).unwrap(), tree.node(0, 1).unwrap());
        let inner = tree.node(1, 0).unwrap();
        let preimage = [&left.to_wire()[..], &right.to_wire()].concat();
        let distribution = preimage[..32].try_into().unwrap();
        let index = u32::from_le_bytes(preimage[32..36].try_into().unwrap());
        let payee = preimage[36..68].try_into().unwrap();
        assert_ne!(leaf(&distribution, index, &payee, inner.sum), inner);

        let proof: Vec<_> = tree.proof(1, 0).unwrap().iter().map(Node::to_wire).collect();
        assert_eq!(climb(inner, 0, &proof), Ok(tree.root()));
        assert_ne!(climb(leaf(&distribution, 0, &payee, inner.sum), 0, &proof), Ok(tree.root()));
    }
}
