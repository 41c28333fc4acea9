//! One agreed state of who has earned what.

use anchor_lang::prelude::*;
use twist_merkle_sum::{Node, depth_for};

use crate::error::RewardsError;

/// A Merkle-sum root of cumulative amounts. Epoch 0, with nothing in it, is where every distribution begins.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Root {
    /// Which epoch this settles; counted from 1 without gaps.
    pub epoch: u64,
    /// Hash of the root node.
    pub hash: [u8; 32],
    /// Sum of the root node: everything ever earned, base units.
    pub total: u64,
    /// Payees so far; their indices are `0..leaf_count`.
    pub leaf_count: u32,
    /// Levels below the root.
    pub depth: u8,
    /// Explicit padding.
    pub _padding: [u8; 3],
}

impl Root {
    /// The root as a tree node.
    #[must_use]
    pub fn node(&self) -> Node {
        Node { hash: self.hash, sum: self.total }
    }

    /// Checks that `next` may follow and returns by how much the total rises.
    ///
    /// This is the part of promise 4 (monotone) that a program can see in roots alone; the rest rests on the challenge.
    pub fn increase_to(&self, next: &Self) -> Result<u64> {
        require!(self.epoch.checked_add(1) == Some(next.epoch), RewardsError::WrongEpoch);
        require!(
            next.leaf_count > 0
                && next.leaf_count >= self.leaf_count
                && next.depth >= self.depth
                && depth_for(next.leaf_count) == Ok(next.depth),
            RewardsError::RootShrinks
        );
        next.total.checked_sub(self.total).ok_or_else(|| error!(RewardsError::RootShrinks))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(epoch: u64, total: u64, leaf_count: u32) -> Root {
        Root { epoch, total, leaf_count, depth: depth_for(leaf_count.max(1)).unwrap(), ..Root::default() }
    }

    #[test]
    fn only_the_next_epoch_that_shrinks_nowhere_follows() {
        let now = root(4, 100, 1_025);
        assert_eq!(now.increase_to(&root(5, 130, 1_025)).unwrap(), 30);
        assert_eq!(now.increase_to(&root(5, 100, 2_000)).unwrap(), 0);
        for (next, why) in [
            (root(4, 130, 1_025), RewardsError::WrongEpoch),
            (root(6, 130, 1_025), RewardsError::WrongEpoch),
            (root(5, 99, 1_025), RewardsError::RootShrinks),
            (root(5, 130, 1_024), RewardsError::RootShrinks),
            (Root { depth: 12, ..root(5, 130, 1_025) }, RewardsError::RootShrinks),
            (Root { depth: 10, ..root(5, 130, 1_025) }, RewardsError::RootShrinks),
        ] {
            assert_eq!(now.increase_to(&next), Err(why.into()), "{next:?}");
        }
    }

    #[test]
    fn the_first_epoch_needs_a_payee() {
        assert!(Root::default().increase_to(&root(1, 0, 0)).is_err());
        assert_eq!(Root::default().increase_to(&root(1, 7, 1)).unwrap(), 7);
    }
}
