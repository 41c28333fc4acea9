//! Settlement: from attention to an agreed root, and back to a proof for each payee.
//!
//! ```text
//! attributed VAUs ─► Book::close_epoch ─► ClosedEpoch (tree, proofs) ─► ledger::write ─► anyone: ledger::read, recompute
//! ```
//!
//! Everything here is pure but the reading and writing of files, so that attesters, auditors and backends that start from the
//! same epoch files arrive at the same bytes.

mod book;
mod earnings;
#[cfg(test)]
mod fixtures;
pub mod ledger;
mod referrer;
mod terms;
mod verify;

pub use book::{Book, ClosedEpoch, Payee, SettlementError};
pub use earnings::{Attributed, ByRole};
pub use referrer::{PoolShare, PoolShareError, ReferralParts, Referrer, referrer_of};
pub use terms::terms_of;
pub use verify::{Verified, Verifier, VerifyError};
