//! Who shares in the emission.

use anchor_lang::prelude::*;
use twist_program_kit::{money, vault};

use crate::{
    constants::{MAX_SPLITS, SPLIT_SEED},
    error::TokenError,
};

/// One beneficiary's part of every emission.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct EmissionSplit {
    /// Who may withdraw: a wallet, a staking pool, or the funding authority of an emission-funded distribution.
    pub beneficiary: Pubkey,
    /// Where emission goes: the associated token account of PDA `["split", beneficiary]`. Derived once, here.
    pub vault: Pubkey,
    /// Basis points of every emission.
    pub bps: u16,
    /// Explicit padding.
    pub _padding: [u8; 6],
}

/// All beneficiaries; their parts add up to the whole.
#[zero_copy]
#[derive(Debug, Default)]
pub struct SplitTable {
    /// How many of `entries` are in use; 0 in a table that holds no proposal.
    pub count: u64,
    /// In the order in which `emit` takes the vaults.
    pub entries: [EmissionSplit; MAX_SPLITS],
}

impl SplitTable {
    /// Checks the parts, and derives each beneficiary's vault.
    pub fn new(parts: &[(Pubkey, u16)], mint: &Pubkey) -> Result<Self> {
        let whole: u32 = parts.iter().map(|(_, bps)| u32::from(*bps)).sum();
        let sound = parts.iter().enumerate().all(|(i, (key, bps))| {
            *bps > 0 && *key != Pubkey::default() && !parts.iter().take(i).any(|(other, _)| other == key)
        });
        require!(
            parts.len() <= MAX_SPLITS && sound && whole == u32::from(money::BPS),
            TokenError::InvalidSplits
        );

        let mut table = Self::default();
        for (entry, (beneficiary, bps)) in table.entries.iter_mut().zip(parts) {
            let (owner, _) = Pubkey::find_program_address(&[SPLIT_SEED, beneficiary.as_ref()], &crate::ID);
            *entry = EmissionSplit {
                beneficiary: *beneficiary,
                vault: vault::ata(&owner, mint),
                bps: *bps,
                _padding: [0; 6],
            };
        }
        table.count = u64::try_from(parts.len()).map_err(|_| TokenError::InvalidSplits)?;
        Ok(table)
    }

    /// The entries in use.
    #[must_use]
    pub fn active(&self) -> &[EmissionSplit] {
        usize::try_from(self.count).ok().and_then(|count| self.entries.get(..count)).unwrap_or(&[])
    }

    /// Whether the table holds no splits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Each split's part of `amount`, rounded down. What rounding leaves is the caller's to carry.
    pub fn shares(&self, amount: u64) -> impl Iterator<Item = Result<u64>> + '_ {
        self.active()
            .iter()
            .map(move |split| money::share(amount, split.bps).ok_or_else(|| error!(TokenError::Overflow)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: u8) -> Pubkey {
        Pubkey::new_from_array([n; 32])
    }

    #[test]
    fn shares_never_exceed_the_amount_and_leave_less_than_one_unit_per_split() {
        let table = SplitTable::new(&[(key(1), 3_333), (key(2), 3_333), (key(3), 3_334)], &key(9)).unwrap();
        for amount in [0, 1, 2, 9_999, 10_000, 10_001, u64::MAX] {
            let paid: u64 = table.shares(amount).map(|share| share.unwrap()).sum();
            assert!(paid <= amount && amount - paid < 3, "{amount}: {paid}");
        }
    }

    #[test]
    fn malformed_tables_are_refused() {
        let nine: Vec<_> = (1..=9).map(|n| (key(n), if n == 9 { 2_000 } else { 1_000 })).collect();
        for parts in [
            &[][..],
            &[(key(1), 9_999)],
            &[(key(1), 10_000), (key(2), 0)],
            &[(key(1), 5_000), (key(1), 5_000)],
            &[(Pubkey::default(), 10_000)],
            &nine,
        ] {
            assert!(SplitTable::new(parts, &key(9)).is_err(), "{parts:?}");
        }
    }
}
