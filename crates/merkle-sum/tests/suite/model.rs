//! The builder against the naive model.

use proptest::{collection::vec, prelude::*};
use twist_merkle_sum::{Hash, MerkleSumError, Node, Tree, climb, depth_for, leaf, page_of, parent};

use crate::{
    opening::{Opening, any_node},
    reference,
};

fn wires(siblings: &[Node]) -> Vec<[u8; Node::WIRE_BYTES]> {
    siblings.iter().map(Node::to_wire).collect()
}

/// Payees of trees of one to a few pages, whose amounts never overflow.
fn any_payees() -> impl Strategy<Value = Vec<(Hash, u64)>> {
    vec((any::<Hash>(), 0..u64::MAX / 4096), 0..2600)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn a_tree_is_what_the_naive_model_says(payees in any_payees()) {
        let distribution = reference::distribution();
        let tree = Tree::build(&distribution, payees.iter().copied()).unwrap();
        let leaves: Vec<_> = (0..)
            .zip(&payees)
            .map(|(index, (payee, cumulative))| reference::leaf(&distribution, index, payee, *cumulative))
            .collect();

        let leaf_count = u32::try_from(payees.len()).unwrap();
        prop_assert_eq!(tree.leaf_count(), leaf_count);
        prop_assert_eq!(tree.depth(), depth_for(leaf_count).unwrap());
        prop_assert_eq!(Some(tree.root()), reference::subtree(&leaves, tree.depth(), 0));
        prop_assert_eq!(tree.root().sum, payees.iter().map(|(_, cumulative)| cumulative).sum::<u64>());
        prop_assert_eq!(Tree::from_leaves(leaves.clone()).unwrap().root(), tree.root());
        for page in 0..1 << (tree.depth() - 10) {
            let model = reference::subtree(&leaves, 10, page as usize * 1024);
            prop_assert_eq!(Some(tree.page_root(page).unwrap()), model);
        }
    }

    #[test]
    fn every_leaf_proves(payees in any_payees()) {
        let tree = Tree::build(&reference::distribution(), payees.iter().copied()).unwrap();
        for (index, (payee, cumulative)) in (0..).zip(payees) {
            let opening = Opening::of_tree(&tree, index, payee, cumulative);
            prop_assert_eq!(opening.verify(), Ok(()));
            let page_root = tree.page_root(page_of(index)).unwrap();
            prop_assert_eq!(opening.verify_against(&page_root), Ok(()));
        }
    }

    /// Also from inner nodes and in padding: what a challenger opens.
    #[test]
    fn every_position_at_every_level_opens(count in 0..3000u32, position in any::<u32>()) {
        let tree = Tree::build(&reference::distribution(), reference::payees(count)).unwrap();
        for level in 0..=tree.depth() {
            let position = position % (1 << (tree.depth() - level));
            let node = tree.node(level, position).unwrap();
            let proof = tree.proof(level, position).unwrap();
            prop_assert_eq!(climb(node, position, &wires(&proof)), Ok(tree.root()));
        }
    }

    #[test]
    fn a_full_proof_is_the_leaf_proof_and_then_the_page_proof(count in 1..3000u32, index in any::<u32>()) {
        let tree = Tree::build(&reference::distribution(), reference::payees(count)).unwrap();
        let index = index % count;
        let mut parts = tree.leaf_proof(index).unwrap().to_vec();
        parts.extend(tree.page_proof(page_of(index)).unwrap());
        prop_assert_eq!(tree.full_proof(index).unwrap(), parts);
    }

    #[test]
    fn formulas_are_the_written_ones(
        distribution: Hash, index: u32, payee: Hash, cumulative: u64, left in any_node(), right in any_node(),
    ) {
        prop_assert_eq!(
            leaf(&distribution, index, &payee, cumulative),
            reference::leaf(&distribution, index, &payee, cumulative)
        );
        prop_assert_eq!(parent(&left, &right).ok(), reference::parent(&left, &right));
        prop_assert_eq!(left.to_wire()[..32].to_vec(), left.hash.to_vec());
        prop_assert_eq!(left.to_wire()[32..].to_vec(), left.sum.to_le_bytes().to_vec());
        prop_assert_eq!(Node::from_wire(&left.to_wire()), left);
    }
}

#[test]
fn positions_outside_the_tree_have_no_proof() {
    let tree = Tree::build(&reference::distribution(), reference::payees(1025)).unwrap();
    assert_eq!(tree.depth(), 11);
    assert_eq!(tree.leaf_proof(2048).unwrap_err(), MerkleSumError::PositionOutOfRange);
    assert_eq!(tree.full_proof(2048).unwrap_err(), MerkleSumError::PositionOutOfRange);
    assert_eq!(tree.page_root(2).unwrap_err(), MerkleSumError::PositionOutOfRange);
    assert_eq!(tree.page_proof(2).unwrap_err(), MerkleSumError::PositionOutOfRange);
    assert_eq!(tree.node(11, 1).unwrap_err(), MerkleSumError::PositionOutOfRange);
    assert_eq!(tree.node(12, 0).unwrap_err(), MerkleSumError::WrongDepth);
    assert_eq!(tree.proof(11, 0).unwrap(), []);
}
