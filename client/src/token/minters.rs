//! Who else may mint, and how much.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use super::{config, event_authority, minter};
use crate::{
    instruction::instruction,
    programs::twist_token::{
        ID,
        client::{accounts, args},
        types::{MinterLimitsArg, ProposeMinterArgs},
    },
};

/// Creates a minter whose limits wait for the delay.
#[must_use]
pub fn propose_minter(payer: &Pubkey, authority: &Pubkey, args: ProposeMinterArgs) -> Instruction {
    let accounts = accounts::ProposeMinter {
        payer: *payer,
        authority: *authority,
        config: config(),
        minter: minter(&args.key),
        system_program: anchor_lang::system_program::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ProposeMinter { args })
}

/// Proposes other limits, also higher ones, for the existing minter `key`.
#[must_use]
pub fn propose_minter_limits(authority: &Pubkey, key: &Pubkey, limits: MinterLimitsArg) -> Instruction {
    let accounts = accounts::ProposeMinterLimits {
        authority: *authority,
        config: config(),
        minter: minter(key),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ProposeMinterLimits { limits })
}

/// Puts the proposed limits of the minter `key` into force after the delay; anyone.
#[must_use]
pub fn execute_minter(key: &Pubkey) -> Instruction {
    let accounts = accounts::ExecuteMinter {
        config: config(),
        minter: minter(key),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ExecuteMinter)
}

/// Takes the proposed limits of the minter `key` back; `stopper` is the authority or the guardian.
#[must_use]
pub fn cancel_minter(stopper: &Pubkey, key: &Pubkey) -> Instruction {
    let accounts = accounts::CancelMinter {
        stopper: *stopper,
        config: config(),
        minter: minter(key),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::CancelMinter)
}

/// Lowers the limits of the minter `key` at once.
#[must_use]
pub fn update_minter(authority: &Pubkey, key: &Pubkey, limits: MinterLimitsArg) -> Instruction {
    let accounts = accounts::UpdateMinter {
        authority: *authority,
        config: config(),
        minter: minter(key),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::UpdateMinter { limits })
}

/// Ends all power of the minter `key`; `stopper` is the authority or the guardian.
#[must_use]
pub fn revoke_minter(stopper: &Pubkey, key: &Pubkey) -> Instruction {
    let accounts = accounts::RevokeMinter {
        stopper: *stopper,
        config: config(),
        minter: minter(key),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::RevokeMinter)
}
