//! The desired state of a cluster, from `migrations/clusters/`.

use anyhow::{Context, Result};
use serde::Deserialize;

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
    /// The campaign that the demo runs.
    pub campaign: CampaignState,
}

/// See the file's comments; amounts in TWIST.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenState {
    pub max_supply: u64,
    pub genesis_allocation: u64,
    pub period_seconds: i64,
    pub steps: Vec<Step>,
}

/// One step of the emission schedule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub from_period: u32,
    pub per_period: u64,
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

impl Cluster {
    /// The local cluster.
    pub fn localnet() -> Result<Self> {
        toml::from_str(LOCALNET)
            .context("migrations/clusters/localnet.toml is not a valid cluster file; mend it")
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
    }
}
