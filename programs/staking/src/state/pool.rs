//! Who stakes for what, and what is on its way to them.

use anchor_lang::prelude::*;
use twist_program_kit::{event::EventHeader, time::after};
use twist_stake_math::{Rewards, Stream, min_stream_weight};

use crate::{
    constants::{COMMISSION_NOTICE_SECONDS, MAX_COMMISSION_BPS},
    error::StakingError,
};

/// What the present window streams and what waits for the next; see [`Stream`].
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct StreamState {
    /// Until when the stream was advanced, Unix seconds.
    pub updated_at: i64,
    /// Seconds of the present window that have flowed.
    pub elapsed: u64,
    /// What the present window releases in all, base units of the reward mint.
    pub amount: u64,
    /// What the next window will release, base units of the reward mint.
    pub queued: u64,
}

/// Where TWIST is staked for a stream of rewards (PDA `["pool", owner, reward_mint]`): the global pool's owner is the config,
/// every other pool's an influencer. Never closed, so whoever names its address can always be paid there.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Pool {
    /// Layout version.
    pub version: u8,
    /// Bump of this PDA, which owns the reward vault.
    pub bump: u8,
    /// Bump of `stake_authority`.
    pub stake_bump: u8,
    /// 1 when nobody can stake any more.
    pub retired: u8,
    /// The owner's part of the rewards, basis points.
    pub commission_bps: u16,
    /// Commission that may be put into force from `pending_commission_at` on.
    pub pending_commission_bps: u16,
    /// End of the notice, Unix seconds; 0 when nothing is pending.
    pub pending_commission_at: i64,
    /// Whose pool it is.
    pub owner: Pubkey,
    /// What is staked: TWIST.
    pub stake_mint: Pubkey,
    /// What is earned. For ever the same.
    pub reward_mint: Pubkey,
    /// PDA `["stake", pool]`, which owns the stake vault.
    pub stake_authority: Pubkey,
    /// Holds stakes only: the associated token account of `stake_authority`.
    pub stake_vault: Pubkey,
    /// Holds rewards only: the associated token account of this account.
    pub reward_vault: Pubkey,
    /// Events so far.
    pub event_seq: u64,
    /// Open positions.
    pub positions: u64,
    /// Principal that is staked, base units of TWIST.
    pub total_staked: u64,
    /// Principal that was asked back and is still here, base units of TWIST.
    pub unstaking: u64,
    /// Sum of all positions' weights.
    pub total_weight: u64,
    /// Everything funded less everything paid, base units of the reward mint.
    pub accounted: u64,
    /// What the owner can claim, base units of the reward mint.
    pub owner_due: u64,
    /// The stream.
    pub stream: StreamState,
    /// Reward per unit of weight, Q64.64, little-endian. (16 bytes instead of a `u128`, whose alignment is not the same
    /// everywhere.)
    pub reward_per_weight: [u8; 16],
    /// Released and not attributed yet, Q64.64, little-endian.
    pub carried: [u8; 16],
    /// Room for later versions.
    pub reserved: [u8; 64],
}

const _: () = assert!(size_of::<Pool>() == 392);

/// What a new pool starts with.
pub struct PoolOrigin {
    /// Bump of the pool's PDA.
    pub bump: u8,
    /// Bump of `stake_authority`.
    pub stake_bump: u8,
    /// Whose pool it is.
    pub owner: Pubkey,
    /// TWIST.
    pub stake_mint: Pubkey,
    /// What is earned.
    pub reward_mint: Pubkey,
    /// Owns the stake vault.
    pub stake_authority: Pubkey,
    /// Where stakes go.
    pub stake_vault: Pubkey,
    /// Where rewards go.
    pub reward_vault: Pubkey,
    /// The owner's part of the rewards, basis points.
    pub commission_bps: u16,
}

/// What a sync accounted for, base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Synced {
    /// New in the reward vault.
    pub surplus: u64,
    /// The owner's part of it.
    pub commission: u64,
}

impl Pool {
    /// Current layout version.
    pub const VERSION: u8 = 1;
    /// Account size with the discriminator, bytes.
    pub const SPACE: usize = 8 + size_of::<Self>();

    /// Fills a new account.
    pub fn open(&mut self, origin: PoolOrigin, now: i64) -> Result<()> {
        require!(origin.commission_bps <= MAX_COMMISSION_BPS, StakingError::InvalidCommission);
        self.version = Self::VERSION;
        self.bump = origin.bump;
        self.stake_bump = origin.stake_bump;
        self.owner = origin.owner;
        self.stake_mint = origin.stake_mint;
        self.reward_mint = origin.reward_mint;
        self.stake_authority = origin.stake_authority;
        self.stake_vault = origin.stake_vault;
        self.reward_vault = origin.reward_vault;
        self.commission_bps = origin.commission_bps;
        self.stream.updated_at = now;
        Ok(())
    }

    /// Counts and stamps this account's next event.
    pub fn next_event(&mut self, clock: &Clock) -> Result<EventHeader> {
        EventHeader::next(clock, &mut self.event_seq).ok_or_else(|| error!(StakingError::Overflow))
    }

    /// Whether nobody can stake any more.
    #[must_use]
    pub fn is_retired(&self) -> bool {
        self.retired != 0
    }

    /// Refuses stakes in a retired pool.
    pub fn require_open(&self) -> Result<()> {
        require!(!self.is_retired(), StakingError::PoolRetired);
        Ok(())
    }

    /// The rewards side, as the accounting takes it.
    #[must_use]
    pub fn rewards(&self) -> Rewards {
        let StreamState { updated_at, elapsed, amount, queued } = self.stream;
        Rewards {
            per_weight: u128::from_le_bytes(self.reward_per_weight),
            carried: u128::from_le_bytes(self.carried),
            stream: Stream { updated_at, elapsed, amount, queued },
            owner_due: self.owner_due,
            accounted: self.accounted,
        }
    }

    /// Stores what the accounting made of [`Pool::rewards`].
    pub(super) fn set_rewards(&mut self, rewards: Rewards) {
        let Rewards { per_weight, carried, stream, owner_due, accounted } = rewards;
        let Stream { updated_at, elapsed, amount, queued } = stream;
        self.reward_per_weight = per_weight.to_le_bytes();
        self.carried = carried.to_le_bytes();
        self.stream = StreamState { updated_at, elapsed, amount, queued };
        self.owner_due = owner_due;
        self.accounted = accounted;
    }

    /// The rewards side with the time up to `now` passed. Cannot fail.
    #[must_use]
    pub fn rewards_at(&self, now: i64) -> Rewards {
        let mut rewards = self.rewards();
        rewards.advance(now, self.total_weight, min_stream_weight(self.is_retired()));
        rewards
    }

    /// Accounts for what the reward vault, which holds `balance` base units, has received: it streams in the next window. With
    /// nobody left in a retired pool it is the owner's.
    pub fn sync(&mut self, balance: u64, now: i64) -> Result<Synced> {
        let mut rewards = self.rewards_at(now);
        let surplus = rewards.surplus(balance);
        let commission = rewards.fund(surplus, self.commission_bps).ok_or(StakingError::Overflow)?;
        self.store_or_release(rewards);
        Ok(Synced { surplus, commission })
    }

    /// Takes what the owner can claim now, base units.
    pub fn take_owner_due(&mut self, now: i64) -> Result<u64> {
        self.store_or_release(self.rewards_at(now));
        let mut rewards = self.rewards();
        let units = rewards.pay_owner().ok_or(StakingError::InvariantBroken)?;
        require!(units > 0, StakingError::NothingDue);
        self.set_rewards(rewards);
        Ok(units)
    }

    /// Lets nobody stake any more. Those who do go on earning.
    pub fn retire(&mut self, now: i64) -> Result<()> {
        self.require_open()?;
        // Up to now the rules of an open pool held.
        let rewards = self.rewards_at(now);
        self.retired = 1;
        self.store_or_release(rewards);
        Ok(())
    }

    fn store_or_release(&mut self, mut rewards: Rewards) {
        // Positions that were asked back cannot be staked again in a retired pool, so a weight of zero is final.
        if self.is_retired() && self.total_weight == 0 {
            rewards.release_to_owner();
        }
        self.set_rewards(rewards);
    }

    /// Changes the commission: a lower one holds at once, a higher one after a notice. Whatever was pending is replaced. Sync first,
    /// so that what came in before is divided as it was announced. Returns the end of the notice, 0 when there is none.
    pub fn set_commission(&mut self, commission_bps: u16, now: i64) -> Result<i64> {
        require!(commission_bps <= MAX_COMMISSION_BPS, StakingError::InvalidCommission);
        if commission_bps <= self.commission_bps {
            self.commission_bps = commission_bps;
            self.clear_pending();
        } else {
            self.pending_commission_at =
                after(now, COMMISSION_NOTICE_SECONDS).ok_or(StakingError::Overflow)?;
            self.pending_commission_bps = commission_bps;
        }
        Ok(self.pending_commission_at)
    }

    /// Puts the pending commission into force once the notice is over. Sync first.
    pub fn apply_commission(&mut self, now: i64) -> Result<()> {
        require!(self.pending_commission_at != 0, StakingError::NothingProposed);
        require!(now >= self.pending_commission_at, StakingError::NoticeNotOver);
        self.commission_bps = self.pending_commission_bps;
        self.clear_pending();
        Ok(())
    }

    fn clear_pending(&mut self) {
        self.pending_commission_at = 0;
        self.pending_commission_bps = 0;
    }

    /// Checked after every change. Every weight is at least its amount, and no more is earned or due than is accounted for.
    pub fn invariant(&self) -> Result<()> {
        self.stake_invariant()?;
        require!(
            self.commission_bps <= MAX_COMMISSION_BPS && self.rewards().earned().is_some(),
            StakingError::InvariantBroken
        );
        Ok(())
    }

    /// What of it is about stakes: all that a principal on its way out is held up by, however rewards may have been miscounted.
    pub fn stake_invariant(&self) -> Result<()> {
        require!(self.total_weight >= self.total_staked, StakingError::InvariantBroken);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
