use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_token::{error::TwistTokenError, events::AuthorityProposed},
    token,
};
use twist_tests::{Events, World};

#[test]
fn a_proposal_changes_nothing_yet() {
    let mut world = World::with_token();
    let (authority, next) = (world.authority(), world.actor("next"));
    let event: AuthorityProposed = world.run(token::propose_authority(&authority, &next)).event();
    assert_eq!((event.current, event.proposed), (authority, next));
    let pair = world.token_config().authority;
    assert_eq!((pair.current, pair.proposed), (authority, next));
    world.refuses(token::set_guardian(&next, &next), TwistTokenError::NotAuthority);
}

#[test]
fn a_later_proposal_replaces_an_earlier_one() {
    let mut world = World::with_token();
    let [first, second] = ["first", "second"].map(|name| world.actor(name));
    for next in [first, second] {
        world.run(token::propose_authority(&world.authority(), &next));
    }
    world.refuses(token::accept_authority(&first), TwistTokenError::NotProposedAuthority);
    world.run(token::accept_authority(&second));
}

#[test]
fn only_the_authority_proposes() {
    let mut world = World::with_token();
    for who in [world.guardian(), world.stranger()] {
        world.refuses(token::propose_authority(&who, &who), TwistTokenError::NotAuthority);
    }
    let instruction = token::propose_authority(&world.authority(), &world.actor("next"));
    world.needs_every_signature(&instruction);
    world.needs_the_token_config(&instruction);
}

#[test]
fn neither_nobody_nor_oneself_can_be_proposed() {
    let mut world = World::with_token();
    let authority = world.authority();
    for next in [Pubkey::default(), authority] {
        world.refuses(token::propose_authority(&authority, &next), TwistTokenError::InvalidAuthority);
    }
}
