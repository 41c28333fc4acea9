//! Sums never wrap, and what can be proved never exceeds the total.

use proptest::{collection::vec, prelude::*};
use twist_merkle_sum::{Hash, MerkleSumError, Node, Tree, climb, parent, verify_page};

use crate::reference;

const MAX: u64 = u64::MAX;

fn node(sum: u64) -> Node {
    Node { hash: [3; 32], sum }
}

proptest! {
    #[test]
    fn a_tree_has_the_true_total_or_is_refused(
        payees in vec((any::<Hash>(), prop_oneof![Just(0), Just(1), Just(MAX), any::<u64>()]), 0..6),
    ) {
        let total: u128 = payees.iter().map(|(_, cumulative)| u128::from(*cumulative)).sum();
        let built = Tree::build(&reference::distribution(), payees).map(|tree| tree.root().sum);
        prop_assert_eq!(built, u64::try_from(total).map_err(|_| MerkleSumError::SumOverflow));
    }

    #[test]
    fn a_climb_reaches_the_true_sum_or_is_refused(
        start: u64,
        sums in vec(prop_oneof![Just(0), 0..1u64 << 60, any::<u64>()], 0..=26),
        position: u32,
    ) {
        let position = position % (1 << sums.len());
        let siblings: Vec<_> = sums.iter().map(|sum| node(*sum).to_wire()).collect();
        let total: u128 = sums.iter().map(|sum| u128::from(*sum)).sum::<u128>() + u128::from(start);
        prop_assert_eq!(
            climb(node(start), position, &siblings).map(|reached| reached.sum),
            u64::try_from(total).map_err(|_| MerkleSumError::SumOverflow)
        );
    }
}

#[test]
fn the_greatest_total_fits_and_one_more_does_not() {
    let build = |amounts: [u64; 2]| {
        Tree::build(&reference::distribution(), amounts.map(|amount| ([1; 32], amount)))
            .map(|tree| tree.root().sum)
    };
    assert_eq!(build([MAX - 1, 1]), Ok(MAX));
    assert_eq!(build([MAX, 0]), Ok(MAX));
    assert_eq!(build([MAX, 1]), Err(MerkleSumError::SumOverflow));
    assert_eq!(build([1, MAX]), Err(MerkleSumError::SumOverflow));
    assert_eq!(parent(&node(MAX), &node(1)), Err(MerkleSumError::SumOverflow));
}

/// Above the pages as well: a wrapped sum could make a small total out of two great ones.
#[test]
fn sums_above_the_pages_do_not_wrap() {
    let sibling = node(MAX);
    let wrapped = Node {
        hash: reference::sha256(&[&[1], &node(2).to_wire()[..], &sibling.to_wire()].concat()),
        sum: 1,
    };
    assert_eq!(verify_page(0, node(2), &[sibling.to_wire()], 11, &wrapped), Err(MerkleSumError::SumOverflow));
}

/// A forger who understates the total has no root that his leaves prove: the root's hash may be anything, its
/// sum not.
#[test]
fn an_understated_total_proves_nothing() {
    let tree = Tree::build(&reference::distribution(), reference::payees(1025)).unwrap();
    let proof: Vec<_> = tree.page_proof(1).unwrap().iter().map(Node::to_wire).collect();
    let page_root = tree.page_root(1).unwrap();
    let understated = Node { sum: tree.root().sum - 1, ..tree.root() };
    assert_eq!(verify_page(1, page_root, &proof, 11, &tree.root()), Ok(()));
    assert_eq!(verify_page(1, page_root, &proof, 11, &understated), Err(MerkleSumError::RootMismatch));
}

/// Only a parent over both sums, one by one, keeps amounts from moving between siblings.
#[test]
fn amounts_cannot_move_between_siblings() {
    let (left, right) = (node(60), node(40));
    let moved = parent(&node(61), &node(39)).unwrap();
    assert_eq!(moved.sum, parent(&left, &right).unwrap().sum);
    assert_ne!(moved.hash, parent(&left, &right).unwrap().hash);
}
