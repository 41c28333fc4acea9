//! What separates a chain from its desired state, and the steps that close the gap.

mod migrations;
mod programs;
mod registry;
mod rewards;
mod staking;
mod token;

use std::fmt;

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use twist_client::{artifacts::Program, chain::Scan};

use crate::{ReleaseError, desired::Resolved};

/// One value that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which: `guardian`.
    pub what: &'static str,
    /// As it is; empty when there is nothing.
    pub from: String,
    /// As it should be.
    pub to: String,
}

impl Change {
    pub(crate) fn new(what: &'static str, from: impl fmt::Display, to: impl fmt::Display) -> Self {
        Self { what, from: from.to_string(), to: to.to_string() }
    }

    pub(crate) fn created(what: &'static str, to: impl fmt::Display) -> Self {
        Self::new(what, "", to)
    }
}

/// What a step does.
#[derive(Clone, Debug)]
pub enum Action {
    /// Sends one transaction.
    Send(Vec<Instruction>),
    /// Sends one transaction per instruction; they do not depend on each other and anyone may send them.
    SendEach(Vec<Instruction>),
    /// Puts a build where no program is yet. Needs the program's own keypair.
    Deploy(Program),
    /// Replaces a program by a build.
    Upgrade {
        /// Which.
        program: Program,
        /// Who must sign for it.
        authority: Pubkey,
        /// Bytes of code that it can hold without being extended.
        capacity: usize,
    },
    /// No command of ours can or should do it.
    ByHand,
}

/// One step of a plan.
#[derive(Clone, Debug)]
pub struct Step {
    /// Where and what: `token: initialize`. The same until it is done.
    pub name: String,
    /// In words, for whoever signs it.
    pub explanation: String,
    /// What it changes.
    pub changes: Vec<Change>,
    /// Whether there is no way back.
    pub irreversible: bool,
    /// Earliest time at which the chain takes it, Unix seconds.
    pub not_before: Option<i64>,
    /// What it does.
    pub action: Action,
}

impl Step {
    pub(crate) fn new(name: impl Into<String>, explanation: impl Into<String>, action: Action) -> Self {
        Self {
            name: name.into(),
            explanation: explanation.into(),
            changes: Vec::new(),
            irreversible: false,
            not_before: None,
            action,
        }
    }

    pub(crate) fn send(
        name: impl Into<String>,
        explanation: impl Into<String>,
        instruction: Instruction,
    ) -> Self {
        Self::new(name, explanation, Action::Send(vec![instruction]))
    }

    pub(crate) fn changing(mut self, changes: impl IntoIterator<Item = Change>) -> Self {
        self.changes.extend(changes);
        self
    }

    pub(crate) fn for_ever(mut self) -> Self {
        self.irreversible = true;
        self
    }

    pub(crate) fn not_before(mut self, time: i64) -> Self {
        self.not_before = Some(time);
        self
    }

    /// Whether it can be taken at `now`, Unix seconds, by a command of ours.
    #[must_use]
    pub fn is_ready(&self, now: i64) -> bool {
        !matches!(self.action, Action::ByHand) && self.not_before.is_none_or(|time| time <= now)
    }

    /// Whose signatures the step's transaction needs, the payer's aside.
    #[must_use]
    pub fn signers(&self) -> Vec<Pubkey> {
        match &self.action {
            Action::Send(instructions) => {
                let mut signers: Vec<Pubkey> = Vec::new();
                for meta in instructions.iter().flat_map(|instruction| &instruction.accounts) {
                    if meta.is_signer && !signers.contains(&meta.pubkey) {
                        signers.push(meta.pubkey);
                    }
                }
                signers
            }
            Action::Upgrade { authority, .. } => vec![*authority],
            Action::Deploy(program) => vec![program.id()],
            Action::SendEach(_) | Action::ByHand => Vec::new(),
        }
    }
}

/// What can be done about steps at some time.
#[derive(Clone, Copy, Debug)]
pub enum Next<'a> {
    /// This one can be taken.
    Take(&'a Step),
    /// None can, before this time, Unix seconds.
    Wait(i64),
    /// None can, by a command of ours.
    Nothing,
}

/// What can be done about `steps` at `now`, Unix seconds. Plan anew after each step, and after waiting.
pub fn next<'a>(steps: impl Iterator<Item = &'a Step> + Clone, now: i64) -> Next<'a> {
    if let Some(step) = steps.clone().find(|step| step.is_ready(now)) {
        return Next::Take(step);
    }
    // The end of time stands for a delay that has not begun.
    steps
        .filter_map(|step| step.not_before)
        .min()
        .filter(|time| *time != i64::MAX)
        .map_or(Next::Nothing, Next::Wait)
}

/// The steps from what is to what should be, in the order in which they can be taken.
///
/// # Errors
/// What reading the chain fails with.
pub fn plan(chain: &dyn Scan, desired: &Resolved, payer: &Pubkey) -> Result<Vec<Step>, ReleaseError> {
    let (mut steps, hand_overs) = programs::steps(chain, desired, payer)?;
    // Whoever can upgrade a program now initializes it; the right is handed over when all else is done.
    let present = programs::upgrade_authority(chain, payer)?;
    let initializing = desired.clone().by(present);
    steps.extend(token::steps(chain, &initializing, payer)?);
    steps.extend(registry::steps(chain, &initializing, payer)?);
    steps.extend(rewards::steps(chain, &initializing, payer)?);
    steps.extend(staking::steps(chain, &initializing, payer)?);
    steps.extend(migrations::steps(chain, desired)?);
    steps.extend(hand_overs);
    Ok(steps)
}

/// Steps that bring a program's authority pair to `desired`: propose, then accept.
pub(crate) fn authority_steps(
    program: &str,
    current: Pubkey,
    proposed: Pubkey,
    desired: Pubkey,
    propose: impl FnOnce(&Pubkey, &Pubkey) -> Instruction,
    accept: impl FnOnce(&Pubkey) -> Instruction,
) -> Vec<Step> {
    if current == desired {
        return unexpected_proposal(program, proposed).into_iter().collect();
    }
    let accept = Step::send(
        format!("{program}: accept authority"),
        "The new authority takes over; the old one keeps no power.",
        accept(&desired),
    )
    .changing([Change::new("authority", current, desired)])
    .for_ever();
    if proposed == desired {
        return vec![accept];
    }
    let propose = Step::send(
        format!("{program}: propose authority"),
        "Names the next authority. Nothing changes until it accepts; the present one can take it back.",
        propose(&current, &desired),
    )
    .changing([Change::new("proposed authority", proposed, desired)]);
    vec![propose, accept]
}

/// Somebody proposed an authority that the file knows nothing of.
fn unexpected_proposal(program: &str, proposed: Pubkey) -> Option<Step> {
    (proposed != Pubkey::default()).then(|| {
        Step::new(
            format!("{program}: authority proposed"),
            "The file names no other authority, but one may accept at any time: take the proposal back with `twist proposal cancel`, \
             or declare it.",
            Action::ByHand,
        )
        .changing([Change::new("proposed authority", proposed, "nobody")])
    })
}

/// A step that names the guardian, if it is another one.
pub(crate) fn guardian_step(
    program: &str,
    current: Pubkey,
    desired: Pubkey,
    set: impl FnOnce() -> Instruction,
) -> Option<Step> {
    (current != desired).then(|| {
        Step::send(format!("{program}: set guardian"), "Names who can stop things.", set())
            .changing([Change::new("guardian", current, desired)])
    })
}

/// Something of a program is paused: whoever did it had a reason, so that no command of ours undoes it.
pub(crate) fn paused_step(program: &str, paused: u8) -> Option<Step> {
    (paused != 0).then(|| {
        Step::new(
            format!("{program}: paused"),
            "Find out why it was paused, then follow docs/runbooks/pause-and-unpause.md.",
            Action::ByHand,
        )
        .changing([Change::new("paused bits", paused, 0)])
    })
}

/// Something differs that is fixed for ever.
pub(crate) fn fixed_step(program: &str, changes: Vec<Change>) -> Option<Step> {
    (!changes.is_empty()).then(|| {
        Step::new(
            format!("{program}: fixed for ever"),
            "These were decided when the program was initialized and cannot be changed: correct the cluster's file.",
            Action::ByHand,
        )
        .changing(changes)
    })
}
