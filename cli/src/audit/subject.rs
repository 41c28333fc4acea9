//! The accounts that a ledger is about.

use std::path::Path;

use anyhow::{Context, Result, bail};
use solana_pubkey::Pubkey;
use twist_attention::credit::Terms;
use twist_client::{
    account,
    chain::Chain,
    programs::{twist_campaign_registry::accounts::Campaign, twist_rewards::accounts::Distribution},
    settlement::{ledger, terms_of},
};

/// What a ledger is about, as the chain has it.
pub struct Subject {
    /// The campaign's address.
    pub campaign_address: Pubkey,
    /// The campaign.
    pub campaign: Campaign,
    /// Its distribution.
    pub distribution: Distribution,
}

impl Subject {
    /// Finds the accounts that the first epoch file in `directory` names.
    pub fn of_ledger(chain: &dyn Chain, directory: &Path) -> Result<Self> {
        let first = directory.join(ledger::file_name(1));
        if !first.exists() {
            bail!(
                "{} does not exist: name the directory that holds all epoch files of a distribution, from the first on",
                first.display()
            );
        }
        let header = ledger::read_header(&first)?;
        let campaign: Campaign = account::fetch(chain, &header.campaign)
            .with_context(|| format!("the campaign that {} names is not on this chain", first.display()))?;
        let distribution: Distribution = account::fetch(chain, &campaign.distribution)?;
        Ok(Self { campaign_address: header.campaign, campaign, distribution })
    }

    /// The campaign's present terms.
    pub fn terms(&self) -> Terms {
        terms_of(&self.campaign)
    }
}
