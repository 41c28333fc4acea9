//! The staking commands: what holders and influencers do with `twist_staking`.
//!
//! Every command that changes something works alike: read the chain, refuse what cannot be done, show what would be done, ask, send
//! one transaction, report what the program says it did. All arithmetic is `twist_client::staking`'s.

mod chosen_pool;
mod claim;
mod create_pool;
mod exit_plan;
mod exit_step;
pub mod format;
mod positions;
mod preview;
mod session;
mod show_pool;
mod stake;
mod tiers;
mod unstake;
mod values;

use std::process::ExitCode;

use anyhow::Result;

pub use claim::claim;
pub use positions::positions;
pub use stake::stake;
pub use unstake::unstake;
pub use values::{Commission, Lock, PoolName};

use crate::{
    args::{PoolArgs, PoolCommand},
    output::Reporter,
};

/// `twist pool`.
pub fn pool(args: &PoolArgs, reporter: &Reporter) -> Result<ExitCode> {
    match &args.command {
        PoolCommand::Create(args) => create_pool::create(args, reporter),
        PoolCommand::Show(args) => show_pool::show(args, reporter),
    }
}
