//! `twist epoch finalize`, `expire` and `veto`.

use std::process::ExitCode;

use anyhow::{Result, bail};
use serde::Serialize;
use sha2::{Digest, Sha256};
use solana_instruction::Instruction;
use twist_client::rewards;
use twist_release::plan::{Action, Change, Step};

use super::{
    super::session::Session,
    outlook::{Phase, epoch, expires_at},
    subject::Subject,
};
use crate::{
    args::{EpochActionArgs, VetoArgs},
    output::Reporter,
    staking::format::utc_from,
};

/// What an action was about, for programs.
#[derive(Serialize)]
struct About<T: Serialize> {
    distribution: String,
    epoch: u64,
    #[serde(flatten)]
    more: T,
}

#[derive(Serialize)]
struct Paid {
    increase: String,
    total: String,
}

#[derive(Serialize)]
struct Nothing {}

#[derive(Serialize)]
struct Reason<'a> {
    reason: &'a str,
    reason_sha256: String,
}

/// Finalizes the pending root.
pub fn finalize(args: &EpochActionArgs, reporter: &Reporter) -> Result<ExitCode> {
    let mut session = Session::open(&args.operator, reporter)?;
    let subject = pending(&session, args.about.distribution)?;
    let (state, number) = (&subject.state, epoch(&subject));
    if Phase::of(&subject) == Phase::Challenge {
        bail!(
            "the challenge window of epoch {number} ends at {}: finalize it then",
            utc_from(state.pending.challenge_ends, subject.now)
        );
    }
    let finalize = if subject.is_campaigns() {
        rewards::finalize_epoch(state)
    } else {
        rewards::finalize_emission_epoch(state)
    };
    let step = Step {
        name: format!("finalize epoch {number}"),
        explanation: "Draws the increase into the payout vault and makes the pending root the one that claims are paid by."
            .to_owned(),
        irreversible: true,
        changes: vec![
            Change { what: "epoch", from: state.current.epoch.to_string(), to: number.to_string() },
            Change {
                what: "owed in all",
                from: subject.amount(state.current.total),
                to: subject.amount(state.pending.root.total),
            },
        ],
        ..step(finalize)
    };
    let outcome = session.take("finalize_epoch", &step)?;
    let paid = Paid {
        increase: subject.plain(state.pending.increase),
        total: subject.plain(state.pending.root.total),
    };
    let text =
        format!("epoch {number} is final: {} more can be claimed", subject.amount(state.pending.increase));
    session.finish("finalize", about(&subject, paid), &text, &outcome)
}

/// Drops a pending root that nobody finalized.
pub fn expire(args: &EpochActionArgs, reporter: &Reporter) -> Result<ExitCode> {
    let mut session = Session::open(&args.operator, reporter)?;
    let subject = pending(&session, args.about.distribution)?;
    let (state, number) = (&subject.state, epoch(&subject));
    if Phase::of(&subject) != Phase::Overdue {
        bail!(
            "epoch {number} can be expired from {} on: until then, finalize it",
            utc_from(expires_at(&subject), subject.now)
        );
    }
    let step = Step {
        name: format!("expire epoch {number}"),
        explanation: "Drops the pending root and its votes; attesters can agree on one that can be paid. Nobody is at fault."
            .to_owned(),
        changes: vec![dropped(&subject)],
        ..step(rewards::expire_pending(state))
    };
    let outcome = session.take("expire_pending", &step)?;
    let text = format!("the root of epoch {number} was dropped: attesters vote on it anew");
    session.finish("expire", about(&subject, Nothing {}), &text, &outcome)
}

/// Cancels the pending root in the guardian's name.
pub fn veto(args: &VetoArgs, reporter: &Reporter) -> Result<ExitCode> {
    let mut session = Session::open_for_role(&args.role, reporter)?;
    let subject = pending(&session, args.about.distribution)?;
    let (state, config, number) = (&subject.state, &subject.config, epoch(&subject));
    let digest: [u8; 32] = Sha256::digest(&args.reason).into();
    let authority = (state.epoch_vetoes > 0).then_some(&config.authority.current);
    let more = match authority {
        None => "A second veto of this epoch will need the authority's signature as well.",
        Some(_) => "The epoch was vetoed before, so that the authority signs as well.",
    };
    let step = Step {
        name: format!("veto epoch {number}"),
        explanation: format!(
            "Drops the pending root and its votes; attesters can agree anew. No money moves. {more} Publish the reason, to the \
             letter: the chain records its SHA-256."
        ),
        changes: vec![
            dropped(&subject),
            Change { what: "reason", from: String::new(), to: args.reason.clone() },
            Change { what: "SHA-256 of the reason", from: String::new(), to: hex::encode(digest) },
        ],
        ..step(rewards::veto_epoch(&config.guardian, authority, state, digest))
    };
    let outcome = session.take("veto_epoch", &step)?;
    let text = format!(
        "the root of epoch {number} was vetoed: attesters vote on it anew\nreason recorded as SHA-256 {}",
        hex::encode(digest)
    );
    let reason = Reason { reason: &args.reason, reason_sha256: hex::encode(digest) };
    session.finish("veto", about(&subject, reason), &text, &outcome)
}

/// The distribution, which must have a pending root.
fn pending(session: &Session<'_>, key: solana_pubkey::Pubkey) -> Result<Subject> {
    let subject = Subject::find(session.chain(), key)?;
    if Phase::of(&subject) == Phase::Voting {
        bail!(
            "no root is pending in {}: attesters have to agree on epoch {} first; `twist epoch show` says who has voted",
            subject.address,
            epoch(&subject)
        );
    }
    Ok(subject)
}

fn dropped(subject: &Subject) -> Change {
    let root = &subject.state.pending.root;
    Change { what: "pending root", from: hex::encode(root.hash), to: "nothing".to_owned() }
}

fn step(instruction: Instruction) -> Step {
    Step {
        name: String::new(),
        explanation: String::new(),
        changes: Vec::new(),
        irreversible: false,
        not_before: None,
        action: Action::Send(vec![instruction]),
    }
}

fn about<T: Serialize>(subject: &Subject, more: T) -> About<T> {
    About { distribution: subject.address.to_string(), epoch: epoch(subject), more }
}
