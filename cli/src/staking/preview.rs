//! Saying what is about to happen, and asking whether it should.

use anyhow::Result;

use super::format;
use crate::{confirm::confirm, output::Reporter};

/// What a command is about to do.
pub struct Preview {
    title: String,
    rows: Vec<(&'static str, String)>,
    warnings: Vec<String>,
    question: String,
}

impl Preview {
    /// A preview under a title ("Staking 12.5 TWIST"), which ends with a question ("Stake 12.5 TWIST for 90 days?").
    pub fn new(title: String, question: String) -> Self {
        Self { title, rows: Vec::new(), warnings: Vec::new(), question }
    }

    /// Adds a line.
    pub fn row(&mut self, label: &'static str, value: impl Into<String>) -> &mut Self {
        self.rows.push((label, value.into()));
        self
    }

    /// Adds something that a person could regret not to have read.
    pub fn warn(&mut self, text: impl Into<String>) -> &mut Self {
        self.warnings.push(text.into());
        self
    }

    /// Shows the preview and returns once the person has agreed, or did with `--yes`.
    ///
    /// # Errors
    /// If they did not, or there is no terminal to ask at.
    pub fn confirm(&self, yes: bool, reporter: &Reporter) -> Result<()> {
        reporter.step(&self.title);
        self.lines().iter().for_each(|line| reporter.note(line));
        self.warnings.iter().for_each(|warning| reporter.warn(warning));
        confirm(&self.question, yes, reporter)
    }

    fn lines(&self) -> Vec<String> {
        self.rows.iter().map(|(label, value)| format::row(label, value)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_below_one_another() {
        let mut preview = Preview::new("Staking".to_owned(), "Stake?".to_owned());
        preview.row("amount", "12.5 TWIST").row("locked until", "2026-01-06 00:00:00 UTC");
        assert_eq!(
            preview.lines(),
            ["amount              12.5 TWIST", "locked until        2026-01-06 00:00:00 UTC"]
        );
    }
}
