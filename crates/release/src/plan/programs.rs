//! Code: which build runs, and who can replace it.

use solana_pubkey::Pubkey;
use twist_client::{artifacts::Program, chain::Chain};

use super::{Action, Change, Step};
use crate::{ReleaseError, desired::Resolved, loader};

/// Who can upgrade our programs now: what the first that is deployed says, or whoever pays for deploying them.
pub(super) fn upgrade_authority(chain: &dyn Chain, payer: &Pubkey) -> Result<Pubkey, ReleaseError> {
    for program in Program::ALL {
        if let Some(found) = loader::deployed(chain, &program.id())? {
            return Ok(found.upgrade_authority.unwrap_or(*payer));
        }
    }
    Ok(*payer)
}

/// The steps that change code, and the hand-overs of the right to do so, which come last.
pub(super) fn steps(
    chain: &dyn Chain,
    desired: &Resolved,
    payer: &Pubkey,
) -> Result<(Vec<Step>, Vec<Step>), ReleaseError> {
    let (mut steps, mut hand_overs) = (Vec::new(), Vec::new());
    for (program, wanted) in &desired.programs {
        let name = program.name();
        let found = loader::deployed(chain, &program.id())?;
        let wanted_text = wanted.map(hex::encode);
        match (&found, wanted_text) {
            (_, None) => {
                let held = found.as_ref().map_or_else(String::new, |found| hex::encode(found.sha256));
                steps.push(
                    Step::new(
                        format!("{name}: no release recorded"),
                        "The cluster's file names no build for it: record a release before anything is deployed.",
                        Action::ByHand,
                    )
                    .changing([Change::new("code", held, "the digest of a release")]),
                );
            }
            (None, Some(wanted)) => steps.push(
                Step::new(
                    format!("{name}: deploy"),
                    "Puts the recorded build at the program's address. Needs the program's own keypair, once.",
                    Action::Deploy(*program),
                )
                .changing([Change::created("code", wanted)]),
            ),
            (Some(found), Some(wanted)) if hex::encode(found.sha256) != wanted => {
                steps.push(upgrade(*program, found, wanted, desired.upgrade_authority));
            }
            _ => {}
        }
        // A program that is yet to be deployed will be its payer's.
        let present = found.map_or(Some(*payer), |found| found.upgrade_authority);
        if present != Some(desired.upgrade_authority) {
            hand_overs.push(authority(*program, present, desired.upgrade_authority));
        }
    }
    Ok((steps, hand_overs))
}

fn upgrade(program: Program, found: &loader::Deployed, wanted: String, authority: Pubkey) -> Step {
    let name = program.name();
    let Some(current) = found.upgrade_authority else {
        return frozen(name, Change::new("code", hex::encode(found.sha256), wanted));
    };
    let explanation = "Replaces the code by the recorded build, after its buffer was compared with it byte for byte. Whoever \
                       uses the program runs the new code from the next slot on. The previous build can be put back the same way.";
    // The extension is decided when the build is at hand.
    let action = Action::Upgrade { program, authority: current, capacity: found.capacity };
    let step = Step::new(format!("{name}: upgrade"), explanation, action).changing([Change::new(
        "code",
        hex::encode(found.sha256),
        wanted,
    )]);
    if current == authority { step } else { step.changing([Change::new("signed by", authority, current)]) }
}

fn authority(program: Program, current: Option<Pubkey>, desired: Pubkey) -> Step {
    let name = program.name();
    let Some(current) = current else {
        return frozen(name, Change::new("upgrade authority", "nobody", desired));
    };
    Step::send(
        format!("{name}: hand over"),
        "Hands the right to replace the program over. The next authority signs as well, so that a typo cannot lose it.",
        loader::hand_over(&program.id(), &current, &desired),
    )
    .changing([Change::new("upgrade authority", current, desired)])
    .for_ever()
}

fn frozen(name: &str, change: Change) -> Step {
    Step::new(
        format!("{name}: frozen"),
        "The program has no upgrade authority any more: nothing can change it. Correct the cluster's file.",
        Action::ByHand,
    )
    .changing([change])
}
