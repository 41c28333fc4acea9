//! The rewards program: who agrees on epochs.

use solana_pubkey::Pubkey;
use twist_client::{
    account,
    chain::Chain,
    programs::twist_rewards::{
        accounts::{AttesterSet, RewardsConfig},
        types::{AttesterTerms, AttesterTermsArg},
    },
    rewards,
};

use super::{Change, Step, authority_steps, guardian_step};
use crate::{ReleaseError, desired::Resolved};

/// What names this program in steps.
const NAME: &str = "rewards";

pub(super) fn steps(
    chain: &dyn Chain,
    desired: &Resolved,
    payer: &Pubkey,
) -> Result<Vec<Step>, ReleaseError> {
    let Some(config) = account::fetch_optional::<RewardsConfig>(chain, &rewards::config())? else {
        let initialize =
            rewards::initialize(payer, &desired.upgrade_authority, &desired.authority, &desired.guardian);
        let mut steps = vec![
            Step::send(format!("{NAME}: initialize"), "Creates the rewards program's config.", initialize)
                .changing([
                    Change::created("authority", desired.authority),
                    Change::created("guardian", desired.guardian),
                ])
                .for_ever(),
        ];
        steps.extend(attester_sets(chain, desired, payer, &desired.authority)?);
        return Ok(steps);
    };
    let authority = config.authority.current;
    let mut steps = Vec::new();
    steps.extend(guardian_step(NAME, config.guardian, desired.guardian, || {
        rewards::set_guardian(&authority, &desired.guardian)
    }));
    steps.extend(attester_sets(chain, desired, payer, &authority)?);
    steps.extend(authority_steps(
        NAME,
        authority,
        config.authority.proposed,
        desired.authority,
        rewards::propose_authority,
        rewards::accept_authority,
    ));
    Ok(steps)
}

fn attester_sets(
    chain: &dyn Chain,
    desired: &Resolved,
    payer: &Pubkey,
    authority: &Pubkey,
) -> Result<Vec<Step>, ReleaseError> {
    let mut steps = Vec::new();
    for (id, wanted) in &desired.attesters {
        let address = rewards::attester_set(*id);
        let found: Option<AttesterSet> = account::fetch_optional(chain, &address)?;
        let wanted_text = argument_text(wanted);
        let current = found.map_or_else(String::new, |set| terms_text(&set.terms));
        if current == wanted_text {
            continue;
        }
        if found.is_none() {
            steps.push(
                Step::send(
                    format!("{NAME}: create attester set {id}"),
                    "Creates an empty attester set; members come by proposal.",
                    rewards::create_attester_set(payer, authority, *id),
                )
                .changing([Change::created("attester set", address)]),
            );
        }
        let execute = Step::send(
            format!("{NAME}: execute attester set {id}"),
            "Puts the proposed members into force. Votes under the old ones are void; pending roots keep their signers.",
            rewards::execute_attester_set(&address),
        )
        .changing([Change::new("attesters", &current, &wanted_text)]);
        let pending = found.filter(|set| set.proposed_at != 0 && terms_text(&set.proposed) == wanted_text);
        if let Some(set) = pending {
            steps.push(execute.not_before(set.proposed_at));
        } else {
            steps.push(
                Step::send(
                    format!("{NAME}: propose attester set {id}"),
                    "Proposes who votes on epochs. It can be executed three days later; the guardian can cancel until then.",
                    rewards::propose_attester_set(authority, &address, wanted.clone()),
                )
                .changing([Change::new("attesters", &current, &wanted_text)]),
            );
            steps.push(execute.not_before(i64::MAX));
        }
    }
    Ok(steps)
}

fn terms_text(terms: &AttesterTerms) -> String {
    let members = terms.members.iter().take(usize::from(terms.count));
    text(members, terms.threshold, terms.challenge_window, terms.max_value_at_risk)
}

fn argument_text(terms: &AttesterTermsArg) -> String {
    text(terms.members.iter(), terms.threshold, terms.challenge_window, terms.max_value_at_risk)
}

fn text<'a>(members: impl Iterator<Item = &'a Pubkey>, threshold: u8, window: i64, risk: u64) -> String {
    let members: Vec<_> = members.map(ToString::to_string).collect();
    format!("{threshold} of [{}], window {window} s, at most {risk} base units at risk", members.join(", "))
}
