use twist_client::{
    programs::twist_campaign_registry::{
        constants::MAX_HORIZON_SECONDS, error::TwistCampaignRegistryError as Error, events::CampaignExtended,
    },
    registry,
};
use twist_tests::{
    Events, World,
    fixtures::registry::{DAILY_CAP, DURATION},
};

#[test]
fn a_campaign_runs_longer_or_faster_or_both() {
    let mut world = World::with_registry();
    let (campaign, advertiser) = (world.active_campaign(), world.actor("advertiser"));
    let end = world.campaign(&campaign).end;
    for (seq, end, cap) in [(4, end + 1, DAILY_CAP), (5, end + 1, DAILY_CAP + 1), (6, end + 2, u64::MAX)] {
        let event: CampaignExtended =
            world.run(registry::extend_campaign(&advertiser, &campaign, end, cap)).event();
        assert_eq!((event.header.seq, event.campaign), (seq, campaign));
        assert_eq!((event.end, event.daily_cap), (end, cap));
        let state = world.campaign(&campaign);
        assert_eq!((state.end, state.daily_cap), (end, cap));
    }
}

#[test]
fn a_paused_campaign_and_a_draft_can_be_extended() {
    let mut world = World::with_registry();
    let (campaign, draft) = (world.active_campaign(), world.draft_campaign_of("advertiser", 2));
    let advertiser = world.actor("advertiser");
    world.run(registry::pause_campaign(&advertiser, &campaign));
    let end = world.campaign(&campaign).end;
    for campaign in [campaign, draft] {
        world.run(registry::extend_campaign(&advertiser, &campaign, end + 1, DAILY_CAP));
    }
}

#[test]
fn nothing_is_lowered_and_something_is_raised() {
    let mut world = World::with_registry();
    let (campaign, advertiser) = (world.active_campaign(), world.actor("advertiser"));
    let end = world.campaign(&campaign).end;
    for (end, cap) in [(end, DAILY_CAP), (end - 1, DAILY_CAP + 1), (end + 1, DAILY_CAP - 1), (i64::MIN, 0)] {
        let instruction = registry::extend_campaign(&advertiser, &campaign, end, cap);
        world.refuses(instruction, Error::NotAnExtension);
    }
}

#[test]
fn the_end_has_a_horizon() {
    let mut world = World::with_registry();
    let (campaign, advertiser) = (world.active_campaign(), world.actor("advertiser"));
    let horizon = world.time() + MAX_HORIZON_SECONDS;
    for end in [horizon + 1, i64::MAX] {
        let instruction = registry::extend_campaign(&advertiser, &campaign, end, DAILY_CAP);
        world.refuses(instruction, Error::InvalidWindow);
    }
    world.run(registry::extend_campaign(&advertiser, &campaign, horizon, DAILY_CAP));
}

#[test]
fn neither_an_ended_nor_a_closed_campaign_is_extended() {
    let mut world = World::with_registry();
    let (campaign, advertiser) = (world.active_campaign(), world.actor("advertiser"));
    let end = world.campaign(&campaign).end;
    let closed = world.draft_campaign_of("advertiser", 2);
    world.close_campaign(&closed);
    let extend = |campaign| registry::extend_campaign(&advertiser, campaign, end + 10, DAILY_CAP);
    world.refuses(extend(&closed), Error::CampaignClosed);
    world.advance(DURATION);
    world.refuses(extend(&campaign), Error::CampaignEnded);
}

#[test]
fn only_the_advertiser_extends_its_campaign() {
    let mut world = World::with_registry();
    let campaign = world.active_campaign();
    let end = world.campaign(&campaign).end;
    for key in [world.stranger(), world.authority(), world.guardian()] {
        let instruction = registry::extend_campaign(&key, &campaign, end + 1, DAILY_CAP);
        world.refuses(instruction, Error::NotAdvertiser);
    }
    let advertiser = world.actor("advertiser");
    world.needs_every_signature(&registry::extend_campaign(&advertiser, &campaign, end + 1, DAILY_CAP));
}
