//! The header that every event begins with.

use anchor_lang::prelude::*;

/// When an event happened and which one it is of its account's.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventHeader {
    /// Slot of the transaction.
    pub slot: u64,
    /// The cluster's clock, Unix seconds.
    pub unix_timestamp: i64,
    /// 1, 2, 3, … without gaps, per account that the event is about: an indexer that sees 7 after 5 knows that it
    /// missed one.
    pub seq: u64,
}

impl EventHeader {
    /// Counts one more event of an account and stamps it. `None` only after 2^64 - 1 events.
    pub fn next(clock: &Clock, seq: &mut u64) -> Option<Self> {
        *seq = seq.checked_add(1)?;
        Some(Self { slot: clock.slot, unix_timestamp: clock.unix_timestamp, seq: *seq })
    }
}
