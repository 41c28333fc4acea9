use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_token::{error::TwistTokenError, events::AuthorityCancelled},
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
fn a_cancelled_proposal_cannot_be_accepted() {
    let (mut world, next) = proposed();
    let event: AuthorityCancelled = world.run(token::cancel_authority(&world.authority())).event();
    assert_eq!(event.cancelled, next);
    assert_eq!(world.token_config().authority.proposed, Pubkey::default());
    world.refuses(token::accept_authority(&next), TwistTokenError::NotProposedAuthority);
}

#[test]
fn only_the_authority_cancels() {
    let (mut world, next) = proposed();
    // The guardian must not be able to keep a compromised authority from being replaced.
    for who in [world.guardian(), next, world.stranger()] {
        world.refuses(token::cancel_authority(&who), TwistTokenError::NotAuthority);
    }
    let instruction = token::cancel_authority(&world.authority());
    world.needs_every_signature(&instruction);
    world.needs_the_token_config(&instruction);
}

#[test]
fn there_must_be_something_to_cancel() {
    let (mut world, _) = proposed();
    world.run(token::cancel_authority(&world.authority()));
    world.refuses(token::cancel_authority(&world.authority()), TwistTokenError::NothingProposed);
}
