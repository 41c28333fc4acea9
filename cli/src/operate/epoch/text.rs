//! `twist epoch show` for people.

use twist_client::programs::twist_rewards::types::Root;

use super::{
    outlook::{Phase, epoch, expires_at, next},
    subject::Subject,
};
use crate::{
    amount::grouped,
    staking::format::{row, span, utc, utc_from},
};

/// Everything about a distribution's epochs, what can be done next last.
pub fn of(subject: &Subject) -> String {
    let Subject { address, state, now, .. } = subject;
    let phase = Phase::of(subject);
    let funding = if subject.is_campaigns() { "campaign" } else { "emission, from" };
    let mut lines = vec![
        row("distribution", &address.to_string()),
        row("funded by", &format!("{funding} {}", state.funding_account)),
        row("state", &phase.meaning(epoch(subject))),
        row("current root", &root(subject, &state.current)),
        row("previous root", &root(subject, &state.previous)),
    ];
    lines.extend(if phase == Phase::Voting { votes(subject) } else { pending(subject) });
    lines.push(row("vetoes of it", &state.epoch_vetoes.to_string()));
    lines.push(row("settled through", &utc_from(state.settlement.settled_through, *now)));
    lines.push(row(
        "claims open until",
        &match state.settlement.claim_deadline {
            0 => "nothing was finalized yet".to_owned(),
            deadline => utc_from(deadline, *now),
        },
    ));
    lines.extend(set(subject));
    lines.push("what can be done next".to_owned());
    for next in next(subject) {
        let from = next.from.map_or_else(String::new, |from| format!(", from {}", utc_from(from, *now)));
        lines.push(row(&format!("  {}", next.action), &format!("{}{from}", next.by)));
    }
    lines.join("\n") + "\n"
}

fn root(subject: &Subject, root: &Root) -> String {
    if root.epoch == 0 {
        return "none yet".to_owned();
    }
    format!(
        "epoch {}: {} to {} payees in all, hash {}",
        root.epoch,
        subject.amount(root.total),
        grouped(root.leaf_count.into()),
        hex::encode(root.hash)
    )
}

fn pending(subject: &Subject) -> Vec<String> {
    let (pending, now) = (&subject.state.pending, subject.now);
    let mut lines = vec![
        row("pending root", &root(subject, &pending.root)),
        row("  pays", &format!("{} more", subject.amount(pending.increase))),
        row("  settles through", &utc(pending.settled_through)),
        row("  file's SHA-256", &hex::encode(pending.data_hash)),
        row("  challenge ends", &utc_from(pending.challenge_ends, now)),
        row("  expires", &utc_from(expires_at(subject), now)),
    ];
    lines.extend(subject.signers().iter().map(|signer| row("  agreed by", &signer.to_string())));
    lines
}

fn votes(subject: &Subject) -> Vec<String> {
    let shown = |vote: Option<[u8; 32]>| {
        vote.map_or_else(|| "has not voted".to_owned(), |vote| format!("voted {}", hex::encode(vote)))
    };
    let members = subject.members().iter().zip(subject.votes());
    members.map(|(attester, vote)| row("attester", &format!("{attester} {}", shown(vote)))).collect()
}

fn set(subject: &Subject) -> Vec<String> {
    let (set, now) = (&subject.set, subject.now);
    let mut lines = vec![
        row(
            "attester set",
            &format!(
                "{}, version {}: {} of {} must agree, challenge window {}",
                set.id,
                set.set_version,
                set.terms.threshold,
                set.terms.count,
                span(set.terms.challenge_window)
            ),
        ),
        row(
            "at risk in it",
            &format!(
                "{} of at most {}",
                subject.amount(set.value_at_risk),
                subject.amount(set.terms.max_value_at_risk)
            ),
        ),
    ];
    if set.proposed_at != 0 {
        let count = usize::from(set.proposed.count);
        let members: Vec<_> = set.proposed.members.iter().take(count).map(ToString::to_string).collect();
        lines.push(row(
            "proposed set",
            &format!(
                "{} of {}, from {}: {}",
                set.proposed.threshold,
                set.proposed.count,
                utc_from(set.proposed_at, now),
                members.join(", ")
            ),
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{super::outlook::tests::pending, *};

    #[test]
    fn a_pending_root_says_until_when_who_can_do_what() {
        let text = of(&pending(400));
        for line in [
            "state               epoch 3 is pending, its challenge window is open",
            "  challenge ends    1970-01-01 00:16:40 UTC (in 10 minutes)",
            "claims open until   nothing was finalized yet",
            "  finalize          anyone, from 1970-01-01 00:16:40 UTC (in 10 minutes)",
            "  veto              the guardian 8qbHbw2BbbTHBW1sbeqakYXVKRQM8Ne7pLK7m6CVfeR",
            "  expire            anyone, from 1970-01-08 00:16:40 UTC (in 7 days)",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\nin\n{text}");
        }
    }

    #[test]
    fn an_attester_that_is_down_is_seen_by_its_missing_vote() {
        let mut subject = pending(400);
        subject.state.settlement.has_pending = 0;
        subject.state.votes[1] = [0xab; 32];
        subject.set.proposed_at = 1_000;
        subject.set.proposed = subject.set.terms;
        let text = of(&subject);
        let members = subject.members();
        for line in [
            "state               attesters vote on epoch 3".to_owned(),
            format!("attester            {} has not voted", members[0]),
            format!("attester            {} voted {}", members[1], "ab".repeat(32)),
            "  vote              2 of the 3 attesters must agree; most equal votes so far: 1".to_owned(),
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\nin\n{text}");
        }
        assert!(text.contains("proposed set        2 of 3, from 1970-01-01 00:16:40 UTC"), "{text}");
    }
}
