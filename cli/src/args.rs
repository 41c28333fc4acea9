//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

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
