//! The command line.

mod operate;
mod release;
mod staking;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub use operate::*;
pub use release::*;
pub use staking::*;

/// TWIST pays people for verified attention and makes every unit of it auditable on Solana.
#[derive(Debug, Parser)]
#[command(name = "twist", version, propagate_version = true)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What `twist` can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// From an access log to claimed tokens: runs the whole protocol on an embedded chain
    Demo(DemoArgs),
    /// From an access log to epoch files, without a chain: what would be owed to whom
    Replay(ReplayArgs),
    /// Recomputes published epoch files and holds them against the chain; exits 1 on any FAIL
    Audit(AuditArgs),
    /// Locks TWIST in a pool, for a share of what the pool earns
    Stake(StakeArgs),
    /// Takes the next step on a stake's way out: asks for it back, withdraws it, or exits early
    Unstake(UnstakeArgs),
    /// Pays what your stakes have earned, or stakes it too
    ClaimStake(ClaimStakeArgs),
    /// Staking pools: create one, look at one
    Pool(PoolArgs),
    /// Somebody's stakes in a pool: locks, rewards, what comes next
    Positions(PositionsArgs),
    /// What separates a cluster's chain from the state that its file declares
    Plan(PlanArgs),
    /// Takes the steps of the plan: deploys, initializes, changes; or writes them down for a multisig
    Apply(ApplyArgs),
    /// The plan for a timer: exits 2 if the chain differs from the cluster's file in anything
    Drift(PlanArgs),
    /// Walks the critical path on a cluster within a spending limit; PASS or FAIL per step, exits 1 on any FAIL
    Smoke(SmokeArgs),
    /// A whole release on an embedded chain, with users in the middle of it: upgrade, migrate, roll back
    Rehearse(RehearseArgs),
    /// Builds, their recorded digests, and what their uploads left behind
    Release(ReleaseArgs),
    /// Stops emission, minting, campaigns or deposits, as the guardian or the authority; never the way out
    Pause(PauseArgs),
    /// Resumes what was paused, as the authority
    Unpause(UnpauseArgs),
    /// Where a distribution's epochs stand; finalizes, expires or vetoes a pending one
    Epoch(EpochArgs),
    /// Keys that may mint: look at one, or end its power
    Minter(MinterArgs),
    /// Who is in charge of what
    Authority(AuthorityArgs),
    /// Powers that were proposed and wait; takes one back
    Proposal(ProposalArgs),
    /// Whether this machine and this checkout are fit to work with, and what to do if not
    Doctor(DoctorArgs),
    /// An embedded chain with JSON-RPC and WebSocket, programs deployed; stays up until interrupted
    Localnet(LocalnetArgs),
}

/// Which log to read.
#[derive(Debug, clap::Args)]
pub struct LogArgs {
    /// Access log in Combined Log Format, compressed if its name ends in .gz [default: a small built-in sample]
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Host of the site that the log is of [default: the log's most frequent referring host]
    #[arg(long, value_name = "HOST")]
    pub site: Option<String>,
}

/// Arguments of `twist demo`.
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    #[command(flatten)]
    pub input: LogArgs,
    /// Run against this JSON-RPC endpoint (a `twist localnet`) instead of a chain inside this process
    #[arg(long, value_name = "RPC", value_parser = http_url)]
    pub url: Option<String>,
    /// Key file of whoever pays and may upgrade the programs [default: the one that `twist localnet` uses]
    #[arg(long, value_name = "FILE", requires = "url")]
    pub keypair: Option<PathBuf>,
    /// Keep the epoch files in this directory, for `twist audit` [default: a temporary one]
    #[arg(long, value_name = "DIR")]
    pub ledger: Option<PathBuf>,
    /// Print one JSON object on stdout instead of the summary
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `twist replay`.
#[derive(Debug, clap::Args)]
pub struct ReplayArgs {
    #[command(flatten)]
    pub input: LogArgs,
    /// Where to write the epoch files
    #[arg(long, value_name = "DIR")]
    pub ledger: PathBuf,
    /// Print one JSON object on stdout instead of the summary
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `twist audit`.
#[derive(Debug, clap::Args)]
pub struct AuditArgs {
    /// Directory with the published epoch files
    #[arg(long, value_name = "DIR")]
    pub ledger: PathBuf,
    /// JSON-RPC endpoint of the chain they were settled on
    #[arg(long, value_name = "RPC", value_parser = http_url)]
    pub url: String,
    /// Print one JSON object on stdout instead of PASS and FAIL lines
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `twist localnet`.
#[derive(Debug, clap::Args)]
pub struct LocalnetArgs {
    /// Port of the JSON-RPC endpoint
    #[arg(long, default_value_t = 8899)]
    pub rpc_port: u16,
    /// Port of the WebSocket endpoint
    #[arg(long, default_value_t = 8900)]
    pub ws_port: u16,
    /// Key file of the upgrade authority, which is also given SOL [default: the one that `twist demo` uses]
    #[arg(long, value_name = "FILE")]
    pub keypair: Option<PathBuf>,
}

fn http_url(text: &str) -> Result<String, &'static str> {
    let is_url = ["http://", "https://"]
        .iter()
        .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    if is_url { Ok(text.to_owned()) } else { Err("a JSON-RPC endpoint begins with http:// or https://") }
}
