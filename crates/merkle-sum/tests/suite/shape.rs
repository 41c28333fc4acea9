//! Pages, slots, depth, and what the errors say.

use proptest::prelude::*;
use twist_merkle_sum::{
    MAX_DEPTH, MAX_LEAVES, MerkleSumError, PAGE_LEVELS, PAGE_SLOTS, depth_for, page_of, pages_for, slot_of,
};

proptest! {
    #[test]
    fn page_and_slot_are_the_index(index: u32) {
        prop_assert_eq!(u64::from(page_of(index)) * 1024 + slot_of(index) as u64, u64::from(index));
        prop_assert!(slot_of(index) < 1024);
    }

    #[test]
    fn depth_is_the_smallest_that_holds_the_leaves(leaf_count in 0..=MAX_LEAVES) {
        let depth = depth_for(leaf_count).unwrap();
        prop_assert!((PAGE_LEVELS..=MAX_DEPTH).contains(&depth));
        prop_assert!(leaf_count <= 1 << depth);
        prop_assert!(depth == PAGE_LEVELS || leaf_count > 1 << (depth - 1));
    }

    #[test]
    fn pages_hold_every_leaf(leaf_count: u32) {
        let slots = u64::from(pages_for(leaf_count)) * u64::from(PAGE_SLOTS);
        prop_assert!(slots >= u64::from(leaf_count) && slots < u64::from(leaf_count) + u64::from(PAGE_SLOTS));
    }
}

#[test]
fn limits_are_the_published_ones() {
    assert_eq!((PAGE_LEVELS, PAGE_SLOTS, MAX_DEPTH, MAX_LEAVES), (10, 1_024, 26, 67_108_864));
    assert_eq!(depth_for(MAX_LEAVES), Ok(26));
    assert_eq!(depth_for(MAX_LEAVES + 1), Err(MerkleSumError::TooManyLeaves));
    assert_eq!(depth_for(u32::MAX), Err(MerkleSumError::TooManyLeaves));
    assert_eq!((pages_for(0), pages_for(1), pages_for(1024), pages_for(1025)), (0, 1, 1, 2));
}

#[test]
fn every_error_says_what_to_do() {
    let says = |error: MerkleSumError, what: &str| {
        let message = error.to_string();
        assert!(message.contains(what), "{message}");
    };
    says(MerkleSumError::SumOverflow, "2^64 - 1 base units: check");
    says(MerkleSumError::PositionOutOfRange, "take index and depth from the same root");
    says(MerkleSumError::WrongDepth, "10 to 26");
    says(MerkleSumError::TooManyLeaves, "67108864 leaves: split");
    says(MerkleSumError::RootMismatch, "rebuild the proof");
}
