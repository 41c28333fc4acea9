//! Who recomputes epochs, and on what terms.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use super::{attester_set, config, event_authority};
use crate::{
    instruction::instruction,
    programs::twist_rewards::{
        ID,
        client::{accounts, args},
        types::AttesterTermsArg,
    },
};

/// Creates an attester set without members.
#[must_use]
pub fn create_attester_set(payer: &Pubkey, authority: &Pubkey, id: u32) -> Instruction {
    let accounts = accounts::CreateAttesterSet {
        payer: *payer,
        authority: *authority,
        config: config(),
        attester_set: attester_set(id),
        system_program: anchor_lang::system_program::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::CreateAttesterSet { id })
}

/// Proposes members, threshold, challenge window and value at risk.
#[must_use]
pub fn propose_attester_set(
    authority: &Pubkey,
    attester_set: &Pubkey,
    terms: AttesterTermsArg,
) -> Instruction {
    let accounts = accounts::ProposeAttesterSet {
        authority: *authority,
        config: config(),
        attester_set: *attester_set,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ProposeAttesterSet { terms })
}

/// Puts proposed terms into force after the delay; anyone.
#[must_use]
pub fn execute_attester_set(attester_set: &Pubkey) -> Instruction {
    let accounts = accounts::ExecuteAttesterSet {
        config: config(),
        attester_set: *attester_set,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ExecuteAttesterSet)
}

/// Takes proposed terms back; `stopper` is the authority or the guardian.
#[must_use]
pub fn cancel_attester_set(stopper: &Pubkey, attester_set: &Pubkey) -> Instruction {
    let accounts = accounts::CancelAttesterSet {
        stopper: *stopper,
        config: config(),
        attester_set: *attester_set,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::CancelAttesterSet)
}
