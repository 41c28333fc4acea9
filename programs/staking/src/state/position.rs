//! One owner's stake in one pool. Every change of it is also a change of the pool's sums, made here in one place.

use anchor_lang::prelude::*;
use twist_stake_math::{EarlyExit, Share};

use super::{Pool, Terms};
use crate::error::StakingError;

/// What a position's principal is doing. Stored as a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum PositionStatus {
    /// Staked, and earning.
    Staked = 0,
    /// Asked back: earns nothing, waits out the cooldown.
    Unstaking = 1,
    /// Gone. What was earned can still be claimed.
    Empty = 2,
}

/// One stake (PDA `["position", pool, owner, nonce]`).
#[account(zero_copy)]
#[derive(Debug)]
pub struct Position {
    /// Layout version.
    pub version: u8,
    /// Bump of this PDA.
    pub bump: u8,
    /// A [`PositionStatus`].
    pub status: u8,
    /// Explicit padding.
    pub _padding: [u8; 1],
    /// The owner's number for it.
    pub nonce: u32,
    /// The pool it is in.
    pub pool: Pubkey,
    /// Whose it is.
    pub owner: Pubkey,
    /// Who gets the rent back.
    pub rent_payer: Pubkey,
    /// Principal, base units of TWIST.
    pub amount: u64,
    /// Its part of the pool's weight: by the terms' multiplier while the lock runs, the amount afterwards, 0 unless staked.
    pub weight: u64,
    /// The terms it was staked under.
    pub terms: Terms,
    /// End of the lock, Unix seconds.
    pub locked_until: i64,
    /// End of the cooldown, Unix seconds; 0 unless unstaking.
    pub withdrawable_at: i64,
    /// The pool's reward per weight when this was last settled, Q64.64, little-endian.
    pub index: [u8; 16],
    /// Earned and not paid, base units of the reward mint in Q64.64, little-endian.
    pub earned: [u8; 16],
    /// When it was opened, Unix seconds; 0 for positions from before layout version 2.
    pub opened_at: i64,
    /// What it was paid or has compounded since layout version 2, base units of the reward mint. Not counted while
    /// a release before it ran. Informs; decides nothing.
    pub rewards_paid: u64,
    /// Room for later versions.
    pub reserved: [u8; 16],
}

const _: () = assert!(size_of::<Position>() == 224);

impl Position {
    /// Current layout version.
    pub const VERSION: u8 = 2;
    /// Account size with the discriminator, bytes.
    pub const SPACE: usize = 8 + size_of::<Self>();

    /// Whether the status is `status`.
    #[must_use]
    pub fn is(&self, status: PositionStatus) -> bool {
        self.status == status as u8
    }

    /// Stakes `amount` in a new position, whose identity is filled in already.
    pub fn open(&mut self, pool: &mut Pool, terms: Terms, amount: u64, now: i64) -> Result<()> {
        self.terms = terms;
        self.locked_until = i64::MIN;
        self.opened_at = now;
        pool.positions = pool.positions.checked_add(1).ok_or(StakingError::Overflow)?;
        self.add(pool, amount, now)
    }

    /// Adds `amount` to the principal. All of it is locked anew.
    pub fn add(&mut self, pool: &mut Pool, amount: u64, now: i64) -> Result<()> {
        pool.require_open()?;
        require!(amount > 0, StakingError::ZeroAmount);
        require!(self.is(PositionStatus::Staked), StakingError::NotStaked);
        self.touch(pool, now)?;
        self.grow(pool, amount)?;
        self.locked_until = self.locked_until.max(self.terms.lock_from(now)?);
        self.reweigh(pool, self.terms.weight(self.amount)?)
    }

    /// Locks the principal anew, under other terms or the same, for longer than it is locked now. Penalty and cooldown of a lock that
    /// still runs cannot be shaken off this way.
    pub fn extend(&mut self, pool: &mut Pool, terms: Terms, now: i64) -> Result<()> {
        pool.require_open()?;
        require!(self.is(PositionStatus::Staked), StakingError::NotStaked);
        self.touch(pool, now)?;
        let locked_until = terms.lock_from(now)?;
        require!(locked_until > self.locked_until, StakingError::LockNotLonger);
        self.terms = if self.is_locked(now) {
            Terms {
                penalty_bps: terms.penalty_bps.max(self.terms.penalty_bps),
                cooldown_seconds: terms.cooldown_seconds.max(self.terms.cooldown_seconds),
                ..terms
            }
        } else {
            terms
        };
        self.locked_until = locked_until;
        self.reweigh(pool, self.terms.weight(self.amount)?)
    }

    /// Lets a lock that is over fall to base weight.
    pub fn expire(&mut self, pool: &mut Pool, now: i64) -> Result<()> {
        require!(self.is(PositionStatus::Staked), StakingError::NotStaked);
        self.require_unlocked(now)?;
        require!(self.weight > self.amount, StakingError::NothingToExpire);
        self.touch(pool, now)
    }

    /// Takes the rewards that can be paid now, base units of the reward mint.
    pub fn take_rewards(&mut self, pool: &mut Pool, now: i64) -> Result<u64> {
        self.touch(pool, now)?;
        let (mut rewards, mut share) = (pool.rewards(), self.share());
        let units = rewards.pay(&mut share).ok_or(StakingError::InvariantBroken)?;
        require!(units > 0, StakingError::NothingDue);
        pool.set_rewards(rewards);
        self.set_share(share);
        self.rewards_paid = self.rewards_paid.saturating_add(units);
        Ok(units)
    }

    /// Turns the rewards into principal, under the lock as it stands. Returns them, base units.
    pub fn compound(&mut self, pool: &mut Pool, now: i64) -> Result<u64> {
        pool.require_open()?;
        require_keys_eq!(pool.reward_mint, pool.stake_mint, StakingError::NotCompoundable);
        require!(self.is(PositionStatus::Staked), StakingError::NotStaked);
        let units = self.take_rewards(pool, now)?;
        self.grow(pool, units)?;
        let weight = if self.is_locked(now) { self.terms.weight(self.amount)? } else { self.amount };
        self.reweigh(pool, weight)?;
        Ok(units)
    }

    /// Asks for the principal back: it stops earning at once, and can be withdrawn after the cooldown.
    pub fn request_unstake(&mut self, pool: &mut Pool, now: i64) -> Result<()> {
        require!(self.is(PositionStatus::Staked), StakingError::NotStaked);
        self.require_unlocked(now)?;
        self.leave(pool, now)?;
        pool.unstaking = pool.unstaking.checked_add(self.amount).ok_or(StakingError::Overflow)?;
        self.status = PositionStatus::Unstaking as u8;
        self.withdrawable_at = self.terms.cooldown_from(now);
        Ok(())
    }

    /// Stakes again what was asked back, without a lock. Retired pools do not take it.
    pub fn cancel_unstake(&mut self, pool: &mut Pool, now: i64) -> Result<()> {
        pool.require_open()?;
        require!(self.is(PositionStatus::Unstaking), StakingError::NotUnstaking);
        self.touch(pool, now)?;
        pool.unstaking = pool.unstaking.checked_sub(self.amount).ok_or(StakingError::InvariantBroken)?;
        pool.total_staked = pool.total_staked.checked_add(self.amount).ok_or(StakingError::Overflow)?;
        self.status = PositionStatus::Staked as u8;
        self.withdrawable_at = 0;
        self.reweigh(pool, self.amount)
    }

    /// Takes the principal after the cooldown, base units of TWIST. Knows nothing of rewards.
    pub fn withdraw(&mut self, pool: &mut Pool, now: i64) -> Result<u64> {
        require!(self.is(PositionStatus::Unstaking), StakingError::NotUnstaking);
        if now < self.withdrawable_at {
            msg!("withdrawable_at: {}", self.withdrawable_at);
            return err!(StakingError::CooldownNotOver);
        }
        pool.unstaking = pool.unstaking.checked_sub(self.amount).ok_or(StakingError::InvariantBroken)?;
        self.raise_version();
        self.withdrawable_at = 0;
        Ok(self.empty())
    }

    /// Breaks the lock: takes the principal at once, less the penalty.
    pub fn exit_early(&mut self, pool: &mut Pool, now: i64) -> Result<EarlyExit> {
        require!(self.is(PositionStatus::Staked), StakingError::NotStaked);
        require!(self.is_locked(now), StakingError::LockOver);
        self.leave(pool, now)?;
        let terms = self.terms;
        terms.early_exit(self.empty())
    }

    /// Gives back what can never be paid, before the account is closed.
    pub fn close(&mut self, pool: &mut Pool) -> Result<()> {
        let (mut rewards, mut share) = (pool.rewards(), self.share());
        require!(self.is(PositionStatus::Empty) && share.payable() == 0, StakingError::PositionNotEmpty);
        rewards.reclaim(&mut share);
        pool.set_rewards(rewards);
        self.set_share(share);
        pool.positions = pool.positions.checked_sub(1).ok_or(StakingError::InvariantBroken)?;
        Ok(())
    }

    /// Brings pool and position up to now: attributes what was streamed to the weights as they were, then lets a lock that is over
    /// fall to base weight.
    fn touch(&mut self, pool: &mut Pool, now: i64) -> Result<()> {
        self.raise_version();
        let (rewards, mut share) = (pool.rewards_at(now), self.share());
        rewards.settle(&mut share, self.weight);
        pool.set_rewards(rewards);
        self.set_share(share);
        if self.weight > self.amount && !self.is_locked(now) {
            self.reweigh(pool, self.amount)?;
        }
        Ok(())
    }

    /// Raises a position of an older layout to this one, as the next instruction of its owner would.
    pub fn migrate(&mut self) -> Result<()> {
        require!(self.version < Self::VERSION, StakingError::AlreadyMigrated);
        self.raise_version();
        Ok(())
    }

    /// What layouts have gained since takes bytes that were reserved, and zero there means that it is not known.
    fn raise_version(&mut self) {
        // Never lowers: after a roll-back a later layout's bytes are still there.
        self.version = self.version.max(Self::VERSION);
    }

    /// Takes the principal out of what is staked; it earns no more.
    fn leave(&mut self, pool: &mut Pool, now: i64) -> Result<()> {
        self.touch(pool, now)?;
        self.reweigh(pool, 0)?;
        pool.total_staked =
            pool.total_staked.checked_sub(self.amount).ok_or(StakingError::InvariantBroken)?;
        Ok(())
    }

    fn grow(&mut self, pool: &mut Pool, amount: u64) -> Result<()> {
        self.amount = self.amount.checked_add(amount).ok_or(StakingError::Overflow)?;
        pool.total_staked = pool.total_staked.checked_add(amount).ok_or(StakingError::Overflow)?;
        Ok(())
    }

    fn reweigh(&mut self, pool: &mut Pool, weight: u64) -> Result<()> {
        let others = pool.total_weight.checked_sub(self.weight).ok_or(StakingError::InvariantBroken)?;
        pool.total_weight = others.checked_add(weight).ok_or(StakingError::Overflow)?;
        self.weight = weight;
        Ok(())
    }

    fn empty(&mut self) -> u64 {
        self.status = PositionStatus::Empty as u8;
        std::mem::take(&mut self.amount)
    }

    /// Whether the lock still runs.
    #[must_use]
    pub fn is_locked(&self, now: i64) -> bool {
        now < self.locked_until
    }

    fn require_unlocked(&self, now: i64) -> Result<()> {
        if self.is_locked(now) {
            msg!("locked_until: {}", self.locked_until);
            return err!(StakingError::StillLocked);
        }
        Ok(())
    }

    /// This position's rewards, as the accounting takes them.
    #[must_use]
    pub fn share(&self) -> Share {
        Share { index: u128::from_le_bytes(self.index), earned: u128::from_le_bytes(self.earned) }
    }

    fn set_share(&mut self, Share { index, earned }: Share) {
        self.index = index.to_le_bytes();
        self.earned = earned.to_le_bytes();
    }

    /// Checked after every change.
    pub fn invariant(&self) -> Result<()> {
        let sound = match self.status {
            status if status == PositionStatus::Staked as u8 => {
                self.amount > 0
                    && (self.weight == self.amount || self.weight == self.terms.weight(self.amount)?)
            }
            status if status == PositionStatus::Unstaking as u8 => self.amount > 0 && self.weight == 0,
            _ => self.amount == 0 && self.weight == 0,
        };
        require!(sound && self.terms.is_valid(), StakingError::InvariantBroken);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
