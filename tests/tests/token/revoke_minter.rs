use twist_client::{
    programs::twist_token::{error::TwistTokenError, events::MinterRevoked},
    token,
};
use twist_tests::{
    Events, World,
    fixtures::token::{LIMITS, POWER_DELAY, TWIST, stored},
};

#[test]
fn all_power_ends_at_once() {
    for name in ["guardian", "authority"] {
        let mut world = World::with_minter();
        let (who, key, treasury) = (world.actor(name), world.actor("minter"), world.actor("treasury"));
        world.run(token::propose_minter_limits(&world.authority(), &key, LIMITS));
        let event: MinterRevoked = world.run(token::revoke_minter(&who, &key)).event();
        assert_eq!((event.key, event.by), (key, who));
        let minter = world.minter("minter");
        assert_eq!((stored(&minter.limits), stored(&minter.proposed)), ([0; 3], [0; 3]));
        assert_eq!((minter.level, minter.proposed_at), (0, 0));
        world.refuses(token::mint_to(&key, &treasury, 1), TwistTokenError::AllowanceExceeded);
        world.advance(POWER_DELAY);
        world.refuses(token::execute_minter(&key), TwistTokenError::NothingProposed);
    }
}

#[test]
fn what_was_used_is_not_forgotten() {
    let mut world = World::with_minter();
    let (authority, key, treasury) = (world.authority(), world.actor("minter"), world.actor("treasury"));
    world.run(token::mint_to(&key, &treasury, LIMITS.capacity));
    world.run(token::revoke_minter(&authority, &key));
    world.run(token::propose_minter_limits(&authority, &key, LIMITS));
    world.advance(POWER_DELAY);
    world.run(token::execute_minter(&key));
    assert_eq!(world.minter("minter").used, LIMITS.capacity);
    world.refuses(token::mint_to(&key, &treasury, TWIST), TwistTokenError::RateExceeded);
}

#[test]
fn another_minter_keeps_its_power() {
    let mut world = World::with_minter();
    let (other, treasury) = (world.install_minter("other", LIMITS), world.actor("treasury"));
    world.run(token::revoke_minter(&world.guardian(), &world.actor("minter")));
    world.advance(1);
    world.run(token::mint_to(&other, &treasury, TWIST));
}

#[test]
fn a_stranger_revokes_nothing() {
    let mut world = World::with_minter();
    let key = world.actor("minter");
    for who in [key, world.stranger()] {
        world.refuses(token::revoke_minter(&who, &key), TwistTokenError::NotAuthorityOrGuardian);
    }
    let instruction = token::revoke_minter(&world.guardian(), &key);
    world.needs_every_signature(&instruction);
    world.needs_the_token_config(&instruction);
    world.needs_a_minter(&instruction, "minter");
}
