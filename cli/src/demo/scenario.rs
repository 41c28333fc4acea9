//! What happens in the demo, and the local cluster that it happens on.

use anyhow::{Context, Result, anyhow};
use serde::Deserialize;
use twist_release::desired::{Desired, Resolved};

use crate::amount::BASE_UNITS;

/// The local cluster's file and the scenario are part of this program.
const LOCALNET: &str = include_str!("../../../migrations/clusters/localnet.toml");
const SCENARIO: &str = include_str!("scenario.toml");

/// A campaign and who stakes, on a cluster in its desired state.
#[derive(Debug)]
pub struct Scenario {
    /// The local cluster's desired state.
    pub desired: Resolved,
    /// The campaign that the demo runs.
    pub campaign: CampaignState,
    /// Who stakes.
    pub stakers: StakersState,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScenarioFile {
    campaign: CampaignState,
    stakers: StakersState,
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

impl Scenario {
    /// The demo's.
    pub fn load() -> Result<Self> {
        let ScenarioFile { campaign, stakers } = toml::from_str(SCENARIO)
            .context("cli/src/demo/scenario.toml is not a valid scenario; mend it")?;
        let mend = |reason| {
            anyhow!("migrations/clusters/localnet.toml is not a valid cluster file; mend it: {reason}")
        };
        let desired = Desired::parse(LOCALNET).and_then(|desired| desired.resolve()).map_err(mend)?;
        Ok(Self { desired, campaign, stakers })
    }

    /// How many attesters there are.
    pub fn attesters(&self) -> u8 {
        let members = self.desired.attesters.first().map_or(0, |(_, terms)| terms.members.len());
        u8::try_from(members).unwrap_or(u8::MAX)
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
    use solana_signer::Signer;

    use super::*;
    use crate::cast::Cast;

    #[test]
    fn the_campaign_adds_up_and_its_mint_takes_its_budget() {
        let Scenario { desired, campaign, .. } = Scenario::load().unwrap();
        let CampaignState { viewer_bps, publisher_bps, influencer_bps, .. } = campaign;
        assert_eq!(viewer_bps + publisher_bps + influencer_bps + desired.fee_bps, 10_000);
        let (_, rule) = desired.mints.first().unwrap();
        assert!(campaign.budget * BASE_UNITS >= rule.min_budget);
        assert_eq!(campaign.rate_in_base_units(), 10_000_000);
        assert_eq!(desired.steps.last().map(|step| step.per_period), Some(0));
    }

    #[test]
    fn the_local_clusters_roles_are_the_casts() {
        let scenario = Scenario::load().unwrap();
        let (desired, cast) = (&scenario.desired, Cast::new(None, scenario.attesters()));
        let roles = [
            desired.upgrade_authority,
            desired.authority,
            desired.guardian,
            desired.registrar,
            desired.treasury,
        ];
        let keys = [&cast.payer, &cast.authority, &cast.guardian, &cast.registrar, &cast.treasury];
        assert_eq!(roles, keys.map(Signer::pubkey));
        let (_, terms) = desired.attesters.first().unwrap();
        assert_eq!(terms.members, cast.attesters.iter().map(Signer::pubkey).collect::<Vec<_>>());
    }
}
