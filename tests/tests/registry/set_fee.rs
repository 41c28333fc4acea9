use twist_client::{
    programs::twist_campaign_registry::{
        constants::MAX_FEE_BPS,
        error::TwistCampaignRegistryError as Error,
        events::{FeeChanged, FeeProposed},
    },
    registry,
};
use twist_tests::{
    Events, World,
    fixtures::{
        registry::{FEE_BPS, NEXT_EVENT, USDC},
        token::POWER_DELAY,
    },
};

#[test]
fn a_lower_fee_holds_at_once() {
    let mut world = World::with_registry();
    let event: FeeChanged = world.run(registry::set_fee(&world.authority(), 0)).event();
    assert_eq!((event.header.seq, event.previous, event.fee_bps), (NEXT_EVENT, FEE_BPS, 0));
    assert_eq!(world.registry_config().fee_bps, 0);
}

#[test]
fn a_rise_is_only_proposed() {
    let mut world = World::with_registry();
    let event: FeeProposed = world.run(registry::set_fee(&world.authority(), MAX_FEE_BPS)).event();
    let earliest = world.time() + POWER_DELAY;
    assert_eq!((event.header.seq, event.fee_bps, event.earliest), (NEXT_EVENT, MAX_FEE_BPS, earliest));
    let config = world.registry_config();
    assert_eq!((config.fee_bps, config.pending_fee_bps), (FEE_BPS, MAX_FEE_BPS));
    assert_eq!(config.pending_fee_at, earliest);
}

#[test]
fn a_later_proposal_replaces_the_first_and_waits_anew() {
    let mut world = World::with_registry();
    world.run(registry::set_fee(&world.authority(), FEE_BPS + 1));
    world.advance(POWER_DELAY);
    world.run(registry::set_fee(&world.authority(), FEE_BPS + 2));
    world.refuses(registry::execute_fee(), Error::DelayNotOver);
    world.advance(POWER_DELAY);
    world.run(registry::execute_fee());
    assert_eq!(world.registry_config().fee_bps, FEE_BPS + 2);
}

#[test]
fn lowering_drops_a_proposed_rise() {
    let mut world = World::with_registry();
    world.run(registry::set_fee(&world.authority(), FEE_BPS + 1));
    world.run(registry::set_fee(&world.authority(), FEE_BPS - 1));
    world.advance(POWER_DELAY);
    world.refuses(registry::execute_fee(), Error::NothingProposed);
    assert_eq!(world.registry_config().fee_bps, FEE_BPS - 1);
}

#[test]
fn existing_campaigns_keep_their_fee() {
    let mut world = World::with_registry();
    let campaign = world.active_campaign();
    world.run(registry::set_fee(&world.authority(), 0));
    world.advance(1);
    world.settle_campaign(&campaign, 95 * USDC);
    let state = world.campaign(&campaign);
    assert_eq!((state.fee_bps, state.fees), (FEE_BPS, 5 * USDC));

    let mut args = world.campaign_args(2);
    args.terms.viewer_bps += FEE_BPS;
    world.run(world.creation("advertiser", args));
    let other = registry::campaign(&world.actor("advertiser"), 2);
    assert_eq!(world.campaign(&other).fee_bps, 0);
}

#[test]
fn fees_past_the_limit_or_as_they_are_now_are_refused() {
    let mut world = World::with_registry();
    for fee_bps in [FEE_BPS, MAX_FEE_BPS + 1, u16::MAX] {
        world.refuses(registry::set_fee(&world.authority(), fee_bps), Error::InvalidFee);
    }
}

#[test]
fn only_the_authority_sets_the_fee() {
    let mut world = World::with_registry();
    for key in [world.guardian(), world.registrar(), world.stranger()] {
        world.refuses(registry::set_fee(&key, 0), Error::NotAuthority);
    }
    world.needs_every_signature(&registry::set_fee(&world.authority(), 0));
}
