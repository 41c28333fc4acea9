//! A cluster: its file and its chain.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use twist_client::{
    artifacts::{Artifacts, Checksums},
    chain::Rpc,
};
use twist_release::desired::{Builds, Desired, Resolved};

use crate::args::ClusterArgs;

/// The cluster whose keys are part of this program.
pub const LOCAL: &str = "localnet";

/// Where a cluster's chain is. All that somebody in a hurry needs: entries of the cluster's file that are not decided yet stop nothing.
pub struct Endpoint {
    /// `devnet`.
    pub name: String,
    /// JSON-RPC endpoint.
    pub url: String,
    /// Base58 hash of the genesis block that it must be of.
    genesis_hash: Option<String>,
}

impl Endpoint {
    /// The endpoint that was named, else the one in the cluster's file.
    ///
    /// # Errors
    /// If none was named and the file cannot be read.
    pub fn find(args: &ClusterArgs) -> Result<Self> {
        let (url, genesis_hash) = match (&args.url, read(args)) {
            (None, file) => {
                let cluster = file?.cluster;
                (cluster.url, cluster.genesis_hash)
            }
            (Some(url), file) => (url.clone(), file.ok().and_then(|file| file.cluster.genesis_hash)),
        };
        Ok(Self { name: args.cluster.clone(), url, genesis_hash })
    }

    /// Connects to the chain.
    ///
    /// # Errors
    /// If it does not answer, or is another cluster's.
    pub fn connect(&self) -> Result<Rpc> {
        let Self { name, url, genesis_hash } = self;
        if name == LOCAL && !is_loopback(url) {
            bail!(
                "{url} is not on this machine: the keys of the cluster {LOCAL} are known to everybody, so it is never anywhere else"
            );
        }
        let chain = Rpc::connect(url).with_context(|| format!("cannot reach {name} at {url}"))?;
        if let Some(wanted) = genesis_hash {
            let found =
                chain.client().get_genesis_hash().context("the node does not say which chain it is of")?;
            if found.to_string() != *wanted {
                bail!("{url} is not {name}: its genesis block is {found}, not {wanted}; nothing was done");
            }
        }
        Ok(chain)
    }
}

/// Whether a URL leads to this machine.
fn is_loopback(url: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    ["127.", "localhost:", "localhost/", "[::1]"].iter().any(|prefix| host.starts_with(prefix))
        || host == "localhost"
}

/// A cluster's file, read and checked, and where its chain is.
pub struct Target {
    /// `devnet`.
    pub name: String,
    /// JSON-RPC endpoint.
    pub url: String,
    /// What should be true.
    pub desired: Resolved,
    /// Base58 hash of the genesis block that the chain must be of.
    genesis_hash: Option<String>,
}

impl Target {
    /// Reads the cluster's file. `artifacts` is the directory of the builds, if not the checked-in ones.
    ///
    /// # Errors
    /// If it cannot be read, or has entries that are missing, wrong or not decided yet.
    pub fn load(args: &ClusterArgs, artifacts: Option<&Path>) -> Result<Self> {
        let desired = read(args)?;
        let resolved = desired.resolve().map_err(|reason| anyhow!("{}: {reason}", path(args).display()))?;
        // A cluster that takes any build is told which by whoever applies them.
        let resolved = match resolved.builds {
            Builds::Local => resolved.with_local_builds(&builds(artifacts)?),
            Builds::Verified => resolved,
        };
        let url = args.url.clone().unwrap_or(desired.cluster.url);
        let genesis_hash = desired.cluster.genesis_hash;
        Ok(Self { name: args.cluster.clone(), url, desired: resolved, genesis_hash })
    }

    /// Connects to the cluster's chain.
    ///
    /// # Errors
    /// If it does not answer.
    pub fn connect(&self) -> Result<Rpc> {
        let (name, url, genesis_hash) = (self.name.clone(), self.url.clone(), self.genesis_hash.clone());
        Endpoint { name, url, genesis_hash }.connect()
    }
}

fn path(args: &ClusterArgs) -> PathBuf {
    args.clusters.join(format!("{}.toml", args.cluster))
}

/// Reads the cluster's file.
fn read(args: &ClusterArgs) -> Result<Desired> {
    let path = path(args);
    let desired = Desired::load(&path)?;
    if desired.cluster.name != args.cluster {
        return Err(anyhow!(
            "{} says that it is of the cluster {:?}: rename the file or mend the entry cluster.name",
            path.display(),
            desired.cluster.name
        ));
    }
    Ok(desired)
}

/// The builds in a directory, or the checked-in ones.
///
/// # Errors
/// If one is missing, or damaged by its checksums.
pub fn builds(directory: Option<&Path>) -> Result<Artifacts> {
    Ok(match directory {
        Some(directory) => Artifacts::load_from(directory, Checksums::Required)?,
        None => Artifacts::load()?,
    })
}

/// The builds of the release before `next`, gathered in `directory`: those in its `previous` directory, and for programs that did not
/// change the same.
///
/// # Errors
/// If a file cannot be read or copied.
#[cfg(feature = "localnet")]
pub fn previous_builds(next: &Artifacts, directory: &Path) -> Result<Artifacts> {
    for program in twist_client::artifacts::Program::ALL {
        let path = next.path(program);
        let name = path.file_name().context("a program without a file name")?;
        let before = next.directory().join("previous").join(name);
        let from = if before.is_file() { before } else { path.clone() };
        std::fs::copy(&from, directory.join(name))
            .with_context(|| format!("cannot copy {}", from.display()))?;
    }
    let provenance = next.directory().join("previous/PROVENANCE");
    if provenance.is_file() {
        std::fs::copy(&provenance, directory.join("PROVENANCE"))
            .with_context(|| format!("cannot copy {}", provenance.display()))?;
    }
    Ok(Artifacts::load_from(directory, Checksums::IfPresent)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_local() {
        for url in
            ["http://127.0.0.1:8899", "http://localhost:8899", "http://localhost", "http://[::1]:8899/"]
        {
            assert!(is_loopback(url), "{url}");
        }
        for url in ["https://api.devnet.solana.com", "http://localhost.example.com", "http://10.0.0.1"] {
            assert!(!is_loopback(url), "{url}");
        }
    }
}
