//! Who else may mint, how much in all, and how fast.

use anchor_lang::prelude::*;

use crate::error::TokenError;

/// Bounds on one minter.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct MinterLimits {
    /// Most the minter may mint over its life, base units.
    pub allowance: u64,
    /// Most it may mint at once: the size of its token bucket, base units.
    pub capacity: u64,
    /// How fast the bucket refills, base units per second.
    pub refill_per_second: u64,
}

impl MinterLimits {
    /// Sensible limits, that is, limits under which minting is possible and the bucket is not a dead letter.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.allowance > 0 && self.capacity > 0 && self.capacity <= self.allowance
    }

    /// Whether no limit is above `other`'s.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.allowance <= other.allowance
            && self.capacity <= other.capacity
            && self.refill_per_second <= other.refill_per_second
    }
}

/// A key that may mint (PDA `["minter", key]`). The account outlives a revocation, so that `used` is never forgotten.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Minter {
    /// Layout version.
    pub version: u8,
    /// Bump of this PDA.
    pub bump: u8,
    /// Explicit padding.
    pub _padding: [u8; 6],
    /// The key that signs `mint`.
    pub key: Pubkey,
    /// Limits in force; all zero before the first execution and after a revocation.
    pub limits: MinterLimits,
    /// Limits that may be put into force from `proposed_at` on.
    pub proposed: MinterLimits,
    /// Earliest execution of `proposed`, Unix seconds; 0 when nothing is proposed.
    pub proposed_at: i64,
    /// Minted over the life of this account, base units.
    pub used: u64,
    /// What the bucket held at `last_refill`, base units.
    pub level: u64,
    /// When the bucket was last brought up to date, Unix seconds.
    pub last_refill: i64,
    /// SHA-256 of the canonical JSON that says what this minter is for.
    pub label_hash: [u8; 32],
    /// Room for later versions.
    pub reserved: [u8; 64],
}

const _: () = assert!(size_of::<Minter>() == 216);

impl Minter {
    /// Current layout version.
    pub const VERSION: u8 = 1;
    /// Account size with the discriminator, bytes.
    pub const SPACE: usize = 8 + size_of::<Self>();

    /// Stores a proposal.
    pub fn propose(&mut self, limits: MinterLimits, earliest: i64) -> Result<()> {
        require!(limits.is_valid(), TokenError::InvalidLimits);
        self.proposed = limits;
        self.proposed_at = earliest;
        Ok(())
    }

    /// Puts the proposal into force. The bucket keeps its level: a new minter starts empty, a raise adds nothing at once.
    pub fn execute(&mut self, now: i64) -> Result<()> {
        require!(self.proposed_at != 0, TokenError::NothingProposed);
        require!(now >= self.proposed_at, TokenError::DelayNotOver);
        self.refill(now)?;
        self.limits = self.proposed;
        self.level = self.level.min(self.limits.capacity);
        self.clear_proposal();
        Ok(())
    }

    /// Takes the proposal back.
    pub fn cancel(&mut self) -> Result<()> {
        require!(self.proposed_at != 0, TokenError::NothingProposed);
        self.clear_proposal();
        Ok(())
    }

    /// Lowers limits at once. The last word counts: higher limits that were proposed before are dropped.
    pub fn lower(&mut self, limits: MinterLimits, now: i64) -> Result<()> {
        require!(limits.is_valid(), TokenError::InvalidLimits);
        require!(limits.is_within(&self.limits), TokenError::LimitsNotLower);
        self.refill(now)?;
        self.limits = limits;
        self.level = self.level.min(limits.capacity);
        self.clear_proposal();
        Ok(())
    }

    /// Ends all power of this key, proposed power included.
    pub fn revoke(&mut self) {
        self.limits = MinterLimits::default();
        self.level = 0;
        self.clear_proposal();
    }

    /// Takes `amount` out of the bucket and the allowance.
    pub fn spend(&mut self, amount: u64, now: i64) -> Result<()> {
        let used = self.used.checked_add(amount).ok_or(TokenError::Overflow)?;
        require!(used <= self.limits.allowance, TokenError::AllowanceExceeded);
        self.refill(now)?;
        self.level = self.level.checked_sub(amount).ok_or(TokenError::RateExceeded)?;
        self.used = used;
        Ok(())
    }

    fn refill(&mut self, now: i64) -> Result<()> {
        // A clock that steps back refills nothing and is not remembered, so that no second counts twice.
        let elapsed = u64::try_from(now.saturating_sub(self.last_refill)).unwrap_or(0);
        let gained = elapsed.saturating_mul(self.limits.refill_per_second);
        self.level = self.level.saturating_add(gained).min(self.limits.capacity);
        self.last_refill = self.last_refill.max(now);
        Ok(())
    }

    fn clear_proposal(&mut self) {
        self.proposed = MinterLimits::default();
        self.proposed_at = 0;
    }

    /// The bucket holds at most its capacity.
    #[must_use]
    pub fn invariant(&self) -> bool {
        self.level <= self.limits.capacity
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minter(allowance: u64, capacity: u64, refill_per_second: u64) -> Minter {
        let mut minter: Minter = bytemuck::Zeroable::zeroed();
        minter.propose(MinterLimits { allowance, capacity, refill_per_second }, 1_000).unwrap();
        minter.execute(1_000).unwrap();
        minter
    }

    #[test]
    fn a_new_bucket_is_empty_and_fills_up_to_its_capacity() {
        let mut m = minter(1_000, 100, 10);
        assert_eq!(m.spend(1, 1_000), Err(TokenError::RateExceeded.into()));
        m.spend(50, 1_005).unwrap();
        assert_eq!(m.spend(101, 9_999), Err(TokenError::RateExceeded.into()));
        m.spend(100, 9_999).unwrap();
    }

    #[test]
    fn a_clock_that_steps_back_refills_nothing_twice() {
        let mut m = minter(1_000, 100, 10);
        m.spend(0, 1_010).unwrap();
        m.spend(100, 1_000).unwrap();
        assert!(m.spend(1, 1_010).is_err());
    }

    #[test]
    fn the_allowance_is_for_life() {
        let mut m = minter(150, 100, 100);
        m.spend(100, 1_001).unwrap();
        assert_eq!(m.spend(51, 9_999), Err(TokenError::AllowanceExceeded.into()));
        m.spend(50, 9_999).unwrap();
        m.revoke();
        m.propose(MinterLimits { allowance: 150, capacity: 1, refill_per_second: 1 }, 1).unwrap();
        m.execute(10_000).unwrap();
        assert_eq!(m.spend(1, 99_999), Err(TokenError::AllowanceExceeded.into()), "revoking forgets nothing");
    }

    #[test]
    fn lowering_takes_from_a_full_bucket() {
        let mut m = minter(1_000, 100, 100);
        m.lower(MinterLimits { allowance: 1_000, capacity: 10, refill_per_second: 100 }, 2_000).unwrap();
        assert!(m.invariant());
        assert!(m.spend(11, 3_000).is_err());
        m.propose(MinterLimits { allowance: 2_000, capacity: 100, refill_per_second: 100 }, 9_000).unwrap();
        m.lower(MinterLimits { allowance: 999, capacity: 10, refill_per_second: 100 }, 3_000).unwrap();
        assert_eq!(
            m.execute(9_000),
            Err(TokenError::NothingProposed.into()),
            "a raise from before is dropped"
        );
        assert!(
            m.lower(MinterLimits { allowance: 1_000, capacity: 11, refill_per_second: 1 }, 3_000).is_err()
        );
    }
}
