//! The rewards program's one config account.

use anchor_lang::prelude::*;
use twist_program_kit::{authority::AuthorityPair, event::EventHeader};

use crate::error::RewardsError;

/// Who is in charge (PDA `["config"]`). There is one, so an account of this type needs no further check. Nothing here can
/// stop a claim.
#[account(zero_copy)]
#[derive(Debug)]
pub struct RewardsConfig {
    /// Layout version.
    pub version: u8,
    /// Bump of this PDA.
    pub bump: u8,
    /// Explicit padding.
    pub _padding: [u8; 6],
    /// Who is in charge.
    pub authority: AuthorityPair,
    /// Who can veto.
    pub guardian: Pubkey,
    /// Events so far.
    pub event_seq: u64,
    /// Room for later versions.
    pub reserved: [u8; 256],
}

const _: () = assert!(size_of::<RewardsConfig>() == 368);

impl RewardsConfig {
    /// Current layout version.
    pub const VERSION: u8 = 1;
    /// Account size with the discriminator, bytes.
    pub const SPACE: usize = 8 + size_of::<Self>();

    /// Whether `key` is the authority.
    #[must_use]
    pub fn is_authority(&self, key: &Pubkey) -> bool {
        self.authority.current == *key
    }

    /// Whether `key` may stop things.
    #[must_use]
    pub fn can_stop(&self, key: &Pubkey) -> bool {
        self.is_authority(key) || self.guardian == *key
    }

    /// Counts and stamps this account's next event.
    pub fn next_event(&mut self, clock: &Clock) -> Result<EventHeader> {
        EventHeader::next(clock, &mut self.event_seq).ok_or_else(|| error!(RewardsError::Overflow))
    }
}
