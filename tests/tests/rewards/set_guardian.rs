use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_rewards::{error::TwistRewardsError as Error, events::GuardianSet},
    rewards,
};
use twist_tests::{
    Events, World,
    fixtures::rewards::{ATTESTER_SET, NEXT_EVENT},
};

#[test]
fn the_new_guardian_stops_things_and_the_old_one_does_not() {
    let mut world = World::with_registry();
    let (old, new) = (world.guardian(), world.actor("new guardian"));
    let event: GuardianSet = world.run(rewards::set_guardian(&world.authority(), &new)).event();
    assert_eq!((event.header.seq, event.previous, event.guardian), (NEXT_EVENT, old, new));
    assert_eq!(world.rewards_config().guardian, new);

    let set = rewards::attester_set(ATTESTER_SET);
    world.run(rewards::propose_attester_set(&world.authority(), &set, world.attester_terms()));
    world.refuses(rewards::cancel_attester_set(&old, &set), Error::NotAuthorityOrGuardian);
    world.run(rewards::cancel_attester_set(&new, &set));
}

#[test]
fn there_can_be_no_guardian() {
    let mut world = World::with_registry();
    world.run(rewards::set_guardian(&world.authority(), &Pubkey::default()));
    assert_eq!(world.rewards_config().guardian, Pubkey::default());
}

#[test]
fn only_the_authority_names_the_guardian() {
    let mut world = World::with_registry();
    for key in [world.guardian(), world.stranger()] {
        world.refuses(rewards::set_guardian(&key, &key), Error::NotAuthority);
    }
    let instruction = rewards::set_guardian(&world.authority(), &world.stranger());
    world.needs_every_signature(&instruction);
    world.needs_the_rewards_config(&instruction);
}
