//! A plan as text and as JSON.

use std::fmt::Write;

use serde::Serialize;
use twist_release::plan::{Action, Step};

use crate::staking::format::utc;

/// One step as JSON.
#[derive(Debug, Serialize)]
pub struct StepReport {
    step: String,
    explanation: String,
    changes: Vec<ChangeReport>,
    irreversible: bool,
    by_hand: bool,
    not_before: Option<i64>,
    signers: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ChangeReport {
    what: &'static str,
    from: String,
    to: String,
}

impl From<&Step> for StepReport {
    fn from(step: &Step) -> Self {
        let change = |change: &twist_release::plan::Change| ChangeReport {
            what: change.what,
            from: change.from.clone(),
            to: change.to.clone(),
        };
        Self {
            step: step.name.clone(),
            explanation: step.explanation.clone(),
            changes: step.changes.iter().map(change).collect(),
            irreversible: step.irreversible,
            by_hand: matches!(step.action, Action::ByHand),
            not_before: step.not_before.filter(|time| *time != i64::MAX),
            signers: step.signers().iter().map(ToString::to_string).collect(),
        }
    }
}

/// The whole plan, step by step, with a sum at the end.
pub fn text(cluster: &str, url: &str, steps: &[Step]) -> String {
    if steps.is_empty() {
        return format!("{cluster} at {url} is as its file says: nothing to do\n");
    }
    let mut text = format!("{cluster} at {url} differs from its file:\n");
    for (number, step) in (1..).zip(steps) {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{}", step_text(number, step));
    }
    let _ = writeln!(text, "\n{}", sum(steps));
    text
}

/// One step.
pub fn step_text(number: usize, step: &Step) -> String {
    let mut text = format!("{number:>3}. {}\n", step.name);
    for line in details(step) {
        let _ = writeln!(text, "     {line}");
    }
    text
}

/// What a step does, below its name.
pub fn details(step: &Step) -> Vec<String> {
    let mut lines: Vec<_> = marks(step).iter().map(|mark| format!("!! {mark}")).collect();
    lines.push(step.explanation.clone());
    lines.extend(step.changes.iter().map(|change| match change.from.as_str() {
        "" => format!("+ {:<32} {}", change.what, change.to),
        from => format!("~ {:<32} {from} -> {}", change.what, change.to),
    }));
    lines
}

/// What a tired person must not miss.
fn marks(step: &Step) -> Vec<String> {
    let mut marks = Vec::new();
    if step.irreversible {
        marks.push("cannot be undone".to_owned());
    }
    match step.not_before {
        Some(i64::MAX) => marks.push("begins to wait when the step before it is taken".to_owned()),
        Some(time) => marks.push(format!("not before {}", utc(time))),
        None => {}
    }
    if matches!(step.action, Action::ByHand) {
        marks.push("must be done by hand".to_owned());
    }
    marks
}

fn sum(steps: &[Step]) -> String {
    let count = |matches: &dyn Fn(&Step) -> bool| steps.iter().filter(|step| matches(step)).count();
    format!(
        "{} step(s): {} cannot be undone, {} wait, {} must be done by hand",
        steps.len(),
        count(&|step| step.irreversible),
        count(&|step| step.not_before.is_some()),
        count(&|step| matches!(step.action, Action::ByHand)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use twist_release::plan::Change;

    fn step() -> Step {
        Step {
            name: "registry: set fee".to_owned(),
            explanation: "Changes the fee.".to_owned(),
            changes: vec![
                Change { what: "fee, bps", from: "500".to_owned(), to: "400".to_owned() },
                Change { what: "mint", from: String::new(), to: "TWIST".to_owned() },
            ],
            irreversible: true,
            not_before: Some(0),
            action: Action::ByHand,
        }
    }

    #[test]
    fn a_plan_says_what_changes_and_what_to_mind() {
        let text = text("devnet", "http://x", &[step()]);
        for line in [
            "devnet at http://x differs from its file:",
            "  1. registry: set fee",
            "     !! cannot be undone",
            "     !! not before 1970-01-01 00:00:00 UTC",
            "     !! must be done by hand",
            "     ~ fee, bps                         500 -> 400",
            "     + mint                             TWIST",
            "1 step(s): 1 cannot be undone, 1 wait, 1 must be done by hand",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\nin\n{text}");
        }
    }

    #[test]
    fn no_difference_is_said_in_one_line() {
        assert_eq!(
            text("devnet", "http://x", &[]),
            "devnet at http://x is as its file says: nothing to do\n"
        );
    }
}
