//! The pool that a command is about, and the unit in which it pays.

use anyhow::{Context, Result, bail};
use solana_pubkey::Pubkey;
use twist_client::{
    account,
    chain::Chain,
    programs::twist_staking::{
        self,
        accounts::{Pool, Position, StakingConfig},
        constants::PAUSE_DEPOSITS,
    },
    spl, staking, token,
};

use super::PoolName;
use crate::amount::{TWIST_DECIMALS, Units};

/// A pool that is on the chain.
pub struct ChosenPool {
    /// Its address.
    pub address: Pubkey,
    /// What the chain says about it.
    pub state: Pool,
    decimals: u8,
}

impl ChosenPool {
    /// Finds the pool that is meant: by its address, or by its owner's if that one has a pool that pays TWIST.
    pub fn find(chain: &dyn Chain, name: PoolName) -> Result<Self> {
        let (address, state) = match name {
            PoolName::Global => (staking::global_pool(), account::fetch(chain, &staking::global_pool())?),
            PoolName::Key(key) => by_key(chain, key)?,
        };
        let decimals = if state.reward_mint == token::mint() {
            TWIST_DECIMALS
        } else {
            spl::decimals(&chain.existing_account("mint", &state.reward_mint)?)
                .context("the pool's reward mint cannot be read")?
        };
        Ok(Self { address, state, decimals })
    }

    /// Whether this is the pool in which every holder can stake.
    pub fn is_global(&self) -> bool {
        self.address == staking::global_pool()
    }

    /// Which pool it is, for people.
    pub fn label(&self) -> String {
        if self.is_global() {
            format!("the global pool ({})", self.address)
        } else {
            format!("the pool {} of {}", self.address, self.state.owner)
        }
    }

    /// What a command needs to be about this pool: nothing for the global one.
    pub fn option(&self) -> String {
        if self.is_global() { String::new() } else { format!(" --pool {}", self.address) }
    }

    /// Whether rewards can become stakes.
    pub fn pays_twist(&self) -> bool {
        self.state.reward_mint == self.state.stake_mint
    }

    /// Rewards for people: `12.5 TWIST`.
    pub fn rewards(&self, base_units: u64) -> String {
        let amount = Units { base_units, decimals: self.decimals };
        if self.pays_twist() {
            format!("{amount} TWIST")
        } else {
            format!("{amount} of mint {}", self.state.reward_mint)
        }
    }

    /// Rewards for programs: `12.5`.
    pub fn plain_rewards(&self, base_units: u64) -> String {
        Units { base_units, decimals: self.decimals }.plain()
    }

    /// What the reward vault holds and the pool does not stream yet, base units.
    pub fn unaccounted(&self, chain: &dyn Chain, now: i64) -> Result<u64> {
        let vault = chain.existing_account("reward vault", &self.state.reward_vault)?;
        let balance = spl::token_balance(&vault).context("the pool's reward vault cannot be read")?;
        Ok(staking::rewards_at(&self.state, now).surplus(balance))
    }

    /// Refuses what would be a deposit if the pool or the program takes none.
    pub fn require_open(&self, config: &StakingConfig) -> Result<()> {
        if config.paused & PAUSE_DEPOSITS != 0 {
            bail!("deposits are paused: wait until they are resumed. Claims and withdrawals stay open");
        }
        if self.state.retired != 0 {
            bail!("{} is retired and takes no more stakes: choose another with --pool", self.label());
        }
        Ok(())
    }

    /// The position of `owner` with that number.
    pub fn position(&self, chain: &dyn Chain, owner: &Pubkey, nonce: u32) -> Result<Position> {
        let address = staking::position(&self.address, owner, nonce);
        if let Some(position) = account::fetch_optional(chain, &address)? {
            return Ok(position);
        }
        let others = staking::positions_of(chain, &self.address, owner)?;
        let numbers: Vec<_> = others.iter().map(|position| position.nonce.to_string()).collect();
        let has = if numbers.is_empty() { "none".to_owned() } else { numbers.join(", ") };
        bail!(
            "{owner} has no position {nonce} in {} (it has {has}): check the number, the key and the pool",
            self.label()
        )
    }
}

fn by_key(chain: &dyn Chain, key: Pubkey) -> Result<(Pubkey, Pool)> {
    if let Some(found) = chain.account(&key)?
        && found.owner == twist_staking::ID
    {
        let state = account::decode(&found).with_context(|| format!("{key} is not a pool"))?;
        return Ok((key, state));
    }
    let address = staking::pool(&key, &token::mint());
    let Some(state) = account::fetch_optional(chain, &address)? else {
        bail!(
            "{key} is no pool and owns none that pays TWIST: check the address (a pool that pays in another mint goes by its own)"
        )
    };
    Ok((address, state))
}
