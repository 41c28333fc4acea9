//! Building a whole tree and reading proofs from it.

use std::vec::Vec;

use crate::{Hash, MAX_LEAVES, MerkleSumError, Node, PAGE_LEVELS, depth_for, leaf, parent};

/// A whole tree in memory: what attesters build and what proofs are read from.
///
/// Holds about two nodes of 40 bytes per payee: positions beyond the last payee are not stored, since at any
/// level they are all equal.
#[derive(Clone, Debug)]
pub struct Tree {
    leaf_count: u32,
    depth: u8,
    root: Node,
    /// Level 0 (leaves) to level `depth` (root).
    levels: Vec<Level>,
}

/// One level: its nodes that have a payee below them, and what every further position holds.
#[derive(Clone, Debug)]
struct Level {
    nodes: Vec<Node>,
    padding: Node,
}

impl Level {
    fn node(&self, position: u32) -> Node {
        self.nodes.get(position as usize).copied().unwrap_or(self.padding)
    }

    /// The level above.
    fn parents(&self) -> Result<Self, MerkleSumError> {
        let nodes = self
            .nodes
            .chunks(2)
            .map(|pair| parent(&pair[0], pair.get(1).unwrap_or(&self.padding)))
            .collect::<Result<_, _>>()?;
        let padding = parent(&self.padding, &self.padding)?;
        Ok(Self { nodes, padding })
    }
}

impl Tree {
    /// Builds the tree of a distribution from (payee, cumulative amount in base units) in index order: the
    /// first pair has index 0. No pair at all gives a tree of padding, in which nothing can be claimed.
    ///
    /// # Errors
    /// [`MerkleSumError::TooManyLeaves`], or [`MerkleSumError::SumOverflow`] if the amounts add up to more
    /// than `u64::MAX`.
    pub fn build(
        distribution: &Hash,
        payees: impl IntoIterator<Item = (Hash, u64)>,
    ) -> Result<Self, MerkleSumError> {
        // One index more than a tree holds: too many payees are refused below, never dropped.
        let leaves = (0..=MAX_LEAVES)
            .zip(payees)
            .map(|(index, (payee, cumulative))| leaf(distribution, index, &payee, cumulative))
            .collect();
        Self::from_leaves(leaves)
    }

    /// Builds a tree over leaf nodes as they are, in index order. For trees that no honest attester builds: a
    /// challenger's tests need them.
    ///
    /// # Errors
    /// As [`Tree::build`].
    pub fn from_leaves(leaves: Vec<Node>) -> Result<Self, MerkleSumError> {
        let leaf_count = u32::try_from(leaves.len()).map_err(|_| MerkleSumError::TooManyLeaves)?;
        let depth = depth_for(leaf_count)?;
        let mut level = Level { nodes: leaves, padding: Node::PADDING };
        let mut levels = Vec::with_capacity(usize::from(depth) + 1);
        for _ in 0..depth {
            let parents = level.parents()?;
            levels.push(level);
            level = parents;
        }
        let root = level.node(0);
        levels.push(level);
        Ok(Self { leaf_count, depth, root, levels })
    }

    /// Hash and total.
    #[must_use]
    pub fn root(&self) -> Node {
        self.root
    }

    /// Levels between leaves and root, [`PAGE_LEVELS`] or more.
    #[must_use]
    pub fn depth(&self) -> u8 {
        self.depth
    }

    /// Number of payees.
    #[must_use]
    pub fn leaf_count(&self) -> u32 {
        self.leaf_count
    }

    /// The node at a position of a level (0: leaves, [`Tree::depth`]: root), also where there is only
    /// padding.
    ///
    /// # Errors
    /// [`MerkleSumError::WrongDepth`] above the root, [`MerkleSumError::PositionOutOfRange`] beside the tree.
    pub fn node(&self, level: u8, position: u32) -> Result<Node, MerkleSumError> {
        let levels_above = self.depth.checked_sub(level).ok_or(MerkleSumError::WrongDepth)?;
        if position >> levels_above != 0 {
            return Err(MerkleSumError::PositionOutOfRange);
        }
        Ok(self.levels[usize::from(level)].node(position))
    }

    /// The siblings from a position of a level up to the root, lowest first: the proof of [`Tree::node`].
    ///
    /// # Errors
    /// As [`Tree::node`].
    pub fn proof(&self, level: u8, position: u32) -> Result<Vec<Node>, MerkleSumError> {
        self.node(level, position)?;
        let above = self.levels[usize::from(level)..usize::from(self.depth)].iter();
        Ok(above.enumerate().map(|(k, level)| level.node(position >> k ^ 1)).collect())
    }

    /// The root of a page, which [`Tree::page_proof`] proves.
    ///
    /// # Errors
    /// [`MerkleSumError::PositionOutOfRange`] if a tree of this depth has no such page.
    pub fn page_root(&self, page: u32) -> Result<Node, MerkleSumError> {
        self.node(PAGE_LEVELS, page)
    }

    /// The siblings from a page's root up to the tree's root, for [`verify_page`](crate::verify_page).
    ///
    /// # Errors
    /// As [`Tree::page_root`].
    pub fn page_proof(&self, page: u32) -> Result<Vec<Node>, MerkleSumError> {
        self.proof(PAGE_LEVELS, page)
    }

    /// The ten siblings from a leaf up to its page's root, for [`verify_in_page`](crate::verify_in_page).
    ///
    /// # Errors
    /// [`MerkleSumError::PositionOutOfRange`] if a tree of this depth has no such index.
    pub fn leaf_proof(&self, index: u32) -> Result<[Node; PAGE_LEVELS as usize], MerkleSumError> {
        self.node(0, index)?;
        Ok(core::array::from_fn(|level| self.levels[level].node(index >> level ^ 1)))
    }

    /// All siblings from a leaf up to the root, for [`climb`](crate::climb): [`Tree::leaf_proof`], then
    /// [`Tree::page_proof`].
    ///
    /// # Errors
    /// As [`Tree::leaf_proof`].
    pub fn full_proof(&self, index: u32) -> Result<Vec<Node>, MerkleSumError> {
        self.proof(0, index)
    }
}
