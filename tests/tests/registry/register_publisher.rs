use anchor_lang::{error::ErrorCode, system_program};
use solana_instruction::error::InstructionError;
use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_campaign_registry::{
        error::TwistCampaignRegistryError as Error, events::PublisherRegistered,
    },
    registry,
};
use twist_tests::{
    Events, Refusal, Variation, World,
    fixtures::registry::{NEXT_EVENT, SITE},
};

use super::status;

#[test]
fn a_claim_is_recorded_and_not_active() {
    let mut world = World::with_registry();
    let (payer, owner, wallet) = (world.payer(), world.actor("owner"), world.actor("wallet"));
    let event: PublisherRegistered =
        world.run(registry::register_publisher(&payer, &owner, SITE, &wallet)).event();
    let address = registry::publisher(&SITE, &owner);
    assert_eq!((event.header.seq, event.publisher, event.site_hash), (NEXT_EVENT, address, SITE));
    assert_eq!((event.owner, event.payout_owner), (owner, wallet));

    let publisher = world.publisher(&address);
    assert_eq!(
        (publisher.version, publisher.status, publisher.verified_until),
        (1, status::publisher::CLAIMED, 0)
    );
    assert_eq!((publisher.site_hash, publisher.owner, publisher.payout_owner), (SITE, owner, wallet));
}

#[test]
fn a_squatter_does_not_keep_the_owner_out() {
    let mut world = World::with_registry();
    let squat = world.claim_site("squatter");
    let claim = world.verified_site("owner");
    assert_ne!(squat, claim);
    assert_eq!(world.publisher(&squat).status, status::publisher::CLAIMED);
}

#[test]
fn a_claim_is_made_once_by_each_owner() {
    let mut world = World::with_registry();
    world.verified_site("owner");
    let (payer, owner) = (world.payer(), world.actor("owner"));
    let again = registry::register_publisher(&payer, &owner, SITE, &world.stranger());
    world.refuses(again, Refusal::new(system_program::ID, InstructionError::Custom(0)));
}

#[test]
fn nobody_claims_for_another() {
    let mut world = World::with_registry();
    let (owner, squatter) = (world.actor("owner"), world.actor("squatter"));
    let instruction = registry::register_publisher(&world.payer(), &owner, SITE, &squatter);
    world.needs_every_signature(&instruction);
    world.refuses(instruction.with(&owner, &squatter), ErrorCode::ConstraintSeeds);
}

#[test]
fn the_zero_key_is_not_paid() {
    let mut world = World::with_registry();
    let instruction =
        registry::register_publisher(&world.payer(), &world.actor("owner"), SITE, &Pubkey::default());
    world.refuses(instruction, Error::InvalidPayoutOwner);
}
