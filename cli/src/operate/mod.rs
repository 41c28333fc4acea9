//! The operators' commands: what a guardian, an authority or anybody does when something must be stopped, goes on, or is in doubt.
//!
//! Every command that changes something works alike: read the chain, refuse what cannot be done, show what would be done, ask, send
//! one transaction (or write it down for a multisig), report what is true now. What is true already is not done again, so that a
//! command whose answer got lost can be repeated. `docs/runbooks/` says which command when.

mod authority;
mod epoch;
mod minter;
mod pause;
mod proposal;
mod roles;
mod session;
mod switches;
mod waiting;

pub use authority::authority;
pub use epoch::epoch;
pub use minter::minter;
pub use pause::{pause, unpause};
pub use proposal::proposal;
