//! The running account of a distribution: who has earned what, epoch after epoch.

use std::collections::{BTreeMap, HashMap};

use solana_pubkey::Pubkey;
use twist_attention::{
    credit::{CreditError, Credited, EpochCredits, Terms, credit_epoch},
    rules::Refused,
    vau::Vau,
};
use twist_merkle_sum::{Hash, MerkleSumError, Tree, extend_history};

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
    pub influencer: Option<Pubkey>,
}

/// A leaf of the tree, without its index, which is its place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payee {
    /// Who is paid.
    pub key: Pubkey,
    /// Everything it ever earned, base units.
    pub cumulative: u64,
}

/// Why an epoch cannot be settled.
#[derive(Debug, thiserror::Error)]
pub enum SettlementError {
    /// The attention cannot be credited.
    #[error(transparent)]
    Credit(#[from] CreditError),
    /// The tree cannot be built.
    #[error(transparent)]
    Tree(#[from] MerkleSumError),
    /// An epoch in which nobody has ever earned anything has no tree.
    #[error(
        "epoch {epoch} has no payees: nothing was earned so far, so there is nothing to agree on; settle it together with the \
         next day that has attention"
    )]
    NoPayees {
        /// The epoch that was not closed.
        epoch: u64,
        /// Why its attention earned nothing.
        refused: Refused,
    },
}

/// One epoch, settled off chain: what attesters vote on and payees prove against.
#[derive(Debug)]
pub struct ClosedEpoch {
    /// Number of the epoch, from 1.
    pub epoch: u64,
    /// Attention before this time is included, Unix seconds.
    pub settled_through: i64,
    /// What was credited, and what was refused why.
    pub credits: EpochCredits,
    /// All payees, by index.
    pub payees: Vec<Payee>,
    /// Their tree.
    pub tree: Tree,
}

impl ClosedEpoch {
    /// Sum of all leaves, base units.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.tree.root().sum
    }
}

/// The state that one epoch hands to the next.
#[derive(Clone, Debug)]
pub struct Book {
    distribution: Pubkey,
    terms: Terms,
    credited: Credited,
    epoch: u64,
    payees: Vec<Payee>,
    indices: HashMap<Pubkey, usize>,
    history: Hash,
}

impl Book {
    /// An empty book.
    #[must_use]
    pub fn new(distribution: Pubkey, terms: Terms) -> Self {
        Self {
            distribution,
            terms,
            credited: Credited::default(),
            epoch: 0,
            payees: Vec::new(),
            indices: HashMap::new(),
            history: [0; 32],
        }
    }

    /// The terms that the next epoch is credited by.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Takes over raised terms: a later end, a higher daily cap, more budget.
    pub fn extend(&mut self, terms: Terms) {
        self.terms = terms;
    }

    /// Totals so far.
    #[must_use]
    pub fn credited(&self) -> &Credited {
        &self.credited
    }

    /// Last closed epoch; 0 before the first.
    #[must_use]
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Everyone who ever earned anything, by index.
    #[must_use]
    pub fn payees(&self) -> &[Payee] {
        &self.payees
    }

    /// The chain of all closed epochs, as the distribution's account keeps it.
    #[must_use]
    pub fn history(&self) -> &Hash {
        &self.history
    }

    /// Credits one epoch's attention (in any order) and builds its tree. A payee keeps its index for ever; new ones follow in
    /// the order of their bytes, so that everyone arrives at the same tree.
    ///
    /// # Errors
    /// [`SettlementError`]; the book is then unchanged.
    pub fn close_epoch(
        &mut self,
        attention: &[Attributed],
        settled_through: i64,
    ) -> Result<ClosedEpoch, SettlementError> {
        let mut next = self.clone();
        next.epoch = next.epoch.saturating_add(1);
        let vaus: Vec<Vau> = attention.iter().map(|item| item.vau.clone()).collect();
        let credits = credit_epoch(&next.terms, &mut next.credited, &vaus)?;
        next.book(earned(attention, &credits));
        if next.payees.is_empty() {
            return Err(SettlementError::NoPayees { epoch: next.epoch, refused: credits.refused });
        }
        let leaves = next.payees.iter().map(|payee| (payee.key.to_bytes(), payee.cumulative));
        let tree = Tree::build(next.distribution.as_array(), leaves)?;
        let closed =
            ClosedEpoch { epoch: next.epoch, settled_through, credits, payees: next.payees.clone(), tree };
        *self = next;
        Ok(closed)
    }

    /// Records that the file of the last closed epoch was published with this hash.
    pub fn published(&mut self, closed: &ClosedEpoch, data_hash: &Hash) {
        let root = closed.tree.root();
        self.history =
            extend_history(&self.history, closed.epoch, &root, closed.tree.leaf_count(), data_hash);
    }

    fn book(&mut self, earned: BTreeMap<Pubkey, u64>) {
        for (key, amount) in earned {
            match self.indices.get(&key).and_then(|index| self.payees.get_mut(*index)) {
                // Cannot saturate: all cumulative amounts together are within the campaign's budget.
                Some(payee) => payee.cumulative = payee.cumulative.saturating_add(amount),
                None => {
                    self.indices.insert(key, self.payees.len());
                    self.payees.push(Payee { key, cumulative: amount });
                }
            }
        }
    }
}

/// Sums an epoch's credits by payee. Ordered by the payees' bytes; nobody in it earned nothing.
fn earned(attention: &[Attributed], credits: &EpochCredits) -> BTreeMap<Pubkey, u64> {
    let by_vau: HashMap<_, _> = attention.iter().map(|item| (item.vau.id, item)).collect();
    let mut earned: BTreeMap<Pubkey, u64> = BTreeMap::new();
    for credit in &credits.credits {
        let Some(item) = by_vau.get(&credit.vau) else { continue };
        let parts = [
            (item.viewer, credit.viewer),
            (item.publisher, credit.publisher),
            (item.influencer.unwrap_or(item.publisher), credit.influencer),
        ];
        for (key, amount) in parts.into_iter().filter(|(_, amount)| *amount > 0) {
            let sum = earned.entry(key).or_default();
            *sum = sum.saturating_add(amount);
        }
    }
    earned
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settlement::fixtures::{DAY, attended, key, terms};
    use proptest::prelude::*;

    #[test]
    fn an_index_is_for_ever() {
        let mut book = Book::new(key(1), terms());
        let first = book.close_epoch(&[attended(50, None, 10, 60), attended(40, None, 20, 60)], DAY).unwrap();
        let keys: Vec<_> = first.payees.iter().map(|payee| payee.key).collect();
        assert_eq!(keys, [key(40), key(50), key(200)], "new payees in the order of their bytes");

        let second = book
            .close_epoch(&[attended(10, None, DAY + 10, 60), attended(50, None, DAY, 60)], 2 * DAY)
            .unwrap();
        let keys: Vec<_> = second.payees.iter().map(|payee| payee.key).collect();
        assert_eq!(
            keys,
            [key(40), key(50), key(200), key(10)],
            "a later one comes after, whatever its bytes"
        );
        for (before, after) in first.payees.iter().zip(&second.payees) {
            assert!(before.cumulative <= after.cumulative);
        }
    }

    #[test]
    fn an_unregistered_referrer_is_the_publishers() {
        let mut unregistered = attended(50, Some(90), 10, 100);
        unregistered.influencer = None;
        let mut book = Book::new(key(1), terms());
        let closed = book.close_epoch(&[unregistered], DAY).unwrap();
        let by_key: HashMap<_, _> = closed.payees.iter().map(|payee| (payee.key, payee.cumulative)).collect();
        assert_eq!(by_key, HashMap::from([(key(50), 50_000), (key(200), 45_000)]));
    }

    #[test]
    fn a_refused_epoch_leaves_the_book_as_it_was() {
        let mut book = Book::new(key(1), terms());
        assert!(matches!(book.close_epoch(&[], DAY), Err(SettlementError::NoPayees { epoch: 1, .. })));
        assert_eq!(book.epoch(), 0);
        book.close_epoch(&[attended(50, None, DAY, 60)], 2 * DAY).unwrap();
        assert!(matches!(
            book.close_epoch(&[attended(50, None, 5, 60)], 2 * DAY),
            Err(SettlementError::Credit(CreditError::OutOfOrder { .. }))
        ));
        assert_eq!(book.epoch(), 1);
    }

    proptest! {
        #[test]
        fn leaves_add_up_to_what_was_credited_whatever_the_order(
            mut items in prop::collection::vec((1u8..30, prop::option::of(100u8..110), 0..DAY, 1u32..300), 1..80),
        ) {
            items.sort_unstable();
            items.dedup_by_key(|(viewer, _, at, _)| (*viewer, *at));
            let attention: Vec<_> = items.iter().map(|(v, r, at, s)| attended(*v, *r, *at, *s)).collect();
            let mut forward = Book::new(key(1), terms());
            let closed = forward.close_epoch(&attention, DAY).unwrap();
            prop_assert_eq!(closed.total(), forward.credited().owed());

            let backward: Vec<_> = attention.iter().rev().cloned().collect();
            let again = Book::new(key(1), terms()).close_epoch(&backward, DAY).unwrap();
            prop_assert_eq!(closed.tree.root(), again.tree.root());
        }
    }
}
