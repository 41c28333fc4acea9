use twist_client::{
    programs::twist_token::{error::TwistTokenError, events::MinterCancelled},
    token,
};
use twist_tests::{
    Events, World,
    fixtures::token::{LIMITS, POWER_DELAY, argument, stored},
};

fn proposed() -> World {
    let mut world = World::with_token();
    world.propose_minter("minter", LIMITS);
    world
}

#[test]
fn the_guardian_and_the_authority_cancel() {
    for name in ["guardian", "authority"] {
        let mut world = proposed();
        let (who, key) = (world.actor(name), world.actor("minter"));
        let event: MinterCancelled = world.run(token::cancel_minter(&who, &key)).event();
        assert_eq!((event.key, event.by), (key, who));
        let minter = world.minter("minter");
        assert_eq!((stored(&minter.proposed), minter.proposed_at), ([0; 3], 0));
    }
}

#[test]
fn limits_in_force_stay() {
    let mut world = World::with_minter();
    let (authority, key) = (world.authority(), world.actor("minter"));
    world.run(token::propose_minter_limits(&authority, &key, LIMITS));
    world.run(token::cancel_minter(&authority, &key));
    assert_eq!(stored(&world.minter("minter").limits), argument(&LIMITS));
}

#[test]
fn what_was_cancelled_is_never_executed() {
    let mut world = proposed();
    let key = world.actor("minter");
    world.run(token::cancel_minter(&world.guardian(), &key));
    world.advance(POWER_DELAY);
    world.refuses(token::execute_minter(&key), TwistTokenError::NothingProposed);
    world.refuses(token::cancel_minter(&world.guardian(), &key), TwistTokenError::NothingProposed);
}

#[test]
fn a_stranger_cancels_nothing() {
    let mut world = proposed();
    let key = world.actor("minter");
    for who in [key, world.stranger()] {
        world.refuses(token::cancel_minter(&who, &key), TwistTokenError::NotAuthorityOrGuardian);
    }
    let instruction = token::cancel_minter(&world.guardian(), &key);
    world.needs_every_signature(&instruction);
    world.needs_the_token_config(&instruction);
    world.needs_a_minter(&instruction, "minter");
}
