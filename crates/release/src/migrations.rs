//! Layouts that changed: `migrations/steps/*.toml`, numbered, and never edited once they are released.

use anchor_lang::Discriminator;
use serde::Deserialize;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use twist_client::{
    account,
    chain::Scan,
    programs::twist_staking::{self, accounts::Position},
    staking,
};

use crate::ReleaseError;

/// The steps so far. They are part of this crate, so that a build knows what its programs need.
const FILES: [&str; 1] = [include_str!("../../../migrations/steps/0001-position-v2.toml")];

/// One change of one account's layout.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Migration {
    /// 1, 2, 3, ... in the order in which they were released.
    pub number: u32,
    /// The program, by its crate's name.
    pub program: String,
    /// The account's type.
    pub account: String,
    /// Layout version before.
    pub from: u8,
    /// Layout version after.
    pub to: u8,
    /// The permissionless instruction that migrates an account which nobody touches.
    pub crank: String,
    /// What the previous program makes of accounts of the new layout.
    pub rollback: String,
}

/// All migrations, in order.
///
/// # Errors
/// If a file is not valid, which a test rules out.
pub fn all() -> Result<Vec<Migration>, String> {
    FILES.iter().map(|text| toml::from_str(text).map_err(|error| error.to_string())).collect()
}

impl Migration {
    /// An instruction for each account on `chain` that is still of the layout before.
    ///
    /// # Errors
    /// If the chain cannot be searched, or an account cannot be read.
    pub fn cranks(&self, chain: &dyn Scan) -> Result<Vec<Instruction>, ReleaseError> {
        match (self.program.as_str(), self.account.as_str(), self.crank.as_str()) {
            ("twist_staking", "Position", "migrate_position") => {
                let prefix = [Position::DISCRIMINATOR, &[self.from]].concat();
                let found = chain.program_accounts(&twist_staking::ID, &prefix)?;
                found.iter().map(|(address, found)| position(address, found)).collect()
            }
            _ => Err(ReleaseError::UnknownMigration { number: self.number }),
        }
    }
}

fn position(address: &Pubkey, found: &solana_account::Account) -> Result<Instruction, ReleaseError> {
    let position: Position =
        account::decode(found).map_err(|source| account::FetchError::Decode { address: *address, source })?;
    Ok(staking::migrate_position(&position))
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    #[test]
    fn steps_are_numbered_without_gaps_and_each_raises_a_version_by_one() {
        for (number, migration) in (1..).zip(all().unwrap()) {
            assert_eq!((migration.number, migration.to), (number, migration.from + 1), "{migration:?}");
        }
    }

    #[test]
    fn every_file_is_part_of_the_build() {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/steps");
        let found: BTreeSet<String> = fs::read_dir(directory)
            .unwrap()
            .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
            .collect();
        assert_eq!(found, FILES.map(str::to_owned).into());
    }
}
