//! # twist-release: what should run on a cluster, what does, and how to get from one to the other
//!
//! ```text
//! migrations/clusters/<name>.toml ─► Desired ─┐
//!                                             ├─► Plan: steps ─► apply (one at a time, planning anew after each)
//! accounts on chain ──────────────► chain ────┘                └► export (unsigned messages for a multisig)
//! ```
//!
//! There is no state file: the plan is computed from the chain every time. So every step is idempotent, and whatever is
//! interrupted, by a crash or by a delay of days, goes on where it stopped.

pub mod apply;
pub mod desired;
mod error;
pub mod export;
pub mod loader;
pub mod migrations;
pub mod plan;
pub mod record;

pub use error::ReleaseError;
