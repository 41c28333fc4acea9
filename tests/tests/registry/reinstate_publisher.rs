use twist_client::{
    programs::twist_campaign_registry::{
        error::TwistCampaignRegistryError as Error, events::PublisherReinstated,
    },
    registry,
};
use twist_tests::{Events, World, fixtures::registry::NEXT_EVENT};

use super::status;

#[test]
fn a_verified_publisher_is_active_again() {
    let mut world = World::with_registry();
    let publisher = world.verified_site("owner");
    let until = world.publisher(&publisher).verified_until;
    for (n, by) in [(0, world.registrar()), (1, world.authority())] {
        world.run(registry::suspend_publisher(&world.guardian(), &publisher));
        let event: PublisherReinstated = world.run(registry::reinstate_publisher(&by, &publisher)).event();
        assert_eq!((event.header.seq, event.publisher), (NEXT_EVENT + 3 + 2 * n, publisher));
        assert_eq!((event.by, event.status), (by, status::publisher::ACTIVE));
        let state = world.publisher(&publisher);
        assert_eq!((state.status, state.verified_until), (status::publisher::ACTIVE, until));
    }
}

#[test]
fn a_mere_claim_is_a_mere_claim_again() {
    let mut world = World::with_registry();
    let publisher = world.claim_site("squatter");
    world.run(registry::suspend_publisher(&world.guardian(), &publisher));
    let event: PublisherReinstated =
        world.run(registry::reinstate_publisher(&world.registrar(), &publisher)).event();
    assert_eq!(
        (event.status, world.publisher(&publisher).status),
        (status::publisher::CLAIMED, status::publisher::CLAIMED)
    );
}

#[test]
fn the_guardian_only_stops_things() {
    let mut world = World::with_registry();
    let publisher = world.claim_site("owner");
    world.run(registry::suspend_publisher(&world.guardian(), &publisher));
    for key in [world.guardian(), world.stranger(), world.actor("owner")] {
        world.refuses(registry::reinstate_publisher(&key, &publisher), Error::NotModerator);
    }
    world.needs_every_signature(&registry::reinstate_publisher(&world.registrar(), &publisher));
}

#[test]
fn who_is_not_suspended_is_not_reinstated() {
    let mut world = World::with_registry();
    let publisher = world.verified_site("owner");
    world.refuses(registry::reinstate_publisher(&world.registrar(), &publisher), Error::NotSuspended);
}
