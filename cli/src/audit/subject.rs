//! The accounts that a ledger is about.

use anyhow::{Context, Result};
use solana_pubkey::Pubkey;
use twist_attention::credit::Terms;
use twist_client::{
    account,
    chain::Chain,
    programs::{twist_campaign_registry::accounts::Campaign, twist_rewards::accounts::Distribution},
    settlement::{ledger::Header, terms_of},
    spl,
};

use crate::amount::Units;

/// What a ledger is about, as the chain has it.
pub struct Subject {
    /// The campaign's address.
    pub campaign_address: Pubkey,
    /// The campaign.
    pub campaign: Campaign,
    /// Its distribution.
    pub distribution: Distribution,
    decimals: u8,
}

impl Subject {
    /// Finds the accounts that an epoch file's header names.
    pub fn of(chain: &dyn Chain, header: &Header) -> Result<Self> {
        let campaign: Campaign = account::fetch(chain, &header.campaign).context(
            "the ledger's campaign is not on this chain; audit against the chain that it was settled on (an embedded demo's is \
             gone with the demo)",
        )?;
        let distribution: Distribution = account::fetch(chain, &campaign.distribution)?;
        let mint = spl::decimals(&chain.existing_account("mint", &campaign.mint)?)?;
        Ok(Self { campaign_address: header.campaign, campaign, distribution, decimals: mint })
    }

    /// Epochs that are final on the chain.
    pub fn finalized(&self) -> usize {
        usize::try_from(self.distribution.current.epoch).unwrap_or(usize::MAX)
    }

    /// An amount of the campaign's mint, as people read it.
    pub fn amount(&self, base_units: u64) -> Units {
        Units { base_units, decimals: self.decimals }
    }

    /// The campaign's present terms.
    pub fn terms(&self) -> Terms {
        terms_of(&self.campaign)
    }
}
