//! Who is in charge of each program, as its config says.

use anyhow::Result;
use solana_pubkey::Pubkey;
use twist_client::{
    account,
    artifacts::Program,
    chain::Chain,
    programs::{
        twist_campaign_registry::accounts::RegistryConfig, twist_rewards::accounts::RewardsConfig,
        twist_staking::accounts::StakingConfig, twist_token::accounts::TokenConfig,
    },
    registry, rewards, staking, token,
};

/// The keys in a program's config.
pub struct Roles {
    /// Who is in charge.
    pub authority: Pubkey,
    /// Who may take over by accepting; the zero key if nobody.
    pub proposed: Pubkey,
    /// Who can stop things.
    pub guardian: Pubkey,
    /// Who checks publishers' domains, where there is such a role.
    pub registrar: Option<Pubkey>,
}

impl Roles {
    /// The keys in a program's config; `None` before it is initialized.
    ///
    /// # Errors
    /// If the chain cannot be reached, or the config cannot be read.
    pub fn of(chain: &dyn Chain, program: Program) -> Result<Option<Self>> {
        let roles = |authority, proposed, guardian| Self { authority, proposed, guardian, registrar: None };
        Ok(match program {
            Program::Token => account::fetch_optional::<TokenConfig>(chain, &token::config())?
                .map(|config| roles(config.authority.current, config.authority.proposed, config.guardian)),
            Program::CampaignRegistry => {
                account::fetch_optional::<RegistryConfig>(chain, &registry::config())?.map(|config| Self {
                    registrar: Some(config.registrar),
                    ..roles(config.authority.current, config.authority.proposed, config.guardian)
                })
            }
            Program::Rewards => account::fetch_optional::<RewardsConfig>(chain, &rewards::config())?
                .map(|config| roles(config.authority.current, config.authority.proposed, config.guardian)),
            Program::Staking => account::fetch_optional::<StakingConfig>(chain, &staking::config())?
                .map(|config| roles(config.authority.current, config.authority.proposed, config.guardian)),
        })
    }
}

/// What the steps of a plan call a program.
pub fn short_name(program: Program) -> &'static str {
    match program {
        Program::Token => "token",
        Program::CampaignRegistry => "registry",
        Program::Rewards => "rewards",
        Program::Staking => "staking",
    }
}
