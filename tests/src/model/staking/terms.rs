//! What a stake is locked for, and what for.

use std::fmt::{Debug, Formatter, Result};

/// One day, seconds.
pub const DAY: i64 = 86_400;
/// A whole, in basis points.
const WHOLE: u128 = 10_000;

/// A tier.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// How long a stake is locked, seconds.
    pub lock: i64,
    /// How long a stake that was asked back has to wait, seconds.
    pub cooldown: i64,
    /// Weight per amount, basis points.
    pub multiplier_bps: u16,
    /// What leaving early costs, basis points.
    pub penalty_bps: u16,
}

impl Terms {
    /// Whether the program's limits allow them.
    #[must_use]
    pub fn allowed(&self) -> bool {
        self.lock >= DAY
            && self.lock <= 730 * DAY
            && self.cooldown >= 0
            && self.cooldown <= 30 * DAY
            && self.multiplier_bps >= 10_000
            && self.multiplier_bps <= 50_000
            && self.penalty_bps <= 2_500
    }

    /// Whether these can be on offer together.
    #[must_use]
    pub fn can_be_offered(tiers: &[Self]) -> bool {
        !tiers.is_empty()
            && tiers.len() <= 8
            && tiers.iter().all(Self::allowed)
            && tiers.windows(2).all(|pair| pair[0].lock < pair[1].lock)
    }

    /// The weight of `amount`, rounded down.
    #[must_use]
    pub fn weight(&self, amount: u128) -> u128 {
        amount * u128::from(self.multiplier_bps) / WHOLE
    }

    /// What is left of `amount` after leaving early, rounded down.
    #[must_use]
    pub fn returned(&self, amount: u64) -> u64 {
        part(amount, 10_000 - self.penalty_bps)
    }
}

/// So many basis points of `amount`, rounded down.
#[must_use]
pub fn part(amount: u64, bps: u16) -> u64 {
    let part = u128::from(amount) * u128::from(bps) / WHOLE;
    part.try_into().expect("a part is no more than the whole")
}

impl Debug for Terms {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Self { lock, cooldown, multiplier_bps, penalty_bps } = self;
        write!(f, "({lock} s at {multiplier_bps} bps, penalty {penalty_bps} bps, cooldown {cooldown} s)")
    }
}
