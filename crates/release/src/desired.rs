//! What should be true of a cluster: `migrations/clusters/<name>.toml`, read and checked.

mod resolved;

use std::{collections::BTreeMap, fs, path::Path, str::FromStr};

use serde::Deserialize;
use solana_pubkey::Pubkey;

use crate::ReleaseError;

pub use resolved::{Recorded, Resolved};

/// Everything declared about a cluster. Amounts in TWIST, times as the names say.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desired {
    /// Which cluster, and what it takes.
    pub cluster: ClusterState,
    /// Who holds which power.
    pub roles: Roles,
    /// What should run, by crate name (`twist_token`).
    pub programs: BTreeMap<String, ProgramState>,
    /// Supply and emission.
    pub token: TokenState,
    /// Campaigns.
    pub registry: RegistryState,
    /// Mints that campaigns can pay in.
    pub mints: Vec<MintState>,
    /// Who agrees on epochs.
    pub attesters: Vec<AttesterState>,
    /// What stakers are offered.
    pub staking: StakingState,
}

/// A cluster, and which builds it takes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClusterState {
    /// `localnet`, `devnet`, `mainnet`.
    pub name: String,
    /// JSON-RPC endpoint.
    pub url: String,
    /// Base58 hash of the cluster's genesis block, so that no URL can lead to another one. Local chains have none that lasts.
    pub genesis_hash: Option<String>,
    /// Which builds may be deployed.
    pub builds: Builds,
    /// The last step of `migrations/steps` that belongs to the recorded builds: accounts are migrated up to it.
    pub migrations: u32,
}

/// Where a build must come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Builds {
    /// The checked-in ones, by whatever toolchain: for chains without anybody's money.
    Local,
    /// Only verified builds by Solana's own platform tools, whose digests the release workflow recorded.
    Verified,
}

/// Keys by role.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// Can replace the programs.
    pub upgrade_authority: Key,
    /// In charge of every program's config.
    pub authority: Key,
    /// Can stop things.
    pub guardian: Key,
    /// Checks that publishers own their domains.
    pub registrar: Key,
    /// Gets the genesis allocation.
    pub treasury: Key,
}

/// A program that should run.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgramState {
    /// Its address.
    pub id: Key,
    /// SHA-256 of its code without trailing zeros, in hexadecimal; empty until a release is recorded.
    pub sha256: String,
}

/// The token program's state.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenState {
    /// Most that may ever be minted.
    pub max_supply: u64,
    /// Minted at once to the treasury.
    pub genesis_allocation: u64,
    /// Start of period 0, Unix seconds; the moment of initialization if absent.
    pub emission_genesis: Option<i64>,
    /// Length of a period.
    pub period_seconds: i64,
    /// What is emitted per period.
    pub steps: Vec<Step>,
    /// Who shares in it.
    pub splits: Vec<Split>,
}

/// One step of the emission schedule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// From this period on,
    pub from_period: u32,
    /// this much per period.
    pub per_period: u64,
}

/// One beneficiary of the emission.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// `treasury`, `global_pool`, or a key.
    pub beneficiary: String,
    /// Its part, basis points.
    pub bps: u16,
}

/// The registry's state.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistryState {
    /// The protocol's fee on new campaigns.
    pub fee_bps: u16,
    /// How long a settled campaign waits for its refund.
    pub refund_grace_days: i64,
}

/// A mint that campaigns can pay in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MintState {
    /// `TWIST`, or a mint's address.
    pub mint: String,
    /// Least budget, base units of the mint.
    pub min_budget: u64,
    /// Who can freeze accounts of the mint, if anybody.
    pub freeze_authority: Option<Key>,
}

/// An attester set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttesterState {
    /// Its number.
    pub id: u32,
    /// Who votes.
    pub members: Vec<Key>,
    /// How many must agree.
    pub threshold: u8,
    /// How long anyone can object.
    pub challenge_window_hours: i64,
    /// Most that can be pending at once.
    pub max_value_at_risk: u64,
}

/// The staking program's state.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StakingState {
    /// What new stakes are offered, shortest lock first.
    pub tiers: Vec<Tier>,
}

/// One tier.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// How long it locks.
    pub lock_days: u16,
    /// Weight per amount, basis points.
    pub multiplier_bps: u16,
    /// What leaving early costs, basis points.
    pub penalty_bps: u16,
    /// How long withdrawing takes.
    pub cooldown_days: u16,
}

/// A key as the file writes it. An empty text is a key that is not decided yet: it can be read, but not planned with.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Key(String);

impl Key {
    /// The key. `what` names it in the error: `roles.authority`.
    ///
    /// # Errors
    /// Says what to write where.
    pub fn get(&self, what: &str) -> Result<Pubkey, String> {
        if self.0.is_empty() {
            return Err(format!("{what} is not set: write the address of whoever will hold it"));
        }
        Pubkey::from_str(&self.0).map_err(|_| format!("{what} is not an address: {:?}", self.0))
    }
}

impl Desired {
    /// Reads a cluster's file.
    ///
    /// # Errors
    /// [`ReleaseError::Unreadable`], [`ReleaseError::Desired`].
    pub fn load(path: &Path) -> Result<Self, ReleaseError> {
        let text = fs::read_to_string(path)
            .map_err(|source| ReleaseError::Unreadable { path: path.to_owned(), source })?;
        Self::parse(&text).map_err(|reason| ReleaseError::Desired { path: path.to_owned(), reason })
    }

    /// Reads a cluster's file from its text.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}
