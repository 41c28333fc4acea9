use twist_client::{
    programs::twist_token::{
        constants::{PAUSE_EMIT, PAUSE_MINT},
        error::TwistTokenError,
        events::PauseChanged,
    },
    token,
};
use twist_tests::{Events, World};

fn paused(bits: u8) -> World {
    let mut world = World::with_token();
    world.run(token::pause(&world.guardian(), bits));
    world
}

#[test]
fn the_authority_resumes_one_thing_or_both() {
    let mut world = paused(PAUSE_EMIT | PAUSE_MINT);
    let event: PauseChanged = world.run(token::unpause(&world.authority(), PAUSE_EMIT)).event();
    assert_eq!((event.by, event.paused), (world.authority(), PAUSE_MINT));
    assert_eq!(world.token_config().paused, PAUSE_MINT);
    world.run(token::unpause(&world.authority(), PAUSE_MINT));
    assert_eq!(world.token_config().paused, 0);
}

#[test]
fn only_the_authority_resumes() {
    let mut world = paused(PAUSE_EMIT);
    for who in [world.guardian(), world.stranger()] {
        world.refuses(token::unpause(&who, PAUSE_EMIT), TwistTokenError::NotAuthority);
    }
    let instruction = token::unpause(&world.authority(), PAUSE_EMIT);
    world.needs_every_signature(&instruction);
    world.needs_the_token_config(&instruction);
}

#[test]
fn only_what_is_paused_resumes() {
    let mut world = paused(PAUSE_EMIT);
    for bits in [0, PAUSE_MINT, PAUSE_EMIT | PAUSE_MINT, 4] {
        world.refuses(token::unpause(&world.authority(), bits), TwistTokenError::InvalidPauseBits);
    }
}
