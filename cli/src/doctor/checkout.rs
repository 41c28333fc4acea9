//! The checkout's files: whole, and what they pretend to be.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};
use twist_client::artifacts::{Artifacts, Checksums};
use twist_release::desired::Desired;

use super::{Check, Verdict};

/// How a file begins that stands in for one which was never fetched.
const LFS_POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";
/// How every program begins.
const ELF: &[u8] = b"\x7fELF";

pub(super) fn checks(root: &Path) -> Result<Vec<Check>> {
    let mut checks = vec![files(root)?, artifacts(root)];
    checks.extend(clusters(root)?);
    Ok(checks)
}

/// Every file that git tracks.
fn files(root: &Path) -> Result<Check> {
    let what = "files of the checkout";
    let listed = Command::new("git").arg("-C").arg(root).args(["ls-files", "-z"]).output();
    let Some(listed) = listed.ok().filter(|output| output.status.success()) else {
        return Ok(Check::new(
            what,
            Verdict::Note("not a git checkout, so they were not looked at".to_owned()),
        ));
    };
    let names = String::from_utf8(listed.stdout).context("a tracked file's name is not UTF-8")?;
    let mut bad = Vec::new();
    for name in names.split_terminator('\0') {
        let path = root.join(name);
        // A link to a directory of the checkout is not a file of its own.
        if path.is_dir() {
            continue;
        }
        if let Some(reason) = fs::read(&path).map_or(Some("cannot be read"), |bytes| ailment(name, &bytes)) {
            bad.push(format!("{name} {reason}"));
        }
    }
    let verdict = if bad.is_empty() {
        Verdict::Good
    } else {
        Verdict::Bad(format!("{}: restore them with `git restore` or clone again", bad.join("; ")))
    };
    Ok(Check::new(what, verdict))
}

/// What is wrong with a file, from its name and bytes.
fn ailment(name: &str, bytes: &[u8]) -> Option<&'static str> {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
    match extension {
        _ if bytes.is_empty() => Some("is empty"),
        _ if bytes.starts_with(LFS_POINTER) => Some("is a placeholder that was never fetched"),
        Some("so") if !bytes.starts_with(ELF) => Some("is not a program"),
        Some("json") if serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_err() => {
            Some("is not whole: it is no JSON")
        }
        Some("rs" | "toml" | "md" | "yml" | "sh") if !bytes.ends_with(b"\n") => {
            Some("is cut off: its last line has no end")
        }
        Some("rs" | "toml" | "md" | "yml" | "sh") if has_conflict(bytes) => Some("holds a merge conflict"),
        _ => None,
    }
}

fn has_conflict(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"<<<<<<< "))
}

/// The checked-in programs against their checksums and their sources.
fn artifacts(root: &Path) -> Check {
    let what = "checked-in programs";
    match Artifacts::load_from(&root.join("artifacts"), Checksums::Required) {
        Err(error) => Check::new(what, Verdict::Bad(error.to_string())),
        Ok(artifacts) => {
            let stale = artifacts.staleness(root);
            Check::new(what, stale.map_or(Verdict::Good, Verdict::Note))
        }
    }
}

/// The clusters' files.
fn clusters(root: &Path) -> Result<Vec<Check>> {
    let directory = root.join("migrations/clusters");
    let mut checks = Vec::new();
    for entry in
        fs::read_dir(&directory).with_context(|| format!("{} cannot be read", directory.display()))?
    {
        let path = entry?.path();
        let verdict = match Desired::load(&path) {
            Err(error) => Verdict::Bad(error.to_string()),
            Ok(desired) => desired.resolve().map_or_else(Verdict::Note, |_| Verdict::Good),
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        checks.push(Check::new(format!("cluster file {name}"), verdict));
    }
    checks.sort_by(|a, b| a.what.cmp(&b.what));
    Ok(checks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_not_whole_are_found() {
        for (name, bytes, ailing) in [
            ("a.rs", &b"fn main() {}\n"[..], false),
            ("a.rs", b"fn main() {", true),
            ("a.rs", b"a\n<<<<<<< HEAD\nb\n", true),
            ("a.rs", b"", true),
            ("idl/a.json", b"{\"a\": 1}", false),
            ("idl/a.json", b"{\"a\": ", true),
            ("artifacts/a.so", b"\x7fELF\x02", false),
            ("artifacts/a.so", b"version https://git-lfs.github.com/spec/v1\n", true),
            ("artifacts/a.so", b"garbage", true),
            ("LICENSE", b"no end of line", false),
        ] {
            assert_eq!(ailment(name, bytes).is_some(), ailing, "{name}: {bytes:?}");
        }
    }
}
