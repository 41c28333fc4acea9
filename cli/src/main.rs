//! `twist`: what operators, auditors, stakers and newcomers run.

mod amount;
mod args;
mod audit;
mod cast;
mod confirm;
mod demo;
mod doctor;
mod keypair_file;
mod localnet;
mod log_input;
mod operate;
mod output;
mod release;
mod replay;
mod season;
mod staking;

use std::process::ExitCode;

use crate::{
    args::{Args, Command},
    output::Reporter,
};
use clap::Parser;

fn main() -> ExitCode {
    let reporter = Reporter::new();
    let outcome = match Args::parse().command {
        Command::Demo(args) => demo::run(&args, &reporter),
        Command::Replay(args) => replay::run(&args, &reporter),
        Command::Audit(args) => audit::run(&args, &reporter),
        Command::Stake(args) => staking::stake(&args, &reporter),
        Command::Unstake(args) => staking::unstake(&args, &reporter),
        Command::ClaimStake(args) => staking::claim(&args, &reporter),
        Command::Pool(args) => staking::pool(&args, &reporter),
        Command::Positions(args) => staking::positions(&args, &reporter),
        Command::Plan(args) => release::plan(&args, &reporter),
        Command::Apply(args) => release::apply(&args, &reporter),
        Command::Drift(args) => release::drift(&args, &reporter),
        Command::Smoke(args) => release::smoke(&args, &reporter),
        Command::Rehearse(args) => release::rehearse(&args, &reporter),
        Command::Release(args) => release::release(&args, &reporter),
        Command::Pause(args) => operate::pause(&args, &reporter),
        Command::Unpause(args) => operate::unpause(&args, &reporter),
        Command::Epoch(args) => operate::epoch(&args, &reporter),
        Command::Minter(args) => operate::minter(&args, &reporter),
        Command::Authority(args) => operate::authority(&args, &reporter),
        Command::Proposal(args) => operate::proposal(&args, &reporter),
        Command::Doctor(args) => doctor::run(&args, &reporter),
        Command::Localnet(args) => localnet::run(&args, &reporter),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            reporter.error(&paragraph(&error));
            ExitCode::FAILURE
        }
    }
}

/// One paragraph: what failed, then why, innermost last. Libraries like to repeat a cause in the message above it; once is enough.
fn paragraph(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).fold(String::new(), |text, cause| match text.as_str() {
        "" => cause,
        said if said.contains(&cause) => text,
        said => format!("{said}: {cause}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_said_once() {
        let error =
            anyhow::anyhow!("disk full").context("cannot write x: disk full; free some").context("no ledger");
        assert_eq!(paragraph(&error), "no ledger: cannot write x: disk full; free some");
    }
}
