//! Asking whether something should happen.

use std::io::{self, IsTerminal};

use anyhow::{Context, Result, bail};

use crate::output::Reporter;

/// Returns once the person has agreed to `question`, or did with `--yes`.
///
/// # Errors
/// If they did not, or there is no terminal to ask at.
pub fn confirm(question: &str, yes: bool, reporter: &Reporter) -> Result<()> {
    if yes {
        return Ok(());
    }
    // The question goes to stderr: whoever cannot see it cannot answer it.
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        bail!(
            "nothing was done, because there is no terminal to ask at: to do what is shown above, add --yes"
        );
    }
    reporter.ask(&format!("{question} Type yes to do it: "));
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).context("cannot read the answer, so nothing was done")?;
    if !agrees(&answer) {
        bail!("nothing was done: the answer was not yes");
    }
    Ok(())
}

/// Only the whole word counts: a key that was hit by accident is no agreement.
fn agrees(answer: &str) -> bool {
    answer.trim().eq_ignore_ascii_case("yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_yes_is_yes() {
        for yes in ["yes\n", "YES\r\n", " Yes "] {
            assert!(agrees(yes), "{yes:?}");
        }
        for no in ["", "\n", "y\n", "no\n", "yess\n", "yes please\n"] {
            assert!(!agrees(no), "{no:?}");
        }
    }
}
