//! What can be wrong with an epoch file.

use std::{io, path::PathBuf};

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
