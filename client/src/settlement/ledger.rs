//! Epoch files: everything that a distribution settled, published so that anyone can recompute it.
//!
//! One file per epoch, one JSON object per line; `docs/LEDGER.md` has the format with an example. The SHA-256 of the whole file
//! is what attesters vote for (`data_hash`). Beyond that every line is *sealed*: it ends with the beginning of
//! `sha256(seal of the line before ‖ the line without its seal)`. The seals secure nothing that the hash of the file does not;
//! they tell *where* a file was changed.

use std::{
    fs,
    io::{self, BufRead, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use twist_attention::{credit::Terms, vau::Vau};
use twist_merkle_sum::Hash;

use super::{Attributed, ClosedEpoch, Payee};

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
    #[serde(with = "base58::option")]
    influencer: Option<Pubkey>,
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

/// Why an epoch file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The file cannot be read or written.
    #[error("{path}: {source}; check the path and its permissions")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A line was changed, added or taken away after the file was written.
    #[error(
        "{path}, line {line}: the line does not match its seal: this line, or the end of the one before, was changed after the file was written; fetch the file again from its publisher"
    )]
    Seal {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
    },
    /// A line is sealed but not what belongs there.
    #[error("{path}, line {line}: expected {expected}: {reason}")]
    Line {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What belongs there.
        expected: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The file ends before its root.
    #[error(
        "{path}: the file ends after line {lines}, before its root: it was cut off; fetch it again from its publisher"
    )]
    Truncated {
        /// The file.
        path: PathBuf,
        /// Lines there are.
        lines: usize,
    },
}

/// The name of an epoch's file inside a ledger directory.
#[must_use]
pub fn file_name(epoch: u64) -> String {
    format!("epoch-{epoch:06}.jsonl")
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
    ordered.sort_unstable_by_key(|item| (item.vau.at, item.vau.id));
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

/// Hex digits of a seal that a line shows.
const SEAL_DIGITS: usize = 16;
/// `,"seal":"` + digits + `"}`.
const SEAL_SUFFIX: usize = 9 + SEAL_DIGITS + 2;

fn seal(previous: &Hash, content: &[u8]) -> Hash {
    Sha256::new().chain_update(previous).chain_update(content).finalize().into()
}

#[derive(Default)]
struct Sealer {
    bytes: Vec<u8>,
    seal: Hash,
}

impl Sealer {
    fn push(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut content = serde_json::to_vec(line)?;
        self.seal = seal(&self.seal, &content);
        // Every line is a non-empty object, so its last byte is the brace that the seal goes before.
        content.pop();
        self.bytes.append(&mut content);
        let digits = hex::encode(self.seal);
        writeln!(self.bytes, ",\"seal\":\"{}\"}}", &digits[..SEAL_DIGITS])
    }
}

struct Reader<'a> {
    path: &'a Path,
    lines: &'a [u8],
    line: usize,
    seal: Hash,
}

impl<'a> Reader<'a> {
    fn new(path: &'a Path, lines: &'a [u8]) -> Self {
        Self { path, lines, line: 0, seal: [0; 32] }
    }

    fn header(&mut self) -> Result<Header, LedgerError> {
        let header: Header = match self.next()? {
            Some(content) => self.parse(&content, "the header of an epoch file")?,
            None => return Err(LedgerError::Truncated { path: self.path.to_owned(), lines: 0 }),
        };
        if header.version != VERSION {
            let reason = format!("version {}, but this program reads {VERSION}", header.version);
            return Err(self.wrong("a header of a known version", reason));
        }
        Ok(header)
    }

    fn file(mut self, data_hash: Hash) -> Result<EpochFile, LedgerError> {
        let header = self.header()?;
        let (mut attention, mut payees): (Vec<Attributed>, Vec<Payee>) = (Vec::new(), Vec::new());
        let root = loop {
            let Some(content) = self.next()? else {
                return Err(LedgerError::Truncated { path: self.path.to_owned(), lines: self.line });
            };
            if content.starts_with(b"{\"vau\"") && payees.is_empty() {
                let line: AttentionLine = self.parse(&content, "a VAU and its payees")?;
                let AttentionLine { vau, viewer, publisher, influencer } = line;
                attention.push(Attributed { vau, viewer, publisher, influencer });
            } else if content.starts_with(b"{\"index\"") {
                let line: PayeeLine = self.parse(&content, "a payee")?;
                if usize::try_from(line.index) != Ok(payees.len()) {
                    let reason = format!("index {}", line.index);
                    return Err(self.wrong("payees by ascending index, without gaps", reason));
                }
                payees.push(Payee { key: line.payee, cumulative: line.cumulative });
            } else {
                break self.parse(&content, "a payee or the root")?;
            }
        };
        match self.next()? {
            None => Ok(EpochFile { header, attention, payees, root, data_hash }),
            Some(_) => Err(self.wrong("nothing after the root", "another line".to_owned())),
        }
    }

    /// The next line without its seal, which is checked.
    fn next(&mut self) -> Result<Option<Vec<u8>>, LedgerError> {
        let mut bytes = Vec::new();
        let read = self.lines.read_until(b'\n', &mut bytes);
        let read = read.map_err(|source| LedgerError::Io { path: self.path.to_owned(), source })?;
        if read == 0 {
            return Ok(None);
        }
        self.line = self.line.saturating_add(1);
        let broken = || LedgerError::Seal { path: self.path.to_owned(), line: self.line };
        let text = bytes.strip_suffix(b"\n").ok_or_else(broken)?;
        let (content, suffix) = text
            .len()
            .checked_sub(SEAL_SUFFIX)
            .and_then(|at| text.split_at_checked(at))
            .ok_or_else(broken)?;
        let mut content = content.to_vec();
        content.push(b'}');
        self.seal = seal(&self.seal, &content);
        let digits = hex::encode(self.seal);
        if suffix != format!(",\"seal\":\"{}\"}}", &digits[..SEAL_DIGITS]).as_bytes() {
            return Err(broken());
        }
        Ok(Some(content))
    }

    fn parse<T: DeserializeOwned>(&self, content: &[u8], expected: &'static str) -> Result<T, LedgerError> {
        serde_json::from_slice(content).map_err(|error| self.wrong(expected, error.to_string()))
    }

    fn wrong(&self, expected: &'static str, reason: String) -> LedgerError {
        LedgerError::Line { path: self.path.to_owned(), line: self.line, expected, reason }
    }
}

/// Keys as base58, the spelling that people and explorers use.
mod base58 {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use solana_pubkey::Pubkey;

    pub fn serialize<S: Serializer>(key: &Pubkey, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(key)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Pubkey, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| D::Error::custom(format!("{text:?} is not a base58 key of 32 bytes")))
    }

    pub mod option {
        use super::*;

        pub fn serialize<S: Serializer>(key: &Option<Pubkey>, serializer: S) -> Result<S::Ok, S::Error> {
            match key {
                Some(key) => serializer.collect_str(key),
                None => serializer.serialize_none(),
            }
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Pubkey>, D::Error> {
            let text = Option::<String>::deserialize(deserializer)?;
            let parse = |text: String| {
                text.parse()
                    .map_err(|_| D::Error::custom(format!("{text:?} is not a base58 key of 32 bytes")))
            };
            text.map(parse).transpose()
        }
    }
}

#[cfg(test)]
mod tests;
