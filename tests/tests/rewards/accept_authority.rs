use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_rewards::{error::TwistRewardsError as Error, events::AuthorityAccepted},
    rewards,
};
use twist_tests::{Events, World, fixtures::rewards::NEXT_EVENT};

#[test]
fn the_proposed_key_takes_over_and_the_old_one_is_out() {
    let mut world = World::with_registry();
    let (authority, next) = (world.authority(), world.actor("next"));
    world.run(rewards::propose_authority(&authority, &next));
    let event: AuthorityAccepted = world.run(rewards::accept_authority(&next)).event();
    assert_eq!((event.header.seq, event.previous, event.current), (NEXT_EVENT + 1, authority, next));
    let pair = world.rewards_config().authority;
    assert_eq!((pair.current, pair.proposed), (next, Pubkey::default()));
    world.refuses(rewards::set_guardian(&authority, &authority), Error::NotAuthority);
    world.run(rewards::set_guardian(&next, &authority));
}

#[test]
fn nobody_else_accepts() {
    let mut world = World::with_registry();
    let (authority, next) = (world.authority(), world.actor("next"));
    world.refuses(rewards::accept_authority(&next), Error::NotProposedAuthority);
    world.run(rewards::propose_authority(&authority, &next));
    for key in [authority, world.guardian(), world.stranger()] {
        world.refuses(rewards::accept_authority(&key), Error::NotProposedAuthority);
    }
    let instruction = rewards::accept_authority(&next);
    world.needs_every_signature(&instruction);
    world.needs_the_rewards_config(&instruction);
}

#[test]
fn a_proposal_is_accepted_once() {
    let mut world = World::with_registry();
    let (authority, next) = (world.authority(), world.actor("next"));
    world.run(rewards::propose_authority(&authority, &next));
    world.run(rewards::accept_authority(&next));
    world.refuses(rewards::accept_authority(&next), Error::NotProposedAuthority);
}
