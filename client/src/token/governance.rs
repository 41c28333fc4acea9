//! What starts, hands over, pauses and steers the program.

use solana_instruction::Instruction;
use solana_loader_v3_interface::get_program_data_address;
use solana_pubkey::Pubkey;

use super::{config, event_authority, mint};
use crate::{
    instruction::instruction,
    programs::twist_token::{
        ID,
        client::{accounts, args},
        types::{InitializeArgs, SplitArg},
    },
    spl,
};

/// Creates mint and config, and mints the genesis allocation into the recipient's associated token account.
#[must_use]
pub fn initialize(
    payer: &Pubkey,
    upgrade_authority: &Pubkey,
    genesis_recipient: &Pubkey,
    args: InitializeArgs,
) -> Instruction {
    let accounts = accounts::Initialize {
        payer: *payer,
        upgrade_authority: *upgrade_authority,
        program_data: get_program_data_address(&ID),
        config: config(),
        mint: mint(),
        genesis_recipient: *genesis_recipient,
        genesis_destination: spl::ata(genesis_recipient, &mint()),
        token_program: spl_token_interface::ID,
        associated_token_program: spl_associated_token_account_interface::program::ID,
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

/// Stops what `bits` names (`PAUSE_EMIT`, `PAUSE_MINT`); `stopper` is the authority or the guardian.
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

/// Proposes who shares in later emission.
#[must_use]
pub fn propose_splits(authority: &Pubkey, splits: Vec<SplitArg>) -> Instruction {
    let accounts = accounts::ProposeSplits {
        authority: *authority,
        config: config(),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ProposeSplits { splits })
}

/// Puts proposed splits into force after the delay; anyone.
#[must_use]
pub fn execute_splits() -> Instruction {
    let accounts =
        accounts::ExecuteSplits { config: config(), event_authority: event_authority(), program: ID };
    instruction(accounts, args::ExecuteSplits)
}

/// Takes proposed splits back; `stopper` is the authority or the guardian.
#[must_use]
pub fn cancel_splits(stopper: &Pubkey) -> Instruction {
    let accounts = accounts::CancelSplits {
        stopper: *stopper,
        config: config(),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::CancelSplits)
}
