use twist_client::{
    programs::twist_token::{error::TwistTokenError, events::SplitsCancelled},
    token,
};
use twist_tests::{
    Events, World,
    fixtures::token::{POWER_DELAY, splits},
};

fn proposed() -> World {
    let mut world = World::with_token();
    let new = splits(&world, &[("grants", 10_000)]);
    world.run(token::propose_splits(&world.authority(), new));
    world
}

#[test]
fn the_guardian_and_the_authority_cancel() {
    for name in ["guardian", "authority"] {
        let mut world = proposed();
        let who = world.actor(name);
        let event: SplitsCancelled = world.run(token::cancel_splits(&who)).event();
        assert_eq!(event.by, who);
        let config = world.token_config();
        assert_eq!((config.pending_splits.count, config.pending_splits_at), (0, 0));
        assert_eq!(token::active_splits(&config).len(), 2);
    }
}

#[test]
fn what_was_cancelled_is_never_executed() {
    let mut world = proposed();
    world.run(token::cancel_splits(&world.guardian()));
    world.advance(POWER_DELAY);
    world.refuses(token::execute_splits(), TwistTokenError::NothingProposed);
}

#[test]
fn there_must_be_something_to_cancel() {
    let mut world = proposed();
    world.run(token::cancel_splits(&world.guardian()));
    world.refuses(token::cancel_splits(&world.guardian()), TwistTokenError::NothingProposed);
}

#[test]
fn a_stranger_cancels_nothing() {
    let mut world = proposed();
    world.refuses(token::cancel_splits(&world.stranger()), TwistTokenError::NotAuthorityOrGuardian);
    let instruction = token::cancel_splits(&world.guardian());
    world.needs_every_signature(&instruction);
    world.needs_the_token_config(&instruction);
}
