use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_campaign_registry::{
        error::TwistCampaignRegistryError as Error, events::CampaignResumed,
    },
    registry,
};
use twist_tests::{Events, World, fixtures::registry::DURATION};

use super::status;

fn with_paused_campaign() -> (World, Pubkey) {
    let mut world = World::with_registry();
    let campaign = world.active_campaign();
    world.run(registry::pause_campaign(&world.actor("advertiser"), &campaign));
    (world, campaign)
}

#[test]
fn attention_counts_again_from_now_on() {
    let (mut world, campaign) = with_paused_campaign();
    let activated_at = world.campaign(&campaign).activated_at;
    world.advance(100);
    let event: CampaignResumed =
        world.run(registry::resume_campaign(&world.actor("advertiser"), &campaign)).event();
    assert_eq!((event.header.seq, event.campaign), (5, campaign));
    let state = world.campaign(&campaign);
    assert_eq!(state.status, status::campaign::ACTIVE);
    assert_eq!((state.paused_at, state.activated_at), (0, activated_at));
}

#[test]
fn only_what_is_paused_is_resumed() {
    let (mut world, campaign) = with_paused_campaign();
    let advertiser = world.actor("advertiser");
    let draft = world.draft_campaign_of("advertiser", 2);
    world.refuses(registry::resume_campaign(&advertiser, &draft), Error::WrongStatus);
    world.run(registry::resume_campaign(&advertiser, &campaign));
    world.refuses(registry::resume_campaign(&advertiser, &campaign), Error::WrongStatus);
}

#[test]
fn neither_an_ended_nor_a_closed_campaign_is_resumed() {
    let (mut world, campaign) = with_paused_campaign();
    let advertiser = world.actor("advertiser");
    let closed = world.draft_campaign_of("advertiser", 2);
    world.close_campaign(&closed);
    world.refuses(registry::resume_campaign(&advertiser, &closed), Error::CampaignClosed);
    world.advance(DURATION);
    world.refuses(registry::resume_campaign(&advertiser, &campaign), Error::CampaignEnded);
}

#[test]
fn only_the_advertiser_resumes_its_campaign() {
    let (mut world, campaign) = with_paused_campaign();
    for key in [world.stranger(), world.authority(), world.guardian()] {
        world.refuses(registry::resume_campaign(&key, &campaign), Error::NotAdvertiser);
    }
    world.needs_every_signature(&registry::resume_campaign(&world.actor("advertiser"), &campaign));
}
