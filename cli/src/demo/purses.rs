//! What accounts hold at one time: the other side of what programs say they moved.

use std::collections::BTreeSet;

use anyhow::Result;
use solana_pubkey::Pubkey;
use twist_client::{spl, token};

use super::stage::Stage;

/// Whose associated token accounts hold TWIST.
#[derive(Clone, Debug, Default)]
pub struct Purses {
    /// Everyone and everything that takes part, once each.
    pub all: BTreeSet<Pubkey>,
    /// Those that own stake vaults.
    pub stake_authorities: Vec<Pubkey>,
    /// Those that own reward vaults.
    pub pools: Vec<Pubkey>,
}

/// What the purses hold, base units of TWIST.
#[derive(Clone, Copy, Debug, Default)]
pub struct Holdings {
    /// All the TWIST there is.
    pub supply: u64,
    /// What everyone who takes part holds.
    pub all: u64,
    /// What is in stake vaults.
    pub stake_vaults: u64,
    /// What is in reward vaults.
    pub reward_vaults: u64,
}

impl Holdings {
    /// Reads what `purses` hold now; nothing where there is no TWIST yet.
    pub fn of(stage: &Stage<'_>, purses: &Purses) -> Result<Self> {
        let mint = stage.chain().account(&token::mint())?;
        let Some(supply) = mint.as_ref().map(spl::supply).transpose()? else { return Ok(Self::default()) };
        Ok(Self {
            supply,
            all: held(stage, &purses.all)?,
            stake_vaults: held(stage, &purses.stake_authorities)?,
            reward_vaults: held(stage, &purses.pools)?,
        })
    }

    /// What is held by nobody who takes part.
    pub fn elsewhere(&self) -> u64 {
        self.supply.saturating_sub(self.all)
    }
}

/// What the associated token accounts of `owners` hold together, base units; those that do not exist hold nothing.
pub fn held<'k>(stage: &Stage<'_>, owners: impl IntoIterator<Item = &'k Pubkey>) -> Result<u64> {
    let addresses: Vec<Pubkey> = owners.into_iter().map(|owner| spl::ata(owner, &token::mint())).collect();
    let accounts = stage.chain().accounts(&addresses)?;
    accounts.iter().flatten().try_fold(0, |sum, account| Ok(sum + spl::token_balance(account)?))
}
