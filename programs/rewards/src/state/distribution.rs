//! One stream of settled epochs, and the votes on the next one.

use anchor_lang::{prelude::*, solana_program::pubkey::Pubkey};
use solana_sha256_hasher::hashv;
use twist_merkle_sum::extend_history;
use twist_program_kit::{
    event::EventHeader,
    settlement::{DISTRIBUTION_DISCRIMINATOR, HEADER_OFFSET, SettlementHeader},
    time::after,
};

use super::{AttesterSet, Root};
use crate::{
    constants::{CLAIM_PERIOD, DISTRIBUTION_SEED, EMISSION_DISTRIBUTION_SEED, EXPIRE_AFTER, MAX_ATTESTERS},
    error::RewardsError,
};

/// Where a distribution's money comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Funding {
    /// Drawn from a campaign.
    Campaign,
    /// Moved from a funding vault that the emission fills.
    Emission,
}

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
    fn root(&self) -> Root {
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

/// A distribution (PDA `["distribution", campaign]` or `["emission_distribution", name hash]`).
#[account(zero_copy)]
#[derive(Debug)]
pub struct Distribution {
    /// Layout version.
    pub version: u8,
    /// Bump of this PDA.
    pub bump: u8,
    /// [`Funding`]: 0 campaign, 1 emission.
    pub funding: u8,
    /// 0 open; other values are reserved for the end of a distribution's life.
    pub status: u8,
    /// Explicit padding.
    pub _padding: [u8; 4],
    /// What the campaign registry reads.
    pub settlement: SettlementHeader,
    /// The campaign, or the name hash.
    pub source: Pubkey,
    /// Where an increase comes from: the campaign itself, or the funding vault.
    pub funding_account: Pubkey,
    /// Mint of everything here.
    pub mint: Pubkey,
    /// Holds exactly what is finalized and not yet claimed (donations aside).
    pub payout_vault: Pubkey,
    /// Whose votes count.
    pub attester_set: Pubkey,
    /// Events so far.
    pub event_seq: u64,
    /// Last finalized root.
    pub current: Root,
    /// The one before.
    pub previous: Root,
    /// All finalized epochs in one hash: see `twist_merkle_sum::extend_history`.
    pub history: [u8; 32],
    /// The set's version under which `votes` were cast.
    pub votes_set_version: u32,
    /// Vetoes of the epoch that is voted on.
    pub epoch_vetoes: u32,
    /// Per member of the set: the hash of the proposal it voted for, or zero.
    pub votes: [[u8; 32]; MAX_ATTESTERS],
    /// The root that waits, if `settlement.has_pending` is 1.
    pub pending: Pending,
    /// Room for later versions (rent vault accounting, sweep, bonds).
    pub reserved: [u8; 256],
}

const _: () = assert!(size_of::<Distribution>() == 1_784);
const _: () = assert!(core::mem::offset_of!(Distribution, settlement) + 8 == HEADER_OFFSET);
#[allow(clippy::indexing_slicing, reason = "evaluated at compile time")]
const _: () = {
    let own = Distribution::DISCRIMINATOR;
    let mut i = 0;
    while i < own.len() {
        assert!(own[i] == DISTRIBUTION_DISCRIMINATOR[i]);
        i += 1;
    }
};

/// What a vote led to.
#[derive(Debug, PartialEq, Eq)]
pub struct Tally {
    /// Hash of the proposal.
    pub vote: [u8; 32],
    /// How many members voted for it.
    pub equal_votes: u8,
}

impl Distribution {
    /// Current layout version.
    pub const VERSION: u8 = 1;
    /// Account size with the discriminator, bytes.
    pub const SPACE: usize = 8 + size_of::<Self>();

    /// Where the money comes from.
    #[must_use]
    pub fn funding(&self) -> Funding {
        if self.funding == Funding::Campaign as u8 { Funding::Campaign } else { Funding::Emission }
    }

    /// The first seed of this account's address.
    #[must_use]
    pub fn seed(&self) -> &'static [u8] {
        match self.funding() {
            Funding::Campaign => DISTRIBUTION_SEED,
            Funding::Emission => EMISSION_DISTRIBUTION_SEED,
        }
    }

    /// Counts and stamps this account's next event.
    pub fn next_event(&mut self, clock: &Clock) -> Result<EventHeader> {
        EventHeader::next(clock, &mut self.event_seq).ok_or_else(|| error!(RewardsError::Overflow))
    }

    /// Whether a root waits out its challenge window.
    #[must_use]
    pub fn has_pending(&self) -> bool {
        self.settlement.has_pending != 0
    }

    /// Records that `attester` votes for `proposal` and counts the members that vote the same.
    ///
    /// A vote replaces the member's earlier one. Votes cast under an older version of the set are void.
    pub fn vote(
        &mut self,
        address: &Pubkey,
        set: &AttesterSet,
        attester: &Pubkey,
        proposal: &Proposal,
        now: i64,
    ) -> Result<Tally> {
        let member = set.terms.position(attester).ok_or(RewardsError::NotAttester)?;
        require!(!self.has_pending(), RewardsError::EpochPending);
        self.current.increase_to(&proposal.root())?;
        require!(
            proposal.settled_through > self.settlement.settled_through && proposal.settled_through <= now,
            RewardsError::InvalidSettledThrough
        );
        if self.votes_set_version != set.set_version {
            self.clear_votes();
            self.votes_set_version = set.set_version;
        }
        let vote = self.vote_hash(address, set.set_version, proposal);
        *self.votes.get_mut(member).ok_or(RewardsError::InvariantBroken)? = vote;
        let equal_votes = self.votes.iter().filter(|other| **other == vote).count();
        Ok(Tally { vote, equal_votes: u8::try_from(equal_votes).map_err(|_| RewardsError::InvariantBroken)? })
    }

    /// Binds a vote to everything it says, to what it builds on, and to the set that may say it.
    fn vote_hash(&self, address: &Pubkey, set_version: u32, proposal: &Proposal) -> [u8; 32] {
        hashv(&[
            b"twist:vote:1",
            address.as_ref(),
            &self.current.hash,
            &proposal.epoch.to_le_bytes(),
            &proposal.root,
            &proposal.total.to_le_bytes(),
            &[proposal.depth],
            &proposal.leaf_count.to_le_bytes(),
            &proposal.settled_through.to_le_bytes(),
            &proposal.data_hash,
            &proposal.uri_hash,
            &set_version.to_le_bytes(),
        ])
        .to_bytes()
    }

    /// Opens the challenge window of a proposal that has enough votes. The caller has checked that `increase` is drawable
    /// and within the set's value at risk.
    pub fn open_window(
        &mut self,
        set: &AttesterSet,
        proposal: &Proposal,
        tally: &Tally,
        now: i64,
    ) -> Result<()> {
        let root = proposal.root();
        let pending = &mut self.pending;
        pending.increase = self.current.increase_to(&root)?;
        pending.root = root;
        pending.settled_through = proposal.settled_through;
        pending.challenge_ends = after(now, set.terms.challenge_window).ok_or(RewardsError::Overflow)?;
        pending.data_hash = proposal.data_hash;
        pending.uri_hash = proposal.uri_hash;
        pending.set_version = set.set_version;
        pending.signer_count = u32::from(tally.equal_votes);
        let voted = self.votes.iter().zip(&set.terms.members).filter(|(vote, _)| **vote == tally.vote);
        for (slot, (_, member)) in pending.signers.iter_mut().zip(voted) {
            *slot = *member;
        }
        self.settlement.has_pending = 1;
        Ok(())
    }

    /// Rotates the roots after the challenge window and returns the increase to draw.
    pub fn finalize(&mut self, now: i64) -> Result<u64> {
        require!(self.has_pending(), RewardsError::NothingPending);
        require!(now >= self.pending.challenge_ends, RewardsError::ChallengeWindowOpen);
        let Pending { root, increase, settled_through, data_hash, .. } = self.pending;
        self.history = extend_history(&self.history, root.epoch, &root.node(), root.leaf_count, &data_hash);
        self.previous = self.current;
        self.current = root;
        self.settlement.settled_through = settled_through;
        let deadline = after(now, CLAIM_PERIOD).ok_or(RewardsError::Overflow)?;
        self.settlement.claim_deadline = self.settlement.claim_deadline.max(deadline);
        self.epoch_vetoes = 0;
        self.clear_pending();
        Ok(increase)
    }

    /// Cancels the pending root by the guardian's veto; returns the increase that is no longer at risk.
    pub fn veto(&mut self, with_authority: bool) -> Result<u64> {
        require!(self.has_pending(), RewardsError::NothingPending);
        require!(self.epoch_vetoes == 0 || with_authority, RewardsError::SecondVetoNeedsAuthority);
        self.epoch_vetoes = self.epoch_vetoes.saturating_add(1);
        self.settlement.vetoes = self.settlement.vetoes.saturating_add(1);
        Ok(self.clear_pending())
    }

    /// Clears a pending root that nobody finalized in time; returns the increase that is no longer at risk.
    pub fn expire(&mut self, now: i64) -> Result<u64> {
        require!(self.has_pending(), RewardsError::NothingPending);
        let expires = after(self.pending.challenge_ends, EXPIRE_AFTER).ok_or(RewardsError::Overflow)?;
        require!(now >= expires, RewardsError::NotExpired);
        Ok(self.clear_pending())
    }

    fn clear_pending(&mut self) -> u64 {
        let increase = self.pending.increase;
        self.pending = Pending::default();
        self.settlement.has_pending = 0;
        self.clear_votes();
        increase
    }

    fn clear_votes(&mut self) {
        self.votes = [[0; 32]; MAX_ATTESTERS];
    }

    /// Roots are consecutive and never fall, and a pending one follows the current one.
    pub fn invariant(&self) -> Result<()> {
        let consecutive = self.previous.epoch.checked_add(1) == Some(self.current.epoch)
            || (self.current.epoch == 0 && self.previous.epoch == 0);
        let follows =
            !self.has_pending() || self.current.increase_to(&self.pending.root)? == self.pending.increase;
        require!(
            consecutive && follows && self.previous.total <= self.current.total,
            RewardsError::InvariantBroken
        );
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{constants::MIN_CHALLENGE_WINDOW, state::AttesterTerms};

    const NOW: i64 = 1_000_000;

    fn key(n: u8) -> Pubkey {
        Pubkey::new_from_array([n; 32])
    }

    fn set() -> AttesterSet {
        let mut set: AttesterSet = bytemuck::Zeroable::zeroed();
        set.propose(
            AttesterTerms::new(&[key(1), key(2), key(3)], 2, MIN_CHALLENGE_WINDOW, 1_000).unwrap(),
            1,
        );
        set.execute(1).unwrap();
        set
    }

    fn proposal(epoch: u64, total: u64) -> Proposal {
        Proposal {
            epoch,
            root: [epoch as u8; 32],
            total,
            leaf_count: 1,
            depth: 10,
            settled_through: NOW - 100 + epoch as i64,
            data_hash: [7; 32],
            uri_hash: [8; 32],
        }
    }

    fn empty() -> Distribution {
        bytemuck::Zeroable::zeroed()
    }

    fn pending(total: u64) -> Distribution {
        let (mut d, set) = (empty(), set());
        let p = proposal(1, total);
        d.vote(&key(9), &set, &key(1), &p, NOW).unwrap();
        let tally = d.vote(&key(9), &set, &key(3), &p, NOW).unwrap();
        d.open_window(&set, &p, &tally, NOW).unwrap();
        d
    }

    #[test]
    fn a_member_counts_once_and_may_change_its_mind() {
        let (mut d, set) = (empty(), set());
        let (p, q) = (proposal(1, 5), proposal(1, 6));
        assert_eq!(d.vote(&key(9), &set, &key(1), &p, NOW).unwrap().equal_votes, 1);
        assert_eq!(d.vote(&key(9), &set, &key(1), &p, NOW).unwrap().equal_votes, 1);
        assert_eq!(d.vote(&key(9), &set, &key(2), &q, NOW).unwrap().equal_votes, 1);
        assert_eq!(d.vote(&key(9), &set, &key(1), &q, NOW).unwrap().equal_votes, 2);
        assert_eq!(d.vote(&key(9), &set, &key(4), &q, NOW), Err(RewardsError::NotAttester.into()));
    }

    #[test]
    fn votes_of_an_older_set_are_void() {
        let (mut d, mut set) = (empty(), set());
        d.vote(&key(9), &set, &key(1), &proposal(1, 5), NOW).unwrap();
        set.set_version += 1;
        assert_eq!(d.vote(&key(9), &set, &key(2), &proposal(1, 5), NOW).unwrap().equal_votes, 1);
    }

    #[test]
    fn a_vote_binds_every_field() {
        let (d, p) = (empty(), proposal(1, 5));
        let reference = d.vote_hash(&key(9), 1, &p);
        let mut moved = d;
        moved.current.hash = [1; 32];
        let others = [
            d.vote_hash(&key(8), 1, &p),
            d.vote_hash(&key(9), 2, &p),
            moved.vote_hash(&key(9), 1, &p),
            d.vote_hash(&key(9), 1, &Proposal { epoch: 2, ..p }),
            d.vote_hash(&key(9), 1, &Proposal { root: [0; 32], ..p }),
            d.vote_hash(&key(9), 1, &Proposal { total: 6, ..p }),
            d.vote_hash(&key(9), 1, &Proposal { depth: 11, ..p }),
            d.vote_hash(&key(9), 1, &Proposal { leaf_count: 2, ..p }),
            d.vote_hash(&key(9), 1, &Proposal { settled_through: 0, ..p }),
            d.vote_hash(&key(9), 1, &Proposal { data_hash: [0; 32], ..p }),
            d.vote_hash(&key(9), 1, &Proposal { uri_hash: [0; 32], ..p }),
        ];
        for (field, other) in others.iter().enumerate() {
            assert_ne!(reference, *other, "field {field}");
        }
    }

    #[test]
    fn the_signers_of_a_pending_root_are_kept() {
        let d = pending(5);
        assert_eq!(d.pending.signer_count, 2);
        assert_eq!(d.pending.signers[..2], [key(1), key(3)]);
        d.invariant().unwrap();
    }

    #[test]
    fn a_root_is_final_only_after_its_window() {
        let mut d = pending(5);
        let ends = d.pending.challenge_ends;
        assert_eq!(d.finalize(ends - 1), Err(RewardsError::ChallengeWindowOpen.into()));
        assert_eq!(d.finalize(ends).unwrap(), 5);
        assert_eq!((d.current.epoch, d.current.total, d.previous.epoch), (1, 5, 0));
        assert_eq!(d.settlement.claim_deadline, ends + CLAIM_PERIOD);
        assert_ne!(d.history, [0; 32]);
        assert_eq!(d.finalize(ends), Err(RewardsError::NothingPending.into()));
        d.invariant().unwrap();
    }

    #[test]
    fn a_guardian_alone_vetoes_an_epoch_once() {
        let mut d = pending(5);
        let ends = d.pending.challenge_ends;
        assert_eq!(d.veto(false).unwrap(), 5);
        assert_eq!(d.votes, [[0; 32]; MAX_ATTESTERS], "the vetoed votes are gone");
        let again = pending(5);
        d.pending = again.pending;
        d.settlement.has_pending = 1;
        assert_eq!(d.veto(false), Err(RewardsError::SecondVetoNeedsAuthority.into()));
        assert_eq!({ d }.veto(true).unwrap(), 5);
        d.finalize(ends).unwrap();
        assert_eq!(
            (d.epoch_vetoes, d.settlement.vetoes),
            (0, 1),
            "the next epoch starts anew, the count stays"
        );
    }

    #[test]
    fn a_root_nobody_can_pay_expires_after_a_week() {
        let mut d = pending(5);
        let expires = d.pending.challenge_ends + EXPIRE_AFTER;
        assert_eq!(d.expire(expires - 1), Err(RewardsError::NotExpired.into()));
        assert_eq!(d.expire(expires).unwrap(), 5);
        assert_eq!(d.current.epoch, 0);
    }

    #[test]
    fn time_only_moves_forward_and_never_past_now() {
        let (mut d, set) = (empty(), set());
        d.settlement.settled_through = NOW - 50;
        for settled_through in [NOW - 50, NOW + 1] {
            let p = Proposal { settled_through, ..proposal(1, 5) };
            assert_eq!(
                d.vote(&key(9), &set, &key(1), &p, NOW),
                Err(RewardsError::InvalidSettledThrough.into())
            );
        }
    }
}
