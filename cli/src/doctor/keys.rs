//! Key files: nobody else can read them, and they are keys.

use std::path::{Path, PathBuf};

use solana_keypair::read_keypair_file;

use super::{Check, Verdict};

pub(super) fn checks(paths: &[PathBuf]) -> Vec<Check> {
    paths.iter().map(|path| Check::new(format!("key file {}", path.display()), verdict(path))).collect()
}

fn verdict(path: &Path) -> Verdict {
    if let Err(error) = read_keypair_file(path) {
        return Verdict::Bad(format!("not a usable key file ({error}): name a JSON array of 64 numbers"));
    }
    match mode(path) {
        Some(mode) if mode & 0o077 != 0 => Verdict::Bad(format!(
            "others can read it (mode {:03o}): run `chmod 600 {}`",
            mode & 0o777,
            path.display()
        )),
        _ => Verdict::Good,
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).ok().map(|metadata| metadata.permissions().mode())
}

#[cfg(not(unix))]
fn mode(_path: &Path) -> Option<u32> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::*;

    #[test]
    fn only_the_owner_may_read_a_key() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("key.json");
        solana_keypair::write_keypair_file(&solana_keypair::Keypair::new(), &path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let Verdict::Bad(advice) = verdict(&path) else { panic!("readable by the group") };
        assert!(advice.contains("mode 640") && advice.contains("chmod 600"), "{advice}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(verdict(&path), Verdict::Good);
        fs::write(&path, "[1, 2]").unwrap();
        assert!(matches!(verdict(&path), Verdict::Bad(_)));
    }
}
