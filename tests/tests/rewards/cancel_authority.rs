use twist_client::{
    programs::twist_rewards::{error::TwistRewardsError as Error, events::AuthorityCancelled},
    rewards,
};
use twist_tests::{Events, World, fixtures::rewards::NEXT_EVENT};

#[test]
fn a_cancelled_proposal_cannot_be_accepted() {
    let mut world = World::with_registry();
    let (authority, next) = (world.authority(), world.actor("next"));
    world.run(rewards::propose_authority(&authority, &next));
    let event: AuthorityCancelled = world.run(rewards::cancel_authority(&authority)).event();
    assert_eq!((event.header.seq, event.cancelled), (NEXT_EVENT + 1, next));
    world.refuses(rewards::accept_authority(&next), Error::NotProposedAuthority);
    world.refuses(rewards::cancel_authority(&authority), Error::NothingProposed);
}

#[test]
fn only_the_authority_cancels() {
    let mut world = World::with_registry();
    let (authority, next) = (world.authority(), world.actor("next"));
    world.run(rewards::propose_authority(&authority, &next));
    for key in [next, world.guardian(), world.stranger()] {
        world.refuses(rewards::cancel_authority(&key), Error::NotAuthority);
    }
    let instruction = rewards::cancel_authority(&authority);
    world.needs_every_signature(&instruction);
    world.needs_the_rewards_config(&instruction);
}
