use twist_client::{
    programs::twist_rewards::{error::TwistRewardsError as Error, events::AttesterSetCancelled},
    rewards,
};
use twist_tests::{
    Events, World,
    fixtures::{
        rewards::{ATTESTER_SET, NEXT_EVENT},
        token::POWER_DELAY,
    },
};

#[test]
fn authority_and_guardian_take_a_proposal_back() {
    let mut world = World::with_registry();
    let (address, authority) = (rewards::attester_set(ATTESTER_SET), world.authority());
    for (round, stopper) in (0..).zip([authority, world.guardian()]) {
        world.run(rewards::propose_attester_set(&authority, &address, world.attester_terms()));
        let event: AttesterSetCancelled = world.run(rewards::cancel_attester_set(&stopper, &address)).event();
        assert_eq!(event.header.seq, NEXT_EVENT + 2 * round + 1);
        assert_eq!((event.attester_set, event.by), (address, stopper));

        let set = world.attester_set(ATTESTER_SET);
        assert_eq!((set.proposed_at, set.proposed.count), (0, 0));
        assert_eq!((set.terms.count, set.set_version), (3, 1), "still in force");
    }
}

#[test]
fn what_was_taken_back_cannot_be_executed() {
    let mut world = World::with_registry();
    let (address, authority) = (rewards::attester_set(ATTESTER_SET), world.authority());
    world.run(rewards::propose_attester_set(&authority, &address, world.attester_terms()));
    world.run(rewards::cancel_attester_set(&authority, &address));
    world.advance(POWER_DELAY);
    world.refuses(rewards::execute_attester_set(&address), Error::NothingProposed);
    world.refuses(rewards::cancel_attester_set(&authority, &address), Error::NothingProposed);
}

#[test]
fn nobody_else_cancels() {
    let mut world = World::with_registry();
    let address = rewards::attester_set(ATTESTER_SET);
    world.run(rewards::propose_attester_set(&world.authority(), &address, world.attester_terms()));
    for key in [world.attester(1), world.stranger()] {
        world.refuses(rewards::cancel_attester_set(&key, &address), Error::NotAuthorityOrGuardian);
    }
    let instruction = rewards::cancel_attester_set(&world.guardian(), &address);
    world.needs_every_signature(&instruction);
    world.needs_the_rewards_config(&instruction);
    world.needs_its_own_kind_of(&address, &instruction);
}
