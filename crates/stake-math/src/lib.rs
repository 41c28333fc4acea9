//! # twist-stake-math: what a staking pool owes whom
//!
//! Pure arithmetic, `no_std`, without allocation or dependencies on a chain: the program decides with it, the client predicts
//! with it, the auditor recomputes with it.
//!
//! Rewards flow one way:
//!
//! ```text
//! reward vault ─ fund ─► queued ─ next window ─► streaming ─ advance ─► carried ─► earned by positions ─ pay ─► owner's account
//!                  └────────── commission ─────────────────────────────────────► owed to the pool's owner ─ pay_owner ─┘
//! ```
//!
//! ## Laws
//!
//! With every amount in Q64.64 ([`Rewards`] holds the pool's side, one [`Share`] each position's):
//!
//! 1. **Conservation**, exact to 2^-64 of a base unit, after every call:
//!    `Σ earned + carried + (unstreamed + owner_due) * 2^64 == accounted * 2^64`, where `accounted == funded - paid` and `earned`
//!    is what [`Rewards::settle`] brings a share to. Nothing is lost to rounding, and nothing is created by it.
//! 2. **Any schedule is the same schedule**: while no weight changes, advancing in a thousand steps releases what advancing once
//!    does, because a window's release is a function of the time since it began and not of the calls made in it.
//! 3. **A window cannot be bent**: funding changes [`Stream::queued`] alone; what streams now, how fast and until when stays as
//!    it is. So a donation of one unit neither stretches, nor resets, nor captures a stream.
//! 4. **Total functions**: [`Rewards::advance`] and [`Rewards::settle`] cannot fail, so nothing that has to bring rewards up to
//!    date first (leaving, above all) can be stopped by them.
//!
//! 5. **Rounding is nobody's business model**: while weights stay, nobody earns more than its exact part, and less than a unit below it.
//!    A change of weights hands on what was released and not divisible before it, less than a unit in all (`tests/suite/exact.rs`
//!    derives the bound).
//!
//! Why nothing overflows: `accounted` is at most what a token account holds, so less than 2^64, and by law 1 every Q64.64 term
//! above is at most `accounted * 2^64`, so less than 2^128. The accumulator itself wraps (that is meant): a position of weight
//! w ≥ 1 would have to earn 2^64 units before it could miss a full turn.

#![no_std]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects, clippy::indexing_slicing))]

mod rewards;
mod stream;
mod weight;

pub use rewards::{MIN_STREAM_WEIGHT, Rewards, Share, min_stream_weight};
pub use stream::{Stream, WINDOW_SECONDS};
pub use weight::{BASE_MULTIPLIER_BPS, EarlyExit, early_exit, weight};
