use super::*;
use crate::{constants::MIN_CHALLENGE_WINDOW, state::AttesterTerms};

const NOW: i64 = 1_000_000;

fn key(n: u8) -> Pubkey {
    Pubkey::new_from_array([n; 32])
}

fn set() -> AttesterSet {
    let mut set: AttesterSet = bytemuck::Zeroable::zeroed();
    set.propose(AttesterTerms::new(&[key(1), key(2), key(3)], 2, MIN_CHALLENGE_WINDOW, 1_000).unwrap(), 1);
    set.execute(1).unwrap();
    set
}

fn proposal(epoch: u64, total: u64) -> Proposal {
    Proposal {
        epoch,
        root: [epoch as u8; 32],
        total,
        leaf_count: 1,
        depth: 10,
        settled_through: NOW - 100 + epoch as i64,
        data_hash: [7; 32],
        uri_hash: [8; 32],
    }
}

fn empty() -> Distribution {
    bytemuck::Zeroable::zeroed()
}

fn pending(total: u64) -> Distribution {
    let (mut d, set) = (empty(), set());
    let p = proposal(1, total);
    d.vote(&key(9), &set, &key(1), &p, NOW).unwrap();
    let tally = d.vote(&key(9), &set, &key(3), &p, NOW).unwrap();
    d.open_window(&set, &p, &tally, NOW).unwrap();
    d
}

#[test]
fn a_member_counts_once_and_may_change_its_mind() {
    let (mut d, set) = (empty(), set());
    let (p, q) = (proposal(1, 5), proposal(1, 6));
    assert_eq!(d.vote(&key(9), &set, &key(1), &p, NOW).unwrap().equal_votes, 1);
    assert_eq!(d.vote(&key(9), &set, &key(1), &p, NOW).unwrap().equal_votes, 1);
    assert_eq!(d.vote(&key(9), &set, &key(2), &q, NOW).unwrap().equal_votes, 1);
    assert_eq!(d.vote(&key(9), &set, &key(1), &q, NOW).unwrap().equal_votes, 2);
    assert_eq!(d.vote(&key(9), &set, &key(4), &q, NOW), Err(RewardsError::NotAttester.into()));
}

#[test]
fn votes_of_an_older_set_are_void() {
    let (mut d, mut set) = (empty(), set());
    d.vote(&key(9), &set, &key(1), &proposal(1, 5), NOW).unwrap();
    set.set_version += 1;
    assert_eq!(d.vote(&key(9), &set, &key(2), &proposal(1, 5), NOW).unwrap().equal_votes, 1);
}

#[test]
fn a_vote_binds_every_field() {
    let (p, current) = (proposal(1, 5), Root::default());
    let hash = |p: &Proposal| p.vote_hash(&key(9), &current, 1);
    let reference = hash(&p);
    let others = [
        p.vote_hash(&key(8), &current, 1),
        p.vote_hash(&key(9), &Root { hash: [1; 32], ..current }, 1),
        p.vote_hash(&key(9), &current, 2),
        hash(&Proposal { epoch: 2, ..p }),
        hash(&Proposal { root: [0; 32], ..p }),
        hash(&Proposal { total: 6, ..p }),
        hash(&Proposal { depth: 11, ..p }),
        hash(&Proposal { leaf_count: 2, ..p }),
        hash(&Proposal { settled_through: 0, ..p }),
        hash(&Proposal { data_hash: [0; 32], ..p }),
        hash(&Proposal { uri_hash: [0; 32], ..p }),
    ];
    for (field, other) in others.iter().enumerate() {
        assert_ne!(reference, *other, "field {field}");
    }
}

#[test]
fn the_signers_of_a_pending_root_are_kept() {
    let d = pending(5);
    assert_eq!(d.pending.signer_count, 2);
    assert_eq!(d.pending.signers[..2], [key(1), key(3)]);
    d.invariant().unwrap();
}

#[test]
fn a_root_is_final_only_after_its_window() {
    let mut d = pending(5);
    let ends = d.pending.challenge_ends;
    assert_eq!(d.finalize(ends - 1), Err(RewardsError::ChallengeWindowOpen.into()));
    assert_eq!(d.finalize(ends).unwrap(), 5);
    assert_eq!((d.current.epoch, d.current.total, d.previous.epoch), (1, 5, 0));
    assert_eq!(d.settlement.claim_deadline, ends + CLAIM_PERIOD);
    assert_ne!(d.history, [0; 32]);
    assert_eq!(d.finalize(ends), Err(RewardsError::NothingPending.into()));
    d.invariant().unwrap();
}

#[test]
fn a_guardian_alone_vetoes_an_epoch_once() {
    let mut d = pending(5);
    let ends = d.pending.challenge_ends;
    assert_eq!(d.veto(false).unwrap(), 5);
    assert_eq!(d.votes, [[0; 32]; MAX_ATTESTERS], "the vetoed votes are gone");
    let again = pending(5);
    d.pending = again.pending;
    d.settlement.has_pending = 1;
    assert_eq!(d.veto(false), Err(RewardsError::SecondVetoNeedsAuthority.into()));
    assert_eq!({ d }.veto(true).unwrap(), 5);
    d.finalize(ends).unwrap();
    assert_eq!((d.epoch_vetoes, d.settlement.vetoes), (0, 1), "the next epoch starts anew, the count stays");
}

#[test]
fn a_root_nobody_can_pay_expires_after_a_week() {
    let mut d = pending(5);
    let expires = d.pending.challenge_ends + EXPIRE_AFTER;
    assert_eq!(d.expire(expires - 1), Err(RewardsError::NotExpired.into()));
    assert_eq!(d.expire(expires).unwrap(), 5);
    assert_eq!(d.current.epoch, 0);
}

#[test]
fn time_only_moves_forward_and_never_past_now() {
    let (mut d, set) = (empty(), set());
    d.settlement.settled_through = NOW - 50;
    for settled_through in [NOW - 50, NOW + 1] {
        let p = Proposal { settled_through, ..proposal(1, 5) };
        assert_eq!(d.vote(&key(9), &set, &key(1), &p, NOW), Err(RewardsError::InvalidSettledThrough.into()));
    }
}
