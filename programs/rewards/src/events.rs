//! One event per state-changing instruction (two when a vote opens a challenge window), emitted by self-CPI so that log truncation cannot lose it. `header.seq` counts
//! the events of the config, of the distribution, or (for claims and refreshes) of the page.

use anchor_lang::prelude::*;
use twist_program_kit::event::EventHeader;

use crate::state::Distribution;

/// The program was initialized. (Config)
#[event]
pub struct Initialized {
    pub header: EventHeader,
    pub authority: Pubkey,
    pub guardian: Pubkey,
}

/// A hand-over was proposed. (Config)
#[event]
pub struct AuthorityProposed {
    pub header: EventHeader,
    pub current: Pubkey,
    pub proposed: Pubkey,
}

/// A hand-over was completed. (Config)
#[event]
pub struct AuthorityAccepted {
    pub header: EventHeader,
    pub previous: Pubkey,
    pub current: Pubkey,
}

/// A hand-over was taken back. (Config)
#[event]
pub struct AuthorityCancelled {
    pub header: EventHeader,
    pub cancelled: Pubkey,
}

/// The guardian changed. (Config)
#[event]
pub struct GuardianSet {
    pub header: EventHeader,
    pub previous: Pubkey,
    pub guardian: Pubkey,
}

/// An attester set came into being, without members yet. (Config)
#[event]
pub struct AttesterSetCreated {
    pub header: EventHeader,
    pub attester_set: Pubkey,
    pub id: u32,
}

/// Terms were proposed for an attester set. (Config)
#[event]
pub struct AttesterSetProposed {
    pub header: EventHeader,
    pub attester_set: Pubkey,
    pub members: Vec<Pubkey>,
    pub threshold: u8,
    pub challenge_window: i64,
    pub max_value_at_risk: u64,
    pub earliest: i64,
}

/// Proposed terms came into force; incomplete votes under the old ones are void. (Config)
#[event]
pub struct AttesterSetExecuted {
    pub header: EventHeader,
    pub attester_set: Pubkey,
    pub set_version: u32,
}

/// Proposed terms were taken back. (Config)
#[event]
pub struct AttesterSetCancelled {
    pub header: EventHeader,
    pub attester_set: Pubkey,
    pub by: Pubkey,
}

/// A distribution came into being. (Distribution)
#[event]
pub struct DistributionCreated {
    pub header: EventHeader,
    pub distribution: Pubkey,
    pub source: Pubkey,
    pub mint: Pubkey,
    pub payout_vault: Pubkey,
    pub attester_set: Pubkey,
}

/// An attester recomputed an epoch and says so. (Distribution)
#[event]
pub struct EpochVoted {
    pub header: EventHeader,
    pub distribution: Pubkey,
    pub attester: Pubkey,
    pub epoch: u64,
    pub vote: [u8; 32],
    pub equal_votes: u8,
    /// The challenge window's end when this vote reached the threshold, else 0.
    pub challenge_ends: i64,
}

/// The threshold of equal votes was reached and the challenge window opened. (Distribution)
#[event]
pub struct EpochProposed {
    pub header: EventHeader,
    pub distribution: Pubkey,
    pub epoch: u64,
    pub root: [u8; 32],
    pub total: u64,
    pub leaf_count: u32,
    pub increase: u64,
    pub settled_through: i64,
    pub data_hash: [u8; 32],
    pub uri_hash: [u8; 32],
    pub challenge_ends: i64,
}

/// The guardian cancelled a pending root. (Distribution)
#[event]
pub struct EpochVetoed {
    pub header: EventHeader,
    pub distribution: Pubkey,
    pub epoch: u64,
    pub reason_hash: [u8; 32],
}

/// A pending root that nobody finalized was cleared. (Distribution)
#[event]
pub struct PendingExpired {
    pub header: EventHeader,
    pub distribution: Pubkey,
    pub epoch: u64,
}

/// A root was finalized and its increase drawn. (Distribution)
#[event]
pub struct EpochFinalized {
    pub header: EventHeader,
    pub distribution: Pubkey,
    pub epoch: u64,
    pub total: u64,
    pub increase: u64,
    pub claim_deadline: i64,
}

/// A claim page was opened. (Page)
#[event]
pub struct PageOpened {
    pub header: EventHeader,
    pub distribution: Pubkey,
    pub page: u32,
    pub rent_payer: Pubkey,
    pub rent_lamports: u64,
}

/// A page's root was brought up to the current epoch. (Page)
#[event]
pub struct PageRefreshed {
    pub header: EventHeader,
    pub distribution: Pubkey,
    pub page: u32,
    pub epoch: u64,
    pub sum: u64,
}

/// A payee was paid. (Page)
#[event]
pub struct Claimed {
    pub header: EventHeader,
    pub distribution: Pubkey,
    pub index: u32,
    pub payee: Pubkey,
    pub destination: Pubkey,
    pub amount: u64,
    /// What the payee has been paid in all, this claim included.
    pub cumulative: u64,
}

impl DistributionCreated {
    /// The event of a distribution that was just created; counts it.
    pub(crate) fn of(distribution: &mut Distribution, address: Pubkey, clock: &Clock) -> Result<Self> {
        Ok(Self {
            header: distribution.next_event(clock)?,
            distribution: address,
            source: distribution.source,
            mint: distribution.mint,
            payout_vault: distribution.payout_vault,
            attester_set: distribution.attester_set,
        })
    }
}

impl EpochFinalized {
    /// The event of an epoch that was just finalized; counts it.
    pub(crate) fn of(
        distribution: &mut Distribution,
        address: Pubkey,
        increase: u64,
        clock: &Clock,
    ) -> Result<Self> {
        Ok(Self {
            header: distribution.next_event(clock)?,
            distribution: address,
            epoch: distribution.current.epoch,
            total: distribution.current.total,
            increase,
            claim_deadline: distribution.settlement.claim_deadline,
        })
    }
}
