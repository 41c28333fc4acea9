//! What attesters vote on, and what waits out its challenge window once enough of them agree.

use anchor_lang::prelude::*;
use solana_sha256_hasher::hashv;

use super::Root;
use crate::constants::MAX_ATTESTERS;

/// What attesters vote on: "I recomputed this, and the data is public".
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The distribution's current epoch + 1.
    pub epoch: u64,
    /// Root hash.
    pub root: [u8; 32],
    /// Root sum: everything ever earned, base units.
    pub total: u64,
    /// Payees so far.
    pub leaf_count: u32,
    /// Levels below the root.
    pub depth: u8,
    /// Attention before this time (Unix seconds) is included.
    pub settled_through: i64,
    /// SHA-256 of the published epoch file.
    pub data_hash: [u8; 32],
    /// SHA-256 of where it is published.
    pub uri_hash: [u8; 32],
}

impl Proposal {
    /// Binds a vote for this to everything it says, to the root it builds on, and to the set that may say it.
    pub(super) fn vote_hash(&self, distribution: &Pubkey, current: &Root, set_version: u32) -> [u8; 32] {
        hashv(&[
            b"twist:vote:1",
            distribution.as_ref(),
            &current.hash,
            &self.epoch.to_le_bytes(),
            &self.root,
            &self.total.to_le_bytes(),
            &[self.depth],
            &self.leaf_count.to_le_bytes(),
            &self.settled_through.to_le_bytes(),
            &self.data_hash,
            &self.uri_hash,
            &set_version.to_le_bytes(),
        ])
        .to_bytes()
    }

    /// The root that it proposes.
    pub(super) fn root(&self) -> Root {
        Root {
            epoch: self.epoch,
            hash: self.root,
            total: self.total,
            leaf_count: self.leaf_count,
            depth: self.depth,
            _padding: [0; 3],
        }
    }
}

/// A root that waits out its challenge window.
#[zero_copy]
#[derive(Debug, Default)]
pub struct Pending {
    /// What will become current.
    pub root: Root,
    /// By how much the total rises, base units.
    pub increase: u64,
    /// Attention before this time (Unix seconds) is included.
    pub settled_through: i64,
    /// Finalizing is possible from this time on, Unix seconds.
    pub challenge_ends: i64,
    /// SHA-256 of the published epoch file.
    pub data_hash: [u8; 32],
    /// SHA-256 of where it is published.
    pub uri_hash: [u8; 32],
    /// Who voted for it; a later change of the set does not touch these.
    pub signers: [Pubkey; MAX_ATTESTERS],
    /// How many of `signers` are in use.
    pub signer_count: u32,
    /// The set's version at the time.
    pub set_version: u32,
}
