use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_token::{error::TwistTokenError, events::AuthorityAccepted},
    token,
};
use twist_tests::{Events, World};

fn proposed() -> (World, Pubkey) {
    let mut world = World::with_token();
    let next = world.actor("next");
    world.run(token::propose_authority(&world.authority(), &next));
    (world, next)
}

#[test]
fn the_proposed_key_takes_over() {
    let (mut world, next) = proposed();
    let event: AuthorityAccepted = world.run(token::accept_authority(&next)).event();
    assert_eq!((event.previous, event.current), (world.authority(), next));
    let pair = world.token_config().authority;
    assert_eq!((pair.current, pair.proposed), (next, Pubkey::default()));
}

#[test]
fn the_previous_authority_is_out() {
    let (mut world, next) = proposed();
    let guardian = world.guardian();
    world.run(token::accept_authority(&next));
    world.refuses(token::set_guardian(&world.authority(), &guardian), TwistTokenError::NotAuthority);
    world.run(token::set_guardian(&next, &guardian));
}

#[test]
fn only_the_proposed_key_accepts() {
    let (mut world, next) = proposed();
    for who in [world.authority(), world.guardian(), world.stranger()] {
        world.refuses(token::accept_authority(&who), TwistTokenError::NotProposedAuthority);
    }
    world.needs_every_signature(&token::accept_authority(&next));
    world.needs_the_token_config(&token::accept_authority(&next));
}

#[test]
fn it_is_accepted_once() {
    let (mut world, next) = proposed();
    world.run(token::accept_authority(&next));
    world.refuses(token::accept_authority(&next), TwistTokenError::NotProposedAuthority);
}

#[test]
fn without_a_proposal_nobody_accepts() {
    let mut world = World::with_token();
    world.refuses(token::accept_authority(&world.stranger()), TwistTokenError::NotProposedAuthority);
}
