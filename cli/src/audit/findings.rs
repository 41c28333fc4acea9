//! What an audit found.

use std::fmt;

use serde::Serialize;

/// One thing that was checked.
#[derive(Debug, Serialize)]
pub struct Finding {
    /// The promise that it belongs to, as docs/PROGRAMS.md numbers and names them, or the file format.
    pub promise: &'static str,
    /// Whether it holds.
    pub passed: bool,
    /// What was compared, with numbers.
    pub detail: String,
}

/// Everything that was checked, in order.
#[derive(Debug, Default, Serialize)]
pub struct Findings {
    findings: Vec<Finding>,
}

impl Findings {
    /// Records a check that held.
    pub fn pass(&mut self, promise: &'static str, detail: impl Into<String>) {
        self.check(promise, true, detail);
    }

    /// Records a check that did not hold.
    pub fn fail(&mut self, promise: &'static str, detail: impl Into<String>) {
        self.check(promise, false, detail);
    }

    /// Records a check by its outcome.
    pub fn check(&mut self, promise: &'static str, passed: bool, detail: impl Into<String>) {
        self.findings.push(Finding { promise, passed, detail: detail.into() });
    }

    /// Records that a promise could not be checked, which is no pass.
    pub fn unchecked(&mut self, promise: &'static str, recomputed: usize) {
        self.fail(
            promise,
            format!("not established: only the first {recomputed} epochs could be recomputed, see above"),
        );
    }

    /// Whether nothing failed.
    pub fn all_passed(&self) -> bool {
        self.findings.iter().all(|finding| finding.passed)
    }

    /// What failed.
    pub fn failures(&self) -> impl Iterator<Item = String> + '_ {
        let failed = self.findings.iter().filter(|finding| !finding.passed);
        failed.map(|finding| format!("{}: {}", finding.promise, finding.detail))
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Finding { promise, passed, detail } in &self.findings {
            let verdict = if *passed { "PASS" } else { "FAIL" };
            writeln!(f, "{verdict}  {promise:<32}  {detail}")?;
        }
        let failed = self.findings.iter().filter(|finding| !finding.passed).count();
        writeln!(f, "{} checks, {failed} failed", self.findings.len())
    }
}
