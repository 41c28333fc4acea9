use anchor_lang::error::ErrorCode;
use twist_client::{
    programs::twist_campaign_registry::{error::TwistCampaignRegistryError as Error, events::FeeChanged},
    registry, rewards,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::{
        registry::{FEE_BPS, NEXT_EVENT},
        token::POWER_DELAY,
    },
};

fn with_proposed_fee() -> World {
    let mut world = World::with_registry();
    world.run(registry::set_fee(&world.authority(), 600));
    world
}

#[test]
fn a_rise_waits_for_the_last_second_of_its_delay() {
    let mut world = with_proposed_fee();
    world.advance(POWER_DELAY - 1);
    world.refuses(registry::execute_fee(), Error::DelayNotOver);
    world.advance(1);
    let event: FeeChanged = world.run(registry::execute_fee()).event();
    assert_eq!((event.header.seq, event.previous, event.fee_bps), (NEXT_EVENT + 1, FEE_BPS, 600));
    let config = world.registry_config();
    assert_eq!((config.fee_bps, config.pending_fee_bps, config.pending_fee_at), (600, 0, 0));
}

#[test]
fn a_fee_that_rose_under_the_advertisers_hands_makes_creation_fail() {
    let mut world = with_proposed_fee();
    let campaign = world.draft_campaign();
    world.advance(POWER_DELAY);
    world.run(registry::execute_fee());
    assert_eq!(world.campaign(&campaign).fee_bps, FEE_BPS);
    let args = world.campaign_args(2);
    world.refuses(world.creation("advertiser", args), Error::InvalidSplits);
}

#[test]
fn a_fee_is_executed_once() {
    let mut world = World::with_registry();
    world.refuses(registry::execute_fee(), Error::NothingProposed);
    world.run(registry::set_fee(&world.authority(), 600));
    world.advance(POWER_DELAY);
    world.run(registry::execute_fee());
    world.refuses(registry::execute_fee(), Error::NothingProposed);
}

#[test]
fn another_programs_config_is_refused() {
    let mut world = with_proposed_fee();
    let instruction = registry::execute_fee().with(&registry::config(), &rewards::config());
    world.refuses(instruction, ErrorCode::AccountOwnedByWrongProgram);
}
