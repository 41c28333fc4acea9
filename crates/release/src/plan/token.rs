//! The token: supply, emission, and who shares in it.

use solana_pubkey::Pubkey;
use twist_client::{
    account,
    chain::Chain,
    programs::twist_token::{
        accounts::TokenConfig,
        types::{EmissionSchedule, InitializeArgs, SplitArg, SplitTable},
    },
    spl, token,
};

use super::{Change, Step, authority_steps, fixed_step, guardian_step, paused_step};
use crate::{ReleaseError, desired::Resolved};

/// What names this program in steps.
const NAME: &str = "token";

pub(super) fn steps(
    chain: &dyn Chain,
    desired: &Resolved,
    payer: &Pubkey,
) -> Result<Vec<Step>, ReleaseError> {
    let Some(config) = account::fetch_optional::<TokenConfig>(chain, &token::config())? else {
        let genesis = desired.emission_genesis.map_or_else(|| chain.now(), Ok)?;
        let mut steps = vec![initialize(desired, payer, genesis)];
        steps.extend(vaults(chain, &desired.splits, payer)?);
        return Ok(steps);
    };
    let mut steps = Vec::new();
    steps.extend(fixed_step(NAME, fixed(&config, desired)));
    steps.extend(paused_step(NAME, config.paused));
    let authority = config.authority.current;
    steps.extend(guardian_step(NAME, config.guardian, desired.guardian, || {
        token::set_guardian(&authority, &desired.guardian)
    }));
    steps.extend(splits(&config, desired, chain.now()?));
    steps.extend(vaults(chain, &desired.splits, payer)?);
    steps.extend(authority_steps(
        NAME,
        authority,
        config.authority.proposed,
        desired.authority,
        token::propose_authority,
        token::accept_authority,
    ));
    Ok(steps)
}

fn initialize(desired: &Resolved, payer: &Pubkey, genesis: i64) -> Step {
    let args = InitializeArgs {
        authority: desired.authority,
        guardian: desired.guardian,
        max_supply: desired.max_supply,
        genesis_allocation: desired.genesis_allocation,
        emission_genesis: genesis,
        period_seconds: desired.period_seconds,
        steps: desired.steps.clone(),
        splits: desired.splits.clone(),
    };
    let instruction = token::initialize(payer, &desired.upgrade_authority, &desired.treasury, args);
    Step::send(
        format!("{NAME}: initialize"),
        "Creates the TWIST mint with its lifetime cap and emission schedule, for ever, and mints the genesis allocation to the \
         treasury.",
        instruction,
    )
    .changing([
        Change::created("authority", desired.authority),
        Change::created("guardian", desired.guardian),
        Change::created("max supply, base units", desired.max_supply),
        Change::created("genesis allocation, base units", desired.genesis_allocation),
        Change::created("emission genesis, Unix seconds", genesis),
        Change::created("period, seconds", desired.period_seconds),
        Change::created("schedule", schedule_text(desired.steps.iter().map(|s| (s.from_period, s.per_period)))),
        Change::created("splits", splits_text(&desired.splits)),
    ])
    .for_ever()
}

/// What differs and cannot be changed.
fn fixed(config: &TokenConfig, desired: &Resolved) -> Vec<Change> {
    let EmissionSchedule { genesis, period_seconds, step_count, steps, .. } = config.emission;
    let active = steps.iter().take(usize::try_from(step_count).unwrap_or(0));
    let found = schedule_text(active.map(|step| (step.from_period, step.per_period)));
    let wanted = schedule_text(desired.steps.iter().map(|step| (step.from_period, step.per_period)));
    let mut changes = Vec::new();
    if config.max_supply != desired.max_supply {
        changes.push(Change::new("max supply, base units", config.max_supply, desired.max_supply));
    }
    if desired.emission_genesis.is_some_and(|wanted| wanted != genesis) {
        changes.push(Change::new(
            "emission genesis, Unix seconds",
            genesis,
            desired.emission_genesis.unwrap_or_default(),
        ));
    }
    if period_seconds != desired.period_seconds {
        changes.push(Change::new("period, seconds", period_seconds, desired.period_seconds));
    }
    if found != wanted {
        changes.push(Change::new("schedule", found, wanted));
    }
    changes
}

/// Proposes other splits, or puts them into force.
fn splits(config: &TokenConfig, desired: &Resolved, now: i64) -> Vec<Step> {
    let (found, wanted) = (arguments(&config.splits), splits_text(&desired.splits));
    if splits_text(&found) == wanted {
        return Vec::new();
    }
    let change = Change::new("splits", splits_text(&found), &wanted);
    let execute = Step::send(
        format!("{NAME}: execute splits"),
        "Puts the proposed emission splits into force. Refused until every period that is due was emitted under the old ones.",
        token::execute_splits(),
    )
    .changing([change.clone()]);
    if splits_text(&arguments(&config.pending_splits)) == wanted {
        let emit = is_due(config, now).then(|| {
            Step::send(
                format!("{NAME}: emit"),
                "Mints what is due under the present splits, which the new ones must not reach back to.",
                token::emit(config),
            )
            .changing([Change::new(
                "next period",
                config.emission.next_period,
                "the present one",
            )])
        });
        return emit.into_iter().chain([execute.not_before(config.pending_splits_at)]).collect();
    }
    let propose = Step::send(
        format!("{NAME}: propose splits"),
        "Proposes who shares in later emission. They can be executed three days later; the guardian can cancel until then.",
        token::propose_splits(&config.authority.current, desired.splits.clone()),
    )
    .changing([change]);
    vec![propose, execute.not_before(i64::MAX)]
}

/// Whether a period has ended that was not emitted yet.
fn is_due(config: &TokenConfig, now: i64) -> bool {
    let EmissionSchedule { genesis, period_seconds, next_period, step_count, steps, .. } = config.emission;
    let last = usize::try_from(step_count).ok().and_then(|count| steps.get(count.checked_sub(1)?));
    let ended = i64::from(next_period).saturating_add(1).saturating_mul(period_seconds);
    last.is_some_and(|last| next_period < last.from_period) && now >= genesis.saturating_add(ended)
}

/// Emission goes into vaults that must exist.
fn vaults(chain: &dyn Chain, splits: &[SplitArg], payer: &Pubkey) -> Result<Vec<Step>, ReleaseError> {
    let mut steps = Vec::new();
    for SplitArg { beneficiary, .. } in splits {
        if chain.account(&token::split_vault(beneficiary))?.is_none() {
            let owner = token::split_authority(beneficiary);
            steps.push(
                Step::send(
                    format!("{NAME}: create split vault of {beneficiary}"),
                    "Creates the program-owned account that this beneficiary's emission is minted into.",
                    spl::create_ata(payer, &owner, &token::mint()),
                )
                .changing([Change::created("split vault", token::split_vault(beneficiary))]),
            );
        }
    }
    Ok(steps)
}

fn arguments(table: &SplitTable) -> Vec<SplitArg> {
    let count = usize::try_from(table.count).unwrap_or(0);
    let entries = table.entries.iter().take(count);
    entries.map(|entry| SplitArg { beneficiary: entry.beneficiary, bps: entry.bps }).collect()
}

fn splits_text(splits: &[SplitArg]) -> String {
    let parts: Vec<_> =
        splits.iter().map(|split| format!("{} {} bps", split.beneficiary, split.bps)).collect();
    parts.join(", ")
}

fn schedule_text(steps: impl Iterator<Item = (u32, u64)>) -> String {
    let parts: Vec<_> = steps.map(|(from, amount)| format!("{amount} from period {from}")).collect();
    parts.join(", ")
}
