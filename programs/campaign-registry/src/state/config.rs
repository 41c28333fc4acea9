//! The registry's one config account.

use anchor_lang::prelude::*;
use twist_program_kit::{
    authority::AuthorityPair,
    event::EventHeader,
    time::{POWER_DELAY, after},
};

use crate::{
    constants::{MAX_FEE_BPS, MAX_REFUND_GRACE_SECONDS, MIN_REFUND_GRACE_SECONDS},
    error::RegistryError,
};

/// Who runs the registry and what new campaigns pay (PDA `["config"]`). There is one, so an account of this type needs no
/// further check.
#[account(zero_copy)]
#[derive(Debug)]
pub struct RegistryConfig {
    /// Layout version.
    pub version: u8,
    /// Bump of this PDA.
    pub bump: u8,
    /// What is paused: `PAUSE_CREATE`, `PAUSE_FUND`.
    pub paused: u8,
    /// Explicit padding.
    pub _padding: [u8; 1],
    /// Protocol fee of new campaigns, basis points of what they pay. Each campaign keeps the one it was created with.
    pub fee_bps: u16,
    /// Fee that may be put into force from `pending_fee_at` on.
    pub pending_fee_bps: u16,
    /// Who is in charge.
    pub authority: AuthorityPair,
    /// Who can stop things.
    pub guardian: Pubkey,
    /// Who checks that a publisher owns its domain.
    pub registrar: Pubkey,
    /// Earliest execution of `pending_fee_bps`, Unix seconds; 0 when nothing is proposed.
    pub pending_fee_at: i64,
    /// How long after its end a settled campaign waits for its refund, seconds; copied into each campaign.
    pub refund_grace_seconds: i64,
    /// Events so far.
    pub event_seq: u64,
    /// Room for later versions.
    pub reserved: [u8; 96],
}

const _: () = assert!(size_of::<RegistryConfig>() == 256);

impl RegistryConfig {
    /// Current layout version.
    pub const VERSION: u8 = 1;
    /// Account size with the discriminator, bytes.
    pub const SPACE: usize = 8 + size_of::<Self>();

    /// Whether `key` is the authority.
    #[must_use]
    pub fn is_authority(&self, key: &Pubkey) -> bool {
        self.authority.current == *key
    }

    /// Whether `key` is the registrar.
    #[must_use]
    pub fn is_registrar(&self, key: &Pubkey) -> bool {
        self.registrar == *key
    }

    /// Whether `key` may stop things.
    #[must_use]
    pub fn can_stop(&self, key: &Pubkey) -> bool {
        self.is_authority(key) || self.guardian == *key
    }

    /// Whether `key` may suspend a publisher or an influencer.
    #[must_use]
    pub fn can_suspend(&self, key: &Pubkey) -> bool {
        self.can_stop(key) || self.is_registrar(key)
    }

    /// Whether `key` may reinstate one: the guardian can only stop things.
    #[must_use]
    pub fn can_reinstate(&self, key: &Pubkey) -> bool {
        self.is_authority(key) || self.is_registrar(key)
    }

    /// Counts and stamps this account's next event.
    pub fn next_event(&mut self, clock: &Clock) -> Result<EventHeader> {
        EventHeader::next(clock, &mut self.event_seq).ok_or_else(|| error!(RegistryError::Overflow))
    }

    /// Whether all of `bits` are paused.
    #[must_use]
    pub fn is_paused(&self, bits: u8) -> bool {
        self.paused & bits == bits
    }

    /// Lowers the fee at once (and drops a proposed rise: the last word counts), or proposes a rise and returns when it may
    /// be executed.
    pub fn set_fee(&mut self, fee_bps: u16, now: i64) -> Result<Option<i64>> {
        require!(fee_bps <= MAX_FEE_BPS && fee_bps != self.fee_bps, RegistryError::InvalidFee);
        if fee_bps < self.fee_bps {
            self.fee_bps = fee_bps;
            self.clear_pending_fee();
            return Ok(None);
        }
        let earliest = after(now, POWER_DELAY).ok_or(RegistryError::Overflow)?;
        self.pending_fee_bps = fee_bps;
        self.pending_fee_at = earliest;
        Ok(Some(earliest))
    }

    /// Puts a proposed fee into force; returns it.
    pub fn execute_fee(&mut self, now: i64) -> Result<u16> {
        require!(self.pending_fee_at != 0, RegistryError::NothingProposed);
        require!(now >= self.pending_fee_at, RegistryError::DelayNotOver);
        self.fee_bps = self.pending_fee_bps;
        self.clear_pending_fee();
        Ok(self.fee_bps)
    }

    /// Takes a proposed fee back; returns it.
    pub fn cancel_fee(&mut self) -> Result<u16> {
        require!(self.pending_fee_at != 0, RegistryError::NothingProposed);
        let cancelled = self.pending_fee_bps;
        self.clear_pending_fee();
        Ok(cancelled)
    }

    fn clear_pending_fee(&mut self) {
        self.pending_fee_bps = 0;
        self.pending_fee_at = 0;
    }

    /// Whether `seconds` is a refund grace that the program allows.
    #[must_use]
    pub fn is_valid_refund_grace(seconds: i64) -> bool {
        (MIN_REFUND_GRACE_SECONDS..=MAX_REFUND_GRACE_SECONDS).contains(&seconds)
    }

    /// Checked after every change.
    pub fn invariant(&self) -> Result<()> {
        require!(
            self.fee_bps <= MAX_FEE_BPS
                && self.pending_fee_bps <= MAX_FEE_BPS
                && Self::is_valid_refund_grace(self.refund_grace_seconds),
            RegistryError::InvariantBroken
        );
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(fee_bps: u16) -> RegistryConfig {
        RegistryConfig {
            fee_bps,
            refund_grace_seconds: MIN_REFUND_GRACE_SECONDS,
            ..bytemuck::Zeroable::zeroed()
        }
    }

    #[test]
    fn a_lower_fee_holds_at_once_and_drops_a_proposed_rise() {
        let mut c = config(500);
        c.set_fee(600, 0).unwrap();
        assert_eq!(c.set_fee(400, 0), Ok(None));
        assert_eq!(c.fee_bps, 400);
        assert_eq!(c.execute_fee(i64::MAX), Err(RegistryError::NothingProposed.into()));
    }

    #[test]
    fn a_rise_waits_out_the_delay() {
        let mut c = config(500);
        let earliest = c.set_fee(600, 1_000).unwrap().unwrap();
        assert_eq!(earliest, 1_000 + POWER_DELAY);
        assert_eq!(c.execute_fee(earliest - 1), Err(RegistryError::DelayNotOver.into()));
        assert_eq!(c.fee_bps, 500);
        assert_eq!(c.execute_fee(earliest), Ok(600));
        assert_eq!(c.execute_fee(earliest), Err(RegistryError::NothingProposed.into()));
        c.invariant().unwrap();
    }

    #[test]
    fn a_cancelled_rise_is_gone() {
        let mut c = config(500);
        assert_eq!(c.cancel_fee(), Err(RegistryError::NothingProposed.into()));
        c.set_fee(600, 0).unwrap();
        assert_eq!(c.cancel_fee(), Ok(600));
        assert_eq!(c.execute_fee(i64::MAX), Err(RegistryError::NothingProposed.into()));
    }

    #[test]
    fn fees_past_the_limit_and_fees_that_change_nothing_are_refused() {
        let mut c = config(500);
        assert_eq!(c.set_fee(MAX_FEE_BPS + 1, 0), Err(RegistryError::InvalidFee.into()));
        assert_eq!(c.set_fee(500, 0), Err(RegistryError::InvalidFee.into()));
        c.set_fee(MAX_FEE_BPS, 0).unwrap();
    }

    #[test]
    fn the_guardian_suspends_but_does_not_reinstate() {
        let [authority, guardian, registrar] = std::array::from_fn(|_| Pubkey::new_unique());
        let c = RegistryConfig { authority: AuthorityPair::new(authority), guardian, registrar, ..config(0) };
        assert!([authority, guardian, registrar].iter().all(|key| c.can_suspend(key)));
        assert!(c.can_reinstate(&authority) && c.can_reinstate(&registrar));
        assert!(!c.can_reinstate(&guardian) && !c.can_stop(&registrar));
    }
}
