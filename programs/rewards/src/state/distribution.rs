//! One stream of settled epochs, and the votes on the next one.

use anchor_lang::{prelude::*, solana_program::pubkey::Pubkey};
use twist_merkle_sum::extend_history;
use twist_program_kit::{
    event::EventHeader,
    settlement::{DISTRIBUTION_DISCRIMINATOR, HEADER_OFFSET, SettlementHeader},
    time::after,
};

use super::{AttesterSet, Pending, Proposal, Root};
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

/// What a distribution is created with, besides its address.
pub struct Origin {
    /// Bump of the address.
    pub bump: u8,
    /// Where the money comes from.
    pub funding: Funding,
    /// The campaign, or the name hash.
    pub source: Pubkey,
    /// The campaign itself, or the funding vault.
    pub funding_account: Pubkey,
    /// What it pays in.
    pub mint: Pubkey,
    /// Where it pays from.
    pub payout_vault: Pubkey,
    /// Whose votes count.
    pub attester_set: Pubkey,
    /// Attention before this time (Unix seconds) is not its business.
    pub settled_through: i64,
}

impl Distribution {
    /// Current layout version.
    pub const VERSION: u8 = 1;
    /// Account size with the discriminator, bytes.
    pub const SPACE: usize = 8 + size_of::<Self>();

    /// Fills a new account. All else is zero.
    pub fn open(&mut self, origin: Origin) {
        let Origin {
            bump,
            funding,
            source,
            funding_account,
            mint,
            payout_vault,
            attester_set,
            settled_through,
        } = origin;
        self.version = Self::VERSION;
        self.bump = bump;
        self.funding = funding as u8;
        self.source = source;
        self.funding_account = funding_account;
        self.mint = mint;
        self.payout_vault = payout_vault;
        self.attester_set = attester_set;
        self.settlement.settled_through = settled_through;
    }

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
        let vote = proposal.vote_hash(address, &self.current, set.set_version);
        *self.votes.get_mut(member).ok_or(RewardsError::InvariantBroken)? = vote;
        let equal_votes = self.votes.iter().filter(|other| **other == vote).count();
        Ok(Tally { vote, equal_votes: u8::try_from(equal_votes).map_err(|_| RewardsError::InvariantBroken)? })
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
        // In place: a value built on the stack would be copied over.
        bytemuck::write_zeroes(&mut self.pending);
        self.settlement.has_pending = 0;
        self.clear_votes();
        increase
    }

    fn clear_votes(&mut self) {
        bytemuck::write_zeroes(&mut self.votes);
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
mod tests;
