use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_rewards::{error::TwistRewardsError as Error, events::AuthorityProposed},
    rewards,
};
use twist_tests::{Events, World, fixtures::rewards::NEXT_EVENT};

#[test]
fn a_proposed_key_has_no_power_yet() {
    let mut world = World::with_registry();
    let (authority, next) = (world.authority(), world.actor("next"));
    let event: AuthorityProposed = world.run(rewards::propose_authority(&authority, &next)).event();
    assert_eq!((event.header.seq, event.current, event.proposed), (NEXT_EVENT, authority, next));
    let pair = world.rewards_config().authority;
    assert_eq!((pair.current, pair.proposed), (authority, next));
    world.refuses(rewards::set_guardian(&next, &next), Error::NotAuthority);
}

#[test]
fn the_last_proposal_counts() {
    let mut world = World::with_registry();
    let (authority, first, second) = (world.authority(), world.actor("first"), world.actor("second"));
    world.run(rewards::propose_authority(&authority, &first));
    world.run(rewards::propose_authority(&authority, &second));
    world.refuses(rewards::accept_authority(&first), Error::NotProposedAuthority);
    world.run(rewards::accept_authority(&second));
}

#[test]
fn only_the_authority_proposes() {
    let mut world = World::with_registry();
    let next = world.actor("next");
    for key in [next, world.guardian(), world.stranger()] {
        world.refuses(rewards::propose_authority(&key, &next), Error::NotAuthority);
    }
    let instruction = rewards::propose_authority(&world.authority(), &next);
    world.needs_every_signature(&instruction);
    world.needs_the_rewards_config(&instruction);
}

#[test]
fn neither_nobody_nor_the_present_authority_is_a_successor() {
    let mut world = World::with_registry();
    let authority = world.authority();
    for next in [Pubkey::default(), authority] {
        world.refuses(rewards::propose_authority(&authority, &next), Error::InvalidAuthority);
    }
}
