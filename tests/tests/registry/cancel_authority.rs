use twist_client::{
    programs::twist_campaign_registry::{
        error::TwistCampaignRegistryError as Error, events::AuthorityCancelled,
    },
    registry,
};
use twist_tests::{Events, World, fixtures::registry::NEXT_EVENT};

#[test]
fn a_cancelled_proposal_cannot_be_accepted() {
    let mut world = World::with_registry();
    let (authority, next) = (world.authority(), world.actor("next"));
    world.run(registry::propose_authority(&authority, &next));
    let event: AuthorityCancelled = world.run(registry::cancel_authority(&authority)).event();
    assert_eq!((event.header.seq, event.cancelled), (NEXT_EVENT + 1, next));
    world.refuses(registry::accept_authority(&next), Error::NotProposedAuthority);
    world.refuses(registry::cancel_authority(&authority), Error::NothingProposed);
}

#[test]
fn only_the_authority_cancels() {
    let mut world = World::with_registry();
    let (authority, next) = (world.authority(), world.actor("next"));
    world.run(registry::propose_authority(&authority, &next));
    for key in [next, world.guardian(), world.stranger()] {
        world.refuses(registry::cancel_authority(&key), Error::NotAuthority);
    }
    world.needs_every_signature(&registry::cancel_authority(&authority));
}
