use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_rewards::{
        constants::{MAX_CHALLENGE_WINDOW, MIN_CHALLENGE_WINDOW},
        error::TwistRewardsError as Error,
        events::AttesterSetProposed,
        types::AttesterTermsArg,
    },
    rewards,
};
use twist_tests::{
    Events, World,
    fixtures::{
        rewards::{ATTESTER_SET, NEXT_EVENT},
        token::POWER_DELAY,
    },
};

/// `count` different members of whom `threshold` must agree.
fn terms(world: &World, count: u8, threshold: u8) -> AttesterTermsArg {
    let members = (1..=count).map(|n| world.attester(n)).collect();
    AttesterTermsArg { members, threshold, ..world.attester_terms() }
}

fn propose(world: &mut World, terms: AttesterTermsArg) {
    world.run(rewards::propose_attester_set(&world.authority(), &rewards::attester_set(ATTESTER_SET), terms));
}

#[track_caller]
fn refuses(world: &mut World, terms: AttesterTermsArg) {
    let instruction =
        rewards::propose_attester_set(&world.authority(), &rewards::attester_set(ATTESTER_SET), terms);
    world.refuses(instruction, Error::InvalidAttesterSet);
}

#[test]
fn proposed_terms_wait_beside_those_in_force() {
    let mut world = World::with_registry();
    let (address, terms) = (rewards::attester_set(ATTESTER_SET), terms(&world, 5, 4));
    let instruction = rewards::propose_attester_set(&world.authority(), &address, terms.clone());
    let event: AttesterSetProposed = world.run(instruction).event();
    let earliest = world.time() + POWER_DELAY;
    assert_eq!((event.header.seq, event.attester_set), (NEXT_EVENT, address));
    assert_eq!((event.members, event.threshold, event.earliest), (terms.members.clone(), 4, earliest));
    assert_eq!(event.challenge_window, terms.challenge_window);
    assert_eq!(event.max_value_at_risk, terms.max_value_at_risk);

    let set = world.attester_set(ATTESTER_SET);
    assert_eq!((set.proposed.count, set.proposed.threshold, set.proposed_at), (5, 4, earliest));
    assert_eq!(set.proposed.members[..5], terms.members);
    assert_eq!((set.terms.count, set.terms.threshold, set.set_version), (3, 2, 1), "still in force");
}

#[test]
fn a_second_proposal_replaces_the_first_and_waits_anew() {
    let mut world = World::with_registry();
    let first = terms(&world, 5, 4);
    propose(&mut world, first);
    world.advance(POWER_DELAY - 1);
    let second = terms(&world, 7, 6);
    propose(&mut world, second);
    world.advance(1);
    let execute = rewards::execute_attester_set(&rewards::attester_set(ATTESTER_SET));
    world.refuses(execute.clone(), Error::DelayNotOver);
    world.advance(POWER_DELAY - 1);
    world.run(execute);
    assert_eq!(world.attester_set(ATTESTER_SET).terms.count, 7);
}

#[test]
fn only_the_authority_proposes() {
    let mut world = World::with_registry();
    let address = rewards::attester_set(ATTESTER_SET);
    for key in [world.guardian(), world.attester(1), world.stranger()] {
        let instruction = rewards::propose_attester_set(&key, &address, world.attester_terms());
        world.refuses(instruction, Error::NotAuthority);
    }
    let instruction = rewards::propose_attester_set(&world.authority(), &address, world.attester_terms());
    world.needs_every_signature(&instruction);
    world.needs_the_rewards_config(&instruction);
    world.needs_its_own_kind_of(&address, &instruction);
}

#[test]
fn a_set_has_one_to_sixteen_different_members() {
    let mut world = World::with_registry();
    for (count, threshold) in [(1, 1), (16, 9), (16, 16)] {
        let terms = terms(&world, count, threshold);
        propose(&mut world, terms);
    }
    let (none, many, three) = (terms(&world, 0, 0), terms(&world, 17, 9), terms(&world, 3, 2));
    refuses(&mut world, none);
    refuses(&mut world, many);
    let one = three.members[0];
    refuses(&mut world, AttesterTermsArg { members: vec![one, three.members[1], one], ..three.clone() });
    refuses(&mut world, AttesterTermsArg { members: vec![one, Pubkey::default()], ..three });
}

#[test]
fn two_different_roots_can_never_both_have_enough_votes() {
    let mut world = World::with_registry();
    for (count, threshold) in [(1, 0), (2, 1), (4, 2), (3, 4), (16, 8), (16, 17)] {
        let terms = terms(&world, count, threshold);
        refuses(&mut world, terms);
    }
}

#[test]
fn a_challenge_window_is_an_hour_to_two_weeks() {
    let mut world = World::with_registry();
    for challenge_window in [MIN_CHALLENGE_WINDOW, MAX_CHALLENGE_WINDOW] {
        let terms = AttesterTermsArg { challenge_window, ..world.attester_terms() };
        propose(&mut world, terms);
    }
    for challenge_window in [MIN_CHALLENGE_WINDOW - 1, MAX_CHALLENGE_WINDOW + 1, i64::MIN, i64::MAX] {
        let terms = AttesterTermsArg { challenge_window, ..world.attester_terms() };
        refuses(&mut world, terms);
    }
}

#[test]
fn something_must_be_at_risk() {
    let mut world = World::with_registry();
    let terms = AttesterTermsArg { max_value_at_risk: 0, ..world.attester_terms() };
    refuses(&mut world, terms.clone());
    propose(&mut world, AttesterTermsArg { max_value_at_risk: 1, ..terms });
}

#[test]
fn a_delay_past_the_end_of_time_is_refused() {
    let mut world = World::with_registry();
    world.set_time(i64::MAX - POWER_DELAY + 1);
    let address = rewards::attester_set(ATTESTER_SET);
    let instruction = rewards::propose_attester_set(&world.authority(), &address, world.attester_terms());
    world.refuses(instruction, Error::Overflow);
}
