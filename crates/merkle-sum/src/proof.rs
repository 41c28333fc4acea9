//! Proofs: from a position up to a root.

use crate::{
    Hash, MAX_DEPTH, MAX_UPPER_LEVELS, MerkleSumError, Node, NodeWire, PAGE_LEVELS, leaf,
    node::{Side, join},
    slot_of,
};

/// Climbs from `start`, the node at `position` of its level, past one sibling per level (lowest first), and
/// returns the node reached. Bit *k* of `position` says on which side the *k*-th sibling is joined.
///
/// This proves nothing by itself: the caller compares the result, hash and sum, with a root that it trusts,
/// and knows from elsewhere how many levels the climb must have ([`verify_page`] and [`verify_in_page`] do
/// both). Nothing is allocated.
///
/// # Errors
/// - [`MerkleSumError::WrongDepth`]: more than [`MAX_DEPTH`] siblings.
/// - [`MerkleSumError::PositionOutOfRange`]: `position` has bits above the siblings. Ignoring them would let
///   one node pass for several positions.
/// - [`MerkleSumError::SumOverflow`]: the sums add up to more than `u64::MAX`.
pub fn climb(start: Node, position: u32, siblings: &[NodeWire]) -> Result<Node, MerkleSumError> {
    if siblings.len() > usize::from(MAX_DEPTH) {
        return Err(MerkleSumError::WrongDepth);
    }
    if position >> siblings.len() != 0 {
        return Err(MerkleSumError::PositionOutOfRange);
    }
    let mut node = start;
    for (level, sibling) in siblings.iter().enumerate() {
        let side = match position >> level & 1 {
            0 => Side::Left,
            _ => Side::Right,
        };
        node = join(&node, side, sibling)?;
    }
    Ok(node)
}

/// Verifies that `payee` has earned `cumulative` base units, by the ten levels from its leaf to its page's
/// root.
///
/// `page_root` must be the root of page [`page_of(index)`](crate::page_of), itself verified by
/// [`verify_page`]: a page's root does not say which page it is of.
///
/// # Errors
/// [`MerkleSumError::RootMismatch`] if the proof leads elsewhere, [`MerkleSumError::SumOverflow`] if its sums
/// overflow.
pub fn verify_in_page(
    distribution: &Hash,
    index: u32,
    payee: &Hash,
    cumulative: u64,
    siblings: &[NodeWire; PAGE_LEVELS as usize],
    page_root: &Node,
) -> Result<(), MerkleSumError> {
    let start = leaf(distribution, index, payee, cumulative);
    expect_root(climb(start, slot_of(index) as u32, siblings)?, page_root)
}

/// Verifies that `page_root` is the root of page number `page` in the tree of this `root` and `depth`.
///
/// # Errors
/// - [`MerkleSumError::WrongDepth`]: `depth` is not [`PAGE_LEVELS`] to [`MAX_DEPTH`], or `siblings` is not
///   one per level above the pages.
/// - [`MerkleSumError::PositionOutOfRange`]: a tree of this depth has no such page.
/// - [`MerkleSumError::RootMismatch`], [`MerkleSumError::SumOverflow`]: as in [`verify_in_page`].
pub fn verify_page(
    page: u32,
    page_root: Node,
    siblings: &[NodeWire],
    depth: u8,
    root: &Node,
) -> Result<(), MerkleSumError> {
    let levels_above = depth.checked_sub(PAGE_LEVELS).filter(|levels| *levels <= MAX_UPPER_LEVELS);
    if levels_above.map(usize::from) != Some(siblings.len()) {
        return Err(MerkleSumError::WrongDepth);
    }
    expect_root(climb(page_root, page, siblings)?, root)
}

/// Hash and sum must both be the root's: with another total the tree would not be the one that is funded.
fn expect_root(reached: Node, root: &Node) -> Result<(), MerkleSumError> {
    if reached == *root { Ok(()) } else { Err(MerkleSumError::RootMismatch) }
}
