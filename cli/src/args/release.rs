//! Arguments of the release commands, and what their long help says.

use std::path::PathBuf;

use clap::Subcommand;

use super::http_url;

/// Which cluster.
#[derive(Debug, clap::Args)]
pub struct ClusterArgs {
    /// The cluster: the name of a file in the clusters directory
    #[arg(long, value_name = "NAME")]
    pub cluster: String,
    /// Directory of the clusters' files
    #[arg(long, value_name = "DIR", default_value = "migrations/clusters")]
    pub clusters: PathBuf,
    /// JSON-RPC endpoint [default: the one in the cluster's file]
    #[arg(long, value_name = "RPC", value_parser = http_url)]
    pub url: Option<String>,
}

/// Arguments of `twist plan` and `twist drift`.
#[derive(Debug, clap::Args)]
pub struct PlanArgs {
    #[command(flatten)]
    pub target: ClusterArgs,
    /// Print one JSON object on stdout instead of text
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `twist apply`.
#[derive(Debug, clap::Args)]
pub struct ApplyArgs {
    #[command(flatten)]
    pub target: ClusterArgs,
    /// Key file of whoever pays, and signs if it holds a role
    #[arg(long, value_name = "FILE")]
    pub keypair: Option<PathBuf>,
    /// Key file of another signer, such as the authority; may be repeated
    #[arg(long, value_name = "FILE")]
    pub signer: Vec<PathBuf>,
    /// Directory of the builds to deploy [default: the checked-in artifacts]
    #[arg(long, value_name = "DIR")]
    pub artifacts: Option<PathBuf>,
    /// Sign nothing but uploads: write every step as an unsigned message into this directory, for a multisig
    #[arg(long, value_name = "DIR")]
    pub export: Option<PathBuf>,
    /// Take every step without asking; the plan is printed all the same
    #[arg(long)]
    pub yes: bool,
}

/// Arguments of `twist smoke`.
#[derive(Debug, clap::Args)]
pub struct SmokeArgs {
    #[command(flatten)]
    pub target: ClusterArgs,
    /// Key file of whoever pays
    #[arg(long, value_name = "FILE")]
    pub keypair: Option<PathBuf>,
    /// Most that the payer may spend, SOL; the run stops before it would spend more
    #[arg(long, value_name = "SOL", default_value_t = 0.1)]
    pub spend_limit: f64,
}

/// Arguments of `twist rehearse`.
#[derive(Debug, clap::Args)]
pub struct RehearseArgs {
    /// Directory of the builds to release; its `previous` holds those of the release before that changed [default: the checked-in
    /// artifacts]
    #[arg(long, value_name = "DIR")]
    pub artifacts: Option<PathBuf>,
}

/// Arguments of `twist release`.
#[derive(Debug, clap::Args)]
pub struct ReleaseArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ReleaseCommand,
}

/// What `twist release` can do.
#[derive(Debug, Subcommand)]
pub enum ReleaseCommand {
    /// Writes the digests of builds into a cluster's file, as what should run there
    Record(RecordArgs),
    /// Prints the digests of builds, as `twist plan` compares them
    Checksums(ChecksumArgs),
    /// Closes the buffers that uploads of these builds left behind; their rent goes back to the payer
    CloseBuffers(CloseBuffersArgs),
}

/// Arguments of `twist release record`.
#[derive(Debug, clap::Args)]
pub struct RecordArgs {
    #[command(flatten)]
    pub target: ClusterArgs,
    /// Directory of the builds [default: the checked-in artifacts]
    #[arg(long, value_name = "DIR")]
    pub artifacts: Option<PathBuf>,
}

/// Arguments of `twist release checksums`.
#[derive(Debug, clap::Args)]
pub struct ChecksumArgs {
    /// Directory of the builds [default: the checked-in artifacts]
    #[arg(long, value_name = "DIR")]
    pub artifacts: Option<PathBuf>,
}

/// Arguments of `twist release close-buffers`.
#[derive(Debug, clap::Args)]
pub struct CloseBuffersArgs {
    #[command(flatten)]
    pub target: ClusterArgs,
    /// Key file of whoever uploaded them
    #[arg(long, value_name = "FILE")]
    pub keypair: PathBuf,
    /// Directory of the builds [default: the checked-in artifacts]
    #[arg(long, value_name = "DIR")]
    pub artifacts: Option<PathBuf>,
}

/// Arguments of `twist doctor`.
#[derive(Debug, clap::Args)]
pub struct DoctorArgs {
    /// Key file to look at as well; may be repeated
    #[arg(long, value_name = "FILE")]
    pub keypair: Vec<PathBuf>,
}
