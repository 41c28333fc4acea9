//! `twist`: what operators, auditors and newcomers run.

mod amount;
mod args;
mod audit;
mod cast;
mod cluster;
mod demo;
mod keypair_file;
mod localnet;
mod log_input;
mod output;
mod replay;
mod season;

use std::process::ExitCode;

use clap::Parser;
use console::style;

use crate::{
    args::{Args, Command},
    output::Reporter,
};

fn main() -> ExitCode {
    let reporter = Reporter::new();
    let outcome = match Args::parse().command {
        Command::Demo(args) => demo::run(&args, &reporter),
        Command::Replay(args) => replay::run(&args, &reporter),
        Command::Audit(args) => audit::run(&args, &reporter),
        Command::Localnet(args) => localnet::run(&args, &reporter),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            // One paragraph: what failed, then why, innermost last.
            eprintln!("{} {error:#}", style("error:").red().bold().for_stderr());
            ExitCode::FAILURE
        }
    }
}
