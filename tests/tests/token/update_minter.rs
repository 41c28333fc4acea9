use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_token::{error::TwistTokenError, events::MinterChanged, types::MinterLimitsArg},
    token,
};
use twist_tests::{
    Events, World,
    fixtures::token::{LIMITS, TWIST, argument, stored},
};

const LOWER: MinterLimitsArg =
    MinterLimitsArg { allowance: 10 * TWIST, capacity: TWIST, refill_per_second: 0 };

fn with_minter() -> (World, Pubkey, Pubkey) {
    let world = World::with_minter();
    let (authority, minter) = (world.authority(), world.actor("minter"));
    (world, authority, minter)
}

#[test]
fn lower_limits_hold_at_once() {
    let (mut world, authority, key) = with_minter();
    let event: MinterChanged = world.run(token::update_minter(&authority, &key, LOWER)).event();
    assert_eq!((event.key, argument(&event.limits)), (key, argument(&LOWER)));
    let minter = world.minter("minter");
    assert_eq!((stored(&minter.limits), minter.level), (argument(&LOWER), TWIST));
    let treasury = world.actor("treasury");
    world.refuses(token::mint_to(&key, &treasury, TWIST + 1), TwistTokenError::RateExceeded);
    world.run(token::mint_to(&key, &treasury, TWIST));
}

#[test]
fn no_limit_may_rise() {
    let (mut world, authority, key) = with_minter();
    for limits in [
        MinterLimitsArg { allowance: LIMITS.allowance + 1, ..LOWER },
        MinterLimitsArg { capacity: LIMITS.capacity + 1, allowance: LIMITS.allowance, ..LOWER },
        MinterLimitsArg { refill_per_second: LIMITS.refill_per_second + 1, ..LOWER },
    ] {
        world.refuses(token::update_minter(&authority, &key, limits), TwistTokenError::LimitsNotLower);
    }
    world.run(token::update_minter(&authority, &key, LIMITS));
}

#[test]
fn limits_must_make_sense() {
    let (mut world, authority, key) = with_minter();
    for limits in [
        MinterLimitsArg { allowance: 0, ..LOWER },
        MinterLimitsArg { capacity: 0, ..LOWER },
        MinterLimitsArg { capacity: LOWER.allowance + 1, ..LOWER },
    ] {
        world.refuses(token::update_minter(&authority, &key, limits), TwistTokenError::InvalidLimits);
    }
}

#[test]
fn it_is_no_way_around_the_delay() {
    let mut world = World::with_token();
    world.propose_minter("minter", LIMITS);
    let instruction = token::update_minter(&world.authority(), &world.actor("minter"), LIMITS);
    world.refuses(instruction, TwistTokenError::LimitsNotLower);
}

#[test]
fn an_allowance_below_what_was_used_ends_minting() {
    let (mut world, authority, key) = with_minter();
    let treasury = world.actor("treasury");
    world.run(token::mint_to(&key, &treasury, 2 * TWIST));
    let limits = MinterLimitsArg { allowance: TWIST, ..LOWER };
    world.run(token::update_minter(&authority, &key, limits));
    world.refuses(token::mint_to(&key, &treasury, 1), TwistTokenError::AllowanceExceeded);
}

#[test]
fn only_the_authority_updates() {
    let (mut world, authority, key) = with_minter();
    for who in [world.guardian(), key, world.stranger()] {
        world.refuses(token::update_minter(&who, &key, LOWER), TwistTokenError::NotAuthority);
    }
    let instruction = token::update_minter(&authority, &key, LOWER);
    world.needs_every_signature(&instruction);
    world.needs_the_token_config(&instruction);
    world.needs_a_minter(&instruction, "minter");
}
