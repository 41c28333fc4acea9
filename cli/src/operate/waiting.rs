//! Powers that were proposed and wait to be put into force.

use anyhow::Result;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use twist_client::{
    account,
    artifacts::Program,
    chain::{Chain, Scan},
    programs::{
        twist_campaign_registry::accounts::RegistryConfig,
        twist_rewards::accounts::{AttesterSet, RewardsConfig},
        twist_token::{
            accounts::{Minter, TokenConfig},
            types::SplitTable,
        },
    },
    registry, rewards, staking, token,
};

use super::{
    minter::described,
    roles::{Roles, short_name},
    session::Stoppers,
};

/// One proposal.
pub struct Waiting {
    /// What `twist proposal` calls it: `rewards:attester-set-1`.
    pub name: String,
    /// What it would change, in words.
    pub change: String,
    /// From when on anybody can put it into force, Unix seconds; `None` if a key has to accept it, which it can at once.
    pub from: Option<i64>,
    /// Who can take it back.
    pub stoppers: Takers,
    cancel: Box<dyn Fn(&Pubkey) -> Instruction>,
}

/// Who can take a proposal back.
#[derive(Clone, Copy)]
pub enum Takers {
    /// The guardian or the authority.
    Either(Stoppers),
    /// The authority alone.
    Authority(Pubkey),
}

impl Waiting {
    /// Takes it back, signed by `stopper`.
    pub fn cancel(&self, stopper: &Pubkey) -> Instruction {
        (self.cancel)(stopper)
    }
}

/// Everything that waits, program by program.
///
/// # Errors
/// If the chain cannot be reached or does not let itself be searched.
pub fn everything(chain: &dyn Scan) -> Result<Vec<Waiting>> {
    let mut waiting = hand_overs(chain)?;
    if let Some(config) = account::fetch_optional::<TokenConfig>(chain, &token::config())? {
        waiting.extend(token_proposals(chain, &config)?);
    }
    if let Some(config) = account::fetch_optional::<RegistryConfig>(chain, &registry::config())?
        && config.pending_fee_at != 0
    {
        waiting.push(Waiting {
            name: "registry:fee".to_owned(),
            change: format!("fee of new campaigns {} -> {} bps", config.fee_bps, config.pending_fee_bps),
            from: Some(config.pending_fee_at),
            stoppers: either(config.guardian, config.authority.current),
            cancel: Box::new(registry::cancel_fee),
        });
    }
    if let Some(config) = account::fetch_optional::<RewardsConfig>(chain, &rewards::config())? {
        waiting.extend(attester_sets(chain, &config)?);
    }
    Ok(waiting)
}

fn hand_overs(chain: &dyn Chain) -> Result<Vec<Waiting>> {
    let mut waiting = Vec::new();
    for program in Program::ALL {
        let Some(roles) = Roles::of(chain, program)?.filter(|roles| roles.proposed != Pubkey::default())
        else {
            continue;
        };
        waiting.push(Waiting {
            name: format!("{}:hand-over", short_name(program)),
            change: format!("authority {} -> {}", roles.authority, roles.proposed),
            from: None,
            stoppers: Takers::Authority(roles.authority),
            cancel: Box::new(match program {
                Program::Token => token::cancel_authority,
                Program::CampaignRegistry => registry::cancel_authority,
                Program::Rewards => rewards::cancel_authority,
                Program::Staking => staking::cancel_authority,
            }),
        });
    }
    Ok(waiting)
}

fn token_proposals(chain: &dyn Scan, config: &TokenConfig) -> Result<Vec<Waiting>> {
    let stoppers = either(config.guardian, config.authority.current);
    let mut waiting = Vec::new();
    if config.pending_splits.count != 0 {
        waiting.push(Waiting {
            name: "token:splits".to_owned(),
            change: format!("splits {} -> {}", splits(&config.splits), splits(&config.pending_splits)),
            from: Some(config.pending_splits_at),
            stoppers,
            cancel: Box::new(token::cancel_splits),
        });
    }
    for (_, minter) in account::find_all::<Minter>(chain)? {
        if minter.proposed_at != 0 {
            waiting.push(Waiting {
                name: format!("token:minter-{}", minter.key),
                change: format!("minter may mint {}", described(&minter.proposed)),
                from: Some(minter.proposed_at),
                stoppers,
                cancel: Box::new(move |stopper| token::cancel_minter(stopper, &minter.key)),
            });
        }
    }
    Ok(waiting)
}

fn attester_sets(chain: &dyn Scan, config: &RewardsConfig) -> Result<Vec<Waiting>> {
    let mut waiting = Vec::new();
    for (address, set) in account::find_all::<AttesterSet>(chain)? {
        if set.proposed_at != 0 {
            let count = usize::from(set.proposed.count);
            let members: Vec<_> = set.proposed.members.iter().take(count).map(ToString::to_string).collect();
            waiting.push(Waiting {
                name: format!("rewards:attester-set-{}", set.id),
                change: format!("attesters {} of [{}]", set.proposed.threshold, members.join(", ")),
                from: Some(set.proposed_at),
                stoppers: either(config.guardian, config.authority.current),
                cancel: Box::new(move |stopper| rewards::cancel_attester_set(stopper, &address)),
            });
        }
    }
    Ok(waiting)
}

const fn either(guardian: Pubkey, authority: Pubkey) -> Takers {
    Takers::Either(Stoppers { guardian, authority })
}

fn splits(table: &SplitTable) -> String {
    let count = usize::try_from(table.count).unwrap_or(0);
    let entries = table.entries.iter().take(count);
    entries.map(|entry| format!("{} {} bps", entry.beneficiary, entry.bps)).collect::<Vec<_>>().join(", ")
}
