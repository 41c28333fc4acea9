use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_staking::{error::TwistStakingError as Error, events::AuthorityCancelled},
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
fn a_cancelled_proposal_cannot_be_accepted() {
    let (mut world, next) = proposed();
    let event: AuthorityCancelled = world.run(staking::cancel_authority(&world.authority())).event();
    assert_eq!((event.header.seq, event.cancelled), (3, next));
    let pair = world.staking_config().authority;
    assert_eq!((pair.current, pair.proposed), (world.authority(), Pubkey::default()));
    world.refuses(staking::accept_authority(&next), Error::NotProposedAuthority);
}

#[test]
fn only_the_authority_cancels() {
    let (mut world, next) = proposed();
    // The guardian must not be able to keep a compromised authority from being replaced.
    for who in [world.guardian(), next, world.stranger()] {
        world.refuses(staking::cancel_authority(&who), Error::NotAuthority);
    }
    let instruction = staking::cancel_authority(&world.authority());
    world.needs_every_signature(&instruction);
    world.needs_the_staking_config(&instruction);
}

#[test]
fn there_must_be_something_to_cancel() {
    let (mut world, _) = proposed();
    world.run(staking::cancel_authority(&world.authority()));
    world.refuses(staking::cancel_authority(&world.authority()), Error::NothingProposed);
}
