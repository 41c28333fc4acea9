//! The tree against its written definition: golden vectors, a naive model, and everything a forger may try.
#![cfg(feature = "std")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

mod golden;
mod model;
mod opening;
mod padding;
mod reference;
mod shape;
mod sums;
mod tamper;
