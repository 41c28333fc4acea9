//! `twist doctor`: is this machine, and is this checkout, fit to work with? Says what to do about what is not.

mod checkout;
mod keys;
mod tools;

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context, Result};

use crate::{args::DoctorArgs, output::Reporter};

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Fine.
    Good,
    /// Works, but there is something to know.
    Note(String),
    /// Does not work: what to do.
    Bad(String),
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was looked at.
    pub what: String,
    /// What was found.
    pub verdict: Verdict,
}

impl Check {
    fn new(what: impl Into<String>, verdict: Verdict) -> Self {
        Self { what: what.into(), verdict }
    }
}

/// Looks at everything and fails if anything is bad.
pub fn run(args: &DoctorArgs, reporter: &Reporter) -> Result<ExitCode> {
    let root = root()?;
    let mut checks = tools::checks(&root);
    checks.extend(checkout::checks(&root)?);
    checks.extend(keys::checks(&args.keypair));
    reporter.result(&text(&checks))?;
    let sick = checks.iter().any(|check| matches!(check.verdict, Verdict::Bad(_)));
    Ok(if sick { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn text(checks: &[Check]) -> String {
    let line = |check: &Check| match &check.verdict {
        Verdict::Good => format!("ok    {}\n", check.what),
        Verdict::Note(note) => format!("note  {}: {note}\n", check.what),
        Verdict::Bad(advice) => format!("BAD   {}: {advice}\n", check.what),
    };
    checks.iter().map(line).collect()
}

/// The checkout that this directory is in.
fn root() -> Result<PathBuf> {
    let here = std::env::current_dir().context("the current directory cannot be read")?;
    let found = here.ancestors().find(|directory| directory.join("Anchor.toml").is_file());
    let root =
        found.context("this is no checkout of TWIST: run it inside one (Anchor.toml marks its root)")?;
    Ok(root.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_check_is_one_line_that_begins_with_its_verdict() {
        let checks = [
            Check::new("a", Verdict::Good),
            Check::new("b", Verdict::Note("c".to_owned())),
            Check::new("d", Verdict::Bad("do e".to_owned())),
        ];
        assert_eq!(text(&checks), "ok    a\nnote  b: c\nBAD   d: do e\n");
    }
}
