use twist_client::{
    programs::twist_token::{
        constants::{PAUSE_EMIT, PAUSE_MINT},
        error::TwistTokenError,
        events::PauseChanged,
    },
    token,
};
use twist_tests::{Events, World};

#[test]
fn the_guardian_and_the_authority_stop_one_thing_or_both() {
    let mut world = World::with_token();
    let (guardian, authority) = (world.guardian(), world.authority());
    let event: PauseChanged = world.run(token::pause(&guardian, PAUSE_EMIT)).event();
    assert_eq!((event.by, event.paused), (guardian, PAUSE_EMIT));
    assert_eq!(world.token_config().paused, PAUSE_EMIT);
    let event: PauseChanged = world.run(token::pause(&authority, PAUSE_MINT)).event();
    assert_eq!((event.by, event.paused), (authority, PAUSE_EMIT | PAUSE_MINT));
}

#[test]
fn bits_that_are_set_already_do_not_keep_the_others_from_being_set() {
    let mut world = World::with_token();
    world.run(token::pause(&world.guardian(), PAUSE_EMIT));
    world.run(token::pause(&world.guardian(), PAUSE_EMIT | PAUSE_MINT));
    assert_eq!(world.token_config().paused, PAUSE_EMIT | PAUSE_MINT);
}

#[test]
fn a_pause_that_changes_nothing_is_refused() {
    let mut world = World::with_token();
    let guardian = world.guardian();
    world.refuses(token::pause(&guardian, 0), TwistTokenError::InvalidPauseBits);
    world.run(token::pause(&guardian, PAUSE_EMIT));
    world.refuses(token::pause(&guardian, PAUSE_EMIT), TwistTokenError::InvalidPauseBits);
}

#[test]
fn there_are_no_other_switches() {
    let mut world = World::with_token();
    for bits in [4, 128, 255, PAUSE_EMIT | 4] {
        world.refuses(token::pause(&world.authority(), bits), TwistTokenError::InvalidPauseBits);
    }
}

#[test]
fn a_stranger_stops_nothing() {
    let mut world = World::with_token();
    world.refuses(token::pause(&world.stranger(), PAUSE_EMIT), TwistTokenError::NotAuthorityOrGuardian);
    let instruction = token::pause(&world.guardian(), PAUSE_EMIT);
    world.needs_every_signature(&instruction);
    world.needs_the_token_config(&instruction);
}
