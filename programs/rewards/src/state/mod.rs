//! Accounts of this program and the rules they keep, apart from the instructions that change them.

mod attester_set;
mod claim_page;
mod config;
mod distribution;
mod proposal;
mod root;

pub use attester_set::{AttesterSet, AttesterTerms};
pub use claim_page::{CachedRoot, ClaimPage, Opening};
pub use config::RewardsConfig;
pub use distribution::{Distribution, Funding, Origin, Tally};
pub use proposal::{Pending, Proposal};
pub use root::Root;
