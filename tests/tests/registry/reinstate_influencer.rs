use twist_client::{
    programs::twist_campaign_registry::{
        error::TwistCampaignRegistryError as Error, events::InfluencerReinstated,
    },
    registry,
};
use twist_tests::{Events, World, fixtures::registry::NEXT_EVENT};

use super::status;

#[test]
fn registrar_and_authority_reinstate() {
    let mut world = World::with_registry();
    let wallet = world.influencer_with_share("influencer", 1_000);
    for (n, by) in [(0, world.registrar()), (1, world.authority())] {
        world.run(registry::suspend_influencer(&world.guardian(), &wallet));
        let event: InfluencerReinstated = world.run(registry::reinstate_influencer(&by, &wallet)).event();
        assert_eq!((event.header.seq, event.by), (NEXT_EVENT + 2 + 2 * n, by));
        assert_eq!(event.influencer, registry::influencer(&wallet));
        let state = world.influencer(&wallet);
        assert_eq!((state.status, state.pool_share_bps), (status::influencer::ACTIVE, 1_000));
    }
}

#[test]
fn the_guardian_only_stops_things() {
    let mut world = World::with_registry();
    let wallet = world.influencer_with_share("influencer", 0);
    world.run(registry::suspend_influencer(&world.guardian(), &wallet));
    for key in [world.guardian(), world.stranger(), wallet] {
        world.refuses(registry::reinstate_influencer(&key, &wallet), Error::NotModerator);
    }
    world.needs_every_signature(&registry::reinstate_influencer(&world.registrar(), &wallet));
}

#[test]
fn who_is_not_suspended_is_not_reinstated() {
    let mut world = World::with_registry();
    let wallet = world.influencer_with_share("influencer", 0);
    world.refuses(registry::reinstate_influencer(&world.registrar(), &wallet), Error::NotSuspended);
}
