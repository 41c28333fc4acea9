//! What the programs are built from.

use super::sha256_hex;
use sha2::{Digest, Sha256};
use std::{fs, io, path::Path};

/// Digest, in hex, of the sources of `crates`, whose directories are given relative to `repo_root`.
///
/// It is the sha256 of what `sha256sum` prints for each `Cargo.toml` and file below `src/` of these crates, with paths relative
/// to `repo_root` and in byte order (`LC_ALL=C sort`), as scripts/regenerate.sh computes it.
///
/// # Errors
/// If a source can't be read.
pub fn sources_sha256<'a>(repo_root: &Path, crates: impl IntoIterator<Item = &'a str>) -> io::Result<String> {
    let mut files = Vec::new();
    for package in crates {
        files.push(format!("{package}/Cargo.toml"));
        collect_files(repo_root, &format!("{package}/src"), &mut files)?;
    }
    files.sort_unstable();

    let mut digest = Sha256::new();
    for file in files {
        let content = fs::read(repo_root.join(&file))?;
        digest.update(format!("{}  {file}\n", sha256_hex(&content)));
    }
    Ok(hex::encode(digest.finalize()))
}

/// Adds every file below `directory`, with paths relative to `root`.
fn collect_files(root: &Path, directory: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(directory))? {
        let entry = entry?;
        let path = format!("{directory}/{}", utf8_name(&entry)?);
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect_files(root, &path, files)?;
        } else if kind.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

fn utf8_name(entry: &fs::DirEntry) -> io::Result<String> {
    entry.file_name().into_string().map_err(|name| {
        io::Error::new(io::ErrorKind::InvalidData, format!("file name {} is not UTF-8", name.display()))
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use tempfile::TempDir;

    /// What programs of [`repository`] are built from.
    pub(in super::super) const CRATES: [&str; 3] =
        ["crates/merkle-sum", "crates/program-kit", "programs/token"];

    /// A repository with one program, one file of which is in a folder.
    pub(in super::super) fn repository() -> TempDir {
        let root = TempDir::new().unwrap();
        for (path, content) in [
            ("programs/token/Cargo.toml", "token"),
            ("programs/token/src/lib.rs", "mod state;"),
            ("programs/token/src/state/mod.rs", "state"),
            ("programs/token/README.md", "not built"),
            ("crates/merkle-sum/Cargo.toml", "merkle"),
            ("crates/merkle-sum/src/lib.rs", "tree"),
            ("crates/program-kit/Cargo.toml", "kit"),
            ("crates/program-kit/src/lib.rs", "vault"),
            ("crates/attention/src/lib.rs", "not built"),
        ] {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        root
    }

    #[test]
    fn the_sources_digest_is_that_of_sha256sum() {
        // In the repository above: LC_ALL=C; find programs/*/{Cargo.toml,src} crates/*/{Cargo.toml,src} -type f
        // (less attention) | sort | xargs sha256sum | sha256sum
        assert_eq!(
            sources_sha256(repository().path(), CRATES).unwrap(),
            "f7e32a3702aa657d9a495dfe5dd4b1afa4cd863ce829c961886c37c05dea0c4e"
        );
    }
}
