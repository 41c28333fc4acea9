//! The running account of a distribution: who has earned what, epoch after epoch.

use std::collections::{BTreeMap, HashMap};

use solana_pubkey::Pubkey;
use twist_attention::{
    credit::{CreditError, Credited, EpochCredits, Terms, credit_epoch},
    rules::Refused,
    vau::Vau,
};
use twist_merkle_sum::{Hash, MerkleSumError, Tree, extend_history};

use super::{Attributed, ByRole, earnings::Earned};

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
    /// The credits by role: they add up to `credits.owed`.
    pub by_role: ByRole,
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
        let Earned { by_payee, by_role } = Earned::of(attention, &credits);
        next.book(by_payee);
        if next.payees.is_empty() {
            return Err(SettlementError::NoPayees { epoch: next.epoch, refused: credits.refused });
        }
        let leaves = next.payees.iter().map(|payee| (payee.key.to_bytes(), payee.cumulative));
        let tree = Tree::build(next.distribution.as_array(), leaves)?;
        let closed = ClosedEpoch {
            epoch: next.epoch,
            settled_through,
            credits,
            by_role,
            payees: next.payees.clone(),
            tree,
        };
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

#[cfg(test)]
mod tests;
