//! The token program's one config account.

use anchor_lang::prelude::*;
use twist_program_kit::{authority::AuthorityPair, event::EventHeader};

use super::{EmissionSchedule, SplitTable};
use crate::error::TokenError;

/// Everything the program knows (PDA `["config"]`), and the mint's authority. There is one, so an account of this type
/// needs no further check.
#[account(zero_copy)]
#[derive(Debug)]
pub struct TokenConfig {
    /// Layout version.
    pub version: u8,
    /// Bump of this PDA.
    pub bump: u8,
    /// What is paused: `PAUSE_EMIT`, `PAUSE_MINT`.
    pub paused: u8,
    /// Explicit padding.
    pub _padding: [u8; 5],
    /// Who is in charge.
    pub authority: AuthorityPair,
    /// Who can stop things.
    pub guardian: Pubkey,
    /// The TWIST mint.
    pub mint: Pubkey,
    /// Most that may ever be minted, base units.
    pub max_supply: u64,
    /// All that was ever minted, base units; never falls.
    pub minted_lifetime: u64,
    /// All that was burned through this program, base units.
    pub burned: u64,
    /// Events so far.
    pub event_seq: u64,
    /// What is emitted when.
    pub emission: EmissionSchedule,
    /// Who shares in it.
    pub splits: SplitTable,
    /// Splits that may be put into force from `pending_splits_at` on.
    pub pending_splits: SplitTable,
    /// Earliest execution of `pending_splits`, Unix seconds.
    pub pending_splits_at: i64,
    /// Room for later versions.
    pub reserved: [u8; 128],
}

const _: () = assert!(size_of::<TokenConfig>() == 1_776);

impl TokenConfig {
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
        EventHeader::next(clock, &mut self.event_seq).ok_or_else(|| error!(TokenError::Overflow))
    }

    /// Whether all of `bits` are paused.
    #[must_use]
    pub fn is_paused(&self, bits: u8) -> bool {
        self.paused & bits == bits
    }

    /// Records `amount` as minted. Room that the schedule still needs is not free for anyone else.
    pub fn record_mint(&mut self, amount: u64) -> Result<()> {
        self.minted_lifetime = self.minted_lifetime.checked_add(amount).ok_or(TokenError::Overflow)?;
        require!(self.cap_holds(), TokenError::CapExceeded);
        Ok(())
    }

    /// Records `amount` as burned. Makes no room: the cap is on what was ever minted.
    pub fn record_burn(&mut self, amount: u64) -> Result<()> {
        self.burned = self.burned.checked_add(amount).ok_or(TokenError::Overflow)?;
        Ok(())
    }

    /// Promise 1: what was minted and what the schedule still owes fits the cap.
    fn cap_holds(&self) -> bool {
        self.minted_lifetime
            .checked_add(self.emission.remaining())
            .is_some_and(|committed| committed <= self.max_supply)
    }

    /// Checked after every change.
    pub fn invariant(&self) -> Result<()> {
        require!(
            self.cap_holds()
                && self.burned <= self.minted_lifetime
                && self.emission.invariant()
                && !self.splits.is_empty(),
            TokenError::InvariantBroken
        );
        Ok(())
    }
}
