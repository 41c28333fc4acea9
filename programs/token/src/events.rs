//! One event per state-changing instruction, emitted by self-CPI so that log truncation cannot lose it. `header.seq` counts
//! the events of the config account.

use anchor_lang::prelude::*;
use twist_program_kit::event::EventHeader;

use crate::instructions::MinterLimitsArg;

/// The program was initialized.
#[event]
pub struct Initialized {
    pub header: EventHeader,
    pub authority: Pubkey,
    pub guardian: Pubkey,
    pub mint: Pubkey,
    pub max_supply: u64,
    pub genesis_allocation: u64,
    pub genesis_recipient: Pubkey,
    pub emission_scheduled: u64,
}

/// A hand-over was proposed.
#[event]
pub struct AuthorityProposed {
    pub header: EventHeader,
    pub current: Pubkey,
    pub proposed: Pubkey,
}

/// A hand-over was completed.
#[event]
pub struct AuthorityAccepted {
    pub header: EventHeader,
    pub previous: Pubkey,
    pub current: Pubkey,
}

/// A hand-over was taken back.
#[event]
pub struct AuthorityCancelled {
    pub header: EventHeader,
    pub cancelled: Pubkey,
}

/// The guardian changed.
#[event]
pub struct GuardianSet {
    pub header: EventHeader,
    pub previous: Pubkey,
    pub guardian: Pubkey,
}

/// Pause bits changed; `paused` is what is paused now.
#[event]
pub struct PauseChanged {
    pub header: EventHeader,
    pub by: Pubkey,
    pub paused: u8,
}

/// New splits were proposed.
#[event]
pub struct SplitsProposed {
    pub header: EventHeader,
    pub beneficiaries: Vec<Pubkey>,
    pub bps: Vec<u16>,
    pub earliest: i64,
}

/// Proposed splits came into force.
#[event]
pub struct SplitsExecuted {
    pub header: EventHeader,
    pub from_period: u32,
}

/// Proposed splits were taken back.
#[event]
pub struct SplitsCancelled {
    pub header: EventHeader,
    pub by: Pubkey,
}

/// Emission was minted into the splits' vaults, in their order.
#[event]
pub struct Emitted {
    pub header: EventHeader,
    pub first_period: u32,
    pub periods: u32,
    pub amounts: Vec<u64>,
    pub carry: u64,
}

/// A beneficiary's vault was paid out.
#[event]
pub struct SplitWithdrawn {
    pub header: EventHeader,
    pub beneficiary: Pubkey,
    pub destination: Pubkey,
    pub amount: u64,
}

/// Limits were proposed for a minter.
#[event]
pub struct MinterProposed {
    pub header: EventHeader,
    pub key: Pubkey,
    pub limits: MinterLimitsArg,
    pub earliest: i64,
}

/// A minter's limits changed; `limits` are in force now.
#[event]
pub struct MinterChanged {
    pub header: EventHeader,
    pub key: Pubkey,
    pub limits: MinterLimitsArg,
}

/// Proposed limits were taken back.
#[event]
pub struct MinterCancelled {
    pub header: EventHeader,
    pub key: Pubkey,
    pub by: Pubkey,
}

/// A minter lost all power.
#[event]
pub struct MinterRevoked {
    pub header: EventHeader,
    pub key: Pubkey,
    pub by: Pubkey,
}

/// A minter minted.
#[event]
pub struct Minted {
    pub header: EventHeader,
    pub minter: Pubkey,
    pub recipient: Pubkey,
    pub amount: u64,
    pub minted_lifetime: u64,
}

/// A holder burned.
#[event]
pub struct Burned {
    pub header: EventHeader,
    pub holder: Pubkey,
    pub amount: u64,
    pub burned: u64,
}
