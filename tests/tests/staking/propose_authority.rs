use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_staking::{error::TwistStakingError as Error, events::AuthorityProposed},
    staking,
};
use twist_tests::{Events, World};

#[test]
fn a_proposal_changes_nothing_yet() {
    let mut world = World::with_staking();
    let (authority, next) = (world.authority(), world.actor("next"));
    let event: AuthorityProposed = world.run(staking::propose_authority(&authority, &next)).event();
    assert_eq!((event.header.seq, event.current, event.proposed), (2, authority, next));
    let pair = world.staking_config().authority;
    assert_eq!((pair.current, pair.proposed), (authority, next));
    world.refuses(staking::set_guardian(&next, &next), Error::NotAuthority);
}

#[test]
fn a_later_proposal_replaces_an_earlier_one() {
    let mut world = World::with_staking();
    let [first, second] = ["first", "second"].map(|name| world.actor(name));
    for next in [first, second] {
        world.run(staking::propose_authority(&world.authority(), &next));
    }
    world.refuses(staking::accept_authority(&first), Error::NotProposedAuthority);
    world.run(staking::accept_authority(&second));
}

#[test]
fn only_the_authority_proposes() {
    let mut world = World::with_staking();
    for who in [world.guardian(), world.actor("upgrader"), world.stranger()] {
        world.refuses(staking::propose_authority(&who, &who), Error::NotAuthority);
    }
    let instruction = staking::propose_authority(&world.authority(), &world.actor("next"));
    world.needs_every_signature(&instruction);
    world.needs_the_staking_config(&instruction);
}

#[test]
fn neither_nobody_nor_oneself_can_be_proposed() {
    let mut world = World::with_staking();
    let authority = world.authority();
    for next in [Pubkey::default(), authority] {
        world.refuses(staking::propose_authority(&authority, &next), Error::InvalidAuthority);
    }
}
