//! What went through pools, as programs said it and as accounts hold it.

use anyhow::{Context, Result};
use serde::Serialize;
use twist_client::{programs::twist_staking::accounts::Pool, spl};

use super::{Staking, laws::PoolBooks};
use crate::demo::{campaign::RunningCampaign, purses::Holdings, stage::Stage};

/// Amounts are base units of TWIST. What a vault held before is 0 on a fresh chain.
#[derive(Debug, Default, Serialize)]
pub struct PoolTotals {
    /// Pools: the influencers', and the global one.
    pub pools: u64,
    /// Positions in them at the end.
    pub positions: u64,
    /// Staked, by whoever stakes in the demo.
    pub staked: u64,
    /// What reached the pools' reward vaults: influencers' shares, and emission.
    pub pool_rewards: u64,
    /// The part of it that is emission.
    pub pool_emission: u64,
    /// Paid to stakers out of it.
    pub staker_claims: u64,
    /// The part of that which viewers got for having staked what they were paid.
    pub viewers_staker_claims: u64,
    /// Paid to the pools' owners out of it.
    pub commission: u64,
    /// What the stake vaults held before the demo.
    pub stake_vaults_before: u64,
    /// What they hold now.
    pub stake_vaults_balance: u64,
    /// What the reward vaults held before the demo.
    pub reward_vaults_before: u64,
    /// What they hold now: fractions of base units that nobody can be paid yet, and what is left to those who stake there too but
    /// take no part in the demo.
    pub reward_vaults_balance: u64,
    /// All TWIST there is.
    pub supply: u64,
    /// What the accounts of everyone and everything in the demo hold.
    pub accounts_balance: u64,
    /// What was held before by accounts that take no part.
    pub held_elsewhere: u64,
}

impl PoolTotals {
    /// What is equal if nothing appeared and nothing vanished; `pools_credited` is what payees that are pools are owed.
    pub fn equalities(&self, pools_credited: u64) -> [(&'static str, u64, u64); 4] {
        [
            (
                "stake vaults = held before + staked",
                self.stake_vaults_balance,
                self.stake_vaults_before + self.staked,
            ),
            (
                "pool rewards = credited to pools + emission",
                self.pool_rewards,
                pools_credited + self.pool_emission,
            ),
            (
                "reward vaults before + pool rewards = staker claims + commission + reward vaults",
                self.reward_vaults_before + self.pool_rewards,
                self.staker_claims + self.commission + self.reward_vaults_balance,
            ),
            ("supply = all accounts together", self.supply, self.accounts_balance + self.held_elsewhere),
        ]
    }
}

impl Staking {
    /// Reads everything back from the chain: the totals, and what does not add up in a pool.
    pub fn totals(&self, stage: &Stage<'_>, running: &RunningCampaign) -> Result<(PoolTotals, Vec<String>)> {
        let mut purses = self.audience.purses().clone();
        purses.all.extend([running.address, running.distribution]);
        let (before, now, flows) = (&self.opening, Holdings::of(stage, &purses)?, &stage.flows);
        let books = self.books(stage)?;
        let of_viewers = flows.staker_claims.iter().filter(|(owner, _)| self.audience.is_viewer(owner));
        let totals = PoolTotals {
            pools: books.len() as u64,
            positions: books.iter().map(|books| books.pool.positions).sum(),
            staked: flows.staked,
            pool_rewards: flows.shared + flows.emitted,
            pool_emission: flows.emitted,
            staker_claims: flows.staker_claims.values().sum(),
            viewers_staker_claims: of_viewers.map(|(_, amount)| amount).sum(),
            commission: flows.commission,
            stake_vaults_before: before.stake_vaults,
            stake_vaults_balance: now.stake_vaults,
            reward_vaults_before: before.reward_vaults,
            reward_vaults_balance: now.reward_vaults,
            supply: now.supply,
            accounts_balance: now.all,
            held_elsewhere: before.elsewhere(),
        };
        Ok((totals, books.iter().flat_map(PoolBooks::broken).collect()))
    }

    fn books(&self, stage: &Stage<'_>) -> Result<Vec<PoolBooks>> {
        let positions = self.positions(stage)?;
        let pools = self.fetch_pools(stage)?;
        let vaults: Vec<_> =
            pools.iter().flat_map(|(_, pool)| [pool.stake_vault, pool.reward_vault]).collect();
        let accounts = stage.chain().accounts(&vaults)?;
        let balances: Vec<u64> = accounts
            .iter()
            .map(|account| Ok(spl::token_balance(account.as_ref().context("a pool's vault is gone")?)?))
            .collect::<Result<_>>()?;
        let vaults = balances.chunks_exact(2);
        let books = pools.into_iter().zip(vaults).map(|((address, pool), vaults): ((_, Pool), _)| {
            let of_pool = positions.iter().filter(|position| position.pool == address);
            PoolBooks {
                address,
                pool,
                positions: of_pool.copied().collect(),
                stake_vault: vaults.first().copied().unwrap_or(0),
                reward_vault: vaults.last().copied().unwrap_or(0),
            }
        });
        Ok(books.collect())
    }
}
