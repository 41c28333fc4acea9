//! Pools, those who stake in them, and what streams to them.
//!
//! ```text
//! influencers' shares (claimed by the pool, like any payee) ─┐
//! emission (withdrawn by anyone) ────────────────────────────┴─► reward vault ─ sync, two windows ─► stakers, the pool's owner
//! viewers' claims ─ in the same transaction ─► stake vault
//! ```

mod audience;
mod deposits;
mod flows;
mod laws;
mod totals;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::{
    account,
    chain::Submission,
    programs::twist_staking::{
        accounts::{Pool, Position, StakingConfig},
        types::{StakeArgs, TermsArg},
    },
    spl, staking, token,
};

use super::{purses::Holdings, stage::Stage};
use crate::amount::{BASE_UNITS, Twist};
pub use audience::Audience;
use audience::Fan;
pub use deposits::Deposit;
pub use flows::Flows;
pub use totals::PoolTotals;

/// The number of the one position that everyone has.
const NONCE: u32 = 0;

/// Everyone's pools, in which somebody has a stake from the beginning.
pub struct Staking {
    audience: Audience,
    /// By address, as they were when they were opened: vaults and owners, which never change.
    pools: BTreeMap<Pubkey, Pool>,
    /// Terms on offer, shortest lock first.
    tiers: Vec<TermsArg>,
    /// What was held where before the demo.
    opening: Holdings,
}

impl Staking {
    /// Opens the influencers' pools. Each stakes something in its own, as the holder does in the global one.
    pub fn open(stage: &mut Stage<'_>, audience: Audience, opening: Holdings) -> Result<Self> {
        stage.reporter.step("Opening the influencers' pools, and the first stakes in every pool");
        create_pools(stage, &audience)?;
        let config: StakingConfig = account::fetch(stage.chain(), &staking::config())?;
        let tiers = staking::offered(&config).iter().map(|terms| (*terms).into()).collect();
        let mut staking = Self { audience, pools: BTreeMap::new(), tiers, opening };
        staking.pools = staking.fetch_pools(stage)?.into_iter().collect();
        staking.back(stage)?;
        Ok(staking)
    }

    /// Stakers take the terms on offer in turn: number `n` has those at place `n`, counted round and round.
    fn terms(&self, n: usize) -> Result<TermsArg> {
        let terms = self.tiers.get(n % self.tiers.len().max(1));
        terms.copied().context("the staking program has no terms on offer: let its authority set tiers")
    }

    /// Buys TWIST for the backers and stakes it, for each of them that does not stake yet.
    fn back(&self, stage: &mut Stage<'_>) -> Result<()> {
        let backers = &self.audience.backers;
        let addresses: Vec<Pubkey> = backers.iter().map(|fan| fan.position).collect();
        let positions: Vec<Option<Position>> = account::fetch_many(stage.chain(), &addresses)?;
        let (cast, state, mint) = (stage.cast, &stage.scenario.stakers, token::mint());
        let (payer, treasury) = (cast.payer.pubkey(), cast.treasury.pubkey());
        let mut batch = Vec::new();
        for (n, (Fan { wallet, pool, .. }, position)) in backers.iter().zip(positions).enumerate() {
            if position.is_some() {
                continue;
            }
            let is_holder = *pool == staking::global_pool();
            let stake = if is_holder { state.holder_stake } else { state.influencer_stake };
            let (owner, amount) = (wallet.pubkey(), stake * BASE_UNITS);
            let pool = self.pools.get(pool).context("a backer's pool was not opened")?;
            let args = StakeArgs { nonce: NONCE, amount, terms: self.terms(n)? };
            batch.push(Submission {
                label: "staking::stake",
                instructions: vec![
                    spl::create_ata(&payer, &owner, &mint),
                    spl::transfer(&spl::ata(&treasury, &mint), &spl::ata(&owner, &mint), &treasury, amount),
                    staking::stake(&payer, &owner, pool, args),
                ],
                payer: &cast.payer,
                signers: vec![&cast.treasury, wallet],
            });
        }
        stage.send_all("Staking", &batch)?;
        Ok(())
    }

    /// Lets every pool account for what its reward vault has received: it streams in the next window.
    pub fn sync(&self, stage: &mut Stage<'_>) -> Result<()> {
        let pools = self.fetch_pools(stage)?;
        let vaults: Vec<Pubkey> = pools.iter().map(|(_, pool)| pool.reward_vault).collect();
        let (payer, mut received) = (&stage.cast.payer, 0);
        let mut batch = Vec::new();
        for ((_, pool), vault) in pools.iter().zip(stage.chain().accounts(&vaults)?) {
            let balance = vault.as_ref().map(spl::token_balance).transpose()?.unwrap_or(0);
            let surplus = staking::rewards_at(pool, pool.stream.updated_at).surplus(balance);
            if surplus > 0 {
                received += surplus;
                batch.push(Submission::new("staking::sync", staking::sync(pool), payer));
            }
        }
        stage.send_all("Syncing pools", &batch)?;
        if !batch.is_empty() {
            let note = format!("{} pools received {} TWIST, which now streams", batch.len(), Twist(received));
            stage.reporter.note(&note);
        }
        Ok(())
    }

    /// Lets everything stream that was accounted for, then pays all stakers and the pools' owners.
    pub fn pay_out(&self, stage: &mut Stage<'_>) -> Result<()> {
        stage.reporter.step("Letting the pools stream, and paying stakers and pools' owners");
        // The rest of the present window, and the next one.
        let streamed = stage.chain().now()? + 2 * staking::WINDOW_SECONDS.cast_signed();
        stage.advance_to(streamed)?;
        let now = stage.chain().now()?;
        let pools: BTreeMap<Pubkey, Pool> = self.fetch_pools(stage)?.into_iter().collect();
        let positions = self.positions(stage)?;
        let payer = &stage.cast.payer;
        let claims = positions
            .iter()
            .filter_map(|position| Some((pools.get(&position.pool)?, position)))
            .filter(|(pool, position)| staking::pending_rewards(pool, position, now) > 0)
            .map(|(pool, position)| ("staking::claim", staking::claim(pool, position, None)));
        let commissions = pools
            .values()
            .filter(|pool| staking::pending_commission(pool, now) > 0)
            .map(|pool| ("staking::claim_commission", staking::claim_commission(pool, None)));
        let batch: Vec<_> =
            claims.chain(commissions).map(|(label, claim)| Submission::new(label, claim, payer)).collect();
        stage.send_all("Claiming rewards", &batch)?;
        Ok(())
    }

    /// All pools, as they are now, by address.
    fn fetch_pools(&self, stage: &Stage<'_>) -> Result<Vec<(Pubkey, Pool)>> {
        let addresses = &self.audience.purses().pools;
        let pools = account::fetch_many(stage.chain(), addresses)?;
        let pools = addresses.iter().zip(pools).map(|(address, pool)| Some((*address, pool?)));
        pools.collect::<Option<_>>().context("a pool that was opened is not there: run the demo again")
    }

    /// The positions of everyone who takes part, as they are now.
    fn positions(&self, stage: &Stage<'_>) -> Result<Vec<Position>> {
        let addresses: Vec<Pubkey> = self.audience.fans().map(|fan| fan.position).collect();
        Ok(account::fetch_many(stage.chain(), &addresses)?.into_iter().flatten().collect())
    }
}

/// Creates the pools of influencers that have none yet.
fn create_pools(stage: &mut Stage<'_>, audience: &Audience) -> Result<()> {
    let addresses: Vec<Pubkey> = audience.backers.iter().map(|fan| fan.pool).collect();
    let found: Vec<Option<Pool>> = account::fetch_many(stage.chain(), &addresses)?;
    let (payer, commission_bps) = (&stage.cast.payer, stage.scenario.stakers.commission_bps);
    let absent = audience.backers.iter().zip(found).filter(|(_, found)| found.is_none());
    let batch: Vec<_> = absent
        .map(|(Fan { wallet, .. }, _)| {
            let (payer_key, owner) = (payer.pubkey(), wallet.pubkey());
            let create = staking::create_pool(&payer_key, &owner, &token::mint(), commission_bps);
            Submission::new("staking::create_pool", create, payer).signed_by(wallet)
        })
        .collect();
    stage.send_all("Creating pools", &batch)?;
    Ok(())
}
