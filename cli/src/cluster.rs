//! The desired state of a cluster, from `migrations/clusters/`.

use anyhow::{Context, Result};
use serde::Deserialize;
use twist_attention::rules::DAY_SECONDS;
use twist_client::programs::twist_staking::types::TermsArg;

use crate::amount::BASE_UNITS;

/// The local cluster's file is part of this program.
const LOCALNET: &str = include_str!("../../migrations/clusters/localnet.toml");

/// A cluster's desired state.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cluster {
    /// What the token program starts with.
    pub token: TokenState,
    /// What the campaign registry starts with.
    pub registry: RegistryState,
    /// The attester set.
    pub attesters: AttesterState,
    /// What the staking program starts with.
    pub staking: StakingState,
    /// The campaign that the demo runs.
    pub campaign: CampaignState,
    /// Who stakes in the demo.
    pub stakers: StakersState,
}

/// See the file's comments; amounts in TWIST.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenState {
    pub max_supply: u64,
    pub genesis_allocation: u64,
    pub period_seconds: i64,
    pub steps: Vec<Step>,
    pub splits: Vec<Split>,
}

/// One step of the emission schedule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub from_period: u32,
    pub per_period: u64,
}

/// One part of the emission.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    pub beneficiary: Beneficiary,
    pub bps: u16,
}

/// Who can share in the emission of a local cluster.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beneficiary {
    /// The demo's treasury, which sells to advertisers.
    Treasury,
    /// The pool in which every holder can stake.
    GlobalPool,
}

/// See the file's comments.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistryState {
    pub fee_bps: u16,
    pub refund_grace_days: i64,
    pub min_budget: u64,
}

/// See the file's comments.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttesterState {
    pub count: u8,
    pub threshold: u8,
    pub challenge_window_hours: i64,
    pub max_value_at_risk: u64,
}

/// See the file's comments.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StakingState {
    pub tiers: Vec<Tier>,
}

/// What a stake can be locked for, and what it gets for it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    pub lock_days: u16,
    pub multiplier_bps: u16,
    pub penalty_bps: u16,
    pub cooldown_days: u16,
}

/// See the file's comments.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CampaignState {
    pub budget: u64,
    pub daily_cap: u64,
    pub rate_per_second: f64,
    pub min_attention_seconds: u32,
    pub max_seconds_per_viewer_day: u32,
    pub viewer_bps: u16,
    pub publisher_bps: u16,
    pub influencer_bps: u16,
}

/// See the file's comments.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StakersState {
    pub pool_share_bps: u16,
    pub commission_bps: u16,
    pub influencer_stake: u64,
    pub holder_stake: u64,
    pub viewers_per_staker: u32,
}

impl Cluster {
    /// The local cluster.
    pub fn localnet() -> Result<Self> {
        toml::from_str(LOCALNET)
            .context("migrations/clusters/localnet.toml is not a valid cluster file; mend it")
    }
}

impl StakingState {
    /// The tiers as the staking program takes them.
    pub fn terms(&self) -> Vec<TermsArg> {
        let tiers = self.tiers.iter();
        tiers
            .map(|tier| TermsArg {
                lock_seconds: i64::from(tier.lock_days) * DAY_SECONDS,
                cooldown_seconds: i64::from(tier.cooldown_days) * DAY_SECONDS,
                multiplier_bps: tier.multiplier_bps,
                penalty_bps: tier.penalty_bps,
            })
            .collect()
    }
}

impl CampaignState {
    /// The price of a second, base units. The file's fraction is rounded to the nearest unit.
    pub fn rate_in_base_units(&self) -> u64 {
        (self.rate_per_second * BASE_UNITS as f64).round() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_local_cluster_is_valid_and_its_campaign_adds_up() {
        let cluster = Cluster::localnet().unwrap();
        let CampaignState { viewer_bps, publisher_bps, influencer_bps, .. } = cluster.campaign;
        assert_eq!(viewer_bps + publisher_bps + influencer_bps + cluster.registry.fee_bps, 10_000);
        assert!(cluster.campaign.budget >= cluster.registry.min_budget);
        assert_eq!(cluster.campaign.rate_in_base_units(), 10_000_000);
        assert_eq!(cluster.token.steps.last().map(|step| step.per_period), Some(0));
        assert_eq!(cluster.token.splits.iter().map(|split| split.bps).sum::<u16>(), 10_000);
    }

    #[test]
    fn the_local_clusters_tiers_are_in_seconds_and_basis_points() {
        let terms = Cluster::localnet().unwrap().staking.terms();
        let shown: Vec<_> =
            terms.iter().map(|t| (t.lock_seconds / DAY_SECONDS, t.multiplier_bps, t.penalty_bps)).collect();
        assert_eq!(
            shown,
            [(30, 11_000, 1_000), (90, 12_500, 1_000), (180, 15_000, 1_000), (365, 20_000, 1_000)]
        );
        assert!(terms.iter().all(|terms| terms.cooldown_seconds == 7 * DAY_SECONDS));
    }
}
