//! # twist-tests: the programs as they ship, under solana-program-test
//!
//! Every test runs the real `.so` files (`artifacts/`, or the directory that `TWIST_PROGRAMS_DIR` names) in Agave's own
//! runtime, and talks to them through `twist-client` only, so that the client is tested by the same lines.
//!
//! ```text
//! tests/<program>.rs                 one binary per program
//! tests/<program>/<instruction>.rs   one file per instruction
//! src/world.rs                       a chain with the programs deployed; sends, reads, moves time
//! src/refusal.rs                     which program must refuse with which error
//! src/variation.rs                   an instruction with one thing changed
//! src/events.rs                      what a transaction's programs said
//! src/fixtures/                      steps that bring a world to a state
//! src/model/                         programs once more, in plain Rust, to compare with
//! src/compute.rs                     docs/COMPUTE_UNITS.md
//! ```

// A test stops at the first surprise; there is nobody to return an error to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc)]

pub mod compute;
pub mod events;
pub mod fixtures;
pub mod model;
pub mod refusal;
pub mod variation;
pub mod world;

pub use events::Events;
pub use refusal::Refusal;
pub use variation::Variation;
pub use world::World;
