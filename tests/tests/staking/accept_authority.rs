use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_staking::{error::TwistStakingError as Error, events::AuthorityAccepted},
    staking,
};
use twist_tests::{Events, World};

fn proposed() -> (World, Pubkey) {
    let mut world = World::with_staking();
    let next = world.actor("next");
    world.run(staking::propose_authority(&world.authority(), &next));
    (world, next)
}

#[test]
fn the_proposed_key_takes_over() {
    let (mut world, next) = proposed();
    let event: AuthorityAccepted = world.run(staking::accept_authority(&next)).event();
    assert_eq!((event.header.seq, event.previous, event.current), (3, world.authority(), next));
    let pair = world.staking_config().authority;
    assert_eq!((pair.current, pair.proposed), (next, Pubkey::default()));
}

#[test]
fn the_previous_authority_is_out() {
    let (mut world, next) = proposed();
    let guardian = world.guardian();
    world.run(staking::accept_authority(&next));
    world.refuses(staking::set_guardian(&world.authority(), &guardian), Error::NotAuthority);
    world.run(staking::set_guardian(&next, &guardian));
}

#[test]
fn only_the_proposed_key_accepts() {
    let (mut world, next) = proposed();
    for who in [world.authority(), world.guardian(), world.stranger()] {
        world.refuses(staking::accept_authority(&who), Error::NotProposedAuthority);
    }
    world.needs_every_signature(&staking::accept_authority(&next));
    world.needs_the_staking_config(&staking::accept_authority(&next));
}

#[test]
fn it_is_accepted_once() {
    let (mut world, next) = proposed();
    world.run(staking::accept_authority(&next));
    world.refuses(staking::accept_authority(&next), Error::NotProposedAuthority);
}

#[test]
fn without_a_proposal_nobody_accepts() {
    let mut world = World::with_staking();
    for who in [world.authority(), world.stranger()] {
        world.refuses(staking::accept_authority(&who), Error::NotProposedAuthority);
    }
}
