//! What the TWIST programs share, defined once.
//!
//! Nothing here holds state of its own: these are the pieces that every program would otherwise write again, and that an
//! auditor would otherwise have to compare. Functions that can refuse return `Option` or `bool`; each program turns a
//! refusal into an error of its own, so that a code always names the program that refused.

// Anchor's derive macros expand to code that triggers these.
#![allow(clippy::diverging_sub_expression)]

pub mod authority;
pub mod cpi;
pub mod event;
pub mod ids;
pub mod pda;
pub mod settlement;
pub mod time;
pub mod vault;

pub use twist_money as money;
