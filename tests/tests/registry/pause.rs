use anchor_lang::error::ErrorCode;
use twist_client::{
    programs::twist_campaign_registry::{
        constants::{PAUSE_CREATE, PAUSE_FUND},
        error::TwistCampaignRegistryError as Error,
        events::PauseChanged,
    },
    registry, rewards,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::registry::{DURATION, GRACE, MIN_BUDGET, NEXT_EVENT, USDC},
};

const ALL: u8 = PAUSE_CREATE | PAUSE_FUND;

#[test]
fn the_guardian_stops_new_campaigns_and_the_authority_funding() {
    let mut world = World::with_registry();
    let event: PauseChanged = world.run(registry::pause(&world.guardian(), PAUSE_CREATE)).event();
    assert_eq!((event.header.seq, event.by, event.paused), (NEXT_EVENT, world.guardian(), PAUSE_CREATE));
    let event: PauseChanged = world.run(registry::pause(&world.authority(), PAUSE_FUND)).event();
    assert_eq!((event.header.seq, event.by, event.paused), (NEXT_EVENT + 1, world.authority(), ALL));
    assert_eq!(world.registry_config().paused, ALL);
}

#[test]
fn a_pause_reaches_nothing_but_creation_and_funding() {
    let mut world = World::with_registry();
    let draft = world.draft_campaign_of("advertiser", 2);
    world.fund_campaign(&draft, MIN_BUDGET);
    let campaign = world.active_campaign();
    let advertiser = world.actor("advertiser");
    world.run(registry::pause(&world.guardian(), ALL));

    world.create_distribution(&draft);
    world.activate(&draft);
    world.run(registry::pause_campaign(&advertiser, &campaign));
    world.run(registry::resume_campaign(&advertiser, &campaign));
    let (end, cap) = (world.campaign(&campaign).end, world.campaign(&campaign).daily_cap);
    world.run(registry::extend_campaign(&advertiser, &campaign, end, cap + 1));
    world.verified_site("owner");
    world.influencer_with_share("influencer", 0);
    world.advance(DURATION);
    world.settle_campaign(&campaign, 95 * USDC);
    let usdc = world.usdc();
    let destination = world.open_ata(&world.authority(), &usdc);
    world.run(registry::withdraw_fees(&world.authority(), &usdc, &destination, 5 * USDC));
    world.advance(GRACE);
    world.close_campaign(&campaign);
}

#[test]
fn bits_that_change_nothing_are_refused() {
    let mut world = World::with_registry();
    let guardian = world.guardian();
    for bits in [0, 4, ALL + 4, u8::MAX] {
        world.refuses(registry::pause(&guardian, bits), Error::InvalidPauseBits);
    }
    world.run(registry::pause(&guardian, PAUSE_CREATE));
    world.refuses(registry::pause(&guardian, PAUSE_CREATE), Error::InvalidPauseBits);
    world.run(registry::pause(&guardian, ALL));
    world.refuses(registry::pause(&guardian, ALL), Error::InvalidPauseBits);
}

#[test]
fn nobody_else_stops_anything() {
    let mut world = World::with_registry();
    for key in [world.registrar(), world.stranger()] {
        world.refuses(registry::pause(&key, ALL), Error::NotAuthorityOrGuardian);
    }
    let instruction = registry::pause(&world.guardian(), ALL);
    world.needs_every_signature(&instruction);
    let forged = instruction.with(&registry::config(), &rewards::config());
    world.refuses(forged, ErrorCode::AccountOwnedByWrongProgram);
}
