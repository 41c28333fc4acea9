use anchor_lang::error::ErrorCode;
use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_rewards::{
        error::TwistRewardsError as Error,
        events::{EpochProposed, EpochVoted},
        types::{AttesterTermsArg, Proposal},
    },
    registry, rewards,
};
use twist_merkle_sum::{MAX_DEPTH, MAX_LEAVES};
use twist_tests::{
    Events, Variation, World,
    fixtures::{
        ledger::Ledger,
        rewards::{ATTESTER_SET, CHALLENGE_WINDOW},
    },
};

/// A world with a distribution and a proposal for its first epoch.
fn undecided() -> (World, Pubkey, Proposal) {
    let (world, distribution) = World::with_rewards();
    let proposal = world.proposal(&world.ledger(&distribution, &[30, 20]));
    (world, distribution, proposal)
}

#[test]
fn a_vote_below_the_threshold_opens_nothing() {
    let (mut world, distribution, proposal) = undecided();
    let event: EpochVoted = world.run(world.vote(1, &distribution, &proposal)).event();
    assert_eq!((event.header.seq, event.distribution), (2, distribution));
    assert_eq!((event.attester, event.epoch), (world.attester(1), 1));
    assert_eq!((event.equal_votes, event.challenge_ends), (1, 0));
    let state = world.distribution(&distribution);
    assert_eq!((state.votes[0], state.votes[1], state.settlement.has_pending), (event.vote, [0; 32], 0));
    assert_eq!(world.attester_set(ATTESTER_SET).value_at_risk, 0);
}

#[test]
fn the_vote_that_reaches_the_threshold_opens_the_challenge_window() {
    let (mut world, distribution, proposal) = undecided();
    world.run(world.vote(3, &distribution, &proposal));
    let receipt = world.run(world.vote(1, &distribution, &proposal));
    let challenge_ends = world.time() + CHALLENGE_WINDOW;
    let voted: EpochVoted = receipt.event_among_others();
    assert_eq!((voted.header.seq, voted.attester, voted.equal_votes), (3, world.attester(1), 2));
    assert_eq!(voted.challenge_ends, challenge_ends);
    let proposed: EpochProposed = receipt.event_among_others();
    assert_eq!((proposed.header.seq, proposed.distribution, proposed.epoch), (4, distribution, 1));
    assert_eq!((proposed.root, proposed.total, proposed.leaf_count), (proposal.root, 50, 2));
    assert_eq!((proposed.increase, proposed.settled_through), (50, proposal.settled_through));
    assert_eq!((proposed.data_hash, proposed.uri_hash), (proposal.data_hash, proposal.uri_hash));
    assert_eq!(proposed.challenge_ends, challenge_ends);

    let state = world.distribution(&distribution);
    let pending = state.pending;
    assert_eq!((state.settlement.has_pending, state.event_seq), (1, 4));
    assert_eq!((pending.root.epoch, pending.root.hash, pending.root.total), (1, proposal.root, 50));
    assert_eq!((pending.root.leaf_count, pending.root.depth), (2, 10));
    assert_eq!((pending.increase, pending.settled_through), (50, proposal.settled_through));
    assert_eq!((pending.data_hash, pending.uri_hash), (proposal.data_hash, proposal.uri_hash));
    assert_eq!((pending.challenge_ends, pending.set_version), (challenge_ends, 1));
    // In the order of the set, not of the votes.
    assert_eq!(
        (pending.signer_count, pending.signers[..2].to_vec()),
        (2, vec![world.attester(1), world.attester(3)])
    );
    assert_eq!(state.current.epoch, 0, "nothing is final yet");
    assert_eq!(world.attester_set(ATTESTER_SET).value_at_risk, 50);
}

#[test]
fn a_vote_is_replaced_by_the_next_of_the_same_attester() {
    let (mut world, distribution, mistaken) = undecided();
    let right = Proposal { total: 49, root: [9; 32], ..mistaken };
    let equal = |world: &mut World, n, proposal| -> u8 {
        let receipt = world.run(world.vote(n, &distribution, proposal));
        receipt.event_among_others::<EpochVoted>().equal_votes
    };
    assert_eq!(equal(&mut world, 1, &mistaken), 1);
    assert_eq!(equal(&mut world, 1, &mistaken), 1, "nobody counts twice");
    assert_eq!(equal(&mut world, 1, &right), 1);
    assert_eq!(equal(&mut world, 2, &mistaken), 1, "attester 1 changed its mind");
    assert_eq!(equal(&mut world, 3, &right), 2);
    let pending = world.distribution(&distribution).pending;
    assert_eq!(pending.root.hash, [9; 32]);
    assert_eq!(pending.signers[..2], [world.attester(1), world.attester(3)]);
}

#[test]
fn votes_that_differ_in_anything_do_not_add_up() {
    let (mut world, distribution, _) = undecided();
    world.advance(10);
    let proposal = world.proposal(&world.ledger(&distribution, &[30, 20]));
    world.run(world.vote(1, &distribution, &proposal));
    for other in [
        Proposal { root: [9; 32], ..proposal },
        Proposal { total: 51, ..proposal },
        Proposal { leaf_count: 3, ..proposal },
        Proposal { leaf_count: 1_025, depth: 11, ..proposal },
        Proposal { settled_through: proposal.settled_through - 1, ..proposal },
        Proposal { data_hash: [9; 32], ..proposal },
        Proposal { uri_hash: [9; 32], ..proposal },
    ] {
        let event: EpochVoted = world.run(world.vote(2, &distribution, &other)).event();
        assert_eq!(event.equal_votes, 1);
    }
}

#[test]
fn a_change_of_the_set_voids_incomplete_votes() {
    let (mut world, distribution, proposal) = undecided();
    world.run(world.vote(1, &distribution, &proposal));
    let members = [4, 1, 2].map(|n| world.attester(n)).to_vec();
    world.change_attester_set(ATTESTER_SET, AttesterTermsArg { members, ..world.attester_terms() });
    let vote = world.vote(2, &distribution, &proposal);
    assert_eq!(world.run(vote).event::<EpochVoted>().equal_votes, 1);
    let state = world.distribution(&distribution);
    assert_eq!((state.votes_set_version, state.votes[0], state.votes[1]), (2, [0; 32], [0; 32]));
    world.refuses(world.vote(3, &distribution, &proposal), Error::NotAttester);
    let again = world.run(world.vote(1, &distribution, &proposal));
    assert_eq!(again.event_among_others::<EpochVoted>().equal_votes, 2);
}

#[test]
fn a_pending_root_keeps_its_signers_when_the_set_changes() {
    let (mut world, distribution) = World::with_rewards();
    let ledger = world.ledger(&distribution, &[30, 20]);
    world.propose_epoch(&ledger);
    let members = (4..=6).map(|n| world.attester(n)).collect();
    world.change_attester_set(ATTESTER_SET, AttesterTermsArg { members, ..world.attester_terms() });
    let pending = world.distribution(&distribution).pending;
    assert_eq!((pending.set_version, pending.signer_count), (1, 2));
    assert_eq!(pending.signers[..2], [world.attester(1), world.attester(2)]);
    world.finalize_epoch(&distribution);
    assert_eq!(world.distribution(&distribution).current.total, 50);
}

#[test]
fn only_members_of_an_executed_set_vote() {
    let (mut world, distribution, proposal) = undecided();
    let state = world.distribution(&distribution);
    for key in [world.authority(), world.guardian(), world.attester(4), world.stranger()] {
        let vote = rewards::vote_epoch(&key, &state, proposal);
        world.refuses(vote, Error::NotAttester);
    }
    world.needs_every_signature(&world.vote(1, &distribution, &proposal));
}

#[test]
fn a_set_that_was_never_executed_has_nobody_who_votes() {
    let mut world = World::with_registry();
    let (payer, authority, set) = (world.payer(), world.authority(), rewards::attester_set(2));
    world.run(rewards::create_attester_set(&payer, &authority, 2));
    let mint = world.usdc();
    world.run(rewards::create_emission_distribution(&payer, &authority, [1; 32], &mint, &set));
    world.advance(1);
    let distribution = rewards::emission_distribution(&[1; 32]);
    let proposal = world.proposal(&world.ledger(&distribution, &[0]));
    world.refuses(world.vote(1, &distribution, &proposal), Error::NotAttester);
}

#[test]
fn nobody_votes_while_a_root_waits() {
    let (mut world, distribution) = World::with_rewards();
    let ledger = world.ledger(&distribution, &[30, 20]);
    world.propose_epoch(&ledger);
    let same = world.proposal(&ledger);
    let next = Proposal { epoch: 2, ..same };
    for proposal in [same, next] {
        world.refuses(world.vote(3, &distribution, &proposal), Error::EpochPending);
    }
}

#[test]
fn epochs_have_no_gaps_and_no_repetitions() {
    let (mut world, distribution) = World::with_rewards();
    let ledger = world.ledger(&distribution, &[30, 20]);
    for round in 1..=2 {
        let proposal = world.proposal(&ledger);
        assert_eq!(proposal.epoch, round);
        for epoch in [0, round - 1, round + 1, u64::MAX] {
            let proposal = Proposal { epoch, ..proposal };
            world.refuses(world.vote(1, &distribution, &proposal), Error::WrongEpoch);
        }
        world.settle(&ledger);
    }
}

#[test]
fn totals_leaves_and_depth_never_fall() {
    let (mut world, distribution) = World::with_rewards();
    let ledger = Ledger::new(&distribution, vec![(world.stranger(), 1); 1_025]);
    world.settle(&ledger);
    world.advance(1);
    let same = world.proposal(&ledger);
    assert_eq!((same.total, same.leaf_count, same.depth), (1_025, 1_025, 11));
    for shrunk in [
        Proposal { total: 1_024, ..same },
        Proposal { total: 0, ..same },
        Proposal { leaf_count: 1_024, ..same },
        Proposal { leaf_count: 1_024, depth: 10, ..same },
        Proposal { depth: 10, ..same },
        Proposal { depth: 12, ..same },
        Proposal { leaf_count: 0, ..same },
        Proposal { leaf_count: MAX_LEAVES + 1, depth: MAX_DEPTH, ..same },
        Proposal { leaf_count: u32::MAX, depth: MAX_DEPTH + 1, ..same },
    ] {
        world.refuses(world.vote(1, &distribution, &shrunk), Error::RootShrinks);
    }
    world.run(world.vote(1, &distribution, &same));
    let largest = Proposal { leaf_count: MAX_LEAVES, depth: MAX_DEPTH, ..same };
    world.run(world.vote(2, &distribution, &largest));
}

#[test]
fn an_epoch_settles_later_attention_but_none_of_the_future() {
    let (mut world, distribution, proposal) = undecided();
    let (settled, now) = (world.distribution(&distribution).settlement.settled_through, world.time());
    assert_eq!(now, settled + 1, "so there is one time that is right");
    for settled_through in [settled, now + 1, i64::MIN, i64::MAX] {
        let proposal = Proposal { settled_through, ..proposal };
        world.refuses(world.vote(1, &distribution, &proposal), Error::InvalidSettledThrough);
    }
    world.run(world.vote(1, &distribution, &Proposal { settled_through: now, ..proposal }));
}

#[test]
fn only_the_distributions_own_accounts_are_taken() {
    let (mut world, distribution, proposal) = undecided();
    let other = world.new_distribution("other advertiser");
    world.install_attester_set(2, world.attester_terms());
    let state = world.distribution(&distribution);
    let vote = world.vote(1, &distribution, &proposal);
    for (account, other) in [
        (state.attester_set, rewards::attester_set(2)),
        (state.funding_account, world.distribution(&other).source),
        (distribution, other),
    ] {
        world.refuses(vote.clone().with(&account, &other), Error::WrongAccount);
    }
    let foreign = vote.clone().with(&distribution, &registry::config());
    world.refuses(foreign, ErrorCode::AccountOwnedByWrongProgram);
    world.needs_its_own_kind_of(&distribution, &vote);
    world.needs_its_own_kind_of(&state.attester_set, &vote);
}
