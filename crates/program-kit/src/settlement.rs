//! The front of a rewards `Distribution`, as the campaign registry reads it.
//!
//! `rewards` depends on the registry (it calls `draw`), so the registry cannot depend on `rewards`; what it must know before
//! it refunds an advertiser is defined here, embedded in `Distribution` by the one and read by the other.

use anchor_lang::prelude::*;

/// Where [`SettlementHeader`] begins in a distribution's account data: after the discriminator and eight single bytes
/// (version, bump, …).
pub const HEADER_OFFSET: usize = 16;

/// The discriminator of `Distribution` (`sha256("account:Distribution")[..8]`); `rewards` asserts that it is its own.
pub const DISTRIBUTION_DISCRIMINATOR: [u8; 8] = [176, 85, 17, 11, 13, 194, 18, 1];

/// How far a distribution has been settled, and whether anything is on its way.
#[zero_copy]
#[derive(Debug, PartialEq, Eq)]
pub struct SettlementHeader {
    /// Attention before this time (Unix seconds) is part of a finalized root.
    pub settled_through: i64,
    /// Claims are open at least until this time (Unix seconds).
    pub claim_deadline: i64,
    /// How often the guardian vetoed an epoch of this distribution.
    pub vetoes: u32,
    /// 1 while a root waits out its challenge window, else 0.
    pub has_pending: u32,
}

impl SettlementHeader {
    /// Reads the header from an account of the rewards program. `None` for any other account.
    ///
    /// The caller has compared the key with the distribution that it stored; this checks owner and type.
    #[must_use]
    pub fn read(account: &AccountInfo) -> Option<Self> {
        if *account.owner != crate::ids::REWARDS {
            return None;
        }
        let data = account.try_borrow_data().ok()?;
        if data.get(..DISTRIBUTION_DISCRIMINATOR.len())? != DISTRIBUTION_DISCRIMINATOR {
            return None;
        }
        let end = HEADER_OFFSET.checked_add(size_of::<Self>())?;
        bytemuck::try_pod_read_unaligned(data.get(HEADER_OFFSET..end)?).ok()
    }

    /// Everything up to `end` is settled and nothing is on its way.
    #[must_use]
    pub fn is_settled_up_to(&self, end: i64) -> bool {
        self.settled_through >= end && self.has_pending == 0
    }
}
