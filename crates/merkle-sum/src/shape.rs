//! The shape of a tree: pages, slots and depth.

use crate::MerkleSumError;

/// Levels inside a page. A claim proves these and no more: 10 siblings, 400 bytes, fit a legacy transaction.
pub const PAGE_LEVELS: u8 = 10;
/// Payees per page.
pub const PAGE_SLOTS: u32 = 1 << PAGE_LEVELS;
/// Most levels above the pages.
pub const MAX_UPPER_LEVELS: u8 = 16;
/// Greatest depth of a tree; the smallest is [`PAGE_LEVELS`].
pub const MAX_DEPTH: u8 = PAGE_LEVELS + MAX_UPPER_LEVELS;
/// Most payees of one tree: 67,108,864.
pub const MAX_LEAVES: u32 = 1 << MAX_DEPTH;

/// The page on which a payee's slot lies.
#[must_use]
pub const fn page_of(index: u32) -> u32 {
    index / PAGE_SLOTS
}

/// The payee's slot inside its page, 0 to 1,023.
#[must_use]
pub const fn slot_of(index: u32) -> usize {
    (index % PAGE_SLOTS) as usize
}

/// How many pages `leaf_count` payees fill, the last one perhaps in part.
#[must_use]
pub const fn pages_for(leaf_count: u32) -> u32 {
    leaf_count.div_ceil(PAGE_SLOTS)
}

/// The depth of a tree of `leaf_count` payees: the smallest that holds them, at least one page
/// ([`PAGE_LEVELS`]).
///
/// # Errors
/// [`MerkleSumError::TooManyLeaves`] beyond [`MAX_LEAVES`].
pub fn depth_for(leaf_count: u32) -> Result<u8, MerkleSumError> {
    (PAGE_LEVELS..=MAX_DEPTH).find(|depth| leaf_count <= 1 << depth).ok_or(MerkleSumError::TooManyLeaves)
}
