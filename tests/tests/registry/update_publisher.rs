use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_campaign_registry::{
        error::TwistCampaignRegistryError as Error, events::PublisherUpdated,
    },
    registry,
};
use twist_tests::{Events, World, fixtures::registry::NEXT_EVENT};

#[test]
fn the_owner_changes_who_is_paid_and_nothing_else() {
    let mut world = World::with_registry();
    let publisher = world.verified_site("owner");
    let (owner, wallet) = (world.actor("owner"), world.actor("wallet"));
    let before = world.publisher(&publisher);
    let event: PublisherUpdated = world.run(registry::update_publisher(&owner, &publisher, &wallet)).event();
    assert_eq!((event.header.seq, event.publisher), (NEXT_EVENT + 2, publisher));
    assert_eq!(event.payout_owner, wallet);
    let after = world.publisher(&publisher);
    assert_eq!(after.payout_owner, wallet);
    assert_eq!((after.status, after.verified_until), (before.status, before.verified_until));
    assert_eq!((after.owner, after.site_hash), (before.owner, before.site_hash));
}

#[test]
fn only_the_owner_changes_it() {
    let mut world = World::with_registry();
    let publisher = world.claim_site("owner");
    world.claim_site("stranger");
    for key in [world.stranger(), world.registrar(), world.authority()] {
        world.refuses(registry::update_publisher(&key, &publisher, &key), Error::NotOwner);
    }
    let owner = world.actor("owner");
    world.needs_every_signature(&registry::update_publisher(&owner, &publisher, &owner));
}

#[test]
fn the_zero_key_is_not_paid() {
    let mut world = World::with_registry();
    let (publisher, owner) = (world.claim_site("owner"), world.actor("owner"));
    let instruction = registry::update_publisher(&owner, &publisher, &Pubkey::default());
    world.refuses(instruction, Error::InvalidPayoutOwner);
}
