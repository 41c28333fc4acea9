//! Who owns a site, and who is paid for its attention.

use anchor_lang::prelude::*;

use crate::error::RegistryError;

/// How far a claim to a site got. Stored as a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum PublisherStatus {
    /// Anyone can say so.
    Claimed = 0,
    /// The registrar checked the domain.
    Active = 1,
    /// Stopped until reinstated.
    Suspended = 2,
}

/// One owner's claim to one site (PDA `["publisher", site_hash, owner]`): the owner is part of the address, so that nobody
/// can squat on a site by claiming it first.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Publisher {
    /// Layout version.
    pub version: u8,
    /// Bump of this PDA.
    pub bump: u8,
    /// A [`PublisherStatus`].
    pub status: u8,
    /// Explicit padding.
    pub _padding: [u8; 5],
    /// SHA-256 of the site's host name.
    pub site_hash: [u8; 32],
    /// Who claimed the site, and changes this entry.
    pub owner: Pubkey,
    /// Wallet to be paid.
    pub payout_owner: Pubkey,
    /// The registrar's word holds until this time, Unix seconds; 0 when it never gave it.
    pub verified_until: i64,
    /// Room for later versions.
    pub reserved: [u8; 64],
}

const _: () = assert!(size_of::<Publisher>() == 176);

impl Publisher {
    /// Current layout version.
    pub const VERSION: u8 = 1;
    /// Account size with the discriminator, bytes.
    pub const SPACE: usize = 8 + size_of::<Self>();

    /// Whether the status is `status`.
    #[must_use]
    pub fn is(&self, status: PublisherStatus) -> bool {
        self.status == status as u8
    }

    /// Whether attention on the site earns at `now`.
    #[must_use]
    pub fn earns(&self, now: i64) -> bool {
        self.is(PublisherStatus::Active) && now < self.verified_until
    }

    /// Changes who is paid.
    pub fn set_payout_owner(&mut self, payout_owner: Pubkey) -> Result<()> {
        require_keys_neq!(payout_owner, Pubkey::default(), RegistryError::InvalidPayoutOwner);
        self.payout_owner = payout_owner;
        Ok(())
    }

    /// The registrar's word: the domain is the owner's until `until`.
    pub fn verify(&mut self, until: i64, now: i64) -> Result<()> {
        require!(!self.is(PublisherStatus::Suspended), RegistryError::Suspended);
        require!(until > now, RegistryError::InvalidExpiry);
        self.verified_until = until;
        self.status = PublisherStatus::Active as u8;
        Ok(())
    }

    /// Stops the entry.
    pub fn suspend(&mut self) -> Result<()> {
        require!(!self.is(PublisherStatus::Suspended), RegistryError::Suspended);
        self.status = PublisherStatus::Suspended as u8;
        Ok(())
    }

    /// Gives back the status it had. Returns it.
    pub fn reinstate(&mut self) -> Result<PublisherStatus> {
        require!(self.is(PublisherStatus::Suspended), RegistryError::NotSuspended);
        let status =
            if self.verified_until == 0 { PublisherStatus::Claimed } else { PublisherStatus::Active };
        self.status = status as u8;
        Ok(status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim() -> Publisher {
        bytemuck::Zeroable::zeroed()
    }

    #[test]
    fn a_claim_earns_only_while_the_registrar_vouches_for_it() {
        let mut p = claim();
        assert!(!p.earns(0));
        assert_eq!(p.verify(100, 100), Err(RegistryError::InvalidExpiry.into()));
        p.verify(100, 10).unwrap();
        assert!(p.earns(99));
        assert!(!p.earns(100));
    }

    #[test]
    fn reinstating_gives_back_the_status_it_had() {
        let mut p = claim();
        assert_eq!(p.reinstate(), Err(RegistryError::NotSuspended.into()));
        p.suspend().unwrap();
        assert_eq!(p.suspend(), Err(RegistryError::Suspended.into()));
        assert_eq!(p.reinstate(), Ok(PublisherStatus::Claimed));

        p.verify(100, 10).unwrap();
        p.suspend().unwrap();
        assert!(!p.earns(50));
        assert_eq!(p.verify(200, 10), Err(RegistryError::Suspended.into()), "verifying is no way around it");
        assert_eq!(p.reinstate(), Ok(PublisherStatus::Active));
        assert!(p.earns(50));
    }

    #[test]
    fn the_zero_key_cannot_be_paid() {
        assert_eq!(
            claim().set_payout_owner(Pubkey::default()),
            Err(RegistryError::InvalidPayoutOwner.into())
        );
    }
}
