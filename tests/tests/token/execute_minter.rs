use twist_client::{
    programs::twist_token::{error::TwistTokenError, events::MinterChanged, types::MinterLimitsArg},
    token,
};
use twist_tests::{
    Events, World,
    fixtures::token::{LIMITS, POWER_DELAY, TWIST, argument, stored},
};

fn proposed() -> World {
    let mut world = World::with_token();
    world.propose_minter("minter", LIMITS);
    world
}

#[test]
fn anyone_puts_limits_into_force_after_the_delay() {
    let mut world = proposed();
    let key = world.actor("minter");
    world.advance(POWER_DELAY - 1);
    world.refuses(token::execute_minter(&key), TwistTokenError::DelayNotOver);
    world.advance(1);
    let event: MinterChanged = world.run(token::execute_minter(&key)).event();
    assert_eq!((event.key, argument(&event.limits)), (key, argument(&LIMITS)));
    let minter = world.minter("minter");
    assert_eq!((stored(&minter.limits), stored(&minter.proposed)), (argument(&LIMITS), [0; 3]));
    assert_eq!(minter.proposed_at, 0);
}

#[test]
fn a_new_bucket_is_empty() {
    let mut world = proposed();
    let (key, treasury) = (world.actor("minter"), world.actor("treasury"));
    world.advance(POWER_DELAY);
    world.run(token::execute_minter(&key));
    world.refuses(token::mint_to(&key, &treasury, 1), TwistTokenError::RateExceeded);
    world.advance(1);
    world.run(token::mint_to(&key, &treasury, LIMITS.refill_per_second));
}

#[test]
fn a_raise_adds_nothing_at_once() {
    let mut world = World::with_minter();
    let (key, treasury) = (world.actor("minter"), world.actor("treasury"));
    let higher = MinterLimitsArg { capacity: 2 * LIMITS.capacity, refill_per_second: 0, ..LIMITS };
    world.run(token::propose_minter_limits(&world.authority(), &key, higher));
    world.advance(POWER_DELAY);
    world.run(token::execute_minter(&key));
    assert_eq!(world.minter("minter").level, LIMITS.capacity);
    world.refuses(token::mint_to(&key, &treasury, LIMITS.capacity + 1), TwistTokenError::RateExceeded);
}

#[test]
fn a_smaller_bucket_holds_less() {
    let mut world = World::with_minter();
    let key = world.actor("minter");
    world.run(token::propose_minter_limits(
        &world.authority(),
        &key,
        MinterLimitsArg { capacity: TWIST, ..LIMITS },
    ));
    world.advance(POWER_DELAY);
    world.run(token::execute_minter(&key));
    assert_eq!(world.minter("minter").level, TWIST);
}

#[test]
fn a_proposal_is_executed_once() {
    let mut world = World::with_minter();
    world.refuses(token::execute_minter(&world.actor("minter")), TwistTokenError::NothingProposed);
}

#[test]
fn it_takes_the_config_and_a_minter() {
    let mut world = proposed();
    let instruction = token::execute_minter(&world.actor("minter"));
    world.needs_the_token_config(&instruction);
    world.needs_a_minter(&instruction, "minter");
}
