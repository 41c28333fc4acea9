//! `twist plan` and `twist drift`.

use std::process::ExitCode;

use anyhow::Result;
use serde::Serialize;
use twist_release::plan::{Step, plan as steps_of};

use super::{
    render::{self, StepReport},
    target::Target,
};
use crate::{args::PlanArgs, output::Reporter};

/// Exit code of `twist drift` when chain and file differ; 1 is for commands that failed.
const DRIFT: u8 = 2;

#[derive(Serialize)]
struct PlanReport<'a> {
    cluster: &'a str,
    url: &'a str,
    steps: Vec<StepReport>,
}

/// Says what separates a chain from its cluster's file. Changes nothing and needs no key.
pub fn plan(args: &PlanArgs, reporter: &Reporter) -> Result<ExitCode> {
    report(args, reporter)?;
    Ok(ExitCode::SUCCESS)
}

/// The same, with an exit code that a timer can act on.
pub fn drift(args: &PlanArgs, reporter: &Reporter) -> Result<ExitCode> {
    let steps = report(args, reporter)?;
    Ok(if steps.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(DRIFT) })
}

fn report(args: &PlanArgs, reporter: &Reporter) -> Result<Vec<Step>> {
    let target = Target::load(&args.target, None)?;
    let chain = target.connect()?;
    // Whoever will pay: it makes no difference to what differs.
    let payer = target.desired.upgrade_authority;
    let steps = steps_of(&chain, &target.desired, &payer)?;
    let shown = if args.json {
        let report = PlanReport {
            cluster: &target.name,
            url: &target.url,
            steps: steps.iter().map(StepReport::from).collect(),
        };
        serde_json::to_string(&report)? + "\n"
    } else {
        render::text(&target.name, &target.url, &steps)
    };
    reporter.result(&shown)?;
    Ok(steps)
}
