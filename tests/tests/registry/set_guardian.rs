use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_campaign_registry::{
        constants::PAUSE_FUND, error::TwistCampaignRegistryError as Error, events::GuardianSet,
    },
    registry,
};
use twist_tests::{Events, World, fixtures::registry::NEXT_EVENT};

#[test]
fn the_new_guardian_stops_things_and_the_old_one_does_not() {
    let mut world = World::with_registry();
    let (old, new) = (world.guardian(), world.actor("new guardian"));
    let event: GuardianSet = world.run(registry::set_guardian(&world.authority(), &new)).event();
    assert_eq!((event.header.seq, event.previous, event.guardian), (NEXT_EVENT, old, new));
    assert_eq!(world.registry_config().guardian, new);
    world.refuses(registry::pause(&old, PAUSE_FUND), Error::NotAuthorityOrGuardian);
    world.run(registry::pause(&new, PAUSE_FUND));
}

#[test]
fn there_can_be_no_guardian() {
    let mut world = World::with_registry();
    world.run(registry::set_guardian(&world.authority(), &Pubkey::default()));
    world.refuses(registry::pause(&world.guardian(), PAUSE_FUND), Error::NotAuthorityOrGuardian);
    world.run(registry::pause(&world.authority(), PAUSE_FUND));
}

#[test]
fn only_the_authority_names_the_guardian() {
    let mut world = World::with_registry();
    for key in [world.guardian(), world.registrar(), world.stranger()] {
        world.refuses(registry::set_guardian(&key, &key), Error::NotAuthority);
    }
    world.needs_every_signature(&registry::set_guardian(&world.authority(), &world.stranger()));
}
