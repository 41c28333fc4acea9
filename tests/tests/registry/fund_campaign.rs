use anchor_lang::error::ErrorCode;
use spl_token_interface::error::TokenError;
use twist_client::{
    programs::twist_campaign_registry::{
        constants::{PAUSE_CREATE, PAUSE_FUND},
        error::TwistCampaignRegistryError as Error,
        events::CampaignFunded,
    },
    registry,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::registry::{DURATION, USDC},
};

#[test]
fn anyone_adds_to_a_budget() {
    let mut world = World::with_registry();
    let campaign = world.draft_campaign();
    let event: CampaignFunded = world.fund_campaign(&campaign, USDC).event();
    assert_eq!((event.header.seq, event.campaign, event.funder), (2, campaign, world.actor("funder")));
    assert_eq!((event.amount, event.funded), (USDC, USDC));
    let event: CampaignFunded = world.fund_campaign(&campaign, 1).event();
    assert_eq!((event.header.seq, event.amount, event.funded), (3, 1, USDC + 1));
    assert_eq!((world.campaign(&campaign).funded, world.campaign_vault(&campaign)), (USDC + 1, USDC + 1));
    assert_eq!(world.token_account(&world.usdc_account("funder")).amount, 0);
}

#[test]
fn a_budget_takes_all_that_a_mint_can_have() {
    let mut world = World::with_registry();
    let campaign = world.draft_campaign();
    world.fund_campaign(&campaign, u64::MAX);
    assert_eq!(world.campaign(&campaign).funded, u64::MAX);
    world.close_campaign(&campaign);
    assert_eq!(world.token_account(&world.usdc_account("advertiser")).amount, u64::MAX);
}

#[test]
fn a_delegate_funds_within_what_was_delegated() {
    let mut world = World::with_registry();
    let (campaign, usdc) = (world.draft_campaign(), world.usdc());
    let (owner, delegate) = (world.actor("owner"), world.actor("delegate"));
    let source = world.give(&usdc, &owner, 100);
    world.delegate(&source, &owner, &delegate, 60);
    let fund = |amount| registry::fund_campaign(&delegate, &campaign, &usdc, &source, amount);
    world.refuses(fund(61), TokenError::InsufficientFunds);
    world.run(fund(60));
    assert_eq!(world.campaign(&campaign).funded, 60);
}

#[test]
fn a_gift_to_the_vault_is_not_a_budget() {
    let mut world = World::with_registry();
    let (campaign, usdc) = (world.draft_campaign(), world.usdc());
    world.give(&usdc, &campaign, USDC);
    assert_eq!(world.campaign(&campaign).funded, 0);
    let event: CampaignFunded = world.fund_campaign(&campaign, 5).event();
    assert_eq!((event.funded, world.campaign_vault(&campaign)), (5, USDC + 5));
}

#[test]
fn a_pause_of_funding_holds_it_up_and_one_of_creation_does_not() {
    let mut world = World::with_registry();
    let (campaign, usdc, funder) = (world.draft_campaign(), world.usdc(), world.actor("funder"));
    world.run(registry::pause(&world.guardian(), PAUSE_CREATE));
    world.fund_campaign(&campaign, 1);
    world.run(registry::pause(&world.guardian(), PAUSE_FUND));
    let source = world.give(&usdc, &funder, 1);
    let instruction = registry::fund_campaign(&funder, &campaign, &usdc, &source, 1);
    world.refuses(instruction, Error::FundingPaused);
}

#[test]
fn nothing_and_more_than_there_is_are_refused() {
    let mut world = World::with_registry();
    let (campaign, usdc, funder) = (world.draft_campaign(), world.usdc(), world.actor("funder"));
    let source = world.give(&usdc, &funder, 10);
    let fund = |amount| registry::fund_campaign(&funder, &campaign, &usdc, &source, amount);
    world.refuses(fund(0), Error::ZeroAmount);
    world.refuses(fund(11), TokenError::InsufficientFunds);
    world.refuses(fund(u64::MAX), TokenError::InsufficientFunds);
    world.run(fund(10));
}

#[test]
fn funding_ends_with_the_campaign() {
    let mut world = World::with_registry();
    let (campaign, usdc, funder) = (world.draft_campaign(), world.usdc(), world.actor("funder"));
    let end = world.campaign(&campaign).end;
    world.advance(DURATION - 1);
    world.fund_campaign(&campaign, 1);
    world.set_time(end);
    let source = world.give(&usdc, &funder, 1);
    let instruction = registry::fund_campaign(&funder, &campaign, &usdc, &source, 1);
    world.refuses(instruction, Error::CampaignEnded);
}

#[test]
fn a_closed_campaign_takes_nothing_even_if_its_vault_is_created_again() {
    let mut world = World::with_registry();
    let (campaign, usdc, funder) = (world.draft_campaign(), world.usdc(), world.actor("funder"));
    world.close_campaign(&campaign);
    let source = world.give(&usdc, &funder, 1);
    let instruction = registry::fund_campaign(&funder, &campaign, &usdc, &source, 1);
    world.open_ata(&campaign, &usdc);
    world.refuses(instruction, Error::CampaignClosed);
}

#[test]
fn the_money_is_of_the_campaigns_mint_and_goes_into_its_own_vault() {
    let mut world = World::with_registry();
    let (campaign, usdc, funder) = (world.draft_campaign(), world.usdc(), world.actor("funder"));
    let other = world.draft_campaign_of("advertiser", 2);
    let source = world.give(&usdc, &funder, 10);
    let instruction = registry::fund_campaign(&funder, &campaign, &usdc, &source, 10);

    let eurc = world.other_mint("eurc");
    let wrong_mint = world.give(&eurc, &funder, 10);
    world.refuses(instruction.clone().with(&source, &wrong_mint), Error::WrongMint);
    let vault = registry::campaign_vault(&campaign, &usdc);
    for wrong in [registry::campaign_vault(&other, &usdc), source] {
        world.refuses(instruction.clone().with(&vault, &wrong), Error::WrongAccount);
    }
}

#[test]
fn a_budget_is_not_moved_into_another_campaign() {
    let mut world = World::with_registry();
    let (campaign, other) = (world.draft_campaign(), world.draft_campaign_of("advertiser", 2));
    world.fund_campaign(&campaign, 10);
    let (usdc, advertiser) = (world.usdc(), world.actor("advertiser"));
    let source = registry::campaign_vault(&campaign, &usdc);
    let instruction = registry::fund_campaign(&advertiser, &other, &usdc, &source, 10);
    world.refuses(instruction, TokenError::OwnerMismatch);
}

#[test]
fn only_the_owner_of_the_money_funds() {
    let mut world = World::with_registry();
    let (campaign, usdc, funder) = (world.draft_campaign(), world.usdc(), world.actor("funder"));
    let source = world.give(&usdc, &funder, 10);
    let instruction = registry::fund_campaign(&funder, &campaign, &usdc, &source, 10);
    world.needs_every_signature(&instruction);
    let stranger = world.stranger();
    world.refuses(instruction.with(&funder, &stranger), TokenError::OwnerMismatch);
}

#[test]
fn another_account_of_the_registry_is_no_campaign() {
    let mut world = World::with_registry();
    let (campaign, usdc, funder) = (world.draft_campaign(), world.usdc(), world.actor("funder"));
    let source = world.give(&usdc, &funder, 10);
    let instruction = registry::fund_campaign(&funder, &campaign, &usdc, &source, 10);
    let wrong = instruction.with(&campaign, &registry::mint_rule(&usdc));
    world.refuses(wrong, ErrorCode::AccountDiscriminatorMismatch);
}
