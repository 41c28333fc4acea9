//! Addresses and instructions of `twist_staking`. Stakes are in base units of TWIST, rewards in those of the pool's reward mint.
//!
//! Builders that move tokens take the fetched [`Pool`]: it names its own vaults.

use solana_pubkey::Pubkey;

use crate::{
    instruction,
    programs::twist_staking::{
        ID,
        accounts::Pool,
        constants::{CONFIG_SEED, POOL_SEED, POSITION_SEED, STAKE_SEED},
    },
    spl, token,
};

mod forecast;
mod governance;
mod outlook;
mod pools;
mod positions;

pub use forecast::*;
pub use governance::*;
pub use outlook::*;
pub use pools::*;
pub use positions::*;

/// The program's config, which is also the owner of the global pool.
#[must_use]
pub fn config() -> Pubkey {
    instruction::pda(&[CONFIG_SEED], &ID)
}

/// The pool of `owner` that pays rewards in `reward_mint`.
#[must_use]
pub fn pool(owner: &Pubkey, reward_mint: &Pubkey) -> Pubkey {
    instruction::pda(&[POOL_SEED, owner.as_ref(), reward_mint.as_ref()], &ID)
}

/// The pool in which every holder can stake: it pays TWIST.
#[must_use]
pub fn global_pool() -> Pubkey {
    pool(&config(), &token::mint())
}

/// The address of a pool whose account was fetched.
#[must_use]
pub fn address_of(state: &Pool) -> Pubkey {
    pool(&state.owner, &state.reward_mint)
}

/// The authority over a pool's stake vault.
#[must_use]
pub fn stake_authority(pool: &Pubkey) -> Pubkey {
    instruction::pda(&[STAKE_SEED, pool.as_ref()], &ID)
}

/// Where a pool's stakes are.
#[must_use]
pub fn stake_vault(pool: &Pubkey) -> Pubkey {
    spl::ata(&stake_authority(pool), &token::mint())
}

/// Where a pool's rewards are: the associated token account of the pool, so that whatever pays the pool pays its stakers.
#[must_use]
pub fn reward_vault(pool: &Pubkey, reward_mint: &Pubkey) -> Pubkey {
    spl::ata(pool, reward_mint)
}

/// The position to which `owner` gave the number `nonce`.
#[must_use]
pub fn position(pool: &Pubkey, owner: &Pubkey, nonce: u32) -> Pubkey {
    instruction::pda(&[POSITION_SEED, pool.as_ref(), owner.as_ref(), &nonce.to_le_bytes()], &ID)
}

/// The key that signs this program's events.
#[must_use]
pub fn event_authority() -> Pubkey {
    instruction::event_authority(&ID)
}
