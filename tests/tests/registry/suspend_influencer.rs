use anchor_lang::error::ErrorCode;
use twist_client::{
    programs::twist_campaign_registry::{
        error::TwistCampaignRegistryError as Error, events::InfluencerSuspended,
    },
    registry,
};
use twist_tests::{Events, Variation, World, fixtures::registry::NEXT_EVENT};

use super::status;

#[test]
fn registrar_authority_and_guardian_suspend() {
    for role in ["registrar", "authority", "guardian"] {
        let mut world = World::with_registry();
        let (wallet, by) = (world.influencer_with_share("influencer", 0), world.actor(role));
        let event: InfluencerSuspended = world.run(registry::suspend_influencer(&by, &wallet)).event();
        assert_eq!((event.header.seq, event.by), (NEXT_EVENT + 1, by));
        assert_eq!(event.influencer, registry::influencer(&wallet));
        assert_eq!(world.influencer(&wallet).status, status::influencer::SUSPENDED);
    }
}

#[test]
fn nobody_else_suspends() {
    let mut world = World::with_registry();
    let wallet = world.influencer_with_share("influencer", 0);
    for key in [world.stranger(), wallet] {
        world.refuses(registry::suspend_influencer(&key, &wallet), Error::NotModerator);
    }
    world.needs_every_signature(&registry::suspend_influencer(&world.registrar(), &wallet));
}

#[test]
fn a_suspended_influencer_is_not_suspended_again() {
    let mut world = World::with_registry();
    let wallet = world.influencer_with_share("influencer", 0);
    world.run(registry::suspend_influencer(&world.guardian(), &wallet));
    world.refuses(registry::suspend_influencer(&world.guardian(), &wallet), Error::Suspended);
}

#[test]
fn a_publisher_is_no_influencer() {
    let mut world = World::with_registry();
    let (wallet, publisher) = (world.influencer_with_share("influencer", 0), world.claim_site("owner"));
    let instruction = registry::suspend_influencer(&world.guardian(), &wallet);
    let wrong = instruction.with(&registry::influencer(&wallet), &publisher);
    world.refuses(wrong, ErrorCode::AccountDiscriminatorMismatch);
}
