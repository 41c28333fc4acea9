use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_campaign_registry::{error::TwistCampaignRegistryError as Error, events::RegistrarSet},
    registry,
};
use twist_tests::{
    Events, World,
    fixtures::registry::{DAY, NEXT_EVENT},
};

#[test]
fn the_new_registrar_verifies_and_the_old_one_does_not() {
    let mut world = World::with_registry();
    let (old, new) = (world.registrar(), world.actor("new registrar"));
    let event: RegistrarSet = world.run(registry::set_registrar(&world.authority(), &new)).event();
    assert_eq!((event.header.seq, event.previous, event.registrar), (NEXT_EVENT, old, new));
    assert_eq!(world.registry_config().registrar, new);

    let (publisher, owner, until) = (world.claim_site("owner"), world.actor("owner"), world.time() + DAY);
    world.refuses(registry::verify_publisher(&old, &owner, &publisher, until), Error::NotRegistrar);
    world.run(registry::verify_publisher(&new, &owner, &publisher, until));
}

#[test]
fn what_the_previous_registrar_verified_stays_verified() {
    let mut world = World::with_registry();
    let publisher = world.verified_site("owner");
    let before = world.publisher(&publisher);
    world.run(registry::set_registrar(&world.authority(), &Pubkey::default()));
    let after = world.publisher(&publisher);
    assert_eq!((after.status, after.verified_until), (before.status, before.verified_until));
}

#[test]
fn only_the_authority_names_the_registrar() {
    let mut world = World::with_registry();
    for key in [world.guardian(), world.registrar(), world.stranger()] {
        world.refuses(registry::set_registrar(&key, &key), Error::NotAuthority);
    }
    world.needs_every_signature(&registry::set_registrar(&world.authority(), &world.stranger()));
}
