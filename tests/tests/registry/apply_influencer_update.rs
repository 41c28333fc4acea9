use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_campaign_registry::{
        constants::NOTICE_SECONDS, error::TwistCampaignRegistryError as Error,
        events::InfluencerUpdateApplied, types::UpdateInfluencerArgs,
    },
    registry,
};
use twist_tests::{Events, Variation, World, fixtures::registry::NEXT_EVENT};

/// An influencer that has announced to leave its pool.
fn with_announcement() -> (World, Pubkey) {
    let mut world = World::with_registry();
    let wallet = world.influencer_with_share("influencer", 1_000);
    let args = UpdateInfluencerArgs { payout_owner: wallet, pool: Pubkey::default(), pool_share_bps: 0 };
    world.run(registry::update_influencer(&wallet, args));
    (world, wallet)
}

#[test]
fn the_stakers_have_the_whole_notice_period() {
    let (mut world, wallet) = with_announcement();
    world.advance(NOTICE_SECONDS - 1);
    world.refuses(registry::apply_influencer_update(&wallet), Error::DelayNotOver);
    world.advance(1);
    let event: InfluencerUpdateApplied = world.run(registry::apply_influencer_update(&wallet)).event();
    assert_eq!((event.header.seq, event.influencer), (NEXT_EVENT + 2, registry::influencer(&wallet)));
    assert_eq!((event.pool, event.pool_share_bps), (Pubkey::default(), 0));
    let state = world.influencer(&wallet);
    assert_eq!((state.pool, state.pool_share_bps), (Pubkey::default(), 0));
    assert_eq!(
        (state.pending_at, state.pending_pool, state.pending_pool_share_bps),
        (0, Pubkey::default(), 0)
    );
}

#[test]
fn an_announcement_is_applied_once() {
    let (mut world, wallet) = with_announcement();
    world.advance(NOTICE_SECONDS);
    world.run(registry::apply_influencer_update(&wallet));
    world.refuses(registry::apply_influencer_update(&wallet), Error::NothingProposed);
}

#[test]
fn an_announcement_does_not_count_for_another_entry() {
    let (mut world, wallet) = with_announcement();
    let other = world.influencer_with_share("other", 1_000);
    world.advance(NOTICE_SECONDS);
    let crossed = registry::apply_influencer_update(&wallet)
        .with(&registry::influencer(&wallet), &registry::influencer(&other));
    world.refuses(crossed, Error::NothingProposed);
}
