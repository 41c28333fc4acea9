use anchor_lang::error::ErrorCode;
use twist_client::{
    programs::twist_campaign_registry::{
        error::TwistCampaignRegistryError as Error, events::PublisherVerified,
    },
    registry,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::registry::{DAY, NEXT_EVENT},
};

use super::status;

#[test]
fn the_registrars_word_makes_a_claim_active() {
    let mut world = World::with_registry();
    let (publisher, registrar, owner) = (world.claim_site("owner"), world.registrar(), world.actor("owner"));
    let until = world.time() + DAY;
    let event: PublisherVerified =
        world.run(registry::verify_publisher(&registrar, &owner, &publisher, until)).event();
    assert_eq!((event.header.seq, event.publisher), (NEXT_EVENT + 1, publisher));
    assert_eq!((event.registrar, event.verified_until), (registrar, until));
    let state = world.publisher(&publisher);
    assert_eq!((state.status, state.verified_until), (status::publisher::ACTIVE, until));
}

#[test]
fn a_verification_is_renewed_or_shortened() {
    let mut world = World::with_registry();
    let (publisher, registrar, owner) =
        (world.verified_site("owner"), world.registrar(), world.actor("owner"));
    for until in [i64::MAX, world.time() + 1] {
        world.run(registry::verify_publisher(&registrar, &owner, &publisher, until));
        assert_eq!(world.publisher(&publisher).verified_until, until);
    }
}

#[test]
fn the_expiry_must_be_in_the_future() {
    let mut world = World::with_registry();
    let (publisher, registrar, owner) = (world.claim_site("owner"), world.registrar(), world.actor("owner"));
    for until in [world.time(), 0, i64::MIN] {
        let instruction = registry::verify_publisher(&registrar, &owner, &publisher, until);
        world.refuses(instruction, Error::InvalidExpiry);
    }
}

#[test]
fn a_squatter_needs_the_registrar_and_the_registrar_the_owner() {
    let mut world = World::with_registry();
    let (registrar, owner, squatter) = (world.registrar(), world.actor("owner"), world.actor("squatter"));
    let (claim, squat) = (world.claim_site("owner"), world.claim_site("squatter"));
    let until = world.time() + DAY;
    for key in [squatter, world.authority(), world.guardian(), world.stranger()] {
        let instruction = registry::verify_publisher(&key, &squatter, &squat, until);
        world.refuses(instruction, Error::NotRegistrar);
    }
    let crossed = registry::verify_publisher(&registrar, &owner, &squat, until);
    world.refuses(crossed, Error::NotOwner);
    world.needs_every_signature(&registry::verify_publisher(&registrar, &owner, &claim, until));
    assert_eq!(world.publisher(&squat).status, status::publisher::CLAIMED);
}

#[test]
fn verifying_is_no_way_around_a_suspension() {
    let mut world = World::with_registry();
    let publisher = world.claim_site("owner");
    let (registrar, owner) = (world.registrar(), world.actor("owner"));
    world.run(registry::suspend_publisher(&registrar, &publisher));
    let instruction = registry::verify_publisher(&registrar, &owner, &publisher, i64::MAX);
    world.refuses(instruction, Error::Suspended);
}

#[test]
fn an_account_of_another_type_is_refused() {
    let mut world = World::with_registry();
    let publisher = world.claim_site("owner");
    let (registrar, owner) = (world.registrar(), world.actor("owner"));
    let influencer = registry::influencer(&world.influencer_with_share("owner", 0));
    let instruction = registry::verify_publisher(&registrar, &owner, &publisher, i64::MAX);
    let wrong = instruction.with(&publisher, &influencer);
    world.refuses(wrong, ErrorCode::AccountDiscriminatorMismatch);
}
