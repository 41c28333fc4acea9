//! `docs/COMPUTE_UNITS.md`: measured by tests, and checked against what it says.

use std::{env, fmt::Write, fs, path::Path};

use twist_client::{artifacts::Artifacts, chain::Receipt, compute::costs, programs::name};

/// Set it (to anything) to write the table instead of checking it.
pub const BLESS_VARIABLE: &str = "TWIST_BLESS";

/// How far a figure may be off before the document counts as out of date, percent.
const TOLERANCE_PERCENT: u64 = 2;

const COLUMNS: &str = "| program | instruction | compute units | budget | note |\n|---|---|---:|---:|---|\n";

/// One measured instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    program: String,
    instruction: String,
    units: u64,
    budget: Option<u64>,
    note: String,
}

/// The table under construction: rows in the order in which they were measured.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Table {
    rows: Vec<Row>,
}

impl Table {
    /// Adds the last instruction of a transaction (those before it prepare something). `note` says what was special; an
    /// instruction measured twice needs two notes.
    pub fn record(&mut self, receipt: &Receipt, note: &str) {
        self.push(receipt, None, note);
    }

    /// The same, for an instruction that may cost at most `budget` compute units: [`Table::check_document`] looks.
    pub fn record_within(&mut self, receipt: &Receipt, budget: u64, note: &str) {
        self.push(receipt, Some(budget), note);
    }

    fn push(&mut self, receipt: &Receipt, budget: Option<u64>, note: &str) {
        let cost = costs(&receipt.logs).pop().expect("a transaction of ours has instructions");
        let instruction = cost.name.expect("an instruction of ours logs its name");
        self.rows.push(Row {
            program: name(&cost.program).expect("the last instruction is ours").to_owned(),
            instruction,
            units: cost.compute_units,
            budget,
            note: note.to_owned(),
        });
    }

    /// Asserts that nothing is over its budget, and compares with the document, or writes it if [`BLESS_VARIABLE`] is set.
    pub fn check_document(&self) {
        let over: Vec<_> = self.rows.iter().filter(|row| row.is_over_budget()).collect();
        assert!(over.is_empty(), "over budget: {over:#?}");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/COMPUTE_UNITS.md");
        let artifacts = Artifacts::load().unwrap_or_else(|error| panic!("{error}"));
        let toolchain = artifacts.provenance("toolchain");
        if env::var_os(BLESS_VARIABLE).is_some() {
            fs::write(
                &path,
                self.document(toolchain.expect("the document is about the checked-in artifacts")),
            )
            .unwrap();
            return;
        }
        // Another toolchain's code costs something else: a fresh build of unknown origin is only held against the budgets.
        if toolchain.is_none() {
            return;
        }
        let published = Self::parse(&fs::read_to_string(&path).unwrap_or_default());
        let drift = self.drift_from(&published);
        assert!(
            drift.is_empty(),
            "docs/COMPUTE_UNITS.md is out of date:\n{}\nLook why; if it is meant to be so, rewrite the document with \
             {BLESS_VARIABLE}=1 cargo test -p twist-tests --test compute_units",
            drift.join("\n")
        );
    }

    fn document(&self, toolchain: &str) -> String {
        let mut text = format!(
            "# Compute units per instruction\n\n\
             Written by `{BLESS_VARIABLE}=1 cargo test -p twist-tests --test compute_units` and checked by the same test without\n\
             `{BLESS_VARIABLE}`: it fails when a figure is off by more than {TOLERANCE_PERCENT} %, or over its budget.\n\n\
             Measured on `artifacts/*.so` (toolchain: {toolchain}) under solana-program-test 4.2.2, whose SPL Token program is\n\
             p-token. Cross-program calls, token transfers and the event are included. Where rent is named, it is 6,960 lamports\n\
             per byte, as that engine charges.\n\n{COLUMNS}"
        );
        for Row { program, instruction, units, budget, note } in &self.rows {
            let budget = budget.map(|budget| budget.to_string()).unwrap_or_default();
            writeln!(text, "| {program} | `{instruction}` | {units} | {budget} | {note} |").unwrap();
        }
        text
    }

    /// The rows of a document; anything else in it is prose.
    fn parse(document: &str) -> Self {
        let rows = document.lines().filter_map(|line| {
            let cells: Vec<_> =
                line.strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
            let [program, instruction, units, budget, note] = cells[..] else { return None };
            Some(Row {
                program: program.to_owned(),
                instruction: instruction.trim_matches('`').to_owned(),
                units: units.parse().ok()?,
                budget: budget.parse().ok(),
                note: note.to_owned(),
            })
        });
        Self { rows: rows.collect() }
    }

    /// One line for each measured row that is not published, and the other way round.
    fn drift_from(&self, published: &Self) -> Vec<String> {
        let missing =
            self.rows.iter().filter(|row| !published.rows.iter().any(|other| other.agrees_with(row)));
        let gone = published.rows.iter().filter(|row| !self.rows.iter().any(|other| row.agrees_with(other)));
        missing
            .map(|row| format!("measured:  {row:?}"))
            .chain(gone.map(|row| format!("published: {row:?}")))
            .collect()
    }
}

impl Row {
    fn is_over_budget(&self) -> bool {
        self.budget.is_some_and(|budget| self.units > budget)
    }

    /// Whether this published row still describes what was `measured`.
    fn agrees_with(&self, measured: &Self) -> bool {
        let within = self.units.abs_diff(measured.units) * 100 <= self.units * TOLERANCE_PERCENT;
        within && *self == Self { units: self.units, ..measured.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(units: u64, note: &str) -> Table {
        let row = Row {
            program: "rewards".to_owned(),
            instruction: "vote_epoch".to_owned(),
            units,
            budget: Some(15_000),
            note: note.to_owned(),
        };
        Table { rows: vec![row] }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let written = format!(
            "# Title\n\nProse | with a bar\n\n{COLUMNS}| rewards | `vote_epoch` | 1000 | 15000 | opens |\n"
        );
        assert_eq!(Table::parse(&written), table(1_000, "opens"));
    }

    #[test]
    #[should_panic(expected = "over budget")]
    fn no_tolerance_beyond_a_budget() {
        table(15_001, "").check_document();
    }

    #[test]
    fn two_percent_are_tolerated_and_no_more() {
        let published = table(1_000, "");
        for (measured, drifts) in [(980, false), (1_020, false), (979, true), (1_021, true)] {
            assert_eq!(!table(measured, "").drift_from(&published).is_empty(), drifts, "{measured}");
        }
    }

    #[test]
    fn rows_that_appear_or_disappear_are_drift() {
        let (one, other) = (table(1_000, "one"), table(1_000, "other"));
        assert_eq!(one.drift_from(&other).len(), 2);
        assert_eq!(one.drift_from(&Table::default()).len(), 1);
        assert_eq!(Table::default().drift_from(&one).len(), 1);
    }
}
