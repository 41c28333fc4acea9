use anchor_lang::error::ErrorCode;
use twist_client::{
    programs::twist_campaign_registry::{
        error::TwistCampaignRegistryError as Error, events::PublisherSuspended,
    },
    registry,
};
use twist_tests::{Events, Variation, World, fixtures::registry::NEXT_EVENT};

use super::status;

#[test]
fn registrar_authority_and_guardian_suspend() {
    for role in ["registrar", "authority", "guardian"] {
        let mut world = World::with_registry();
        let (publisher, by) = (world.verified_site("owner"), world.actor(role));
        let event: PublisherSuspended = world.run(registry::suspend_publisher(&by, &publisher)).event();
        assert_eq!((event.header.seq, event.publisher, event.by), (NEXT_EVENT + 2, publisher, by));
        assert_eq!(world.publisher(&publisher).status, status::publisher::SUSPENDED);
    }
}

#[test]
fn nobody_else_suspends() {
    let mut world = World::with_registry();
    let publisher = world.verified_site("owner");
    for key in [world.stranger(), world.actor("owner")] {
        world.refuses(registry::suspend_publisher(&key, &publisher), Error::NotModerator);
    }
    world.needs_every_signature(&registry::suspend_publisher(&world.registrar(), &publisher));
}

#[test]
fn a_suspended_publisher_is_not_suspended_again() {
    let mut world = World::with_registry();
    let publisher = world.claim_site("owner");
    world.run(registry::suspend_publisher(&world.guardian(), &publisher));
    world.refuses(registry::suspend_publisher(&world.guardian(), &publisher), Error::Suspended);
}

#[test]
fn an_influencer_is_no_publisher() {
    let mut world = World::with_registry();
    let publisher = world.claim_site("owner");
    let influencer = registry::influencer(&world.influencer_with_share("influencer", 0));
    let instruction = registry::suspend_publisher(&world.guardian(), &publisher);
    world.refuses(instruction.with(&publisher, &influencer), ErrorCode::AccountDiscriminatorMismatch);
}
