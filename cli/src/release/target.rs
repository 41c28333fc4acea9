//! A cluster: its file and its chain.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use twist_client::{
    artifacts::{Artifacts, Checksums},
    chain::Rpc,
};
use twist_release::desired::{Builds, Desired, Resolved};

use crate::args::ClusterArgs;

/// Where a cluster's chain is. All that somebody in a hurry needs: entries of the cluster's file that are not decided yet stop nothing.
pub struct Endpoint {
    /// `devnet`.
    pub name: String,
    /// JSON-RPC endpoint.
    pub url: String,
}

impl Endpoint {
    /// The endpoint that was named, else the one in the cluster's file.
    ///
    /// # Errors
    /// If none was named and the file cannot be read.
    pub fn find(args: &ClusterArgs) -> Result<Self> {
        let url = match &args.url {
            Some(url) => url.clone(),
            None => read(args)?.cluster.url,
        };
        Ok(Self { name: args.cluster.clone(), url })
    }

    /// Connects to the chain.
    ///
    /// # Errors
    /// If it does not answer.
    pub fn connect(&self) -> Result<Rpc> {
        Rpc::connect(&self.url).with_context(|| format!("cannot reach {} at {}", self.name, self.url))
    }
}

/// A cluster's file, read and checked, and where its chain is.
pub struct Target {
    /// `devnet`.
    pub name: String,
    /// JSON-RPC endpoint.
    pub url: String,
    /// What should be true.
    pub desired: Resolved,
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
        Ok(Self { name: args.cluster.clone(), url, desired: resolved })
    }

    /// Connects to the cluster's chain.
    ///
    /// # Errors
    /// If it does not answer.
    pub fn connect(&self) -> Result<Rpc> {
        Endpoint { name: self.name.clone(), url: self.url.clone() }.connect()
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
