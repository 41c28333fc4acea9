use anchor_lang::error::ErrorCode;
use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_campaign_registry::{
        constants::{MAX_POOL_SHARE_BPS, NOTICE_SECONDS},
        error::TwistCampaignRegistryError as Error,
        events::InfluencerUpdated,
        types::UpdateInfluencerArgs,
    },
    registry,
};
use twist_tests::{Events, Variation, World, fixtures::registry::NEXT_EVENT};

const SHARE: u16 = 1_000;

/// An influencer that gives [`SHARE`] to its pool, and an update that changes nothing.
fn with_influencer() -> (World, Pubkey, UpdateInfluencerArgs) {
    let mut world = World::with_registry();
    let wallet = world.influencer_with_share("influencer", SHARE);
    let same =
        UpdateInfluencerArgs { payout_owner: wallet, pool: world.actor("pool"), pool_share_bps: SHARE };
    (world, wallet, same)
}

#[test]
fn a_better_deal_for_the_stakers_holds_at_once() {
    let (mut world, wallet, same) = with_influencer();
    let args = UpdateInfluencerArgs { pool_share_bps: SHARE + 1, ..same };
    let event: InfluencerUpdated = world.run(registry::update_influencer(&wallet, args)).event();
    assert_eq!((event.header.seq, event.influencer), (NEXT_EVENT + 1, registry::influencer(&wallet)));
    assert_eq!((event.pool_share_bps, event.earliest), (SHARE + 1, 0));
    let state = world.influencer(&wallet);
    assert_eq!((state.pool_share_bps, state.pending_at), (SHARE + 1, 0));
}

#[test]
fn a_worse_deal_is_only_announced() {
    let (mut world, wallet, same) = with_influencer();
    let (pool, other) = (same.pool, world.actor("other pool"));
    for (new_pool, share) in [(pool, SHARE - 1), (other, MAX_POOL_SHARE_BPS), (Pubkey::default(), 0)] {
        let args = UpdateInfluencerArgs { pool: new_pool, pool_share_bps: share, ..same };
        let event: InfluencerUpdated = world.run(registry::update_influencer(&wallet, args)).event();
        let earliest = world.time() + NOTICE_SECONDS;
        assert_eq!((event.pool, event.pool_share_bps, event.earliest), (new_pool, share, earliest));
        let state = world.influencer(&wallet);
        assert_eq!((state.pool, state.pool_share_bps), (pool, SHARE));
        assert_eq!((state.pending_pool, state.pending_pool_share_bps), (new_pool, share));
        assert_eq!(state.pending_at, earliest);
    }
}

#[test]
fn who_is_paid_changes_at_once_in_any_case() {
    let (mut world, wallet, same) = with_influencer();
    let payout_owner = world.actor("payout");
    let args = UpdateInfluencerArgs { payout_owner, pool_share_bps: SHARE - 1, ..same };
    let event: InfluencerUpdated = world.run(registry::update_influencer(&wallet, args)).event();
    assert_eq!((event.payout_owner, world.influencer(&wallet).payout_owner), (payout_owner, payout_owner));
}

#[test]
fn taking_an_announcement_back_leaves_nothing_to_apply() {
    let (mut world, wallet, same) = with_influencer();
    let args = UpdateInfluencerArgs { pool_share_bps: 1, ..same };
    world.run(registry::update_influencer(&wallet, args));
    world.run(registry::update_influencer(&wallet, same));
    world.advance(NOTICE_SECONDS);
    world.refuses(registry::apply_influencer_update(&wallet), Error::NothingProposed);
}

#[test]
fn a_first_pool_needs_no_notice() {
    let (mut world, _, same) = with_influencer();
    let wallet = world.influencer_with_share("newcomer", 0);
    world.run(registry::update_influencer(&wallet, same));
    assert_eq!(world.influencer(&wallet).pool_share_bps, SHARE);
}

#[test]
fn impossible_entries_are_refused() {
    let (mut world, wallet, same) = with_influencer();
    let none = Pubkey::default();
    for (args, error) in [
        (UpdateInfluencerArgs { payout_owner: none, ..same }, Error::InvalidPayoutOwner),
        (UpdateInfluencerArgs { pool: none, ..same }, Error::InvalidPoolShare),
        (UpdateInfluencerArgs { pool_share_bps: 0, ..same }, Error::InvalidPoolShare),
        (UpdateInfluencerArgs { pool_share_bps: MAX_POOL_SHARE_BPS + 1, ..same }, Error::InvalidPoolShare),
    ] {
        world.refuses(registry::update_influencer(&wallet, args), error);
    }
}

#[test]
fn only_the_wallet_updates_its_entry() {
    let (mut world, wallet, same) = with_influencer();
    let (entry, other) = (registry::influencer(&wallet), world.influencer_with_share("other", 0));
    let crossed = registry::update_influencer(&other, same);
    world.refuses(crossed.with(&registry::influencer(&other), &entry), Error::NotOwner);
    let instruction = registry::update_influencer(&wallet, same);
    world.needs_every_signature(&instruction);
    let publisher = world.claim_site("influencer");
    world.refuses(instruction.with(&entry, &publisher), ErrorCode::AccountDiscriminatorMismatch);
}
