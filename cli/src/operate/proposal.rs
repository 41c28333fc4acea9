//! `twist proposal`: what was proposed and waits, and taking it back.

use std::process::ExitCode;

use anyhow::{Result, bail};
use serde::Serialize;
use twist_client::chain::Chain;
use twist_release::plan::{Action, Change, Step};

use super::{
    session::{Session, look, print},
    waiting::{Takers, Waiting, everything},
};
use crate::{
    args::{CancelArgs, LookArgs, ProposalArgs, ProposalCommand, Stopper},
    output::Reporter,
    staking::format::{row, utc_from},
};

/// What waits, for programs.
#[derive(Serialize)]
struct Report {
    proposals: Vec<WaitingReport>,
    now: i64,
}

#[derive(Serialize)]
struct WaitingReport {
    name: String,
    change: String,
    from: Option<i64>,
    guardian: Option<String>,
    authority: String,
}

/// What was taken back, for programs.
#[derive(Serialize)]
struct Cancelled<'a> {
    name: &'a str,
    change: &'a str,
}

/// `twist proposal`.
pub fn proposal(args: &ProposalArgs, reporter: &Reporter) -> Result<ExitCode> {
    match &args.command {
        ProposalCommand::Show(args) => show(args, reporter),
        ProposalCommand::Cancel(args) => cancel(args, reporter),
    }
}

fn show(args: &LookArgs, reporter: &Reporter) -> Result<ExitCode> {
    let chain = look(args)?;
    let (waiting, now) = (everything(&chain)?, chain.now()?);
    let report = Report { proposals: waiting.iter().map(report).collect(), now };
    print(args.json, &report, &text(&waiting, now), reporter)
}

fn report(waiting: &Waiting) -> WaitingReport {
    let (guardian, authority) = match waiting.stoppers {
        Takers::Either(stoppers) => (Some(stoppers.guardian.to_string()), stoppers.authority),
        Takers::Authority(authority) => (None, authority),
    };
    WaitingReport {
        name: waiting.name.clone(),
        change: waiting.change.clone(),
        from: waiting.from,
        guardian,
        authority: authority.to_string(),
    }
}

fn text(waiting: &[Waiting], now: i64) -> String {
    if waiting.is_empty() {
        return "nothing is proposed\n".to_owned();
    }
    let block = |waiting: &Waiting| {
        let when = waiting.from.map_or_else(
            || "as soon as that key accepts".to_owned(),
            |from| format!("by anyone, from {}", utc_from(from, now)),
        );
        let who = match waiting.stoppers {
            Takers::Either(stoppers) => {
                format!("the guardian {} or the authority {}", stoppers.guardian, stoppers.authority)
            }
            Takers::Authority(authority) => format!("the authority {authority}"),
        };
        let Waiting { name, change, .. } = waiting;
        let rows = [row("  would change", change), row("  takes effect", &when), row("  cancelled by", &who)];
        format!("{name}\n{}\n", rows.join("\n"))
    };
    waiting.iter().map(block).collect()
}

fn cancel(args: &CancelArgs, reporter: &Reporter) -> Result<ExitCode> {
    let mut session = Session::open_for_role(&args.stop.role, reporter)?;
    let waiting = everything(session.chain())?;
    let Some(found) = waiting.iter().find(|waiting| waiting.name == args.name) else {
        let names: Vec<_> = waiting.iter().map(|waiting| waiting.name.as_str()).collect();
        let others = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
        bail!("{:?} is not proposed, or not any more: what is proposed is {others}", args.name)
    };
    let stopper = match found.stoppers {
        Takers::Either(stoppers) => session.stopper(&args.stop, stoppers)?,
        Takers::Authority(_) if args.stop.by == Some(Stopper::Guardian) => {
            bail!("only the authority can take {} back", found.name)
        }
        Takers::Authority(authority) => authority,
    };
    let step = Step {
        name: format!("cancel {}", found.name),
        explanation: "Takes the proposal back. What is in force stays in force; whoever proposed it can propose it again."
            .to_owned(),
        changes: vec![Change { what: "proposed", from: found.change.clone(), to: "nothing".to_owned() }],
        irreversible: false,
        not_before: None,
        action: Action::Send(vec![found.cancel(&stopper)]),
    };
    let outcome = session.take("cancel", &step)?;
    let about = Cancelled { name: &found.name, change: &found.change };
    session.finish("cancel", about, &format!("{} was taken back", found.name), &outcome)
}
