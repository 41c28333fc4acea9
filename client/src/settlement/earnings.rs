//! Who is paid for an epoch's attention, and how much.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use solana_pubkey::Pubkey;
use twist_attention::{
    credit::{Credit, EpochCredits},
    vau::Vau,
};

use super::Referrer;

/// A VAU and who stands behind its device, its site and its referrer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributed {
    /// The attention.
    pub vau: Vau,
    /// Paid for watching.
    pub viewer: Pubkey,
    /// Paid for the site.
    pub publisher: Pubkey,
    /// Paid for the referral; its share goes to the publisher where nobody is registered for the referring host.
    pub influencer: Option<Referrer>,
}

/// What each role earned, base units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ByRole {
    /// For watching.
    pub viewers: u64,
    /// For the site, and for referrals that are nobody's.
    pub publishers: u64,
    /// For referrals, without what their pools get of it.
    pub influencers: u64,
    /// Out of what influencers earned.
    pub pools: u64,
}

impl ByRole {
    /// All roles together: what was owed, to the last unit.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.viewers
            .saturating_add(self.publishers)
            .saturating_add(self.influencers)
            .saturating_add(self.pools)
    }

    /// Adds what another epoch brought.
    pub const fn add(&mut self, more: &Self) {
        self.viewers = self.viewers.saturating_add(more.viewers);
        self.publishers = self.publishers.saturating_add(more.publishers);
        self.influencers = self.influencers.saturating_add(more.influencers);
        self.pools = self.pools.saturating_add(more.pools);
    }
}

/// An epoch's credits, summed. Both sums are the same money.
#[derive(Default)]
pub(super) struct Earned {
    /// By payee, ordered by the payees' bytes; nobody in it earned nothing.
    pub(super) by_payee: BTreeMap<Pubkey, u64>,
    /// By role.
    pub(super) by_role: ByRole,
}

impl Earned {
    /// Sums `credits`, which are for `attention`.
    pub(super) fn of(attention: &[Attributed], credits: &EpochCredits) -> Self {
        let mut by_vau = HashMap::new();
        for item in attention {
            // Of a VAU that is there twice the first counts: for crediting too the second is a duplicate.
            by_vau.entry(item.vau.id).or_insert(item);
        }
        let mut earned = Self::default();
        for credit in &credits.credits {
            if let Some(item) = by_vau.get(&credit.vau) {
                earned.add(item, credit);
            }
        }
        earned
    }

    fn add(&mut self, item: &Attributed, credit: &Credit) {
        let Self { by_payee, by_role } = self;
        // Cannot saturate: all credits together are within the campaign's budget.
        let mut pay = |payee: Pubkey, amount: u64, role: &mut u64| {
            *role = role.saturating_add(amount);
            if amount > 0 {
                let sum = by_payee.entry(payee).or_default();
                *sum = sum.saturating_add(amount);
            }
        };
        pay(item.viewer, credit.viewer, &mut by_role.viewers);
        pay(item.publisher, credit.publisher, &mut by_role.publishers);
        match item.influencer {
            None => pay(item.publisher, credit.influencer, &mut by_role.publishers),
            Some(referrer) => {
                let parts = referrer.split(credit.influencer);
                pay(referrer.payee, parts.influencer, &mut by_role.influencers);
                if let Some(pool) = referrer.pool {
                    pay(pool.address(), parts.pool, &mut by_role.pools);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settlement::fixtures;

    #[test]
    fn a_vau_that_is_there_twice_pays_those_who_came_first() {
        let first = fixtures::attended(1, None, 0, 1);
        let second = Attributed { viewer: Pubkey::new_from_array([9; 32]), ..first.clone() };
        let credit = Credit { vau: first.vau.id, seconds: 1, viewer: 5, publisher: 3, influencer: 0 };
        let credits = EpochCredits { credits: vec![credit], ..EpochCredits::default() };
        let earned = Earned::of(&[first.clone(), second], &credits);
        assert_eq!(earned.by_payee.get(&first.viewer), Some(&5));
        assert_eq!(earned.by_role.total(), 8);
    }
}
