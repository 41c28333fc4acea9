use twist_client::{
    programs::twist_campaign_registry::{error::TwistCampaignRegistryError as Error, events::FeeCancelled},
    registry,
};
use twist_tests::{
    Events, World,
    fixtures::{registry::NEXT_EVENT, token::POWER_DELAY},
};

#[test]
fn authority_and_guardian_take_a_proposed_fee_back() {
    let mut world = World::with_registry();
    for (n, key) in [(0, world.authority()), (1, world.guardian())] {
        world.run(registry::set_fee(&world.authority(), 600));
        let event: FeeCancelled = world.run(registry::cancel_fee(&key)).event();
        assert_eq!((event.header.seq, event.by, event.fee_bps), (NEXT_EVENT + 1 + 2 * n, key, 600));
        world.advance(POWER_DELAY);
        world.refuses(registry::execute_fee(), Error::NothingProposed);
    }
}

#[test]
fn without_a_proposal_there_is_nothing_to_cancel() {
    let mut world = World::with_registry();
    world.refuses(registry::cancel_fee(&world.guardian()), Error::NothingProposed);
}

#[test]
fn nobody_else_cancels() {
    let mut world = World::with_registry();
    world.run(registry::set_fee(&world.authority(), 600));
    for key in [world.registrar(), world.stranger()] {
        world.refuses(registry::cancel_fee(&key), Error::NotAuthorityOrGuardian);
    }
    world.needs_every_signature(&registry::cancel_fee(&world.guardian()));
}
