//! Accounts of this program and the rules they keep, apart from the instructions that change them.

mod config;
mod emission;
mod minter;
mod splits;

pub use config::TokenConfig;
pub use emission::{EmissionSchedule, EmissionStep};
pub use minter::{Minter, MinterLimits};
pub use splits::{EmissionSplit, SplitTable};
