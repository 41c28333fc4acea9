//! Pools: what they cost their stakers, and what flows into them.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use super::{address_of, config, event_authority, pool, reward_vault, stake_authority, stake_vault};
use crate::{
    instruction::{instruction, signed_by},
    programs::twist_staking::{
        ID,
        accounts::Pool,
        client::{accounts, args},
    },
    spl, token,
};

/// Creates the pool of `owner` that pays in `reward_mint`, of whose rewards the owner takes `commission_bps`.
#[must_use]
pub fn create_pool(payer: &Pubkey, owner: &Pubkey, reward_mint: &Pubkey, commission_bps: u16) -> Instruction {
    let address = pool(owner, reward_mint);
    let accounts = accounts::CreatePool {
        payer: *payer,
        owner: *owner,
        config: config(),
        stake_mint: token::mint(),
        reward_mint: *reward_mint,
        pool: address,
        stake_authority: stake_authority(&address),
        stake_vault: stake_vault(&address),
        reward_vault: reward_vault(&address, reward_mint),
        token_program: spl_token_interface::ID,
        associated_token_program: spl_associated_token_account_interface::program::ID,
        system_program: anchor_lang::system_program::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::CreatePool { commission_bps })
}

/// Streams in the next window what the reward vault has received; anyone.
#[must_use]
pub fn sync(pool: &Pool) -> Instruction {
    let accounts = accounts::Sync {
        pool: address_of(pool),
        reward_vault: pool.reward_vault,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::Sync)
}

/// Changes the owner's commission: lower at once, higher after a notice.
#[must_use]
pub fn update_pool(pool: &Pool, commission_bps: u16) -> Instruction {
    let accounts = accounts::UpdatePool {
        owner: pool.owner,
        pool: address_of(pool),
        reward_vault: pool.reward_vault,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::UpdatePool { commission_bps })
}

/// Puts a higher commission into force after the notice; anyone.
#[must_use]
pub fn apply_pool_update(pool: &Pool) -> Instruction {
    let accounts = accounts::ApplyPoolUpdate {
        pool: address_of(pool),
        reward_vault: pool.reward_vault,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ApplyPoolUpdate)
}

/// Pays the owner what is its own. To its associated token account, which must exist, if `destination` is `None`: anyone; any other
/// token account needs the owner's signature.
#[must_use]
pub fn claim_commission(pool: &Pool, destination: Option<&Pubkey>) -> Instruction {
    let (canonical, ata_bump) = spl::ata_with_bump(&pool.owner, &pool.reward_mint);
    let accounts = accounts::ClaimCommission {
        owner: pool.owner,
        pool: address_of(pool),
        reward_vault: pool.reward_vault,
        destination: destination.copied().unwrap_or(canonical),
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    let instruction = instruction(accounts, args::ClaimCommission { ata_bump });
    if destination.is_some() { signed_by(instruction, &pool.owner) } else { instruction }
}

/// Ends a pool for new stakes, for ever.
#[must_use]
pub fn retire_pool(pool: &Pool) -> Instruction {
    let accounts = accounts::RetirePool {
        owner: pool.owner,
        pool: address_of(pool),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::RetirePool)
}
