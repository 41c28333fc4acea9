//! Positions: from a stake to its way out.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use super::{address_of, config, event_authority, global_pool, position, reward_vault};
use crate::{
    instruction::{instruction, signed_by},
    programs::twist_staking::{
        ID,
        accounts::{Pool, Position},
        client::{accounts, args},
        types::{StakeArgs, Terms, TermsArg},
    },
    spl, token,
};

impl From<Terms> for TermsArg {
    fn from(Terms { lock_seconds, cooldown_seconds, multiplier_bps, penalty_bps, .. }: Terms) -> Self {
        Self { lock_seconds, cooldown_seconds, multiplier_bps, penalty_bps }
    }
}

/// The address of a position whose account was fetched.
#[must_use]
pub fn position_address(state: &Position) -> Pubkey {
    position(&state.pool, &state.owner, state.nonce)
}

/// Stakes out of the owner's associated token account, in a new position.
#[must_use]
pub fn stake(payer: &Pubkey, owner: &Pubkey, pool: &Pool, args: StakeArgs) -> Instruction {
    let address = address_of(pool);
    let accounts = accounts::Stake {
        payer: *payer,
        owner: *owner,
        config: config(),
        pool: address,
        position: position(&address, owner, args.nonce),
        source: spl::ata(owner, &pool.stake_mint),
        stake_vault: pool.stake_vault,
        token_program: spl_token_interface::ID,
        system_program: anchor_lang::system_program::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::Stake { args })
}

/// Adds to a position out of the owner's associated token account. All of it is locked anew.
#[must_use]
pub fn add_stake(pool: &Pool, position: &Position, amount: u64) -> Instruction {
    let accounts = accounts::AddStake {
        owner: position.owner,
        config: config(),
        pool: position.pool,
        position: position_address(position),
        source: spl::ata(&position.owner, &pool.stake_mint),
        stake_vault: pool.stake_vault,
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::AddStake { amount })
}

/// Locks a position anew, for longer, under terms that are on offer.
#[must_use]
pub fn extend_lock(position: &Position, terms: TermsArg) -> Instruction {
    let accounts = accounts::ExtendLock {
        owner: position.owner,
        config: config(),
        pool: position.pool,
        position: position_address(position),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ExtendLock { terms })
}

/// Lets a lock that is over fall to base weight; anyone.
#[must_use]
pub fn expire_lock(position: &Position) -> Instruction {
    let accounts = accounts::ExpireLock {
        pool: position.pool,
        position: position_address(position),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ExpireLock)
}

/// Raises a position of an older layout to the newest one; anyone.
#[must_use]
pub fn migrate_position(position: &Position) -> Instruction {
    let accounts = accounts::MigratePosition {
        pool: position.pool,
        position: position_address(position),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::MigratePosition)
}

/// Pays what a position has earned. To the owner's associated token account, which must exist, if `destination` is `None`: anyone;
/// any other token account needs the owner's signature.
#[must_use]
pub fn claim(pool: &Pool, position: &Position, destination: Option<&Pubkey>) -> Instruction {
    let (canonical, ata_bump) = spl::ata_with_bump(&position.owner, &pool.reward_mint);
    let accounts = accounts::Claim {
        owner: position.owner,
        pool: position.pool,
        position: position_address(position),
        reward_vault: pool.reward_vault,
        destination: destination.copied().unwrap_or(canonical),
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    let instruction = instruction(accounts, args::Claim { ata_bump });
    if destination.is_some() { signed_by(instruction, &position.owner) } else { instruction }
}

/// Stakes what a position has earned, in a pool that pays TWIST.
#[must_use]
pub fn compound(pool: &Pool, position: &Position) -> Instruction {
    let accounts = accounts::Compound {
        owner: position.owner,
        config: config(),
        pool: position.pool,
        position: position_address(position),
        reward_vault: pool.reward_vault,
        stake_vault: pool.stake_vault,
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::Compound)
}

/// Asks for a principal back whose lock is over.
#[must_use]
pub fn request_unstake(position: &Position) -> Instruction {
    let accounts = accounts::RequestUnstake {
        owner: position.owner,
        pool: position.pool,
        position: position_address(position),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::RequestUnstake)
}

/// Stakes again, without a lock, what was asked back.
#[must_use]
pub fn cancel_unstake(position: &Position) -> Instruction {
    let accounts = accounts::CancelUnstake {
        owner: position.owner,
        pool: position.pool,
        position: position_address(position),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::CancelUnstake)
}

/// Pays a principal back after the cooldown: into the owner's associated token account, which must exist, or any other.
#[must_use]
pub fn withdraw(pool: &Pool, position: &Position, destination: Option<&Pubkey>) -> Instruction {
    let accounts = accounts::Withdraw {
        owner: position.owner,
        pool: position.pool,
        position: position_address(position),
        stake_authority: pool.stake_authority,
        stake_vault: pool.stake_vault,
        destination: principal_destination(pool, position, destination),
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::Withdraw)
}

/// Breaks a lock: pays the principal back at once, less the penalty. Destinations as for [`withdraw`].
#[must_use]
pub fn exit_early(pool: &Pool, position: &Position, destination: Option<&Pubkey>) -> Instruction {
    let accounts = accounts::ExitEarly {
        owner: position.owner,
        config: config(),
        pool: position.pool,
        position: position_address(position),
        stake_authority: pool.stake_authority,
        stake_vault: pool.stake_vault,
        destination: principal_destination(pool, position, destination),
        mint: token::mint(),
        global_reward_vault: reward_vault(&global_pool(), &token::mint()),
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ExitEarly)
}

/// Closes an empty position; the rent goes back to who paid it.
#[must_use]
pub fn close_position(position: &Position) -> Instruction {
    let accounts = accounts::ClosePosition {
        owner: position.owner,
        rent_payer: position.rent_payer,
        pool: position.pool,
        position: position_address(position),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ClosePosition)
}

fn principal_destination(pool: &Pool, position: &Position, destination: Option<&Pubkey>) -> Pubkey {
    destination.copied().unwrap_or_else(|| spl::ata(&position.owner, &pool.stake_mint))
}
