//! Where a distribution stands, and what can be done next, by whom and from when on.

use twist_client::programs::twist_rewards::constants::EXPIRE_AFTER;

use super::subject::Subject;

/// Where a distribution stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing is pending: attesters vote on the next epoch.
    Voting,
    /// A root is pending, and anyone can still object.
    Challenge,
    /// A root is pending, and can be finalized.
    Payable,
    /// A root is pending, and nobody finalized it for so long that it can be dropped.
    Overdue,
}

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The command of `twist epoch`, or `vote`.
    pub action: &'static str,
    /// Who can.
    pub by: String,
    /// From when on, Unix seconds; `None` for now.
    pub from: Option<i64>,
}

impl Phase {
    /// Where a distribution stands at `now`.
    pub fn of(subject: &Subject) -> Self {
        let (state, now) = (&subject.state, subject.now);
        if state.settlement.has_pending == 0 {
            Self::Voting
        } else if now < state.pending.challenge_ends {
            Self::Challenge
        } else if now < expires_at(subject) {
            Self::Payable
        } else {
            Self::Overdue
        }
    }

    /// One word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Voting => "voting",
            Self::Challenge => "challenge",
            Self::Payable => "payable",
            Self::Overdue => "overdue",
        }
    }

    /// What it means for the epoch with this number.
    pub fn meaning(self, epoch: u64) -> String {
        match self {
            Self::Voting => format!("attesters vote on epoch {epoch}"),
            Self::Challenge => format!("epoch {epoch} is pending, its challenge window is open"),
            Self::Payable => format!("epoch {epoch} is pending, its challenge window is over"),
            Self::Overdue => format!("epoch {epoch} is pending and nobody finalized it for a week"),
        }
    }
}

/// When a pending root can be expired, Unix seconds.
pub fn expires_at(subject: &Subject) -> i64 {
    subject.state.pending.challenge_ends.saturating_add(EXPIRE_AFTER)
}

/// The epoch that is pending or voted on.
pub fn epoch(subject: &Subject) -> u64 {
    subject.state.current.epoch.saturating_add(1)
}

/// Most votes for one and the same proposal.
pub fn equal_votes(votes: &[Option<[u8; 32]>]) -> usize {
    let equal = |vote: &Option<[u8; 32]>| votes.iter().filter(|other| *other == vote).count();
    votes.iter().filter(|vote| vote.is_some()).map(equal).max().unwrap_or(0)
}

/// What can be done next.
pub fn next(subject: &Subject) -> Vec<Next> {
    let (state, config, set) = (&subject.state, &subject.config, &subject.set);
    if Phase::of(subject) == Phase::Voting {
        let by = if set.terms.count == 0 {
            "nobody: the attester set has no members yet".to_owned()
        } else {
            let equal = equal_votes(&subject.votes());
            format!(
                "{} of the {} attesters must agree; most equal votes so far: {equal}",
                set.terms.threshold, set.terms.count
            )
        };
        return vec![Next { action: "vote", by, from: None }];
    }
    let later = |time| Some(time).filter(|time| *time > subject.now);
    let guardian = format!("the guardian {}", config.guardian);
    let vetoer = if state.epoch_vetoes == 0 {
        guardian
    } else {
        format!("{guardian} together with the authority {}", config.authority.current)
    };
    let anyone = || "anyone".to_owned();
    vec![
        Next { action: "finalize", by: anyone(), from: later(state.pending.challenge_ends) },
        Next { action: "veto", by: vetoer, from: None },
        Next { action: "expire", by: anyone(), from: later(expires_at(subject)) },
    ]
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use solana_pubkey::Pubkey;

    /// A distribution of one TWIST-like mint with epoch 3 pending, its window ending at 1,000, now being `now`.
    pub fn pending(now: i64) -> Subject {
        let key = |n| Pubkey::new_from_array([n; 32]);
        let mut subject = Subject {
            address: key(1),
            state: bytemuck::Zeroable::zeroed(),
            set: bytemuck::Zeroable::zeroed(),
            config: bytemuck::Zeroable::zeroed(),
            now,
            decimals: 9,
        };
        subject.config.guardian = key(2);
        subject.config.authority.current = key(3);
        subject.state.current.epoch = 2;
        subject.state.settlement.has_pending = 1;
        subject.state.pending.root.epoch = 3;
        subject.state.pending.challenge_ends = 1_000;
        subject.set.terms.count = 3;
        subject.set.terms.threshold = 2;
        for (n, member) in (11..14).zip(&mut subject.set.terms.members) {
            *member = key(n);
        }
        subject
    }

    #[test]
    fn phases_follow_the_clock() {
        let week = 7 * 86_400;
        for (now, phase) in [
            (999, Phase::Challenge),
            (1_000, Phase::Payable),
            (999 + week, Phase::Payable),
            (1_000 + week, Phase::Overdue),
        ] {
            assert_eq!(Phase::of(&pending(now)), phase, "{now}");
        }
        let mut voting = pending(5_000);
        voting.state.settlement.has_pending = 0;
        assert_eq!(Phase::of(&voting), Phase::Voting);
    }

    #[test]
    fn what_is_possible_now_has_no_time_and_the_second_veto_needs_two() {
        let from = |now| next(&pending(now)).iter().map(|next| next.from).collect::<Vec<_>>();
        let expiry = 1_000 + 7 * 86_400;
        assert_eq!(from(999), [Some(1_000), None, Some(expiry)]);
        assert_eq!(from(1_000), [None, None, Some(expiry)]);
        assert_eq!(from(expiry), [None, None, None]);

        let mut subject = pending(0);
        assert!(!next(&subject)[1].by.contains("authority"));
        subject.state.epoch_vetoes = 1;
        let by = &next(&subject)[1].by;
        assert!(by.contains(&subject.config.authority.current.to_string()), "{by}");
    }

    #[test]
    fn only_equal_votes_under_the_present_set_count() {
        let mut subject = pending(0);
        subject.state.settlement.has_pending = 0;
        subject.state.votes[0] = [7; 32];
        subject.state.votes[1] = [8; 32];
        subject.state.votes[2] = [7; 32];
        assert_eq!(equal_votes(&subject.votes()), 2);
        assert_eq!(next(&subject)[0].by, "2 of the 3 attesters must agree; most equal votes so far: 2");
        subject.set.set_version = 1;
        assert_eq!(equal_votes(&subject.votes()), 0, "cast under another version");
        subject.set.terms.count = 0;
        assert!(next(&subject)[0].by.starts_with("nobody"));
    }
}
