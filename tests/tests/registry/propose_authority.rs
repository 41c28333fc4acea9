use anchor_lang::error::ErrorCode;
use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_campaign_registry::{
        error::TwistCampaignRegistryError as Error, events::AuthorityProposed,
    },
    registry, rewards,
};
use twist_tests::{Events, Variation, World, fixtures::registry::NEXT_EVENT};

#[test]
fn a_proposed_key_has_no_power_yet() {
    let mut world = World::with_registry();
    let (authority, next) = (world.authority(), world.actor("next"));
    let event: AuthorityProposed = world.run(registry::propose_authority(&authority, &next)).event();
    assert_eq!(event.header.seq, NEXT_EVENT);
    assert_eq!((event.current, event.proposed), (authority, next));
    let pair = world.registry_config().authority;
    assert_eq!((pair.current, pair.proposed), (authority, next));
    world.refuses(registry::set_guardian(&next, &next), Error::NotAuthority);
}

#[test]
fn the_last_proposal_counts() {
    let mut world = World::with_registry();
    let (authority, first, second) = (world.authority(), world.actor("first"), world.actor("second"));
    world.run(registry::propose_authority(&authority, &first));
    world.run(registry::propose_authority(&authority, &second));
    world.refuses(registry::accept_authority(&first), Error::NotProposedAuthority);
    world.run(registry::accept_authority(&second));
}

#[test]
fn only_the_authority_proposes() {
    let mut world = World::with_registry();
    let next = world.actor("next");
    for key in [world.guardian(), world.registrar(), world.stranger()] {
        world.refuses(registry::propose_authority(&key, &next), Error::NotAuthority);
    }
    let instruction = registry::propose_authority(&world.authority(), &next);
    world.needs_every_signature(&instruction);
    let forged = instruction.with(&registry::config(), &rewards::config());
    world.refuses(forged, ErrorCode::AccountOwnedByWrongProgram);
}

#[test]
fn neither_nobody_nor_the_present_authority_is_a_successor() {
    let mut world = World::with_registry();
    let authority = world.authority();
    for next in [Pubkey::default(), authority] {
        world.refuses(registry::propose_authority(&authority, &next), Error::InvalidAuthority);
    }
}
