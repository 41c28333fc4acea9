use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_campaign_registry::{
        error::TwistCampaignRegistryError as Error, events::CampaignActivated, types::MintRuleArgs,
    },
    registry, rewards,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::registry::{DURATION, MIN_BUDGET},
};

use super::status;

/// A draft that lacks nothing.
fn with_ready_draft() -> (World, Pubkey) {
    let mut world = World::with_registry();
    let campaign = world.draft_campaign();
    world.fund_campaign(&campaign, MIN_BUDGET);
    world.create_distribution(&campaign);
    (world, campaign)
}

#[test]
fn attention_counts_from_now_on() {
    let (mut world, campaign) = with_ready_draft();
    world.advance(100);
    let event: CampaignActivated = world.activate(&campaign).event();
    assert_eq!((event.header.seq, event.campaign), (3, campaign));
    let state = world.campaign(&campaign);
    assert_eq!((state.status, state.activated_at), (status::campaign::ACTIVE, world.time()));
}

#[test]
fn the_budget_must_reach_the_rules_minimum() {
    let mut world = World::with_registry();
    let (campaign, usdc, advertiser) = (world.draft_campaign(), world.usdc(), world.actor("advertiser"));
    world.create_distribution(&campaign);
    world.fund_campaign(&campaign, MIN_BUDGET - 1);
    let instruction = registry::activate(&advertiser, &campaign, &usdc);
    world.refuses(instruction.clone(), Error::BelowMinBudget);
    world.give(&usdc, &campaign, 1);
    world.refuses(instruction.clone(), Error::BelowMinBudget);
    world.fund_campaign(&campaign, 1);
    world.run(instruction);
}

#[test]
fn a_minimum_that_rose_since_counts() {
    let (mut world, campaign) = with_ready_draft();
    let usdc = world.usdc();
    let higher = MintRuleArgs { min_budget: MIN_BUDGET + 1, ..world.rule_args(&usdc) };
    world.run(registry::update_mint_rule(&world.authority(), &usdc, higher));
    let instruction = registry::activate(&world.actor("advertiser"), &campaign, &usdc);
    world.refuses(instruction, Error::BelowMinBudget);
}

#[test]
fn attention_must_have_somewhere_to_settle() {
    let mut world = World::with_registry();
    let (campaign, usdc, advertiser) = (world.draft_campaign(), world.usdc(), world.actor("advertiser"));
    world.fund_campaign(&campaign, MIN_BUDGET);
    world.refuses(registry::activate(&advertiser, &campaign, &usdc), Error::NoDistribution);
}

#[test]
fn another_campaigns_distribution_or_another_mints_rule_does_not_count() {
    let (mut world, campaign) = with_ready_draft();
    let (usdc, eurc) = (world.usdc(), world.other_mint("eurc"));
    world.allow_mint(&eurc);
    let other = world.active_campaign_of("advertiser", 2);
    let instruction = registry::activate(&world.actor("advertiser"), &campaign, &usdc);
    let (own, wrong) = (rewards::distribution(&campaign), rewards::distribution(&other));
    world.refuses(instruction.clone().with(&own, &wrong), Error::WrongAccount);
    let (own, wrong) = (registry::mint_rule(&usdc), registry::mint_rule(&eurc));
    world.refuses(instruction.with(&own, &wrong), Error::WrongMint);
}

#[test]
fn a_campaign_is_activated_once() {
    let (mut world, campaign) = with_ready_draft();
    world.activate(&campaign);
    let advertiser = world.actor("advertiser");
    let again = registry::activate(&advertiser, &campaign, &world.usdc());
    world.refuses(again.clone(), Error::WrongStatus);
    world.run(registry::pause_campaign(&advertiser, &campaign));
    world.refuses(again, Error::WrongStatus);
}

#[test]
fn neither_an_ended_nor_a_closed_campaign_is_activated() {
    let (mut world, campaign) = with_ready_draft();
    let instruction = registry::activate(&world.actor("advertiser"), &campaign, &world.usdc());
    world.advance(DURATION);
    world.refuses(instruction.clone(), Error::CampaignEnded);
    world.close_campaign(&campaign);
    world.refuses(instruction, Error::CampaignClosed);
}

#[test]
fn only_the_advertiser_activates() {
    let (mut world, campaign) = with_ready_draft();
    world.draft_campaign_of("another advertiser", 1);
    let usdc = world.usdc();
    for key in [world.actor("another advertiser"), world.authority(), world.stranger()] {
        world.refuses(registry::activate(&key, &campaign, &usdc), Error::NotAdvertiser);
    }
    world.needs_every_signature(&registry::activate(&world.actor("advertiser"), &campaign, &usdc));
}
