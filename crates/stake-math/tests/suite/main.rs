//! The accounting against plain models of it: every law of the crate's documentation, under schedules that try to break it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

mod adversaries;
mod centuries;
mod exact;
mod extremes;
mod fairness;
mod funding;
mod laws;
mod pool;
mod reference;
mod schedule;
mod stream;
mod tiers;
mod weight;
mod window;
