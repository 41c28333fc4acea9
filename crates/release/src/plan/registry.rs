//! The campaign registry: fee, registrar, mints.

use solana_pubkey::Pubkey;
use twist_client::{
    account,
    chain::Chain,
    programs::twist_campaign_registry::{
        accounts::{MintRule, RegistryConfig},
        types::{InitializeArgs, MintRuleArgs},
    },
    registry,
};

use super::{Change, Step, authority_steps, fixed_step, guardian_step, paused_step};
use crate::{ReleaseError, desired::Resolved};

/// What names this program in steps.
const NAME: &str = "registry";

pub(super) fn steps(
    chain: &dyn Chain,
    desired: &Resolved,
    payer: &Pubkey,
) -> Result<Vec<Step>, ReleaseError> {
    let Some(config) = account::fetch_optional::<RegistryConfig>(chain, &registry::config())? else {
        let mut steps = vec![initialize(desired, payer)];
        steps.extend(mints(chain, desired, payer, &desired.authority)?);
        return Ok(steps);
    };
    let mut steps = Vec::new();
    let authority = config.authority.current;
    if config.refund_grace_seconds != desired.refund_grace_seconds {
        let change =
            Change::new("refund grace, seconds", config.refund_grace_seconds, desired.refund_grace_seconds);
        steps.extend(fixed_step(NAME, vec![change]));
    }
    steps.extend(paused_step(NAME, config.paused));
    steps.extend(guardian_step(NAME, config.guardian, desired.guardian, || {
        registry::set_guardian(&authority, &desired.guardian)
    }));
    if config.registrar != desired.registrar {
        steps.push(
            Step::send(
                format!("{NAME}: set registrar"),
                "Names who checks that publishers own their domains.",
                registry::set_registrar(&authority, &desired.registrar),
            )
            .changing([Change::new("registrar", config.registrar, desired.registrar)]),
        );
    }
    steps.extend(fee(&config, desired));
    steps.extend(mints(chain, desired, payer, &authority)?);
    steps.extend(authority_steps(
        NAME,
        authority,
        config.authority.proposed,
        desired.authority,
        registry::propose_authority,
        registry::accept_authority,
    ));
    Ok(steps)
}

fn initialize(desired: &Resolved, payer: &Pubkey) -> Step {
    let args = InitializeArgs {
        authority: desired.authority,
        guardian: desired.guardian,
        registrar: desired.registrar,
        fee_bps: desired.fee_bps,
        refund_grace_seconds: desired.refund_grace_seconds,
    };
    Step::send(
        format!("{NAME}: initialize"),
        "Creates the registry's config. The refund grace is fixed for ever.",
        registry::initialize(payer, &desired.upgrade_authority, args),
    )
    .changing([
        Change::created("authority", desired.authority),
        Change::created("guardian", desired.guardian),
        Change::created("registrar", desired.registrar),
        Change::created("fee, bps", desired.fee_bps),
        Change::created("refund grace, seconds", desired.refund_grace_seconds),
    ])
    .for_ever()
}

fn fee(config: &RegistryConfig, desired: &Resolved) -> Vec<Step> {
    let (found, wanted) = (config.fee_bps, desired.fee_bps);
    if found == wanted {
        return Vec::new();
    }
    let change = Change::new("fee, bps", found, wanted);
    let execute = Step::send(
        format!("{NAME}: execute fee"),
        "Puts the proposed higher fee into force for new campaigns.",
        registry::execute_fee(),
    )
    .changing([change.clone()]);
    if config.pending_fee_at != 0 && config.pending_fee_bps == wanted {
        return vec![execute.not_before(config.pending_fee_at)];
    }
    let set = Step::send(
        format!("{NAME}: set fee"),
        "Changes the fee of new campaigns: a lower one at once, a higher one three days after it is proposed.",
        registry::set_fee(&config.authority.current, wanted),
    )
    .changing([change]);
    if wanted < found { vec![set] } else { vec![set, execute.not_before(i64::MAX)] }
}

fn mints(
    chain: &dyn Chain,
    desired: &Resolved,
    payer: &Pubkey,
    authority: &Pubkey,
) -> Result<Vec<Step>, ReleaseError> {
    let mut steps = Vec::new();
    for (mint, wanted) in &desired.mints {
        let found: Option<MintRule> = account::fetch_optional(chain, &registry::mint_rule(mint))?;
        let freeze = wanted.freeze_authority.unwrap_or_default();
        let step = match found {
            None => Step::send(
                format!("{NAME}: allow mint {mint}"),
                "Lets campaigns pay in this mint, and creates the vault that its fees go to.",
                registry::allow_mint(payer, authority, mint, *wanted),
            )
            .changing([
                Change::created("mint", mint),
                Change::created("least budget, base units", wanted.min_budget),
            ]),
            Some(rule) => {
                let changes = differences(&rule, wanted, freeze);
                if changes.is_empty() {
                    continue;
                }
                Step::send(
                    format!("{NAME}: update mint {mint}"),
                    "Changes on which terms new campaigns can pay in this mint.",
                    registry::update_mint_rule(authority, mint, *wanted),
                )
                .changing(changes)
            }
        };
        steps.push(step);
    }
    Ok(steps)
}

fn differences(rule: &MintRule, wanted: &MintRuleArgs, freeze: Pubkey) -> Vec<Change> {
    let mut changes = Vec::new();
    if rule.min_budget != wanted.min_budget {
        changes.push(Change::new("least budget, base units", rule.min_budget, wanted.min_budget));
    }
    if (rule.enabled != 0) != wanted.enabled {
        changes.push(Change::new("enabled", rule.enabled != 0, wanted.enabled));
    }
    if rule.freeze_authority != freeze {
        changes.push(Change::new("freeze authority", rule.freeze_authority, freeze));
    }
    changes
}
