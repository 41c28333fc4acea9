use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_campaign_registry::{
        error::TwistCampaignRegistryError as Error, events::AuthorityAccepted,
    },
    registry,
};
use twist_tests::{Events, World, fixtures::registry::NEXT_EVENT};

#[test]
fn the_proposed_key_takes_over_and_the_old_one_is_out() {
    let mut world = World::with_registry();
    let (authority, next) = (world.authority(), world.actor("next"));
    world.run(registry::propose_authority(&authority, &next));
    let event: AuthorityAccepted = world.run(registry::accept_authority(&next)).event();
    assert_eq!(event.header.seq, NEXT_EVENT + 1);
    assert_eq!((event.previous, event.current), (authority, next));
    let pair = world.registry_config().authority;
    assert_eq!((pair.current, pair.proposed), (next, Pubkey::default()));
    world.refuses(registry::set_guardian(&authority, &authority), Error::NotAuthority);
    world.run(registry::set_guardian(&next, &authority));
}

#[test]
fn nobody_else_accepts() {
    let mut world = World::with_registry();
    let (authority, next) = (world.authority(), world.actor("next"));
    world.refuses(registry::accept_authority(&next), Error::NotProposedAuthority);
    world.run(registry::propose_authority(&authority, &next));
    for key in [authority, world.guardian(), world.stranger()] {
        world.refuses(registry::accept_authority(&key), Error::NotProposedAuthority);
    }
    world.needs_every_signature(&registry::accept_authority(&next));
}

#[test]
fn a_proposal_is_accepted_once() {
    let mut world = World::with_registry();
    let (authority, next) = (world.authority(), world.actor("next"));
    world.run(registry::propose_authority(&authority, &next));
    world.run(registry::accept_authority(&next));
    world.refuses(registry::accept_authority(&next), Error::NotProposedAuthority);
}
