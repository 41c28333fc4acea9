//! Compilers and tools: there, and of the versions that this checkout pins.

use std::{fs, path::Path, process::Command};

use super::{Check, Verdict};

/// What `anchor --version` must say: the version that the programs pin.
const ANCHOR: &str = "1.2.2";

pub(super) fn checks(root: &Path) -> Vec<Check> {
    vec![rust(root), building("cargo-build-sbf", ""), building("anchor", ANCHOR)]
}

/// The Rust that rust-toolchain.toml names.
fn rust(root: &Path) -> Check {
    let what = "Rust compiler";
    let Ok(text) = fs::read_to_string(root.join("rust-toolchain.toml")) else {
        return Check::new(what, Verdict::Bad("rust-toolchain.toml is missing: restore it with git".into()));
    };
    let Some(wanted) = pinned(&text) else {
        return Check::new(
            what,
            Verdict::Bad("rust-toolchain.toml names no channel: restore it with git".into()),
        );
    };
    let verdict = match version("rustc") {
        Some(found) if found.contains(&wanted) => Verdict::Good,
        Some(found) => {
            Verdict::Bad(format!("{found} is active, {wanted} is pinned: run `rustup toolchain install`"))
        }
        None => Verdict::Bad("rustc is not on PATH: install Rust from https://rustup.rs".to_owned()),
    };
    Check::new(format!("{what} {wanted}"), verdict)
}

/// `1.95.0` of `channel = "1.95.0"`.
fn pinned(toolchain: &str) -> Option<String> {
    let value: toml::Table = toml::from_str(toolchain).ok()?;
    Some(value.get("toolchain")?.get("channel")?.as_str()?.to_owned())
}

/// A tool that only changing programs needs.
fn building(tool: &str, wanted: &str) -> Check {
    let verdict = match version(tool) {
        Some(found) if found.contains(wanted) => Verdict::Good,
        Some(found) => Verdict::Bad(format!(
            "found {found:?}, version {wanted} is pinned: see README.md, Changing the programs"
        )),
        None => Verdict::Note(
            "not on PATH; only building programs needs it (README.md, Changing the programs)".to_owned(),
        ),
    };
    Check::new(tool, verdict)
}

/// The first line that `tool --version` prints.
fn version(tool: &str) -> Option<String> {
    let output =
        Command::new(tool).arg("--version").output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()?.lines().next().map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pinned_version_is_read() {
        assert_eq!(pinned("[toolchain]\nchannel = \"1.95.0\"\n").as_deref(), Some("1.95.0"));
        assert_eq!(pinned("[toolchain]\n"), None);
    }

    #[test]
    fn a_tool_that_is_not_there_is_a_note() {
        let check = building("no-such-tool-anywhere", "1");
        assert!(matches!(check.verdict, Verdict::Note(_)), "{check:?}");
    }
}
