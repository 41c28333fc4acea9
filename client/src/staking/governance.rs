//! Who is in charge, what can be stopped, and what is on offer.

use solana_instruction::Instruction;
use solana_loader_v3_interface::get_program_data_address;
use solana_pubkey::Pubkey;

use super::{config, event_authority, global_pool, reward_vault, stake_authority, stake_vault};
use crate::{
    instruction::instruction,
    programs::twist_staking::{
        ID,
        client::{accounts, args},
        types::{InitializeArgs, TermsArg},
    },
    token,
};

/// Creates config and global pool.
#[must_use]
pub fn initialize(payer: &Pubkey, upgrade_authority: &Pubkey, args: InitializeArgs) -> Instruction {
    let (mint, pool) = (token::mint(), global_pool());
    let accounts = accounts::Initialize {
        payer: *payer,
        upgrade_authority: *upgrade_authority,
        program_data: get_program_data_address(&ID),
        config: config(),
        mint,
        global_pool: pool,
        stake_authority: stake_authority(&pool),
        stake_vault: stake_vault(&pool),
        reward_vault: reward_vault(&pool, &mint),
        token_program: spl_token_interface::ID,
        associated_token_program: spl_associated_token_account_interface::program::ID,
        system_program: anchor_lang::system_program::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::Initialize { args })
}

/// Changes what is on offer to new stakes.
#[must_use]
pub fn set_tiers(authority: &Pubkey, tiers: Vec<TermsArg>) -> Instruction {
    let accounts = accounts::SetTiers {
        authority: *authority,
        config: config(),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::SetTiers { tiers })
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

/// Names the guardian, who can only stop deposits.
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

/// Stops what `bits` names (`PAUSE_DEPOSITS`); `stopper` is the authority or the guardian.
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
