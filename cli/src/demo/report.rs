//! What the demo came to, read back from the chain, and whether it adds up.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;
use twist_attention::rules::Refused;
use twist_client::{
    account,
    programs::{
        twist_campaign_registry::accounts::Campaign,
        twist_rewards::accounts::{ClaimPage, Distribution},
    },
    settlement::ByRole,
    spl,
};
use twist_merkle_sum::PAGE_SLOTS;

use super::{
    campaign::RunningCampaign,
    epochs::Finished,
    meter::Spread,
    stage::Stage,
    staking::{PoolTotals, Staking},
};
use crate::{
    audit::Findings,
    season::{Season, Totals, add},
};

/// Size of an SPL token account, bytes.
const TOKEN_ACCOUNT_BYTES: usize = 165;

/// The demo's result. Amounts are base units, fees and rent lamports.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Host of the site that the log is of.
    pub site: String,
    /// Lines of the log that are not empty: the accepted and the refused together.
    pub events_read: u64,
    /// VAUs that earned something.
    pub vaus_accepted: u64,
    /// Events that earned nothing, by reason.
    pub vaus_refused: Refused,
    /// Leaves of the last tree.
    pub payees: u64,
    /// Epochs finalized.
    pub epochs: u64,
    /// Claims paid.
    pub claims: u64,
    /// What payees are owed.
    pub credited: u64,
    /// The same, by role.
    pub credited_by_role: ByRole,
    /// What the campaign paid in all.
    pub drawn: u64,
    /// The part of it that is the protocol's fee.
    pub fees: u64,
    /// Total of the last finalized root.
    pub finalized_total: u64,
    /// What the claim pages say was paid.
    pub claimed: u64,
    /// What the payees' token accounts received.
    pub received: u64,
    /// What the payout vault still holds.
    pub payout_vault_balance: u64,
    /// What the campaign was funded with.
    pub funded: u64,
    /// What its vault still holds.
    pub campaign_vault_balance: u64,
    /// What was staked, and what stakers got.
    #[serde(flatten)]
    pub pools: PoolTotals,
    /// Who earned most: wallet and amount.
    pub top_payees: Vec<(String, u64)>,
    /// Compute units per instruction.
    pub compute_units: BTreeMap<String, Spread>,
    /// Transactions sent.
    pub transactions: u64,
    /// What they were charged.
    pub transaction_fees: u64,
    /// Rent of one claimant's slot in a claim page.
    pub rent_per_claimant: u64,
    /// Rent of a claimant's token account, which is its own and not the protocol's.
    pub rent_per_token_account: u64,
    /// What a claim is charged.
    pub cost_per_claim: u64,
    /// What does not add up; empty if all does.
    pub broken: Vec<String>,
    /// Whether everything adds up.
    pub conserved: bool,
}

impl Report {
    /// The report of a log in which nobody earned anything.
    pub fn nothing_earned(season: &Season, totals: Totals) -> Self {
        let mut report =
            Self { site: season.site.clone(), events_read: season.events_read, ..Self::default() };
        report.count(season, &totals);
        report.check();
        report
    }

    /// Reads everything back from the chain.
    pub fn of(
        stage: &Stage<'_>,
        season: &Season,
        running: &RunningCampaign,
        finished: Finished,
        staking: &Staking,
        findings: &Findings,
    ) -> Result<Self> {
        let chain = stage.chain();
        let campaign: Campaign = account::fetch(chain, &running.address)?;
        let distribution: Distribution = account::fetch(chain, &running.distribution)?;
        let balance = |what, address| {
            Ok::<_, anyhow::Error>(spl::token_balance(&chain.existing_account(what, address)?)?)
        };
        let page_rent = chain.minimum_balance(8 + size_of::<ClaimPage>())?;
        let Finished { epochs, totals, claims } = finished;
        let (pools, broken) = staking.totals(stage, running)?;

        let mut report = Self {
            site: season.site.clone(),
            events_read: season.events_read,
            payees: u64::from(distribution.current.leaf_count),
            epochs,
            claims: claims.count,
            credited: totals.by_role.total(),
            credited_by_role: totals.by_role,
            drawn: campaign.drawn,
            fees: campaign.fees,
            finalized_total: distribution.current.total,
            claimed: claims.recorded(stage)?,
            received: claims.received,
            payout_vault_balance: balance("payout vault", &campaign.payout_vault)?,
            funded: campaign.funded,
            campaign_vault_balance: balance("campaign vault", &campaign.vault)?,
            pools,
            top_payees: claims.top(5),
            compute_units: stage.meter.spreads(),
            transactions: stage.meter.transactions,
            transaction_fees: stage.meter.fee_lamports,
            rent_per_claimant: page_rent.div_ceil(u64::from(PAGE_SLOTS)),
            rent_per_token_account: chain.minimum_balance(TOKEN_ACCOUNT_BYTES)?,
            cost_per_claim: claims.fee_per_claim(),
            broken,
            ..Self::default()
        };
        report.count(season, &totals);
        report.broken.extend(findings.failures());
        report.check();
        Ok(report)
    }

    fn count(&mut self, season: &Season, totals: &Totals) {
        self.vaus_accepted = totals.accepted;
        self.vaus_refused = season.refused.clone();
        add(&mut self.vaus_refused, &totals.refused);
    }

    /// The conservation check: nothing appeared, nothing vanished.
    fn check(&mut self) {
        let refused: u64 = self.vaus_refused.values().sum();
        let equalities = [
            ("events read = accepted + refused", self.events_read, self.vaus_accepted + refused),
            ("credited = finalized total", self.credited, self.finalized_total),
            ("credited = claimed", self.credited, self.claimed),
            ("claimed = received by payees", self.claimed, self.received),
            ("drawn = credited + fees", self.drawn, self.credited + self.fees),
            (
                "payout vault = finalized - claimed",
                self.payout_vault_balance,
                self.finalized_total - self.claimed.min(self.finalized_total),
            ),
            (
                "campaign vault = funded - drawn",
                self.campaign_vault_balance,
                self.funded - self.drawn.min(self.funded),
            ),
        ];
        let of_pools = self.pools.equalities(self.credited_by_role.pools);
        for (law, left, right) in equalities.into_iter().chain(of_pools) {
            self.require(left == right, || format!("{law}: {left} is not {right}"));
        }
        self.conserved = self.broken.is_empty();
    }

    fn require(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.broken.push(what());
        }
    }
}
