//! An unused position is nobody's.

use proptest::prelude::*;
use twist_merkle_sum::{Hash, MerkleSumError, Node, Tree, climb};

use crate::{opening::Opening, reference};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn padding_never_opens_as_a_payee(
        count in 0..3000u32, position: u32, payee: Hash, cumulative in 0..1u64 << 40,
    ) {
        let tree = Tree::build(&reference::distribution(), reference::payees(count)).unwrap();
        let positions = 1 << tree.depth();
        prop_assume!(count < positions);
        let index = count + position % (positions - count);

        // The position is there, and it is padding: only as a payee it does not open.
        let proof: Vec<_> = tree.full_proof(index).unwrap().iter().map(Node::to_wire).collect();
        prop_assert_eq!(climb(Node::PADDING, index, &proof), Ok(tree.root()));

        for payee in [payee, [0; 32], reference::payee(index)] {
            for cumulative in [cumulative, 0] {
                for distribution in [reference::distribution(), [0; 32]] {
                    let mut opening = Opening::of_tree(&tree, index, payee, cumulative);
                    opening.distribution = distribution;
                    prop_assert_eq!(opening.verify(), Err(MerkleSumError::RootMismatch));
                }
            }
        }
    }
}

#[test]
fn padding_is_zero_bytes_at_leaf_level_only() {
    let tree = Tree::build(&reference::distribution(), []).unwrap();
    assert_eq!((tree.leaf_count(), tree.depth(), tree.root().sum), (0, 10, 0));
    assert_eq!(tree.node(0, 0).unwrap(), Node { hash: [0; 32], sum: 0 });
    let mut expected = Node::PADDING;
    for level in 1..=10 {
        expected = reference::parent(&expected, &expected).unwrap();
        assert_eq!(tree.node(level, 0).unwrap(), expected);
        assert_ne!(expected.hash, [0; 32]);
    }
    assert_eq!(tree.root(), expected);
}

/// A payee that has earned nothing yet still owns its position.
#[test]
fn a_payee_of_nothing_is_not_padding() {
    let tree = Tree::build(&reference::distribution(), [([0; 32], 0)]).unwrap();
    let empty = Tree::build(&reference::distribution(), []).unwrap();
    assert_ne!(tree.root(), empty.root());
    assert_eq!(Opening::of_tree(&tree, 0, [0; 32], 0).verify(), Ok(()));
}
