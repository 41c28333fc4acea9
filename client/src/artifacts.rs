//! The built programs (`artifacts/*.so`) that local chains run: found, and checked before they are used.
//!
//! They are checked in together with `SHA256SUMS` (what `sha256sum *.so` prints) and `PROVENANCE` (one
//! `key: value` per line), all three written by `scripts/regenerate.sh`. So a machine with nothing but Rust
//! runs exactly the code that was reviewed, and is told when the sources have moved on since.

mod error;
mod sources;
#[cfg(test)]
mod tests;

pub use error::ArtifactError;
pub use sources::sources_sha256;

use crate::programs::{twist_campaign_registry, twist_rewards, twist_staking, twist_token};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use std::{
    collections::BTreeMap,
    env, fs, io,
    path::{Path, PathBuf},
};

/// Environment variable that names another directory to take the programs from, such as `target/deploy`.
/// Only there, `SHA256SUMS` may be missing.
pub const PROGRAMS_DIR_VARIABLE: &str = "TWIST_PROGRAMS_DIR";

const DIRECTORY: &str = "artifacts";
const CHECKSUMS: &str = "SHA256SUMS";
const PROVENANCE: &str = "PROVENANCE";

/// Key in `PROVENANCE` of the crates that the programs were built from, separated by spaces.
const SOURCES: &str = "sources";
/// Key of the digest in `PROVENANCE` that [`sources_sha256`] recomputes.
const SOURCES_SHA256: &str = "sources_sha256";

/// A program of this workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Program {
    /// `programs/token`: the only one that can mint TWIST.
    Token,
    /// `programs/campaign-registry`: who pays for attention, and for what.
    CampaignRegistry,
    /// `programs/rewards`: from agreed roots to paid people.
    Rewards,
    /// `programs/staking`: locks, pools and streams.
    Staking,
}

impl Program {
    /// All of them, in the order in which they depend on each other.
    pub const ALL: [Self; 4] = [Self::Token, Self::CampaignRegistry, Self::Rewards, Self::Staking];

    /// Name of the crate, of its IDL and, with `.so` behind it, of its artifact.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Token => "twist_token",
            Self::CampaignRegistry => "twist_campaign_registry",
            Self::Rewards => "twist_rewards",
            Self::Staking => "twist_staking",
        }
    }

    /// The address that its `declare_id!` says.
    #[must_use]
    pub const fn id(self) -> Pubkey {
        match self {
            Self::Token => twist_token::ID_CONST,
            Self::CampaignRegistry => twist_campaign_registry::ID_CONST,
            Self::Rewards => twist_rewards::ID_CONST,
            Self::Staking => twist_staking::ID_CONST,
        }
    }

    fn file_name(self) -> String {
        format!("{}.so", self.name())
    }
}

/// The built programs, all there and with the right checksums.
#[derive(Clone, Debug)]
pub struct Artifacts {
    directory: PathBuf,
    /// In the order of [`Program::ALL`].
    code: Vec<Vec<u8>>,
    provenance: BTreeMap<String, String>,
}

impl Artifacts {
    /// Loads from the directory that [`PROGRAMS_DIR_VARIABLE`] names, or else from the nearest `artifacts/`
    /// at or above the package that cargo runs or the working directory.
    ///
    /// # Errors
    /// If there is none, or a program is missing, damaged or not listed.
    pub fn load() -> Result<Self, ArtifactError> {
        if let Some(directory) = env::var_os(PROGRAMS_DIR_VARIABLE).filter(|value| !value.is_empty()) {
            return Self::load_from(Path::new(&directory), Checksums::IfPresent);
        }
        let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let working = env::current_dir().unwrap_or_default();
        let directory = package
            .iter()
            .chain([&working])
            .find_map(|start| find_upward(start))
            .ok_or(ArtifactError::NotFound { from: working.clone() })?;
        Self::load_from(&directory, Checksums::Required)
    }

    /// Loads from `directory`.
    ///
    /// # Errors
    /// If a program is missing, damaged or not listed.
    pub fn load_from(directory: &Path, checksums: Checksums) -> Result<Self, ArtifactError> {
        let list = directory.join(CHECKSUMS);
        let listed = match read_if_present(&list)? {
            Some(text) => Some(parse_checksums(&list, &text)?),
            None if checksums == Checksums::IfPresent => None,
            None => return Err(ArtifactError::NotFound { from: directory.to_owned() }),
        };
        let code = Program::ALL
            .iter()
            .map(|program| {
                let path = directory.join(program.file_name());
                let code = read(&path)?;
                if let Some(listed) = &listed {
                    check(*program, path, &code, directory, listed)?;
                }
                Ok(code)
            })
            .collect::<Result<_, _>>()?;
        let provenance = match read_if_present(&directory.join(PROVENANCE))? {
            Some(text) => parse_provenance(&directory.join(PROVENANCE), &text)?,
            None => BTreeMap::new(),
        };
        Ok(Self { directory: directory.to_owned(), code, provenance })
    }

    /// Where they were loaded from.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The program's shared object.
    #[must_use]
    pub fn code(&self, program: Program) -> &[u8] {
        &self.code[program as usize]
    }

    /// The file of the program's shared object, for tools that read it themselves. It was checked when it was
    /// loaded, not since.
    #[must_use]
    pub fn path(&self, program: Program) -> PathBuf {
        self.directory.join(program.file_name())
    }

    /// An entry of `PROVENANCE`, such as `source_commit` or `toolchain`.
    #[must_use]
    pub fn provenance(&self, key: &str) -> Option<&str> {
        self.provenance.get(key).map(String::as_str)
    }

    /// A warning if the program sources in `repo_root` are not those that the artifacts were built from, or
    /// can't be compared. `None` if they are, or if sources or a record of them are not there at all.
    #[must_use]
    pub fn staleness(&self, repo_root: &Path) -> Option<String> {
        let built_from = self.provenance(SOURCES_SHA256)?;
        if !repo_root.join("programs").is_dir() {
            return None;
        }
        let crates = self.provenance(SOURCES)?.split_whitespace();
        match sources_sha256(repo_root, crates) {
            Ok(digest) if digest == built_from => None,
            Ok(_) => Some(format!(
                "{} is older than the program sources: run scripts/regenerate.sh",
                self.directory.display()
            )),
            Err(error) => Some(format!(
                "can't tell whether {} is older than the program sources: {error}",
                self.directory.display()
            )),
        }
    }
}

/// Whether a directory of programs must have a `SHA256SUMS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checksums {
    /// It must: these programs are shared with others.
    Required,
    /// It need not: these are fresh from the compiler. If it is there, it must be right.
    IfPresent,
}

/// The nearest `artifacts/` with checksums, at or above `start`.
fn find_upward(start: &Path) -> Option<PathBuf> {
    start.ancestors().map(|above| above.join(DIRECTORY)).find(|found| found.join(CHECKSUMS).is_file())
}

fn check(
    program: Program,
    path: PathBuf,
    code: &[u8],
    directory: &Path,
    listed: &BTreeMap<String, String>,
) -> Result<(), ArtifactError> {
    let file = program.file_name();
    let Some(expected) = listed.get(&file) else {
        return Err(ArtifactError::NotListed { checksums: directory.join(CHECKSUMS), file });
    };
    let found = sha256_hex(code);
    if found == *expected {
        return Ok(());
    }
    Err(ArtifactError::WrongChecksum { path, expected: expected.clone(), found })
}

/// File name to digest in hex. Each line is `<digest>  <name>`, or `<digest> *<name>` if hashed as binary.
fn parse_checksums(path: &Path, text: &str) -> Result<BTreeMap<String, String>, ArtifactError> {
    parse_lines(path, text, "a sha256 in hex, two spaces and a file name", |line| {
        let (digest, name) = line.split_once(' ')?;
        let name = name.strip_prefix([' ', '*'])?;
        let well_formed = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        well_formed.then(|| (name.to_owned(), digest.to_ascii_lowercase()))
    })
}

fn parse_provenance(path: &Path, text: &str) -> Result<BTreeMap<String, String>, ArtifactError> {
    parse_lines(path, text, "`key: value`", |line| {
        let (key, value) = line.split_once(": ")?;
        Some((key.to_owned(), value.trim().to_owned()))
    })
}

/// Applies `parse` to each line that is not blank.
fn parse_lines(
    path: &Path,
    text: &str,
    expected: &'static str,
    parse: impl Fn(&str) -> Option<(String, String)>,
) -> Result<BTreeMap<String, String>, ArtifactError> {
    (1..)
        .zip(text.lines())
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(line, text)| {
            parse(text).ok_or_else(|| ArtifactError::Malformed { path: path.to_owned(), line, expected })
        })
        .collect()
}

fn read(path: &Path) -> Result<Vec<u8>, ArtifactError> {
    fs::read(path).map_err(|source| ArtifactError::Unreadable { path: path.to_owned(), source })
}

fn read_if_present(path: &Path) -> Result<Option<String>, ArtifactError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(ArtifactError::Unreadable { path: path.to_owned(), source }),
    }
}

fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
