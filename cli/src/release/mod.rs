//! The release commands: what should run on a cluster, what does, and how to get from one to the other.

mod apply;
pub mod keys;
mod plan;
mod record;
#[cfg(feature = "localnet")]
mod rehearse;
pub mod render;
mod smoke;
pub mod target;

#[cfg(not(feature = "localnet"))]
use std::process::ExitCode;

#[cfg(not(feature = "localnet"))]
use anyhow::Result;

pub use apply::{apply, create_directory, write_unsigned};
pub use plan::{drift, plan};
pub use record::release;
#[cfg(feature = "localnet")]
pub use rehearse::rehearse;
pub use smoke::smoke;

#[cfg(not(feature = "localnet"))]
use crate::{args::RehearseArgs, output::Reporter};

/// Says how to get a `twist` that can rehearse: an embedded chain takes long to compile.
#[cfg(not(feature = "localnet"))]
pub fn rehearse(_args: &RehearseArgs, _reporter: &Reporter) -> Result<ExitCode> {
    anyhow::bail!(
        "this twist was built without the embedded chain that a rehearsal needs; build it with \
         `cargo run -p twist-cli --features localnet -- rehearse`"
    )
}
