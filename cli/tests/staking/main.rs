//! The staking commands over real JSON-RPC: from a stake to its way out, rewards, and pools.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "../common/mod.rs"]
mod common;
mod foreign;
#[path = "../common/localnet.rs"]
mod localnet;
mod pools;
mod refusals;
mod rewards;
mod stakes;
mod world;
