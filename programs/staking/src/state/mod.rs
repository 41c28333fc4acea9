//! Accounts of this program and the rules they keep, apart from the instructions that change them.

mod config;
mod pool;
mod position;
mod terms;

pub use config::StakingConfig;
pub use pool::{Pool, PoolOrigin, Synced};
pub use position::{Position, PositionStatus};
pub use terms::Terms;
