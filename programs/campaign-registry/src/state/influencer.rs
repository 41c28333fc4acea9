//! Who referred a viewer, who is paid for it, and what its stakers get of that.

use anchor_lang::prelude::*;
use twist_program_kit::time::after;

use crate::{
    constants::{MAX_POOL_SHARE_BPS, NOTICE_SECONDS},
    error::RegistryError,
};

/// Whether an influencer earns. Stored as a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum InfluencerStatus {
    /// Earns.
    Active = 0,
    /// Stopped until reinstated.
    Suspended = 1,
}

/// One influencer (PDA `["influencer", wallet]`).
#[account(zero_copy)]
#[derive(Debug)]
pub struct Influencer {
    /// Layout version.
    pub version: u8,
    /// Bump of this PDA.
    pub bump: u8,
    /// An [`InfluencerStatus`].
    pub status: u8,
    /// Explicit padding.
    pub _padding: [u8; 1],
    /// Part of the earnings that goes to `pool`, basis points.
    pub pool_share_bps: u16,
    /// Share that may be put into force from `pending_at` on.
    pub pending_pool_share_bps: u16,
    /// Who this is.
    pub wallet: Pubkey,
    /// Wallet to be paid what does not go to the pool.
    pub payout_owner: Pubkey,
    /// SHA-256 of the canonical JSON that names the public handle.
    pub handle_hash: [u8; 32],
    /// Staking pool that shares in the earnings; the zero key when there is none.
    pub pool: Pubkey,
    /// Pool that may be put into force from `pending_at` on.
    pub pending_pool: Pubkey,
    /// End of the notice for `pending_*`, Unix seconds; 0 when nothing is pending.
    pub pending_at: i64,
    /// Room for later versions.
    pub reserved: [u8; 64],
}

const _: () = assert!(size_of::<Influencer>() == 240);

impl Influencer {
    /// Current layout version.
    pub const VERSION: u8 = 1;
    /// Account size with the discriminator, bytes.
    pub const SPACE: usize = 8 + size_of::<Self>();

    /// Whether the status is `status`.
    #[must_use]
    pub fn is(&self, status: InfluencerStatus) -> bool {
        self.status == status as u8
    }

    /// Changes who is paid at once. A better deal for the present pool's stakers holds at once too; a worse one, that is
    /// another pool or a lower share, after a notice. Whatever was pending is replaced. Returns the end of the notice, 0 when
    /// there is none.
    pub fn update(
        &mut self,
        payout_owner: Pubkey,
        pool: Pubkey,
        pool_share_bps: u16,
        now: i64,
    ) -> Result<i64> {
        require_keys_neq!(payout_owner, Pubkey::default(), RegistryError::InvalidPayoutOwner);
        let none = pool == Pubkey::default();
        require!(
            pool_share_bps <= MAX_POOL_SHARE_BPS && none == (pool_share_bps == 0),
            RegistryError::InvalidPoolShare
        );
        self.payout_owner = payout_owner;
        // An influencer without a pool has no stakers to give notice to.
        let nobody_loses =
            self.pool == Pubkey::default() || (self.pool == pool && pool_share_bps >= self.pool_share_bps);
        if nobody_loses {
            self.pool = pool;
            self.pool_share_bps = pool_share_bps;
            self.clear_pending();
        } else {
            self.pending_at = after(now, NOTICE_SECONDS).ok_or(RegistryError::Overflow)?;
            self.pending_pool = pool;
            self.pending_pool_share_bps = pool_share_bps;
        }
        Ok(self.pending_at)
    }

    /// Puts the pending pool and share into force once the notice is over.
    pub fn apply_update(&mut self, now: i64) -> Result<()> {
        require!(self.pending_at != 0, RegistryError::NothingProposed);
        require!(now >= self.pending_at, RegistryError::DelayNotOver);
        self.pool = self.pending_pool;
        self.pool_share_bps = self.pending_pool_share_bps;
        self.clear_pending();
        Ok(())
    }

    /// Stops the entry.
    pub fn suspend(&mut self) -> Result<()> {
        require!(!self.is(InfluencerStatus::Suspended), RegistryError::Suspended);
        self.status = InfluencerStatus::Suspended as u8;
        Ok(())
    }

    /// Lets it earn again.
    pub fn reinstate(&mut self) -> Result<()> {
        require!(self.is(InfluencerStatus::Suspended), RegistryError::NotSuspended);
        self.status = InfluencerStatus::Active as u8;
        Ok(())
    }

    fn clear_pending(&mut self) {
        self.pending_at = 0;
        self.pending_pool = Pubkey::default();
        self.pending_pool_share_bps = 0;
    }

    /// Checked after every change of pool or share.
    pub fn invariant(&self) -> Result<()> {
        require!(
            self.pool_share_bps <= MAX_POOL_SHARE_BPS
                && (self.pool == Pubkey::default()) == (self.pool_share_bps == 0),
            RegistryError::InvariantBroken
        );
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: u8) -> Pubkey {
        Pubkey::new_from_array([n; 32])
    }

    fn with_pool(share: u16) -> Influencer {
        let mut i: Influencer = bytemuck::Zeroable::zeroed();
        assert_eq!(i.update(key(1), key(2), share, 0), Ok(0), "a first pool needs no notice");
        i
    }

    #[test]
    fn a_raised_share_holds_at_once() {
        let mut i = with_pool(1_000);
        assert_eq!(i.update(key(1), key(2), 1_001, 0), Ok(0));
        assert_eq!(i.pool_share_bps, 1_001);
        i.invariant().unwrap();
    }

    #[test]
    fn a_lower_share_or_another_pool_waits_while_the_payout_owner_does_not() {
        for (pool, share) in [(key(2), 999), (key(3), 1_000), (key(3), 5_000), (Pubkey::default(), 0)] {
            let mut i = with_pool(1_000);
            let earliest = i.update(key(9), pool, share, 50).unwrap();
            assert_eq!(earliest, 50 + NOTICE_SECONDS);
            assert_eq!((i.payout_owner, i.pool, i.pool_share_bps), (key(9), key(2), 1_000));
            assert_eq!(i.apply_update(earliest - 1), Err(RegistryError::DelayNotOver.into()));
            i.apply_update(earliest).unwrap();
            assert_eq!((i.pool, i.pool_share_bps), (pool, share));
            assert_eq!(i.apply_update(earliest), Err(RegistryError::NothingProposed.into()));
            i.invariant().unwrap();
        }
    }

    #[test]
    fn a_later_update_replaces_what_was_pending() {
        let mut i = with_pool(1_000);
        i.update(key(1), key(3), 1, 0).unwrap();
        assert_eq!(i.update(key(1), key(2), 1_000, 0), Ok(0));
        assert_eq!(i.apply_update(i64::MAX), Err(RegistryError::NothingProposed.into()));
    }

    #[test]
    fn impossible_shares_are_refused() {
        let mut i = with_pool(1_000);
        for (pool, share) in [(key(2), MAX_POOL_SHARE_BPS + 1), (key(2), 0), (Pubkey::default(), 1)] {
            assert_eq!(i.update(key(1), pool, share, 0), Err(RegistryError::InvalidPoolShare.into()));
        }
        assert_eq!(
            i.update(Pubkey::default(), key(2), 1_000, 0),
            Err(RegistryError::InvalidPayoutOwner.into())
        );
    }
}
