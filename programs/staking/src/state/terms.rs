//! What a stake is locked for, and what it gets for it.

use anchor_lang::prelude::*;
use twist_program_kit::time::after;
use twist_stake_math::{BASE_MULTIPLIER_BPS, EarlyExit, early_exit, weight};

use crate::{
    constants::{
        MAX_COOLDOWN_SECONDS, MAX_LOCK_SECONDS, MAX_MULTIPLIER_BPS, MAX_PENALTY_BPS, MIN_LOCK_SECONDS,
    },
    error::StakingError,
};

/// The terms of one tier. A position keeps those under which it was opened, whatever is on offer later.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// How long a stake is locked, seconds.
    pub lock_seconds: i64,
    /// How long the owner waits between asking for the stake back and getting it, seconds.
    pub cooldown_seconds: i64,
    /// Weight per amount while the lock runs, basis points; 10,000 without a lock.
    pub multiplier_bps: u16,
    /// What leaving before the lock's end costs, basis points of the principal.
    pub penalty_bps: u16,
    /// Explicit padding.
    pub _padding: [u8; 4],
}

impl Terms {
    /// Whether the terms are within the program's limits, which no authority can move.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        (MIN_LOCK_SECONDS..=MAX_LOCK_SECONDS).contains(&self.lock_seconds)
            && (0..=MAX_COOLDOWN_SECONDS).contains(&self.cooldown_seconds)
            && (BASE_MULTIPLIER_BPS..=MAX_MULTIPLIER_BPS).contains(&self.multiplier_bps)
            && self.penalty_bps <= MAX_PENALTY_BPS
    }

    /// End of a lock that begins now, Unix seconds.
    pub fn lock_from(&self, now: i64) -> Result<i64> {
        after(now, self.lock_seconds).ok_or_else(|| error!(StakingError::Overflow))
    }

    /// End of a cooldown that begins now, Unix seconds.
    pub fn cooldown_from(&self, now: i64) -> Result<i64> {
        after(now, self.cooldown_seconds).ok_or_else(|| error!(StakingError::Overflow))
    }

    /// The weight of `amount` while its lock runs.
    pub fn weight(&self, amount: u64) -> Result<u64> {
        weight(amount, self.multiplier_bps).ok_or_else(|| error!(StakingError::Overflow))
    }

    /// How `amount` is divided when its lock is broken.
    pub fn early_exit(&self, amount: u64) -> Result<EarlyExit> {
        early_exit(amount, self.penalty_bps).ok_or_else(|| error!(StakingError::InvariantBroken))
    }
}
