//! What programs say that they moved to, through and out of pools.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use solana_pubkey::Pubkey;
use twist_client::{
    chain::Receipt,
    event::{self, Event, RewardsEvent, StakingEvent, TokenEvent},
    staking,
};

use crate::cast::Cast;

/// Sums over the events of all transactions, base units of TWIST.
#[derive(Debug, Default)]
pub struct Flows {
    pools: BTreeSet<Pubkey>,
    /// Staked, in new positions and old ones.
    pub staked: u64,
    /// Claimed by pools, as by any payee.
    pub shared: u64,
    /// Emitted to pools, and withdrawn into their reward vaults.
    pub emitted: u64,
    /// Paid to stakers, each of them.
    pub staker_claims: BTreeMap<Pubkey, u64>,
    /// Paid to pools' owners.
    pub commission: u64,
}

impl Flows {
    /// Nothing yet, of the pools that take part.
    pub fn of(cast: &Cast) -> Self {
        let shared = cast.pools.values().map(|pool| pool.address());
        Self { pools: shared.chain([staking::global_pool()]).collect(), ..Self::default() }
    }

    /// Adds what a transaction moved.
    pub fn record(&mut self, receipt: &Receipt) -> Result<()> {
        for record in event::decode_events(receipt)? {
            match record.event {
                Event::Rewards(RewardsEvent::Claimed(claim)) if self.pools.contains(&claim.payee) => {
                    self.shared += claim.amount;
                }
                Event::Token(TokenEvent::SplitWithdrawn(split))
                    if self.pools.contains(&split.beneficiary) =>
                {
                    self.emitted += split.amount;
                }
                Event::Staking(StakingEvent::Staked(stake)) => self.staked += stake.amount,
                Event::Staking(StakingEvent::StakeAdded(stake)) => self.staked += stake.added,
                Event::Staking(StakingEvent::RewardsClaimed(claim)) => {
                    *self.staker_claims.entry(claim.owner).or_default() += claim.amount;
                }
                Event::Staking(StakingEvent::CommissionClaimed(claim)) => self.commission += claim.amount,
                _ => {}
            }
        }
        Ok(())
    }
}
