use anchor_lang::error::ErrorCode;
use solana_pubkey::Pubkey;
use spl_token_interface::error::TokenError;
use twist_client::{
    programs::twist_campaign_registry::{error::TwistCampaignRegistryError as Error, events::FeesWithdrawn},
    registry,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::registry::{NEXT_EVENT, USDC},
};

/// What has been collected in [`with_fees`], base units.
const FEES: u64 = 5 * USDC;

/// A campaign has paid 5 USDC of fees; returns the treasury's token account too.
fn with_fees() -> (World, Pubkey) {
    let mut world = World::with_registry();
    let campaign = world.active_campaign();
    world.advance(1);
    world.settle_campaign(&campaign, 95 * USDC);
    let (treasury, usdc) = (world.actor("treasury"), world.usdc());
    let destination = world.open_ata(&treasury, &usdc);
    (world, destination)
}

#[test]
fn collected_fees_are_paid_out_to_the_last_unit() {
    let (mut world, destination) = with_fees();
    let (authority, usdc) = (world.authority(), world.usdc());
    let event: FeesWithdrawn =
        world.run(registry::withdraw_fees(&authority, &usdc, &destination, FEES - 1)).event();
    assert_eq!((event.header.seq, event.mint, event.destination), (NEXT_EVENT, usdc, destination));
    assert_eq!((event.amount, event.fees_withdrawn), (FEES - 1, FEES - 1));
    world.run(registry::withdraw_fees(&authority, &usdc, &destination, 1));
    assert_eq!((world.fee_vault(&usdc), world.token_account(&destination).amount), (0, FEES));
    assert_eq!(world.mint_rule(&usdc).fees_withdrawn, FEES);
}

#[test]
fn no_more_is_withdrawn_than_the_vault_holds_gifts_included() {
    let (mut world, destination) = with_fees();
    let (authority, usdc) = (world.authority(), world.usdc());
    world.give(&usdc, &registry::fee_authority(), 1);
    for amount in [FEES + 2, u64::MAX] {
        let instruction = registry::withdraw_fees(&authority, &usdc, &destination, amount);
        world.refuses(instruction, Error::FeesExceeded);
    }
    world.run(registry::withdraw_fees(&authority, &usdc, &destination, FEES + 1));
    world.refuses(registry::withdraw_fees(&authority, &usdc, &destination, 1), Error::FeesExceeded);
    assert_eq!(world.fee_vault(&usdc), 0);
}

#[test]
fn nothing_is_not_withdrawn() {
    let (mut world, destination) = with_fees();
    let instruction = registry::withdraw_fees(&world.authority(), &world.usdc(), &destination, 0);
    world.refuses(instruction, Error::ZeroAmount);
}

#[test]
fn only_the_authority_withdraws() {
    let (mut world, destination) = with_fees();
    let usdc = world.usdc();
    for key in [world.guardian(), world.registrar(), world.stranger()] {
        world.refuses(registry::withdraw_fees(&key, &usdc, &destination, 1), Error::NotAuthority);
    }
    world.needs_every_signature(&registry::withdraw_fees(&world.authority(), &usdc, &destination, 1));
}

#[test]
fn the_destination_must_be_of_the_fees_mint_and_able_to_receive() {
    let (mut world, destination) = with_fees();
    let (authority, usdc, eurc) = (world.authority(), world.usdc(), world.other_mint("eurc"));
    let wrong = world.open_ata(&world.actor("treasury"), &eurc);
    world.refuses(registry::withdraw_fees(&authority, &usdc, &wrong, 1), Error::WrongMint);
    let no_account = world.stranger();
    let instruction = registry::withdraw_fees(&authority, &usdc, &no_account, 1);
    world.refuses(instruction, ErrorCode::AccountNotInitialized);
    world.freeze(&destination, &usdc);
    let instruction = registry::withdraw_fees(&authority, &usdc, &destination, 1);
    world.refuses(instruction, TokenError::AccountFrozen);
}

#[test]
fn fees_do_not_count_as_withdrawn_while_they_stay() {
    let (mut world, _) = with_fees();
    let (authority, usdc) = (world.authority(), world.usdc());
    let instruction = registry::withdraw_fees(&authority, &usdc, &registry::fee_vault(&usdc), FEES);
    world.refuses(instruction, ErrorCode::ConstraintDuplicateMutableAccount);
}

#[test]
fn each_mint_has_its_own_rule_and_vault() {
    let (mut world, destination) = with_fees();
    let (usdc, eurc) = (world.usdc(), world.other_mint("eurc"));
    world.allow_mint(&eurc);
    let instruction = registry::withdraw_fees(&world.authority(), &usdc, &destination, 1);
    let other = registry::fee_vault(&eurc);
    world.refuses(instruction.clone().with(&registry::fee_vault(&usdc), &other), Error::WrongAccount);
    let other = registry::mint_rule(&eurc);
    world.refuses(instruction.clone().with(&registry::mint_rule(&usdc), &other), Error::WrongAccount);
    let stranger = world.stranger();
    world.refuses(instruction.with(&registry::fee_authority(), &stranger), ErrorCode::ConstraintSeeds);
}
