//! From access log lines to Verified Attention Units (VAUs) to credits, by the rules written in `docs/VAU.md`.
//!
//! ```text
//! lines ─► log::read_log ─► vau::extract ─► credit::by_utc_day ─► credit::credit_epoch ─► who is owed what
//!          (clf)            (rules)                               (Terms)
//! ```
//!
//! Everything is pure: the only input is a [`std::io::BufRead`] that the caller opened, and the same input gives the same
//! output on every machine, in whatever order its lines come. That is what lets attesters who do not trust each other
//! recompute an epoch and arrive at the same bytes. Nothing that leaves this crate is dropped silently: every event is
//! either a VAU or counted under one [`rules::Refusal`], and every VAU is either credited or counted likewise.
//!
//! Which wallet stands behind a device, a site or a referring host is not known here; the settlement client maps them.

pub mod clf;
pub mod credit;
pub mod device;
mod hex;
pub mod host;
pub mod log;
pub mod rules;
pub mod sample;
pub mod vau;
