//! `twist epoch`: where a distribution stands between votes and claims, and the steps that are not the attesters'.
//!
//! ```text
//!           enough equal votes          window over             finalize
//!  voting ─────────────────────► challenge ─────► payable ─────────────────► voting on the next epoch
//!    ▲                               │               │  7 days more: overdue
//!    └───────── veto ────────────────┴───────────────┴── expire
//! ```

mod actions;
mod outlook;
mod report;
mod subject;
mod text;

use std::process::ExitCode;

use anyhow::Result;

use super::session::{look, print};
use crate::{
    args::{EpochArgs, EpochCommand, ShowEpochArgs},
    output::Reporter,
};
use report::EpochReport;
use subject::Subject;

/// `twist epoch`.
pub fn epoch(args: &EpochArgs, reporter: &Reporter) -> Result<ExitCode> {
    match &args.command {
        EpochCommand::Show(args) => show(args, reporter),
        EpochCommand::Finalize(args) => actions::finalize(args, reporter),
        EpochCommand::Expire(args) => actions::expire(args, reporter),
        EpochCommand::Veto(args) => actions::veto(args, reporter),
    }
}

fn show(args: &ShowEpochArgs, reporter: &Reporter) -> Result<ExitCode> {
    let chain = look(&args.look)?;
    let subject = Subject::find(&chain, args.about.distribution)?;
    print(args.look.json, &EpochReport::of(&subject), &text::of(&subject), reporter)
}
