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

    /// End of a cooldown that begins now, Unix seconds. Never after the end of time, so that no clock can keep a principal in.
    #[must_use]
    pub fn cooldown_from(&self, now: i64) -> i64 {
        now.saturating_add(self.cooldown_seconds)
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

#[cfg(test)]
mod tests {
    use super::*;
    use twist_program_kit::time::DAY;

    const TERMS: Terms = Terms {
        lock_seconds: 30 * DAY,
        cooldown_seconds: 7 * DAY,
        multiplier_bps: 12_500,
        penalty_bps: 1_000,
        _padding: [0; 4],
    };

    #[test]
    fn terms_are_valid_up_to_the_limits_and_not_beyond() {
        let least = Terms { lock_seconds: DAY, multiplier_bps: 10_000, ..Terms::default() };
        let most = Terms {
            lock_seconds: 730 * DAY,
            cooldown_seconds: 30 * DAY,
            multiplier_bps: 50_000,
            penalty_bps: 2_500,
            _padding: [0; 4],
        };
        assert!(TERMS.is_valid() && least.is_valid() && most.is_valid());
        for beyond in [
            Terms::default(),
            Terms { lock_seconds: DAY - 1, ..least },
            Terms { lock_seconds: 730 * DAY + 1, ..most },
            Terms { cooldown_seconds: -1, ..least },
            Terms { cooldown_seconds: 30 * DAY + 1, ..most },
            Terms { multiplier_bps: 9_999, ..least },
            Terms { multiplier_bps: 50_001, ..most },
            Terms { penalty_bps: 2_501, ..most },
        ] {
            assert!(!beyond.is_valid(), "{beyond:?}");
        }
    }

    #[test]
    fn a_lock_ends_before_the_end_of_time_or_is_refused() {
        assert_eq!(TERMS.lock_from(1_000).unwrap(), 1_000 + 30 * DAY);
        assert_eq!(TERMS.lock_from(i64::MAX - 30 * DAY).unwrap(), i64::MAX);
        assert_eq!(TERMS.lock_from(i64::MAX - 30 * DAY + 1), Err(StakingError::Overflow.into()));
    }

    #[test]
    fn a_cooldown_ends_with_time_at_the_latest() {
        assert_eq!(TERMS.cooldown_from(1_000), 1_000 + 7 * DAY);
        assert_eq!(TERMS.cooldown_from(i64::MIN), i64::MIN + 7 * DAY);
        for now in [i64::MAX - 7 * DAY, i64::MAX] {
            assert_eq!(TERMS.cooldown_from(now), i64::MAX);
        }
    }

    #[test]
    fn weight_is_rounded_down_and_the_penalty_up() {
        assert_eq!([0, 1, 3, 4, 8].map(|amount| TERMS.weight(amount).unwrap()), [0, 1, 3, 5, 10]);
        let exits = [0, 1, 10, 11].map(|amount| TERMS.early_exit(amount).unwrap());
        assert_eq!(exits.map(|exit| (exit.returned, exit.penalty)), [(0, 0), (0, 1), (9, 1), (9, 2)]);
    }

    #[test]
    fn what_does_not_fit_64_bits_is_refused() {
        let most = u64::MAX / 5 * 4;
        assert!(TERMS.weight(most).is_ok());
        assert_eq!(TERMS.weight(most + 4), Err(StakingError::Overflow.into()));
        // A penalty of more than everything, which no valid terms have.
        let absurd = Terms { penalty_bps: 10_001, ..TERMS };
        assert_eq!(absurd.early_exit(1), Err(StakingError::InvariantBroken.into()));
        assert_eq!(TERMS.early_exit(u64::MAX).unwrap().returned, u64::MAX / 10 * 9 + 4);
    }

    #[test]
    fn arguments_and_terms_are_the_same_four_numbers() {
        let argument = crate::instructions::TermsArg::from(TERMS);
        assert_eq!(Terms::from(argument), TERMS);
    }
}
