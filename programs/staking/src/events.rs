//! One event per state-changing instruction, emitted by self-CPI so that log truncation cannot lose it. `header.seq` counts
//! the events of the account that the event is about: the config's where there is no `pool` in it, else the pool's.

use anchor_lang::prelude::*;
use twist_program_kit::event::EventHeader;

use crate::{instructions::TermsArg, state::Pool};

/// The program was initialized.
#[event]
pub struct Initialized {
    pub header: EventHeader,
    pub authority: Pubkey,
    pub guardian: Pubkey,
    pub mint: Pubkey,
    pub global_pool: Pubkey,
    pub tiers: Vec<TermsArg>,
}

/// A hand-over was proposed.
#[event]
pub struct AuthorityProposed {
    pub header: EventHeader,
    pub current: Pubkey,
    pub proposed: Pubkey,
}

/// A hand-over was completed.
#[event]
pub struct AuthorityAccepted {
    pub header: EventHeader,
    pub previous: Pubkey,
    pub current: Pubkey,
}

/// A hand-over was taken back.
#[event]
pub struct AuthorityCancelled {
    pub header: EventHeader,
    pub cancelled: Pubkey,
}

/// The guardian changed.
#[event]
pub struct GuardianSet {
    pub header: EventHeader,
    pub previous: Pubkey,
    pub guardian: Pubkey,
}

/// Pause bits changed; `paused` is what is paused now.
#[event]
pub struct PauseChanged {
    pub header: EventHeader,
    pub by: Pubkey,
    pub paused: u8,
}

/// Other terms are on offer.
#[event]
pub struct TiersSet {
    pub header: EventHeader,
    pub tiers: Vec<TermsArg>,
}

/// An influencer's pool was created. (The global one: see [`Initialized`].)
#[event]
pub struct PoolCreated {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub owner: Pubkey,
    pub reward_mint: Pubkey,
    pub commission_bps: u16,
}

/// The commission changed, or will at `pending_at` (0: nothing is pending).
#[event]
pub struct CommissionChanged {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub commission_bps: u16,
    pub pending_commission_bps: u16,
    pub pending_at: i64,
}

impl CommissionChanged {
    /// `pool`'s commission as it is now.
    pub(crate) fn of(state: &mut Pool, pool: Pubkey, clock: &Clock) -> Result<Self> {
        Ok(Self {
            header: state.next_event(clock)?,
            pool,
            commission_bps: state.commission_bps,
            pending_commission_bps: state.pending_commission_bps,
            pending_at: state.pending_commission_at,
        })
    }
}

/// The pool takes no more stakes.
#[event]
pub struct PoolRetired {
    pub header: EventHeader,
    pub pool: Pubkey,
}

/// What came in was accounted for.
#[event]
pub struct PoolSynced {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub surplus: u64,
    pub commission: u64,
    pub queued: u64,
}

/// The owner was paid its commission, or what nobody else can have.
#[event]
pub struct CommissionClaimed {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub destination: Pubkey,
    pub amount: u64,
}

/// A position was opened.
#[event]
pub struct Staked {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub position: Pubkey,
    pub owner: Pubkey,
    pub amount: u64,
    pub weight: u64,
    pub locked_until: i64,
    pub terms: TermsArg,
}

/// A position grew by `added`, out of the owner's tokens.
#[event]
pub struct StakeAdded {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub position: Pubkey,
    pub added: u64,
    pub amount: u64,
    pub weight: u64,
    pub locked_until: i64,
}

/// A position was locked anew.
#[event]
pub struct LockExtended {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub position: Pubkey,
    pub weight: u64,
    pub locked_until: i64,
    pub terms: TermsArg,
}

/// A lock that was over fell to base weight.
#[event]
pub struct LockExpired {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub position: Pubkey,
    pub weight: u64,
}

/// A position's rewards were paid.
#[event]
pub struct RewardsClaimed {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub position: Pubkey,
    pub owner: Pubkey,
    pub destination: Pubkey,
    pub amount: u64,
}

/// A position grew by `compounded`, out of its rewards.
#[event]
pub struct RewardsCompounded {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub position: Pubkey,
    pub compounded: u64,
    pub amount: u64,
    pub weight: u64,
}

/// A principal was asked back.
#[event]
pub struct UnstakeRequested {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub position: Pubkey,
    pub amount: u64,
    pub withdrawable_at: i64,
}

/// A principal that was asked back is staked again.
#[event]
pub struct UnstakeCancelled {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub position: Pubkey,
    pub amount: u64,
}

/// A principal was paid back.
#[event]
pub struct Withdrawn {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub position: Pubkey,
    pub owner: Pubkey,
    pub destination: Pubkey,
    pub amount: u64,
}

/// A lock was broken. The penalty was burned if the pool is the global one, else it went to the global pool.
#[event]
pub struct ExitedEarly {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub position: Pubkey,
    pub owner: Pubkey,
    pub destination: Pubkey,
    pub returned: u64,
    pub penalty: u64,
}

/// A position of an older layout was raised to layout `version`.
#[event]
pub struct PositionMigrated {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub position: Pubkey,
    pub version: u8,
}

/// An empty position's account was closed.
#[event]
pub struct PositionClosed {
    pub header: EventHeader,
    pub pool: Pubkey,
    pub position: Pubkey,
    pub owner: Pubkey,
}
