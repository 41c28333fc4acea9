//! What starts, hands over, pauses and steers the program.

use solana_instruction::Instruction;
use solana_loader_v3_interface::get_program_data_address;
use solana_pubkey::Pubkey;

use super::{config, event_authority};
use crate::{
    instruction::instruction,
    programs::twist_campaign_registry::{
        ID,
        client::{accounts, args},
        types::InitializeArgs,
    },
};

/// Creates the config; the program's upgrade authority signs.
#[must_use]
pub fn initialize(payer: &Pubkey, upgrade_authority: &Pubkey, args: InitializeArgs) -> Instruction {
    let accounts = accounts::Initialize {
        payer: *payer,
        upgrade_authority: *upgrade_authority,
        program_data: get_program_data_address(&ID),
        config: config(),
        system_program: anchor_lang::system_program::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::Initialize { args })
}

/// Names the next authority, who must [`accept_authority`].
#[must_use]
pub fn propose_authority(authority: &Pubkey, next: &Pubkey) -> Instruction {
    let accounts = accounts::ProposeAuthority {
        authority: *authority,
        config: config(),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ProposeAuthority { next: *next })
}

/// Takes over; the proposed authority signs.
#[must_use]
pub fn accept_authority(proposed: &Pubkey) -> Instruction {
    let accounts = accounts::AcceptAuthority {
        proposed: *proposed,
        config: config(),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::AcceptAuthority)
}

/// Takes a proposed hand-over back.
#[must_use]
pub fn cancel_authority(authority: &Pubkey) -> Instruction {
    let accounts = accounts::CancelAuthority {
        authority: *authority,
        config: config(),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::CancelAuthority)
}

/// Names the guardian, who can only stop things.
#[must_use]
pub fn set_guardian(authority: &Pubkey, guardian: &Pubkey) -> Instruction {
    let accounts = accounts::SetGuardian {
        authority: *authority,
        config: config(),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::SetGuardian { guardian: *guardian })
}

/// Names the registrar, who checks that publishers own their domains.
#[must_use]
pub fn set_registrar(authority: &Pubkey, registrar: &Pubkey) -> Instruction {
    let accounts = accounts::SetRegistrar {
        authority: *authority,
        config: config(),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::SetRegistrar { registrar: *registrar })
}

/// Stops what `bits` names (`PAUSE_CREATE`, `PAUSE_FUND`); `stopper` is the authority or the guardian.
#[must_use]
pub fn pause(stopper: &Pubkey, bits: u8) -> Instruction {
    let accounts = accounts::Pause {
        stopper: *stopper,
        config: config(),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::Pause { bits })
}

/// Resumes what `bits` names.
#[must_use]
pub fn unpause(authority: &Pubkey, bits: u8) -> Instruction {
    let accounts = accounts::Unpause {
        authority: *authority,
        config: config(),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::Unpause { bits })
}

/// Lowers the fee of new campaigns at once, or proposes a higher one. Basis points of what a campaign pays.
#[must_use]
pub fn set_fee(authority: &Pubkey, fee_bps: u16) -> Instruction {
    let accounts = accounts::SetFee {
        authority: *authority,
        config: config(),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::SetFee { fee_bps })
}

/// Puts a proposed fee into force after the delay; anyone.
#[must_use]
pub fn execute_fee() -> Instruction {
    let accounts = accounts::ExecuteFee { config: config(), event_authority: event_authority(), program: ID };
    instruction(accounts, args::ExecuteFee)
}

/// Takes a proposed fee back; `stopper` is the authority or the guardian.
#[must_use]
pub fn cancel_fee(stopper: &Pubkey) -> Instruction {
    let accounts = accounts::CancelFee {
        stopper: *stopper,
        config: config(),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::CancelFee)
}
