//! [`Artifacts`] in directories made for the purpose.

use super::{
    sources::tests::{CRATES, repository},
    *,
};
use tempfile::TempDir;

/// A directory with programs, checksums and provenance.
fn artifacts() -> TempDir {
    let directory = TempDir::new().unwrap();
    let mut checksums = String::new();
    for program in Program::ALL {
        fs::write(directory.path().join(program.file_name()), program.name()).unwrap();
        let digest = sha256_hex(program.name().as_bytes());
        checksums.push_str(&format!("{digest}  {}\n", program.file_name()));
    }
    fs::write(directory.path().join(CHECKSUMS), checksums).unwrap();
    fs::write(directory.path().join(PROVENANCE), "source_commit: 1234abc\ntoolchain: v1.54: x\n").unwrap();
    directory
}

fn load(directory: &TempDir) -> Result<Artifacts, ArtifactError> {
    Artifacts::load_from(directory.path(), Checksums::Required)
}

#[test]
fn loads_what_the_checksums_list() {
    let directory = artifacts();
    let loaded = load(&directory).unwrap();
    for program in Program::ALL {
        assert_eq!(loaded.code(program), program.name().as_bytes());
        assert_eq!(fs::read(loaded.path(program)).unwrap(), loaded.code(program));
    }
    assert_eq!(loaded.provenance("source_commit"), Some("1234abc"));
    assert_eq!(loaded.provenance("toolchain"), Some("v1.54: x"));
    assert_eq!(loaded.provenance("unknown"), None);
}

#[test]
fn one_changed_byte_is_found_and_named() {
    let directory = artifacts();
    fs::write(directory.path().join("twist_rewards.so"), "twist_rewardz").unwrap();
    let text = load(&directory).unwrap_err().to_string();
    assert!(text.contains("twist_rewards.so is damaged"), "{text}");
    assert!(text.contains(&sha256_hex(b"twist_rewardz")), "{text}");
    assert!(text.contains(&sha256_hex(b"twist_rewards")), "{text}");
}

#[test]
fn a_program_must_exist_and_be_listed() {
    let directory = artifacts();
    fs::remove_file(directory.path().join("twist_token.so")).unwrap();
    assert!(matches!(load(&directory), Err(ArtifactError::Unreadable { .. })));

    let directory = artifacts();
    let line = format!("{}  other.so\n", sha256_hex(b""));
    fs::write(directory.path().join(CHECKSUMS), line).unwrap();
    assert!(
        matches!(load(&directory), Err(ArtifactError::NotListed { file, .. }) if file == "twist_token.so")
    );
}

#[test]
fn only_a_directory_that_was_named_may_lack_checksums() {
    let directory = artifacts();
    fs::remove_file(directory.path().join(CHECKSUMS)).unwrap();
    assert!(matches!(load(&directory), Err(ArtifactError::NotFound { .. })));
    Artifacts::load_from(directory.path(), Checksums::IfPresent).unwrap();
}

#[test]
fn malformed_lines_are_named() {
    for line in ["nonsense", "abc  twist_token.so", &format!("{} twist_token.so", sha256_hex(b""))] {
        let directory = artifacts();
        fs::write(directory.path().join(CHECKSUMS), format!("\n{line}\n")).unwrap();
        assert!(matches!(load(&directory), Err(ArtifactError::Malformed { line: 2, .. })), "{line}");
    }
    let directory = artifacts();
    fs::write(directory.path().join(PROVENANCE), "toolchain\n").unwrap();
    assert!(matches!(load(&directory), Err(ArtifactError::Malformed { line: 1, .. })));
}

#[test]
fn is_found_from_below() {
    let repository = TempDir::new().unwrap();
    let [below, artifacts] = ["client/src", DIRECTORY].map(|path| repository.path().join(path));
    fs::create_dir_all(&below).unwrap();
    fs::create_dir(&artifacts).unwrap();
    fs::write(artifacts.join(CHECKSUMS), "").unwrap();
    assert_eq!(find_upward(&below), Some(artifacts));
}

#[test]
fn artifacts_older_than_the_sources_are_reported() {
    let (repository, directory) = (repository(), artifacts());
    assert_eq!(load(&directory).unwrap().staleness(repository.path()), None, "no record of the sources");

    let digest = sources_sha256(repository.path(), CRATES).unwrap();
    let provenance = format!("{SOURCES}: {}\n{SOURCES_SHA256}: {digest}\n", CRATES.join(" "));
    fs::write(directory.path().join(PROVENANCE), provenance).unwrap();
    let loaded = load(&directory).unwrap();
    assert_eq!(loaded.staleness(repository.path()), None);
    assert_eq!(loaded.staleness(directory.path()), None, "no sources there");

    fs::write(repository.path().join("crates/program-kit/src/lib.rs"), "vaults").unwrap();
    let warning = loaded.staleness(repository.path()).unwrap();
    assert!(warning.contains("scripts/regenerate.sh"), "{warning}");

    fs::remove_file(repository.path().join("crates/program-kit/Cargo.toml")).unwrap();
    let warning = loaded.staleness(repository.path()).unwrap();
    assert!(warning.starts_with("can't tell"), "{warning}");
}
