use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_token::{constants::PAUSE_EMIT, error::TwistTokenError, events::GuardianSet},
    token,
};
use twist_tests::{Events, World};

#[test]
fn the_new_guardian_can_stop_and_the_old_one_cannot() {
    let mut world = World::with_token();
    let (old, new) = (world.guardian(), world.actor("new guardian"));
    let event: GuardianSet = world.run(token::set_guardian(&world.authority(), &new)).event();
    assert_eq!((event.previous, event.guardian), (old, new));
    assert_eq!(world.token_config().guardian, new);
    world.refuses(token::pause(&old, PAUSE_EMIT), TwistTokenError::NotAuthorityOrGuardian);
    world.run(token::pause(&new, PAUSE_EMIT));
}

#[test]
fn there_may_be_none() {
    let mut world = World::with_token();
    world.run(token::set_guardian(&world.authority(), &Pubkey::default()));
    world.refuses(token::pause(&world.guardian(), PAUSE_EMIT), TwistTokenError::NotAuthorityOrGuardian);
}

#[test]
fn only_the_authority_names_one() {
    let mut world = World::with_token();
    for who in [world.guardian(), world.stranger()] {
        world.refuses(token::set_guardian(&who, &who), TwistTokenError::NotAuthority);
    }
    let instruction = token::set_guardian(&world.authority(), &world.guardian());
    world.needs_every_signature(&instruction);
    world.needs_the_token_config(&instruction);
}
