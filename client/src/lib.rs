//! # twist-client: what a backend needs to work with the TWIST programs

mod idl;
mod instruction;

pub mod account;
pub mod artifacts;
pub mod chain;
pub mod compute;
pub mod error;
pub mod event;
pub mod programs;
pub mod registry;
pub mod rewards;
pub mod settlement;
pub mod spl;
pub mod token;
