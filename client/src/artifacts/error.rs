//! Why the built programs can't be used.

use super::{CHECKSUMS, DIRECTORY, PROGRAMS_DIR_VARIABLE};
use std::{io, path::PathBuf};
use thiserror::Error;

/// Why the built programs can't be used. Each message says what to do about it.
#[derive(Debug, Error)]
pub enum ArtifactError {
    /// There is no `artifacts/` with a `SHA256SUMS` in it.
    #[error(
        "no {DIRECTORY}/{CHECKSUMS} in {} or above: run this inside the repository, or set {PROGRAMS_DIR_VARIABLE} \
         to the directory of the built programs",
        .from.display()
    )]
    NotFound {
        /// Where the search upwards began.
        from: PathBuf,
    },
    /// A file can't be read.
    #[error("can't read {}: run scripts/regenerate.sh, which writes it", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A program is not the one that `SHA256SUMS` lists.
    #[error(
        "{} is damaged or was exchanged (sha256 {found}, {CHECKSUMS} says {expected}): restore it, or run \
         scripts/regenerate.sh to build all programs anew",
        .path.display()
    )]
    WrongChecksum {
        /// The program.
        path: PathBuf,
        /// What is listed, in hex.
        expected: String,
        /// What it has, in hex.
        found: String,
    },
    /// A program is not listed in `SHA256SUMS`.
    #[error("{} does not list {file}: run scripts/regenerate.sh, which writes it", .checksums.display())]
    NotListed {
        /// The list.
        checksums: PathBuf,
        /// The program's file name.
        file: String,
    },
    /// A line of a file is not what it should be.
    #[error("{}, line {line}: {expected} expected; run scripts/regenerate.sh, which writes it", .path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What should be there.
        expected: &'static str,
    },
}
