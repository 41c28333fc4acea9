//! The accounts that an epoch is about.

use anyhow::{Context, Result, bail};
use solana_pubkey::Pubkey;
use twist_client::{
    account,
    chain::Chain,
    programs::{
        twist_campaign_registry::{self, accounts::Campaign},
        twist_rewards::accounts::{AttesterSet, Distribution, RewardsConfig},
    },
    rewards, spl, token,
};

use crate::amount::Units;

/// A distribution, and who has a say in it.
pub struct Subject {
    /// The distribution's address.
    pub address: Pubkey,
    /// The distribution.
    pub state: Distribution,
    /// Whose votes count.
    pub set: AttesterSet,
    /// Who can veto.
    pub config: RewardsConfig,
    /// The chain's time, Unix seconds.
    pub now: i64,
    /// Decimals of the mint.
    pub decimals: u8,
}

impl Subject {
    /// Reads the distribution at `key`, or the one of the campaign at `key`.
    ///
    /// # Errors
    /// If there is neither, or the chain cannot be reached.
    pub fn find(chain: &dyn Chain, key: Pubkey) -> Result<Self> {
        let Some(found) = chain.account(&key)? else {
            bail!("there is nothing at {key}: check the address and the cluster")
        };
        let neither = || format!("{key} is neither a distribution nor a campaign");
        let address = if found.owner == twist_campaign_registry::ID {
            account::decode::<Campaign>(&found).with_context(neither)?.distribution
        } else {
            account::decode::<Distribution>(&found).with_context(neither)?;
            key
        };
        let state: Distribution =
            account::fetch(chain, &address).context("the campaign's distribution was not created yet")?;
        let mint = chain.existing_account("mint", &state.mint)?;
        let decimals = spl::decimals(&mint).context("the distribution's mint cannot be read")?;
        Ok(Self {
            address,
            set: account::fetch(chain, &state.attester_set)?,
            config: account::fetch(chain, &rewards::config())?,
            now: chain.now()?,
            state,
            decimals,
        })
    }

    /// Whether a campaign pays, and not the emission.
    pub fn is_campaigns(&self) -> bool {
        self.state.funding_account == self.state.source
    }

    /// An amount for people: `12.5 TWIST`.
    pub fn amount(&self, base_units: u64) -> String {
        let amount = Units { base_units, decimals: self.decimals };
        if self.state.mint == token::mint() {
            format!("{amount} TWIST")
        } else {
            format!("{amount} of mint {}", self.state.mint)
        }
    }

    /// An amount for programs: `12.5`.
    pub fn plain(&self, base_units: u64) -> String {
        Units { base_units, decimals: self.decimals }.plain()
    }

    /// The set's members.
    pub fn members(&self) -> &[Pubkey] {
        let terms = &self.set.terms;
        terms.members.get(..usize::from(terms.count)).unwrap_or(&[])
    }

    /// What each member voted for, in their order. Votes under an older version of the set are void, and none.
    pub fn votes(&self) -> Vec<Option<[u8; 32]>> {
        let counts = self.state.votes_set_version == self.set.set_version;
        let vote = |vote: &[u8; 32]| Some(*vote).filter(|vote| counts && *vote != [0; 32]);
        self.state.votes.iter().take(self.members().len()).map(vote).collect()
    }

    /// Who agreed on the pending root.
    pub fn signers(&self) -> &[Pubkey] {
        let pending = &self.state.pending;
        let count = usize::try_from(pending.signer_count).unwrap_or(0);
        pending.signers.get(..count).unwrap_or(&[])
    }
}
