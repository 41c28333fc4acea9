//! Who attests, how many must agree, and how much they may have at risk.

use anchor_lang::prelude::*;

use crate::{
    constants::{MAX_ATTESTERS, MAX_CHALLENGE_WINDOW, MIN_CHALLENGE_WINDOW},
    error::RewardsError,
};

/// What an attester set is trusted with.
#[zero_copy]
#[derive(Debug, Default)]
pub struct AttesterTerms {
    /// The attesters' keys; the first `count` are in use.
    pub members: [Pubkey; MAX_ATTESTERS],
    /// How long anyone may challenge a root before it is paid, seconds.
    pub challenge_window: i64,
    /// Most that all pending increases under this set may add up to, base units.
    pub max_value_at_risk: u64,
    /// Equal votes that open a challenge window.
    pub threshold: u8,
    /// Members in use; 0 when there are no terms here.
    pub count: u8,
    /// Explicit padding.
    pub _padding: [u8; 6],
    /// Room for later versions (least bond).
    pub reserved: [u8; 32],
}

impl AttesterTerms {
    /// Checks and builds terms. More than half must agree, so that two different roots can never both have enough votes.
    pub fn new(
        members: &[Pubkey],
        threshold: u8,
        challenge_window: i64,
        max_value_at_risk: u64,
    ) -> Result<Self> {
        let distinct = members
            .iter()
            .enumerate()
            .all(|(i, key)| *key != Pubkey::default() && !members.iter().take(i).any(|other| other == key));
        let count = u8::try_from(members.len()).map_err(|_| RewardsError::InvalidAttesterSet)?;
        require!(
            (1..=MAX_ATTESTERS).contains(&members.len())
                && distinct
                && threshold > count.wrapping_div(2)
                && threshold <= count
                && (MIN_CHALLENGE_WINDOW..=MAX_CHALLENGE_WINDOW).contains(&challenge_window)
                && max_value_at_risk > 0,
            RewardsError::InvalidAttesterSet
        );
        let mut terms = Self { challenge_window, max_value_at_risk, threshold, count, ..Self::default() };
        for (slot, member) in terms.members.iter_mut().zip(members) {
            *slot = *member;
        }
        Ok(terms)
    }

    /// Where `key` stands among the members.
    #[must_use]
    pub fn position(&self, key: &Pubkey) -> Option<usize> {
        self.members.iter().take(usize::from(self.count)).position(|member| member == key)
    }
}

/// A set of attesters (PDA `["attester_set", id]`), used by any number of distributions.
#[account(zero_copy)]
#[derive(Debug)]
pub struct AttesterSet {
    /// Layout version.
    pub version: u8,
    /// Bump of this PDA.
    pub bump: u8,
    /// Explicit padding.
    pub _padding: [u8; 2],
    /// The set's number.
    pub id: u32,
    /// Counts changes of the terms; votes under an older version are void.
    pub set_version: u32,
    /// Explicit padding.
    pub _padding2: [u8; 4],
    /// Sum of all pending increases under this set, base units.
    pub value_at_risk: u64,
    /// Earliest execution of `proposed`, Unix seconds; 0 when nothing is proposed.
    pub proposed_at: i64,
    /// Terms in force.
    pub terms: AttesterTerms,
    /// Terms that may be put into force from `proposed_at` on.
    pub proposed: AttesterTerms,
    /// Room for later versions.
    pub reserved: [u8; 64],
}

const _: () = assert!(size_of::<AttesterSet>() == 1_232);

impl AttesterSet {
    /// Current layout version.
    pub const VERSION: u8 = 1;
    /// Account size with the discriminator, bytes.
    pub const SPACE: usize = 8 + size_of::<Self>();

    /// Stores a proposal; one that is already there is replaced and its delay starts anew.
    pub fn propose(&mut self, terms: AttesterTerms, earliest: i64) {
        self.proposed = terms;
        self.proposed_at = earliest;
    }

    /// Puts the proposal into force.
    pub fn execute(&mut self, now: i64) -> Result<()> {
        require!(self.proposed_at != 0, RewardsError::NothingProposed);
        require!(now >= self.proposed_at, RewardsError::DelayNotOver);
        self.terms = std::mem::take(&mut self.proposed);
        self.proposed_at = 0;
        self.set_version = self.set_version.checked_add(1).ok_or(RewardsError::Overflow)?;
        Ok(())
    }

    /// Takes the proposal back.
    pub fn cancel(&mut self) -> Result<()> {
        require!(self.proposed_at != 0, RewardsError::NothingProposed);
        self.proposed = AttesterTerms::default();
        self.proposed_at = 0;
        Ok(())
    }

    /// Puts `increase` at risk.
    pub fn take_risk(&mut self, increase: u64) -> Result<()> {
        self.value_at_risk = self.value_at_risk.checked_add(increase).ok_or(RewardsError::Overflow)?;
        require!(self.value_at_risk <= self.terms.max_value_at_risk, RewardsError::ValueAtRiskExceeded);
        Ok(())
    }

    /// `increase` was paid or dropped.
    pub fn release_risk(&mut self, increase: u64) -> Result<()> {
        self.value_at_risk = self.value_at_risk.checked_sub(increase).ok_or(RewardsError::InvariantBroken)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(n: u8) -> Vec<Pubkey> {
        (1..=n).map(|i| Pubkey::new_from_array([i; 32])).collect()
    }

    #[test]
    fn a_threshold_is_a_majority() {
        for (count, threshold, ok) in
            [(1, 1, true), (2, 1, false), (2, 2, true), (3, 1, false), (3, 2, true), (3, 4, false)]
        {
            let terms = AttesterTerms::new(&keys(count), threshold, MIN_CHALLENGE_WINDOW, 1);
            assert_eq!(terms.is_ok(), ok, "{threshold} of {count}");
        }
    }

    #[test]
    fn malformed_sets_are_refused() {
        let window = MIN_CHALLENGE_WINDOW;
        assert!(AttesterTerms::new(&[], 0, window, 1).is_err());
        assert!(AttesterTerms::new(&keys(17), 9, window, 1).is_err());
        assert!(AttesterTerms::new(&[keys(1), keys(1)].concat(), 2, window, 1).is_err());
        assert!(AttesterTerms::new(&[Pubkey::default()], 1, window, 1).is_err());
        assert!(AttesterTerms::new(&keys(1), 1, window - 1, 1).is_err());
        assert!(AttesterTerms::new(&keys(1), 1, MAX_CHALLENGE_WINDOW + 1, 1).is_err());
        assert!(AttesterTerms::new(&keys(1), 1, window, 0).is_err());
    }

    #[test]
    fn risk_is_bounded_over_all_pending_increases() {
        let mut set: AttesterSet = bytemuck::Zeroable::zeroed();
        set.propose(AttesterTerms::new(&keys(3), 2, MIN_CHALLENGE_WINDOW, 100).unwrap(), 5);
        assert_eq!(set.execute(4), Err(RewardsError::DelayNotOver.into()));
        set.execute(5).unwrap();
        assert_eq!(set.set_version, 1);
        set.take_risk(60).unwrap();
        assert_eq!({ set }.take_risk(41), Err(RewardsError::ValueAtRiskExceeded.into()));
        set.take_risk(40).unwrap();
        set.release_risk(100).unwrap();
        assert_eq!(set.release_risk(1), Err(RewardsError::InvariantBroken.into()));
    }
}
