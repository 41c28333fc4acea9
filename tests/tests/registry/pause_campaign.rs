use twist_client::{
    programs::twist_campaign_registry::{error::TwistCampaignRegistryError as Error, events::CampaignPaused},
    registry,
};
use twist_tests::{Events, World, fixtures::registry::DURATION};

use super::status;

#[test]
fn attention_does_not_count_from_now_on() {
    let mut world = World::with_registry();
    let (campaign, advertiser) = (world.active_campaign(), world.actor("advertiser"));
    world.advance(100);
    let event: CampaignPaused = world.run(registry::pause_campaign(&advertiser, &campaign)).event();
    assert_eq!((event.header.seq, event.campaign), (4, campaign));
    let state = world.campaign(&campaign);
    assert_eq!((state.status, state.paused_at), (status::campaign::PAUSED, world.time()));
    assert_eq!(state.activated_at, world.time() - 100);
}

#[test]
fn only_what_is_active_is_paused() {
    let mut world = World::with_registry();
    let (campaign, advertiser) = (world.active_campaign(), world.actor("advertiser"));
    let draft = world.draft_campaign_of("advertiser", 2);
    world.refuses(registry::pause_campaign(&advertiser, &draft), Error::WrongStatus);
    world.run(registry::pause_campaign(&advertiser, &campaign));
    world.refuses(registry::pause_campaign(&advertiser, &campaign), Error::WrongStatus);
}

#[test]
fn neither_an_ended_nor_a_closed_campaign_is_paused() {
    let mut world = World::with_registry();
    let (campaign, advertiser) = (world.active_campaign(), world.actor("advertiser"));
    let closed = world.draft_campaign_of("advertiser", 2);
    world.close_campaign(&closed);
    world.refuses(registry::pause_campaign(&advertiser, &closed), Error::CampaignClosed);
    world.advance(DURATION);
    world.refuses(registry::pause_campaign(&advertiser, &campaign), Error::CampaignEnded);
}

#[test]
fn only_the_advertiser_pauses_its_campaign() {
    let mut world = World::with_registry();
    let campaign = world.active_campaign();
    world.draft_campaign_of("another advertiser", 1);
    for key in [world.actor("another advertiser"), world.authority(), world.guardian()] {
        world.refuses(registry::pause_campaign(&key, &campaign), Error::NotAdvertiser);
    }
    world.needs_every_signature(&registry::pause_campaign(&world.actor("advertiser"), &campaign));
}
