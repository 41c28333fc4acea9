use twist_client::{
    programs::twist_staking::{
        constants::PAUSE_DEPOSITS, error::TwistStakingError as Error, events::PauseChanged,
    },
    staking,
};
use twist_tests::{
    Events, World,
    fixtures::{staking::MONTH, token::TWIST},
};

fn paused() -> World {
    let mut world = World::with_staking();
    world.run(staking::pause(&world.guardian(), PAUSE_DEPOSITS));
    world
}

#[test]
fn the_authority_resumes_deposits() {
    let mut world = paused();
    let authority = world.authority();
    let event: PauseChanged = world.run(staking::unpause(&authority, PAUSE_DEPOSITS)).event();
    assert_eq!((event.header.seq, event.by, event.paused), (3, authority, 0));
    assert_eq!(world.staking_config().paused, 0);
    world.stake(&staking::global_pool(), "staker", 0, MONTH, TWIST);
}

#[test]
fn only_the_authority_resumes() {
    let mut world = paused();
    for who in [world.guardian(), world.stranger()] {
        world.refuses(staking::unpause(&who, PAUSE_DEPOSITS), Error::NotAuthority);
    }
    let instruction = staking::unpause(&world.authority(), PAUSE_DEPOSITS);
    world.needs_every_signature(&instruction);
    world.needs_the_staking_config(&instruction);
}

#[test]
fn only_what_is_paused_resumes() {
    let mut world = paused();
    let authority = world.authority();
    for bits in [0, 2, PAUSE_DEPOSITS | 2, u8::MAX] {
        world.refuses(staking::unpause(&authority, bits), Error::InvalidPauseBits);
    }
    world.run(staking::unpause(&authority, PAUSE_DEPOSITS));
    world.refuses(staking::unpause(&authority, PAUSE_DEPOSITS), Error::InvalidPauseBits);
}
