//! The staking program: what new stakes are offered.

use solana_pubkey::Pubkey;
use twist_client::{
    account,
    chain::Chain,
    programs::twist_staking::{
        accounts::StakingConfig,
        types::{InitializeArgs, TermsArg},
    },
    staking,
};

use super::{Change, Step, authority_steps, guardian_step, paused_step};
use crate::{ReleaseError, desired::Resolved};

/// What names this program in steps.
const NAME: &str = "staking";

pub(super) fn steps(
    chain: &dyn Chain,
    desired: &Resolved,
    payer: &Pubkey,
) -> Result<Vec<Step>, ReleaseError> {
    let wanted = tiers_text(&desired.tiers);
    let Some(config) = account::fetch_optional::<StakingConfig>(chain, &staking::config())? else {
        let args = InitializeArgs {
            authority: desired.authority,
            guardian: desired.guardian,
            tiers: desired.tiers.clone(),
        };
        let step = Step::send(
            format!("{NAME}: initialize"),
            "Creates the staking program's config and the global pool with its vaults.",
            staking::initialize(payer, &desired.upgrade_authority, args),
        );
        let step = step.changing([
            Change::created("authority", desired.authority),
            Change::created("guardian", desired.guardian),
            Change::created("tiers", wanted),
        ]);
        return Ok(vec![step.for_ever()]);
    };
    let authority = config.authority.current;
    let mut steps = Vec::new();
    steps.extend(paused_step(NAME, config.paused));
    steps.extend(guardian_step(NAME, config.guardian, desired.guardian, || {
        staking::set_guardian(&authority, &desired.guardian)
    }));
    let offered: Vec<TermsArg> = staking::offered(&config).iter().map(|terms| (*terms).into()).collect();
    let found = tiers_text(&offered);
    if found != wanted {
        steps.push(
            Step::send(
                format!("{NAME}: set tiers"),
                "Changes what new stakes are offered. Positions keep the terms they have.",
                staking::set_tiers(&authority, desired.tiers.clone()),
            )
            .changing([Change::new("tiers", found, wanted)]),
        );
    }
    steps.extend(authority_steps(
        NAME,
        authority,
        config.authority.proposed,
        desired.authority,
        staking::propose_authority,
        staking::accept_authority,
    ));
    Ok(steps)
}

fn tiers_text(tiers: &[TermsArg]) -> String {
    let text = |tier: &TermsArg| {
        format!(
            "{} s x {} bps, penalty {} bps, cooldown {} s",
            tier.lock_seconds, tier.multiplier_bps, tier.penalty_bps, tier.cooldown_seconds
        )
    };
    tiers.iter().map(text).collect::<Vec<_>>().join("; ")
}
