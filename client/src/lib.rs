//! # twist-client: what a backend needs to work with the TWIST programs

mod instruction;

pub mod programs;
pub mod spl;
pub mod token;
