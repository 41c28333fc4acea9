//! Programs written down a second time, in plain Rust and the obvious way: what a chain must look like after every instruction.

pub mod staking;
