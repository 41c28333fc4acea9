//! Recomputing epoch files: what an attester does before it votes and an auditor does afterwards.

use std::path::{Path, PathBuf};

use solana_pubkey::Pubkey;
use twist_attention::credit::Terms;
use twist_merkle_sum::Hash;

use super::{
    Book, ClosedEpoch, Payee, SettlementError,
    ledger::{self, EpochFile, LedgerError, RootLine},
};

/// An epoch file that says what it should.
#[derive(Debug)]
pub struct Verified {
    /// The file as read.
    pub file: EpochFile,
    /// The epoch as recomputed.
    pub closed: ClosedEpoch,
}

/// Why an epoch file does not hold.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The file is damaged.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// What the file says cannot be settled at all.
    #[error("{path}: {source}")]
    Settlement {
        /// The file.
        path: PathBuf,
        /// Why.
        source: SettlementError,
    },
    /// A line says something else than what follows from the lines before it and the files before this one.
    #[error(
        "{path}, line {line}: {what} is {found}, but recomputing gives {expected}; do not sign or accept this epoch"
    )]
    Differs {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What differs.
        what: &'static str,
        /// What the file says.
        found: String,
        /// What is right.
        expected: String,
    },
}

/// Recomputes a distribution's epoch files one after the other, from the first.
///
/// Trusts nothing in the files: campaign and terms come from the caller, who reads them from the chain. A campaign's end, daily
/// cap and budget can be raised while it runs, so a file may state lower ones than the chain does now, but never lower than the
/// file before it, and everything else must be equal.
#[derive(Clone, Debug)]
pub struct Verifier {
    distribution: Pubkey,
    campaign: Pubkey,
    terms: Terms,
    book: Book,
    previous: Hash,
    settled_through: i64,
}

impl Verifier {
    /// Before the first epoch.
    #[must_use]
    pub fn new(distribution: Pubkey, campaign: Pubkey, terms: Terms) -> Self {
        let book = Book::new(distribution, terms);
        Self { distribution, campaign, terms, book, previous: [0; 32], settled_through: terms.start }
    }

    /// The running account after the last verified file.
    #[must_use]
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// Reads the next epoch's file and recomputes it.
    ///
    /// # Errors
    /// [`VerifyError`], which names file and line; the verifier is then unchanged.
    pub fn verify(&mut self, path: &Path) -> Result<Verified, VerifyError> {
        let file = ledger::read(path)?;
        let differs = |line: usize, what: &'static str, found: String, expected: String| {
            Err(VerifyError::Differs { path: path.to_owned(), line, what, found, expected })
        };
        if let Some((what, found, expected)) = self.header_difference(&file) {
            return differs(1, what, found, expected);
        }
        let window = self.settled_through..file.header.settled_through;
        if let Some(at) = file.attention.iter().position(|item| !window.contains(&item.vau.at)) {
            let found = file.attention.get(at).map(|item| item.vau.at).unwrap_or_default();
            let expected = format!("from {} and before {}", window.start, window.end);
            return differs(at.saturating_add(2), "the VAU's time", found.to_string(), expected);
        }

        let mut book = self.book.clone();
        book.extend(file.header.terms);
        let closed = book
            .close_epoch(&file.attention, file.header.settled_through)
            .map_err(|source| VerifyError::Settlement { path: path.to_owned(), source })?;
        if let Some((index, found, expected)) = first_difference(&file.payees, &closed.payees) {
            return differs(file.line_of_payee(index), "the payee", found, expected);
        }
        let root = RootLine::of(&closed);
        if file.root != root {
            return differs(file.line_of_root(), "the root", show_root(&file.root), show_root(&root));
        }
        book.published(&closed, &file.data_hash);
        self.book = book;
        self.previous = file.data_hash;
        self.settled_through = file.header.settled_through;
        Ok(Verified { file, closed })
    }

    /// Whether the campaign had these terms at some time between the last verified file and now.
    fn could_state(&self, terms: &Terms) -> bool {
        let (earlier, now) = (self.book.terms(), &self.terms);
        let Terms { end, daily_cap, budget, .. } = *terms;
        let raised = |terms: &Terms| Terms { end, daily_cap, budget, ..*terms };
        let between = |earlier: u64, stated: u64, now: u64| (earlier..=now).contains(&stated);
        let first = self.book.epoch() == 0;
        *terms == raised(now)
            && end <= now.end
            && (first || earlier.end <= end)
            && between(if first { 0 } else { earlier.daily_cap }, daily_cap, now.daily_cap)
            && between(if first { 0 } else { earlier.budget }, budget, now.budget)
    }

    fn header_difference(&self, file: &EpochFile) -> Option<(&'static str, String, String)> {
        let header = &file.header;
        let differs = |what, found: &dyn ToString, expected: &dyn ToString| {
            let (found, expected) = (found.to_string(), expected.to_string());
            (found != expected).then_some((what, found, expected))
        };
        let json = |terms: &Terms| serde_json::to_string(terms).unwrap_or_default();
        differs("the distribution", &header.distribution, &self.distribution)
            .or_else(|| differs("the campaign", &header.campaign, &self.campaign))
            .or_else(|| differs("the epoch", &header.epoch, &self.book.epoch().saturating_add(1)))
            .or_else(|| {
                let (found, expected) = (hex::encode(header.previous), hex::encode(self.previous));
                differs("the hash of the file before", &found, &expected)
            })
            .or_else(|| {
                let (found, expected) = (json(&header.terms), json(&self.terms));
                (!self.could_state(&header.terms)).then_some(("the campaign's terms", found, expected))
            })
    }
}

fn first_difference(found: &[Payee], expected: &[Payee]) -> Option<(usize, String, String)> {
    let show = |payee: Option<&Payee>| match payee {
        Some(Payee { key, cumulative }) => format!("{key} with {cumulative}"),
        None => "missing".to_owned(),
    };
    let longest = found.len().max(expected.len());
    let index = (0..longest).find(|index| found.get(*index) != expected.get(*index))?;
    Some((index, show(found.get(index)), show(expected.get(index))))
}

fn show_root(root: &RootLine) -> String {
    format!("{} over {} in {} leaves", hex::encode(root.root), root.total, root.leaf_count)
}

#[cfg(test)]
mod tests;
