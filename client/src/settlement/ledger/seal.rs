//! Seals: what tells where a file was changed.

use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};
use twist_merkle_sum::Hash;

/// Hex digits of a seal that a line shows.
const DIGITS: usize = 16;
/// `,"seal":"` + digits + `"}`.
pub(super) const SUFFIX: usize = 9 + DIGITS + 2;

pub(super) fn seal(previous: &Hash, content: &[u8]) -> Hash {
    Sha256::new().chain_update(previous).chain_update(content).finalize().into()
}

/// Writes sealed lines.
#[derive(Default)]
pub(super) struct Sealer {
    /// What was written so far.
    pub(super) bytes: Vec<u8>,
    seal: Hash,
}

impl Sealer {
    /// Appends a line.
    pub(super) fn push(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut content = serde_json::to_vec(line)?;
        self.seal = seal(&self.seal, &content);
        // Every line is a non-empty object, so its last byte is the brace that the seal goes before.
        content.pop();
        self.bytes.append(&mut content);
        writeln!(self.bytes, "{}", suffix(&self.seal))
    }
}

/// How a line ends that has this seal.
pub(super) fn suffix(seal: &Hash) -> String {
    let digits = hex::encode(seal);
    format!(",\"seal\":\"{}\"}}", &digits[..DIGITS])
}
