use twist_client::{
    programs::twist_campaign_registry::{
        constants::{PAUSE_CREATE, PAUSE_FUND},
        error::TwistCampaignRegistryError as Error,
        events::PauseChanged,
    },
    registry,
};
use twist_tests::{Events, World, fixtures::registry::NEXT_EVENT};

#[test]
fn the_authority_resumes_bit_by_bit() {
    let mut world = World::with_registry();
    let authority = world.authority();
    world.run(registry::pause(&world.guardian(), PAUSE_CREATE | PAUSE_FUND));
    let event: PauseChanged = world.run(registry::unpause(&authority, PAUSE_CREATE)).event();
    assert_eq!((event.header.seq, event.by, event.paused), (NEXT_EVENT + 1, authority, PAUSE_FUND));
    assert_eq!(world.registry_config().paused, PAUSE_FUND);
    world.draft_campaign();
    world.run(registry::unpause(&authority, PAUSE_FUND));
    assert_eq!(world.registry_config().paused, 0);
}

#[test]
fn what_is_not_paused_is_not_resumed() {
    let mut world = World::with_registry();
    let authority = world.authority();
    world.run(registry::pause(&authority, PAUSE_FUND));
    for bits in [0, PAUSE_CREATE, PAUSE_CREATE | PAUSE_FUND, PAUSE_FUND + 4, u8::MAX] {
        world.refuses(registry::unpause(&authority, bits), Error::InvalidPauseBits);
    }
}

#[test]
fn only_the_authority_resumes() {
    let mut world = World::with_registry();
    world.run(registry::pause(&world.guardian(), PAUSE_FUND));
    for key in [world.guardian(), world.registrar(), world.stranger()] {
        world.refuses(registry::unpause(&key, PAUSE_FUND), Error::NotAuthority);
    }
    world.needs_every_signature(&registry::unpause(&world.authority(), PAUSE_FUND));
}
