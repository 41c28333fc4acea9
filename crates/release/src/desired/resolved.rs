//! A cluster's file with every key decided and every amount in base units.

use solana_pubkey::Pubkey;
use twist_client::{
    artifacts::{Artifacts, Program},
    programs::{
        twist_campaign_registry::types::MintRuleArgs,
        twist_rewards::types::AttesterTermsArg,
        twist_staking::types::TermsArg,
        twist_token::types::{SplitArg, StepArg},
    },
    staking, token,
};

use super::{Builds, Desired, Key};
use crate::loader;

/// Base units of one TWIST.
const TWIST: u64 = 1_000_000_000;
/// Seconds in a day and an hour.
const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;

/// A program and the digest of the build that should run; `None` until a release is recorded.
pub type Recorded = (Program, Option<[u8; 32]>);

/// What [`Desired`] says, with every key decided and every amount in base units.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// Which builds may be deployed.
    pub builds: Builds,
    /// The last migration that belongs to the recorded builds.
    pub migrations: u32,
    /// Can replace the programs.
    pub upgrade_authority: Pubkey,
    /// In charge of every program's config.
    pub authority: Pubkey,
    /// Can stop things.
    pub guardian: Pubkey,
    /// Checks that publishers own their domains.
    pub registrar: Pubkey,
    /// Gets the genesis allocation.
    pub treasury: Pubkey,
    /// What should run: digests of the code, `None` until a release is recorded.
    pub programs: Vec<Recorded>,
    /// Most that may ever be minted, base units.
    pub max_supply: u64,
    /// Minted at once, base units.
    pub genesis_allocation: u64,
    /// Start of period 0, Unix seconds.
    pub emission_genesis: Option<i64>,
    /// Length of a period, seconds.
    pub period_seconds: i64,
    /// The emission schedule.
    pub steps: Vec<StepArg>,
    /// Who shares in it.
    pub splits: Vec<SplitArg>,
    /// The protocol's fee on new campaigns.
    pub fee_bps: u16,
    /// How long a settled campaign waits for its refund, seconds.
    pub refund_grace_seconds: i64,
    /// Mints that campaigns can pay in.
    pub mints: Vec<(Pubkey, MintRuleArgs)>,
    /// Attester sets.
    pub attesters: Vec<(u32, AttesterTermsArg)>,
    /// What new stakes are offered.
    pub tiers: Vec<TermsArg>,
}

impl Resolved {
    /// The same with another upgrade authority: on a local cluster whoever started it.
    #[must_use]
    pub fn by(self, upgrade_authority: Pubkey) -> Self {
        Self { upgrade_authority, ..self }
    }

    /// The same with the digests of `artifacts` where none is recorded, on a cluster that takes any build; and with the last migration
    /// that belongs to them, if their provenance names one (those of a previous release do).
    #[must_use]
    pub fn with_local_builds(mut self, artifacts: &Artifacts) -> Self {
        if self.builds == Builds::Local {
            for (program, digest) in &mut self.programs {
                digest.get_or_insert_with(|| loader::code_sha256(artifacts.code(*program)));
            }
            let last = artifacts.provenance("migrations").and_then(|number| number.parse().ok());
            self.migrations = last.unwrap_or(self.migrations);
        }
        self
    }
}

impl Desired {
    /// Decides every key and amount.
    ///
    /// # Errors
    /// Names the entry that is missing or wrong.
    pub fn resolve(&self) -> Result<Resolved, String> {
        let roles = &self.roles;
        let treasury = roles.treasury.get("roles.treasury")?;
        let base = |what: &str, amount: u64| {
            amount.checked_mul(TWIST).ok_or_else(|| format!("{what} is too large: {amount} TWIST"))
        };
        let steps = self.token.steps.iter().map(|step| {
            let per_period = base("token.steps.per_period", step.per_period)?;
            Ok(StepArg { from_period: step.from_period, per_period })
        });
        let splits = self.token.splits.iter().map(|split| {
            let beneficiary = match split.beneficiary.as_str() {
                "treasury" => treasury,
                "global_pool" => staking::global_pool(),
                key => Key(key.to_owned()).get("token.splits.beneficiary")?,
            };
            Ok(SplitArg { beneficiary, bps: split.bps })
        });
        let mints = self.mints.iter().map(|state| {
            let mint = match state.mint.as_str() {
                "TWIST" => token::mint(),
                key => Key(key.to_owned()).get("mints.mint")?,
            };
            let freeze = state.freeze_authority.as_ref();
            let freeze_authority = freeze.map(|key| key.get("mints.freeze_authority")).transpose()?;
            Ok((mint, MintRuleArgs { min_budget: state.min_budget, enabled: true, freeze_authority }))
        });
        let attesters = self.attesters.iter().map(|state| {
            let members = state.members.iter().map(|key| key.get("attesters.members"));
            let terms = AttesterTermsArg {
                members: members.collect::<Result<_, _>>()?,
                threshold: state.threshold,
                challenge_window: state.challenge_window_hours.saturating_mul(HOUR),
                max_value_at_risk: base("attesters.max_value_at_risk", state.max_value_at_risk)?,
            };
            Ok((state.id, terms))
        });
        let tiers = self.staking.tiers.iter().map(|tier| TermsArg {
            lock_seconds: i64::from(tier.lock_days).saturating_mul(DAY),
            cooldown_seconds: i64::from(tier.cooldown_days).saturating_mul(DAY),
            multiplier_bps: tier.multiplier_bps,
            penalty_bps: tier.penalty_bps,
        });
        Ok(Resolved {
            builds: self.cluster.builds,
            migrations: self.cluster.migrations,
            upgrade_authority: roles.upgrade_authority.get("roles.upgrade_authority")?,
            authority: roles.authority.get("roles.authority")?,
            guardian: roles.guardian.get("roles.guardian")?,
            registrar: roles.registrar.get("roles.registrar")?,
            treasury,
            programs: self.programs()?,
            max_supply: base("token.max_supply", self.token.max_supply)?,
            genesis_allocation: base("token.genesis_allocation", self.token.genesis_allocation)?,
            emission_genesis: self.token.emission_genesis,
            period_seconds: self.token.period_seconds,
            steps: steps.collect::<Result<_, String>>()?,
            splits: splits.collect::<Result<_, String>>()?,
            fee_bps: self.registry.fee_bps,
            refund_grace_seconds: self.registry.refund_grace_days.saturating_mul(DAY),
            mints: mints.collect::<Result<_, String>>()?,
            attesters: attesters.collect::<Result<_, String>>()?,
            tiers: tiers.collect(),
        })
    }

    fn programs(&self) -> Result<Vec<Recorded>, String> {
        if let Some(name) =
            self.programs.keys().find(|name| Program::ALL.iter().all(|program| program.name() != **name))
        {
            return Err(format!("programs.{name} is not a program of this workspace"));
        }
        Program::ALL
            .into_iter()
            .map(|program| {
                let name = program.name();
                let state = self.programs.get(name).ok_or_else(|| format!("programs.{name} is missing"))?;
                let id = state.id.get(&format!("programs.{name}.id"))?;
                if id != program.id() {
                    return Err(format!(
                        "programs.{name}.id is {id}, but the program declares {}: they must be the same",
                        program.id()
                    ));
                }
                if state.sha256.is_empty() {
                    return Ok((program, None));
                }
                let mut digest = [0; 32];
                hex::decode_to_slice(&state.sha256, &mut digest)
                    .map_err(|_| format!("programs.{name}.sha256 is not 64 hexadecimal digits"))?;
                Ok((program, Some(digest)))
            })
            .collect()
    }
}
