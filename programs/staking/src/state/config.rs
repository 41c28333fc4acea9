//! The staking program's one config account.

use anchor_lang::prelude::*;
use twist_program_kit::{authority::AuthorityPair, event::EventHeader};

use super::Terms;
use crate::{constants::MAX_TIERS, error::StakingError};

/// Who is in charge and what is on offer (PDA `["config"]`). There is one, so an account of this type needs no further check.
#[account(zero_copy)]
#[derive(Debug)]
pub struct StakingConfig {
    /// Layout version.
    pub version: u8,
    /// Bump of this PDA.
    pub bump: u8,
    /// What is paused: `PAUSE_DEPOSITS`.
    pub paused: u8,
    /// How many of `tiers` are on offer.
    pub tier_count: u8,
    /// Explicit padding.
    pub _padding: [u8; 4],
    /// Who is in charge.
    pub authority: AuthorityPair,
    /// Who can stop things.
    pub guardian: Pubkey,
    /// The TWIST mint: what is staked in every pool.
    pub mint: Pubkey,
    /// The global pool; its owner is this account, so nobody can retire it or take a commission.
    pub global_pool: Pubkey,
    /// Where the penalties of all other pools go.
    pub global_reward_vault: Pubkey,
    /// Events so far.
    pub event_seq: u64,
    /// Terms on offer for new stakes, shortest lock first.
    pub tiers: [Terms; MAX_TIERS],
    /// Room for later versions.
    pub reserved: [u8; 128],
}

const _: () = assert!(size_of::<StakingConfig>() == 528);

impl StakingConfig {
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
        EventHeader::next(clock, &mut self.event_seq).ok_or_else(|| error!(StakingError::Overflow))
    }

    /// Whether all of `bits` are paused.
    #[must_use]
    pub fn is_paused(&self, bits: u8) -> bool {
        self.paused & bits == bits
    }

    /// The terms on offer.
    #[must_use]
    pub fn offered(&self) -> &[Terms] {
        self.tiers.get(..usize::from(self.tier_count)).unwrap_or(&[])
    }

    /// Refuses terms that are not on offer. Stakers sign the terms themselves and not their place in the list, so that what they
    /// signed for is what they get.
    pub fn require_offered(&self, terms: &Terms) -> Result<()> {
        require!(self.offered().contains(terms), StakingError::TierNotListed);
        Ok(())
    }

    /// Replaces what is on offer. Positions keep the terms they have.
    pub fn set_tiers(&mut self, tiers: &[Terms]) -> Result<()> {
        let ascending = tiers.is_sorted_by(|a, b| a.lock_seconds < b.lock_seconds);
        require!(
            (1..=MAX_TIERS).contains(&tiers.len()) && ascending && tiers.iter().all(Terms::is_valid),
            StakingError::InvalidTiers
        );
        self.tiers = [Terms::default(); MAX_TIERS];
        for (slot, terms) in self.tiers.iter_mut().zip(tiers) {
            *slot = *terms;
        }
        self.tier_count = u8::try_from(tiers.len()).map_err(|_| StakingError::InvalidTiers)?;
        Ok(())
    }

    /// Checked after every change of terms.
    pub fn invariant(&self) -> Result<()> {
        let offered = self.offered();
        require!(!offered.is_empty() && offered.iter().all(Terms::is_valid), StakingError::InvariantBroken);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twist_program_kit::time::DAY;

    fn terms(days: i64) -> Terms {
        Terms { lock_seconds: days * DAY, multiplier_bps: 10_000, ..Terms::default() }
    }

    fn config() -> StakingConfig {
        bytemuck::Zeroable::zeroed()
    }

    #[test]
    fn what_is_on_offer_is_what_was_set_last() {
        let mut config = config();
        config.set_tiers(&[terms(30), terms(90), terms(180)]).unwrap();
        config.set_tiers(&[terms(30), terms(365)]).unwrap();
        config.invariant().unwrap();
        assert_eq!(config.offered(), [terms(30), terms(365)]);
        assert!(config.require_offered(&terms(90)).is_err());
        assert!(config.require_offered(&Terms::default()).is_err(), "an unused slot is not an offer");
        let dearer = Terms { penalty_bps: 1, ..terms(30) };
        assert!(config.require_offered(&dearer).is_err(), "every term counts");
    }

    #[test]
    fn tiers_outside_the_limits_are_refused_and_change_nothing() {
        let mut config = config();
        config.set_tiers(&[terms(30)]).unwrap();
        let bad = [
            Terms { lock_seconds: DAY - 1, ..terms(30) },
            Terms { lock_seconds: 730 * DAY + 1, ..terms(30) },
            Terms { cooldown_seconds: -1, ..terms(30) },
            Terms { cooldown_seconds: 30 * DAY + 1, ..terms(30) },
            Terms { multiplier_bps: 9_999, ..terms(30) },
            Terms { multiplier_bps: 50_001, ..terms(30) },
            Terms { penalty_bps: 2_501, ..terms(30) },
        ];
        for terms in bad {
            assert_eq!(config.set_tiers(&[terms]), Err(StakingError::InvalidTiers.into()), "{terms:?}");
        }
        let nine: Vec<_> = (1..=9).map(terms).collect();
        for tiers in [&[][..], &nine, &[terms(90), terms(30)], &[terms(30), terms(30)]] {
            assert!(config.set_tiers(tiers).is_err());
        }
        assert_eq!(config.offered(), [terms(30)]);
    }
}
