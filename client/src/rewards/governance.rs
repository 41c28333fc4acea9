//! What starts and hands over the program.

use solana_instruction::Instruction;
use solana_loader_v3_interface::get_program_data_address;
use solana_pubkey::Pubkey;

use super::{config, event_authority};
use crate::{
    instruction::instruction,
    programs::twist_rewards::{
        ID,
        client::{accounts, args},
    },
};

/// Creates the config; the program's upgrade authority signs.
#[must_use]
pub fn initialize(
    payer: &Pubkey,
    upgrade_authority: &Pubkey,
    authority: &Pubkey,
    guardian: &Pubkey,
) -> Instruction {
    let accounts = accounts::Initialize {
        payer: *payer,
        upgrade_authority: *upgrade_authority,
        program_data: get_program_data_address(&ID),
        config: config(),
        system_program: anchor_lang::system_program::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::Initialize { authority: *authority, guardian: *guardian })
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

/// Names the guardian, who can only veto and cancel.
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
