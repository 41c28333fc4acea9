use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_token::{error::TwistTokenError, events::MinterProposed, types::MinterLimitsArg},
    token,
};
use twist_tests::{
    Events, World,
    fixtures::token::{LIMITS, POWER_DELAY, argument, stored},
};

const HIGHER: MinterLimitsArg = MinterLimitsArg {
    allowance: 2 * LIMITS.allowance,
    capacity: 2 * LIMITS.capacity,
    refill_per_second: 2 * LIMITS.refill_per_second,
};

fn with_minter() -> (World, Pubkey, Pubkey) {
    let world = World::with_minter();
    let (authority, minter) = (world.authority(), world.actor("minter"));
    (world, authority, minter)
}

#[test]
fn higher_limits_wait_while_the_present_ones_stay() {
    let (mut world, authority, key) = with_minter();
    let event: MinterProposed = world.run(token::propose_minter_limits(&authority, &key, HIGHER)).event();
    let earliest = world.time() + POWER_DELAY;
    assert_eq!((event.key, event.earliest), (key, earliest));
    assert_eq!(argument(&event.limits), argument(&HIGHER));
    let minter = world.minter("minter");
    assert_eq!((stored(&minter.limits), stored(&minter.proposed)), (argument(&LIMITS), argument(&HIGHER)));
    assert_eq!(minter.proposed_at, earliest);
}

#[test]
fn a_later_proposal_waits_anew() {
    let (mut world, authority, key) = with_minter();
    world.run(token::propose_minter_limits(&authority, &key, HIGHER));
    world.advance(POWER_DELAY);
    world.run(token::propose_minter_limits(&authority, &key, HIGHER));
    world.refuses(token::execute_minter(&key), TwistTokenError::DelayNotOver);
}

#[test]
fn only_the_authority_proposes() {
    let (mut world, authority, key) = with_minter();
    for who in [world.guardian(), key, world.stranger()] {
        world.refuses(token::propose_minter_limits(&who, &key, HIGHER), TwistTokenError::NotAuthority);
    }
    let instruction = token::propose_minter_limits(&authority, &key, HIGHER);
    world.needs_every_signature(&instruction);
    world.needs_the_token_config(&instruction);
    world.needs_a_minter(&instruction, "minter");
}

#[test]
fn limits_must_make_sense() {
    let (mut world, authority, key) = with_minter();
    for limits in [
        MinterLimitsArg { allowance: 0, ..HIGHER },
        MinterLimitsArg { capacity: 0, ..HIGHER },
        MinterLimitsArg { capacity: HIGHER.allowance + 1, ..HIGHER },
    ] {
        let instruction = token::propose_minter_limits(&authority, &key, limits);
        world.refuses(instruction, TwistTokenError::InvalidLimits);
    }
}
