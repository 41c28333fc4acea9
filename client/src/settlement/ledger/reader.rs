//! Reading an epoch file line by line, checking form and seals.

use std::{io::BufRead, path::Path};

use serde::{Serialize, de::DeserializeOwned};
use twist_merkle_sum::Hash;

use super::{
    AttentionLine, EpochFile, Header, LedgerError, PayeeLine, VERSION,
    seal::{SUFFIX, seal, suffix},
};
use crate::settlement::{Attributed, Payee};

/// The lines of a file that are still to come.
pub(super) struct Reader<'a> {
    path: &'a Path,
    lines: &'a [u8],
    line: usize,
    seal: Hash,
}

impl<'a> Reader<'a> {
    /// All of them.
    pub(super) fn new(path: &'a Path, lines: &'a [u8]) -> Self {
        Self { path, lines, line: 0, seal: [0; 32] }
    }

    /// The first line.
    pub(super) fn header(&mut self) -> Result<Header, LedgerError> {
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

    /// All lines.
    pub(super) fn file(mut self, data_hash: Hash) -> Result<EpochFile, LedgerError> {
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
        let (content, end) =
            text.len().checked_sub(SUFFIX).and_then(|at| text.split_at_checked(at)).ok_or_else(broken)?;
        let mut content = content.to_vec();
        content.push(b'}');
        self.seal = seal(&self.seal, &content);
        if end != suffix(&self.seal).as_bytes() {
            return Err(broken());
        }
        Ok(Some(content))
    }

    /// What a line says, if it says it in the one way that there is: whoever writes the same line again must arrive at the same
    /// bytes, and with them at the same hash.
    fn parse<T: DeserializeOwned + Serialize>(
        &self,
        content: &[u8],
        expected: &'static str,
    ) -> Result<T, LedgerError> {
        let wrong = |error: serde_json::Error| self.wrong(expected, error.to_string());
        let line: T = serde_json::from_slice(content).map_err(wrong)?;
        if serde_json::to_vec(&line).map_err(wrong)? != content {
            let reason = "spelled otherwise than docs/LEDGER.md says, which leaves no choice of order, space or escape";
            return Err(self.wrong(expected, reason.to_owned()));
        }
        Ok(line)
    }

    fn wrong(&self, expected: &'static str, reason: String) -> LedgerError {
        LedgerError::Line { path: self.path.to_owned(), line: self.line, expected, reason }
    }
}
