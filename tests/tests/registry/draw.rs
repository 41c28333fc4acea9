use anchor_lang::error::ErrorCode;
use solana_pubkey::Pubkey;
use spl_token_interface::error::TokenError;
use twist_client::{
    programs::{
        twist_campaign_registry::{
            constants::{PAUSE_CREATE, PAUSE_FUND},
            error::TwistCampaignRegistryError as Error,
            events::CampaignDrawn,
        },
        twist_rewards::error::TwistRewardsError,
    },
    registry, rewards,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::registry::{BUDGET, DAILY_CAP, DAY, DURATION, USDC},
};

/// What a day's cap pays after the fee of 5 %, base units. One unit more costs one unit more, as the fee rounds down.
const DAYS_NET: u64 = DAILY_CAP / 100 * 95;

/// An active campaign of which the first second has passed.
fn with_campaign() -> (World, Pubkey) {
    let mut world = World::with_registry();
    let campaign = world.active_campaign();
    world.advance(1);
    (world, campaign)
}

/// The same, on a pace that does not matter.
fn with_fast_campaign() -> (World, Pubkey) {
    let (mut world, campaign) = with_campaign();
    let end = world.campaign(&campaign).end;
    world.run(registry::extend_campaign(&world.actor("advertiser"), &campaign, end, u64::MAX));
    (world, campaign)
}

/// Attesters agree, now, that `total` was earned in all: it must be found not drawable.
fn cannot_draw(world: &mut World, campaign: &Pubkey, total: u64) {
    let distribution = rewards::distribution(campaign);
    let proposal = world.proposal(&world.ledger(&distribution, &[total]));
    world.run(world.vote(1, &distribution, &proposal));
    world.refuses(world.vote(2, &distribution, &proposal), TwistRewardsError::NotDrawable);
}

#[test]
fn an_epoch_is_paid_and_its_fee_comes_on_top() {
    let (mut world, campaign) = with_campaign();
    let (usdc, distribution) = (world.usdc(), rewards::distribution(&campaign));
    let event: CampaignDrawn = world.settle_campaign(&campaign, 19 * USDC).event_among_others();
    assert_eq!((event.header.seq, event.campaign, event.epoch), (4, campaign, 1));
    assert_eq!((event.net, event.fee), (19 * USDC, USDC));

    let state = world.campaign(&campaign);
    assert_eq!((state.drawn, state.fees, state.last_draw_epoch), (20 * USDC, USDC, 1));
    assert_eq!(world.campaign_vault(&campaign), BUDGET - 20 * USDC);
    assert_eq!((world.payout_vault(&distribution), world.fee_vault(&usdc)), (19 * USDC, USDC));
}

#[test]
fn an_epoch_pays_what_it_adds_and_may_add_nothing() {
    let (mut world, campaign) = with_campaign();
    world.settle_campaign(&campaign, 19 * USDC);
    let event: CampaignDrawn = world.settle_campaign(&campaign, 38 * USDC).event_among_others();
    assert_eq!((event.epoch, event.net, event.fee), (2, 19 * USDC, USDC));
    let event: CampaignDrawn = world.settle_campaign(&campaign, 38 * USDC).event_among_others();
    assert_eq!((event.header.seq, event.epoch, event.net, event.fee), (6, 3, 0, 0));
    let state = world.campaign(&campaign);
    assert_eq!((state.drawn, state.fees, state.last_draw_epoch), (40 * USDC, 2 * USDC, 3));
    assert_eq!(world.fee_vault(&world.usdc()), 2 * USDC);
}

#[test]
fn no_pause_and_no_end_touch_what_was_earned() {
    let (mut world, campaign) = with_campaign();
    world.run(registry::pause_campaign(&world.actor("advertiser"), &campaign));
    world.run(registry::pause(&world.guardian(), PAUSE_CREATE | PAUSE_FUND));
    world.settle_campaign(&campaign, USDC);
    world.advance(DURATION);
    world.settle_campaign(&campaign, 2 * USDC);
    assert_eq!(world.campaign(&campaign).last_draw_epoch, 2);
}

#[test]
fn the_pace_is_a_daily_cap_for_each_day_begun() {
    let (mut world, campaign) = with_campaign();
    let start = world.campaign(&campaign).start;
    world.set_time(start + DAY - 1);
    cannot_draw(&mut world, &campaign, DAYS_NET + 1);
    cannot_draw(&mut world, &campaign, 2 * DAYS_NET);
    world.set_time(start + DAY);
    world.settle_campaign(&campaign, 2 * DAYS_NET);
    assert_eq!(world.campaign(&campaign).drawn, 2 * DAILY_CAP);

    world.set_time(start + 3 * DAY - 1);
    cannot_draw(&mut world, &campaign, 3 * DAYS_NET + 1);
    world.settle_campaign(&campaign, 3 * DAYS_NET);
    assert_eq!(world.campaign(&campaign).drawn, 3 * DAILY_CAP);
}

#[test]
fn the_budget_is_paid_to_the_last_unit_and_not_a_unit_more() {
    let (mut world, campaign) = with_fast_campaign();
    let whole = BUDGET / 100 * 95;
    world.give(&world.usdc(), &campaign, USDC);
    for total in [whole + 1, u64::MAX] {
        cannot_draw(&mut world, &campaign, total);
    }
    world.settle_campaign(&campaign, whole);
    let state = world.campaign(&campaign);
    assert_eq!((state.drawn, world.campaign_vault(&campaign)), (BUDGET, USDC), "a gift is not a budget");
    world.fund_campaign(&campaign, 2 * USDC);
    world.settle_campaign(&campaign, whole + 19 * USDC / 10);
    assert_eq!(world.campaign(&campaign).drawn, BUDGET + 2 * USDC);
}

#[test]
fn only_the_campaigns_distribution_draws() {
    let (mut world, campaign) = with_campaign();
    let (usdc, distribution) = (world.usdc(), rewards::distribution(&campaign));
    let draw = registry::draw(&distribution, &campaign, &usdc, 1, 1);
    world.refuses(draw.clone().unsigned(&distribution), ErrorCode::AccountNotSigner);
    for key in [world.stranger(), world.actor("advertiser"), world.authority()] {
        world.refuses(draw.clone().with(&distribution, &key), Error::NotDistribution);
    }
}

#[test]
fn one_campaigns_distribution_does_not_draw_from_another() {
    let (mut world, campaign) = with_campaign();
    let other = world.active_campaign_of("another advertiser", 1);
    let distribution = rewards::distribution(&campaign);
    world.propose_epoch(&world.ledger(&distribution, &[USDC]));
    world.wait_out_challenge(&distribution);
    let finalize = rewards::finalize_epoch(&world.distribution(&distribution));
    world.refuses(finalize.with(&campaign, &other), TwistRewardsError::WrongAccount);
}

#[test]
fn everything_is_paid_from_and_into_the_recorded_vaults() {
    let (mut world, campaign) = with_campaign();
    let (usdc, eurc, stranger) = (world.usdc(), world.other_mint("eurc"), world.stranger());
    world.allow_mint(&eurc);
    let other = world.active_campaign_of("advertiser", 2);
    let distribution = rewards::distribution(&campaign);
    world.propose_epoch(&world.ledger(&distribution, &[USDC]));
    world.wait_out_challenge(&distribution);
    let finalize = rewards::finalize_epoch(&world.distribution(&distribution));

    let thief = world.open_ata(&stranger, &usdc);
    let fees = registry::fee_vault(&usdc);
    for (right, wrong) in [
        (registry::campaign_vault(&campaign, &usdc), registry::campaign_vault(&other, &usdc)),
        (rewards::payout_vault(&distribution, &usdc), thief),
        (fees, thief),
        (fees, registry::fee_vault(&eurc)),
    ] {
        world.refuses(finalize.clone().with(&right, &wrong), Error::WrongAccount);
    }
    world.run(finalize);
}

#[test]
fn the_issuer_can_freeze_a_vault_and_thaw_it() {
    let (mut world, campaign) = with_campaign();
    let (usdc, distribution) = (world.usdc(), rewards::distribution(&campaign));
    world.propose_epoch(&world.ledger(&distribution, &[USDC]));
    let vault = registry::campaign_vault(&campaign, &usdc);
    world.freeze(&vault, &usdc);
    world.wait_out_challenge(&distribution);
    let finalize = rewards::finalize_epoch(&world.distribution(&distribution));
    world.refuses(finalize.clone(), TokenError::AccountFrozen);
    world.thaw(&vault, &usdc);
    world.run(finalize);
}

#[test]
fn a_closed_campaign_pays_nothing() {
    let (mut world, campaign) = with_campaign();
    let fallback = world.fallback(&campaign, 0);
    world.set_time(fallback - 1);
    let distribution = rewards::distribution(&campaign);
    world.propose_epoch(&world.ledger(&distribution, &[USDC]));
    world.set_time(fallback);
    world.close_campaign(&campaign);
    world.wait_out_challenge(&distribution);
    let finalize = rewards::finalize_epoch(&world.distribution(&distribution));
    world.refuses(finalize, Error::CampaignClosed);
}

/// What `rewards` never asks for, since it checks first: tried with a campaign whose distribution is an actor that signs.
mod by_itself {
    use super::*;

    /// No transaction can make a campaign whose distribution is not a PDA of the rewards program.
    fn with_actor_as_distribution() -> (World, Pubkey, Pubkey) {
        let (mut world, campaign) = with_fast_campaign();
        let (actor, usdc) = (world.actor("distribution"), world.usdc());
        let payout_vault = world.open_ata(&actor, &usdc);
        world.forge_campaign(&campaign, |state| {
            state.distribution = actor;
            state.payout_vault = payout_vault;
        });
        (world, campaign, actor)
    }

    #[test]
    fn an_epoch_is_neither_paid_twice_nor_left_out() {
        let (mut world, campaign, distribution) = with_actor_as_distribution();
        let usdc = world.usdc();
        let draw = |epoch| registry::draw(&distribution, &campaign, &usdc, epoch, USDC);
        for epoch in [0, 2, u64::MAX] {
            world.refuses(draw(epoch), Error::WrongEpoch);
        }
        world.run(draw(1));
        for epoch in [0, 1, 3] {
            world.refuses(draw(epoch), Error::WrongEpoch);
        }
        world.run(draw(2));
    }

    #[test]
    fn budget_and_pace_hold_without_the_rewards_program() {
        let (mut world, campaign, distribution) = with_actor_as_distribution();
        let usdc = world.usdc();
        let draw = |epoch, net| registry::draw(&distribution, &campaign, &usdc, epoch, net);
        world.refuses(draw(1, BUDGET / 100 * 95 + 1), Error::OverBudget);
        world.refuses(draw(1, u64::MAX), Error::Overflow);
        world.forge_campaign(&campaign, |state| state.daily_cap = DAILY_CAP);
        world.refuses(draw(1, DAYS_NET + 1), Error::OverPace);
        world.run(draw(1, DAYS_NET));
        world.refuses(draw(2, 1), Error::OverPace);
        let before_start = world.campaign(&campaign).start - 1;
        world.set_time(before_start);
        world.refuses(draw(2, 0), Error::OverPace);
    }

    #[test]
    fn its_signature_is_needed() {
        let (mut world, campaign, distribution) = with_actor_as_distribution();
        let draw = registry::draw(&distribution, &campaign, &world.usdc(), 1, USDC);
        world.needs_every_signature(&draw);
    }
}
