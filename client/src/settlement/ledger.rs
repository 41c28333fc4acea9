//! Epoch files: everything that a distribution settled, published so that anyone can recompute it.
//!
//! One file per epoch, one JSON object per line; `docs/LEDGER.md` has the format with an example. The SHA-256 of the whole file
//! is what attesters vote for (`data_hash`). Beyond that every line is *sealed*: it ends with the beginning of
//! `sha256(seal of the line before ‖ the line without its seal)`. The seals secure nothing that the hash of the file does not;
//! they tell *where* a file was changed.

pub(super) mod base58;
mod error;
mod reader;
mod seal;

pub use error::LedgerError;

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use twist_attention::{credit::Terms, vau::Vau};
use twist_merkle_sum::Hash;

use super::{Attributed, ClosedEpoch, Payee, Referrer};
use reader::Reader;
use seal::Sealer;

/// Version of the format.
pub const VERSION: u32 = 1;

/// First line: what the file is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// [`VERSION`].
    pub version: u32,
    /// The distribution's address.
    #[serde(with = "base58")]
    pub distribution: Pubkey,
    /// The campaign's address.
    #[serde(with = "base58")]
    pub campaign: Pubkey,
    /// Number of the epoch, from 1.
    pub epoch: u64,
    /// Attention before this time is included, Unix seconds.
    pub settled_through: i64,
    /// The terms that credited it.
    pub terms: Terms,
    /// SHA-256 of the file of the epoch before; zero for the first.
    #[serde(with = "hex::serde")]
    pub previous: Hash,
}

/// One line per VAU: the attention, and who is paid for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AttentionLine {
    vau: Vau,
    #[serde(with = "base58")]
    viewer: Pubkey,
    #[serde(with = "base58")]
    publisher: Pubkey,
    influencer: Option<Referrer>,
}

/// One line per payee: a leaf of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PayeeLine {
    index: u32,
    #[serde(with = "base58")]
    payee: Pubkey,
    cumulative: u64,
}

/// Last line: the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RootLine {
    /// Hash of the root node.
    #[serde(with = "hex::serde")]
    pub root: Hash,
    /// Sum of the root node, base units.
    pub total: u64,
    /// Number of payees.
    pub leaf_count: u32,
    /// Levels below the root.
    pub depth: u8,
}

impl RootLine {
    /// The root of a closed epoch.
    #[must_use]
    pub fn of(closed: &ClosedEpoch) -> Self {
        let root = closed.tree.root();
        Self {
            root: root.hash,
            total: root.sum,
            leaf_count: closed.tree.leaf_count(),
            depth: closed.tree.depth(),
        }
    }
}

/// An epoch file, read back. Nothing in it has been recomputed yet, only its form and its seals are known to be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpochFile {
    /// What the file is of.
    pub header: Header,
    /// The attention.
    pub attention: Vec<Attributed>,
    /// The payees as the file states them, by index.
    pub payees: Vec<Payee>,
    /// The root as the file states it.
    pub root: RootLine,
    /// SHA-256 of the whole file.
    pub data_hash: Hash,
}

impl EpochFile {
    /// The line, counted from 1, on which payee `index` stands.
    #[must_use]
    pub fn line_of_payee(&self, index: usize) -> usize {
        self.attention.len().saturating_add(index).saturating_add(2)
    }

    /// The line, counted from 1, on which the root stands.
    #[must_use]
    pub fn line_of_root(&self) -> usize {
        self.line_of_payee(self.payees.len())
    }
}

/// The name of an epoch's file inside a ledger directory.
#[must_use]
pub fn file_name(epoch: u64) -> String {
    format!("epoch-{epoch:06}.jsonl")
}

/// The epoch whose file is called `name`; `None` for any other file.
#[must_use]
pub fn epoch_of(name: &str) -> Option<u64> {
    let epoch = name.strip_prefix("epoch-")?.strip_suffix(".jsonl")?.parse().ok()?;
    (file_name(epoch) == name).then_some(epoch)
}

/// Writes an epoch's file into `directory` and returns the SHA-256 of its bytes. The file appears whole or not at all.
///
/// # Errors
/// [`LedgerError::Io`].
pub fn write(
    directory: &Path,
    header: &Header,
    attention: &[Attributed],
    closed: &ClosedEpoch,
) -> Result<Hash, LedgerError> {
    let path = directory.join(file_name(header.epoch));
    let io_error = |source| LedgerError::Io { path: path.clone(), source };
    let bytes = encode(header, attention, closed).map_err(io_error)?;
    let partial = path.with_extension("jsonl.partial");
    let mut file = fs::File::create(&partial).map_err(io_error)?;
    file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(io_error)?;
    fs::rename(&partial, &path).map_err(io_error)?;
    Ok(Sha256::digest(&bytes).into())
}

fn encode(header: &Header, attention: &[Attributed], closed: &ClosedEpoch) -> io::Result<Vec<u8>> {
    let mut sealer = Sealer::default();
    sealer.push(header)?;
    let mut ordered: Vec<&Attributed> = attention.iter().collect();
    // Stable: of a VAU that is there twice, whoever reads the file must find the same one first.
    ordered.sort_by_key(|item| (item.vau.at, item.vau.id));
    for item in ordered {
        let Attributed { vau, viewer, publisher, influencer } = item.clone();
        sealer.push(&AttentionLine { vau, viewer, publisher, influencer })?;
    }
    for (index, payee) in (0u32..).zip(&closed.payees) {
        sealer.push(&PayeeLine { index, payee: payee.key, cumulative: payee.cumulative })?;
    }
    sealer.push(&RootLine::of(closed))?;
    Ok(sealer.bytes)
}

/// Reads an epoch's file and checks its form and its seals.
///
/// # Errors
/// [`LedgerError`], which names the line.
pub fn read(path: &Path) -> Result<EpochFile, LedgerError> {
    let bytes = fs::read(path).map_err(|source| LedgerError::Io { path: path.to_owned(), source })?;
    Reader::new(path, &bytes).file(Sha256::digest(&bytes).into())
}

/// Reads the first line of an epoch's file: what it is of.
///
/// # Errors
/// [`LedgerError`].
pub fn read_header(path: &Path) -> Result<Header, LedgerError> {
    let bytes = fs::read(path).map_err(|source| LedgerError::Io { path: path.to_owned(), source })?;
    Reader::new(path, &bytes).header()
}

#[cfg(test)]
mod tests;
