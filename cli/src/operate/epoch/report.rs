//! `twist epoch show` for programs.

use serde::Serialize;
use solana_pubkey::Pubkey;
use twist_client::programs::twist_rewards::types::{AttesterTerms, Root};

use super::{
    outlook::{Next, Phase, expires_at, next},
    subject::Subject,
};

/// A distribution, for programs. Amounts are in units of the mint, times are Unix seconds.
#[derive(Serialize)]
pub struct EpochReport {
    distribution: String,
    funded_by: &'static str,
    funding_account: String,
    mint: String,
    state: &'static str,
    current: RootReport,
    previous: RootReport,
    pending: Option<PendingReport>,
    votes: Vec<VoteReport>,
    vetoes: u32,
    settled_through: i64,
    claim_deadline: Option<i64>,
    attester_set: SetReport,
    guardian: String,
    authority: String,
    next: Vec<NextReport>,
    now: i64,
}

#[derive(Serialize)]
struct RootReport {
    epoch: u64,
    hash: String,
    total: String,
    payees: u32,
}

#[derive(Serialize)]
struct PendingReport {
    #[serde(flatten)]
    root: RootReport,
    increase: String,
    settled_through: i64,
    data_sha256: String,
    uri_sha256: String,
    signers: Vec<String>,
    challenge_ends: i64,
    expires: i64,
}

#[derive(Serialize)]
struct VoteReport {
    attester: String,
    vote: Option<String>,
}

#[derive(Serialize)]
struct SetReport {
    address: String,
    id: u32,
    version: u32,
    #[serde(flatten)]
    terms: TermsReport,
    value_at_risk: String,
    proposed: Option<TermsReport>,
    proposed_from: Option<i64>,
}

#[derive(Serialize)]
struct TermsReport {
    members: Vec<String>,
    threshold: u8,
    challenge_window: i64,
    max_value_at_risk: String,
}

#[derive(Serialize)]
struct NextReport {
    action: &'static str,
    by: String,
    from: Option<i64>,
}

impl EpochReport {
    /// The report on a distribution.
    pub fn of(subject: &Subject) -> Self {
        let Subject { state, set, config, .. } = subject;
        let votes = subject.members().iter().zip(subject.votes());
        let is_proposed = set.proposed_at != 0;
        Self {
            distribution: subject.address.to_string(),
            funded_by: if subject.is_campaigns() { "campaign" } else { "emission" },
            funding_account: state.funding_account.to_string(),
            mint: state.mint.to_string(),
            state: Phase::of(subject).name(),
            current: root(subject, &state.current),
            previous: root(subject, &state.previous),
            pending: (state.settlement.has_pending != 0).then(|| pending(subject)),
            votes: votes
                .map(|(attester, vote)| VoteReport {
                    attester: attester.to_string(),
                    vote: vote.map(hex::encode),
                })
                .collect(),
            vetoes: state.epoch_vetoes,
            settled_through: state.settlement.settled_through,
            claim_deadline: Some(state.settlement.claim_deadline).filter(|deadline| *deadline != 0),
            attester_set: SetReport {
                address: state.attester_set.to_string(),
                id: set.id,
                version: set.set_version,
                terms: terms(subject, &set.terms),
                value_at_risk: subject.plain(set.value_at_risk),
                proposed: is_proposed.then(|| terms(subject, &set.proposed)),
                proposed_from: is_proposed.then_some(set.proposed_at),
            },
            guardian: config.guardian.to_string(),
            authority: config.authority.current.to_string(),
            next: next(subject)
                .into_iter()
                .map(|Next { action, by, from }| NextReport { action, by, from })
                .collect(),
            now: subject.now,
        }
    }
}

fn root(subject: &Subject, root: &Root) -> RootReport {
    RootReport {
        epoch: root.epoch,
        hash: hex::encode(root.hash),
        total: subject.plain(root.total),
        payees: root.leaf_count,
    }
}

fn pending(subject: &Subject) -> PendingReport {
    let pending = &subject.state.pending;
    PendingReport {
        root: root(subject, &pending.root),
        increase: subject.plain(pending.increase),
        settled_through: pending.settled_through,
        data_sha256: hex::encode(pending.data_hash),
        uri_sha256: hex::encode(pending.uri_hash),
        signers: subject.signers().iter().map(ToString::to_string).collect(),
        challenge_ends: pending.challenge_ends,
        expires: expires_at(subject),
    }
}

fn terms(subject: &Subject, terms: &AttesterTerms) -> TermsReport {
    let members = terms.members.iter().take(usize::from(terms.count));
    TermsReport {
        members: members.map(Pubkey::to_string).collect(),
        threshold: terms.threshold,
        challenge_window: terms.challenge_window,
        max_value_at_risk: subject.plain(terms.max_value_at_risk),
    }
}
