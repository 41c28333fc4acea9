use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_staking::{
        constants::PAUSE_DEPOSITS, error::TwistStakingError as Error, events::GuardianSet,
    },
    staking,
};
use twist_tests::{Events, World};

#[test]
fn the_new_guardian_can_stop_and_the_old_one_cannot() {
    let mut world = World::with_staking();
    let (old, new) = (world.guardian(), world.actor("new guardian"));
    let event: GuardianSet = world.run(staking::set_guardian(&world.authority(), &new)).event();
    assert_eq!((event.header.seq, event.previous, event.guardian), (2, old, new));
    assert_eq!(world.staking_config().guardian, new);
    world.refuses(staking::pause(&old, PAUSE_DEPOSITS), Error::NotAuthorityOrGuardian);
    world.run(staking::pause(&new, PAUSE_DEPOSITS));
}

#[test]
fn there_may_be_none() {
    let mut world = World::with_staking();
    world.run(staking::set_guardian(&world.authority(), &Pubkey::default()));
    world.refuses(staking::pause(&world.guardian(), PAUSE_DEPOSITS), Error::NotAuthorityOrGuardian);
    world.run(staking::pause(&world.authority(), PAUSE_DEPOSITS));
}

#[test]
fn only_the_authority_names_one() {
    let mut world = World::with_staking();
    for who in [world.guardian(), world.stranger()] {
        world.refuses(staking::set_guardian(&who, &who), Error::NotAuthority);
    }
    let instruction = staking::set_guardian(&world.authority(), &world.guardian());
    world.needs_every_signature(&instruction);
    world.needs_the_staking_config(&instruction);
}
