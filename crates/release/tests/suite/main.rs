//! Plans, uploads and upgrades on Solana's own runtime, with the programs as they ship.
#![allow(clippy::unwrap_used, missing_docs)]

mod fixture;
mod migrate;
mod plan;
mod upload;
