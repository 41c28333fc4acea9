use anchor_lang::error::ErrorCode;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use spl_token_interface::error::TokenError;
use twist_client::{
    chain::Chain,
    programs::twist_campaign_registry::{
        constants::{MAX_VETO_EXTENSIONS, PAUSE_CREATE, PAUSE_FUND},
        error::TwistCampaignRegistryError as Error,
        events::CampaignClosed,
    },
    registry, rewards,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::registry::{BUDGET, DAILY_CAP, DURATION, GRACE, USDC},
};

use super::status;

/// Closes the campaign into the advertiser's own token account.
fn close(world: &mut World, campaign: &Pubkey) -> Instruction {
    let (advertiser, usdc) = (world.actor("advertiser"), world.usdc());
    let destination = world.open_ata(&advertiser, &usdc);
    registry::close_campaign(&advertiser, campaign, &usdc, &destination)
}

/// An active campaign.
fn with_campaign() -> (World, Pubkey) {
    let mut world = World::with_registry();
    let campaign = world.active_campaign();
    (world, campaign)
}

/// A campaign past its end, of which 100 USDC were drawn and everything is settled.
fn with_settled_campaign() -> (World, Pubkey) {
    let (mut world, campaign) = with_campaign();
    world.advance(DURATION);
    world.settle_campaign(&campaign, 95 * USDC);
    (world, campaign)
}

fn refund(world: &World) -> u64 {
    world.token_account(&world.usdc_account("advertiser")).amount
}

#[test]
fn a_draft_is_refunded_at_once_with_gifts_and_the_vaults_rent() {
    let mut world = World::with_registry();
    let (campaign, usdc, advertiser) = (world.draft_campaign(), world.usdc(), world.actor("advertiser"));
    world.fund_campaign(&campaign, BUDGET);
    world.give(&usdc, &campaign, 7);
    let vault = registry::campaign_vault(&campaign, &usdc);
    let rent = world.existing_account("vault", &vault).unwrap().lamports;

    let event: CampaignClosed = world.close_campaign(&campaign).event();
    assert_eq!((event.header.seq, event.campaign), (3, campaign));
    assert_eq!(event.destination, world.usdc_account("advertiser"));
    assert_eq!((event.refunded, event.amount), (BUDGET, BUDGET + 7));
    assert_eq!(refund(&world), BUDGET + 7);
    assert_eq!(world.existing_account("advertiser", &advertiser).unwrap().lamports, rent);
    assert_eq!(world.account(&vault).unwrap(), None);

    let state = world.campaign(&campaign);
    assert_eq!((state.status, state.closed_at), (status::campaign::CLOSED, world.time()));
    assert_eq!(state.refunded, BUDGET);
    assert_eq!((state.funded, state.drawn), (BUDGET, 0));
}

#[test]
fn a_draft_with_a_distribution_is_still_a_draft() {
    let mut world = World::with_registry();
    let campaign = world.draft_campaign();
    world.fund_campaign(&campaign, BUDGET);
    world.create_distribution(&campaign);
    world.advance(2 * DURATION);
    world.close_campaign(&campaign);
    assert_eq!(refund(&world), BUDGET);
}

#[test]
fn a_settled_campaign_is_refunded_when_its_grace_is_over() {
    let (mut world, campaign) = with_settled_campaign();
    let instruction = close(&mut world, &campaign);
    let earliest = world.campaign(&campaign).end + GRACE;
    world.set_time(earliest - 1);
    world.refuses(instruction.clone(), Error::RefundTooEarly);
    world.set_time(earliest);
    let event: CampaignClosed = world.run(instruction).event();
    assert_eq!((event.refunded, event.amount), (BUDGET - DAILY_CAP, BUDGET - DAILY_CAP));
    assert_eq!(refund(&world), BUDGET - DAILY_CAP);
    let state = world.campaign(&campaign);
    assert_eq!(state.funded, state.drawn + state.refunded);
}

#[test]
fn no_pause_covers_a_refund() {
    let (mut world, campaign) = with_campaign();
    world.run(registry::pause_campaign(&world.actor("advertiser"), &campaign));
    world.run(registry::pause(&world.guardian(), PAUSE_CREATE | PAUSE_FUND));
    world.advance(DURATION);
    world.settle_campaign(&campaign, 0);
    world.advance(GRACE);
    world.close_campaign(&campaign);
    assert_eq!(refund(&world), BUDGET);
}

#[test]
fn what_was_settled_is_paid_after_closing() {
    let (mut world, campaign) = with_campaign();
    world.advance(DURATION);
    let ledger = world.ledger(&rewards::distribution(&campaign), &[95 * USDC]);
    world.land(&ledger);
    world.advance(GRACE);
    world.close_campaign(&campaign);
    world.pay(&ledger, 0);
    assert_eq!(world.paid(&ledger, 0), 95 * USDC);
}

#[test]
fn an_extension_puts_the_refund_off() {
    let (mut world, campaign) = with_campaign();
    let (advertiser, end) = (world.actor("advertiser"), world.campaign(&campaign).end);
    world.run(registry::extend_campaign(&advertiser, &campaign, end + 1, DAILY_CAP));
    world.set_time(end);
    world.settle_campaign(&campaign, USDC);
    world.set_time(end + GRACE);
    let instruction = close(&mut world, &campaign);
    world.refuses(instruction.clone(), Error::RefundTooEarly);
    world.set_time(end + 1 + GRACE);
    world.refuses(instruction.clone(), Error::SettlementOpen);
    world.settle_campaign(&campaign, USDC);
    world.run(instruction);
}

#[test]
fn a_root_on_its_way_holds_the_refund_up() {
    let (mut world, campaign) = with_settled_campaign();
    world.advance(GRACE);
    let distribution = rewards::distribution(&campaign);
    world.propose_epoch(&world.ledger(&distribution, &[96 * USDC]));
    let instruction = close(&mut world, &campaign);
    world.refuses(instruction.clone(), Error::SettlementOpen);
    world.finalize_epoch(&distribution);
    world.run(instruction);
}

#[test]
fn attesters_who_vanished_do_not_keep_a_budget_for_ever() {
    let (mut world, campaign) = with_campaign();
    let (instruction, fallback) = (close(&mut world, &campaign), world.fallback(&campaign, 0));
    world.set_time(world.campaign(&campaign).end + GRACE);
    world.refuses(instruction.clone(), Error::SettlementOpen);
    world.set_time(fallback - 1);
    world.refuses(instruction.clone(), Error::SettlementOpen);
    world.set_time(fallback);
    world.run(instruction);
    assert_eq!(refund(&world), BUDGET);
}

#[test]
fn a_pending_root_does_not_keep_a_budget_for_ever() {
    let (mut world, campaign) = with_settled_campaign();
    let (instruction, fallback) = (close(&mut world, &campaign), world.fallback(&campaign, 0));
    world.set_time(fallback - 1);
    world.propose_epoch(&world.ledger(&rewards::distribution(&campaign), &[96 * USDC]));
    world.refuses(instruction.clone(), Error::SettlementOpen);
    world.set_time(fallback);
    world.run(instruction);
}

#[test]
fn each_veto_puts_the_fallback_off_but_only_so_many_times() {
    for (vetoes, counted) in [(1, 1), (MAX_VETO_EXTENSIONS, 4), (MAX_VETO_EXTENSIONS + 1, 4)] {
        let (mut world, campaign) = with_campaign();
        world.advance(1);
        for _ in 0..vetoes {
            world.propose_epoch(&world.ledger(&rewards::distribution(&campaign), &[USDC]));
            let state = world.distribution(&rewards::distribution(&campaign));
            let (guardian, authority) = (world.guardian(), world.authority());
            world.run(rewards::veto_epoch(&guardian, Some(&authority), &state, [6; 32]));
        }
        let (instruction, fallback) = (close(&mut world, &campaign), world.fallback(&campaign, counted));
        world.set_time(fallback - 1);
        world.refuses(instruction.clone(), Error::SettlementOpen);
        world.set_time(fallback);
        world.run(instruction);
    }
}

#[test]
fn a_campaign_is_refunded_once() {
    let mut world = World::with_registry();
    let (campaign, usdc) = (world.draft_campaign(), world.usdc());
    let instruction = close(&mut world, &campaign);
    world.run(instruction.clone());
    world.refuses(instruction.clone(), ErrorCode::AccountNotInitialized);
    world.give(&usdc, &campaign, 7);
    world.refuses(instruction, Error::CampaignClosed);
}

#[test]
fn only_the_advertiser_closes_its_campaign() {
    let mut world = World::with_registry();
    let (campaign, usdc) = (world.draft_campaign(), world.usdc());
    world.draft_campaign_of("another advertiser", 1);
    for key in [world.actor("another advertiser"), world.authority(), world.stranger()] {
        let destination = world.open_ata(&key, &usdc);
        let instruction = registry::close_campaign(&key, &campaign, &usdc, &destination);
        world.refuses(instruction, Error::NotAdvertiser);
    }
    let instruction = close(&mut world, &campaign);
    world.needs_every_signature(&instruction);
}

#[test]
fn another_campaigns_vault_or_distribution_is_refused() {
    let (mut world, campaign) = with_settled_campaign();
    world.advance(GRACE);
    let (draft, usdc) = (world.draft_campaign_of("advertiser", 2), world.usdc());
    world.fund_campaign(&draft, BUDGET);
    let instruction = close(&mut world, &campaign);
    for (right, wrong) in [
        (registry::campaign_vault(&campaign, &usdc), registry::campaign_vault(&draft, &usdc)),
        (rewards::distribution(&campaign), rewards::distribution(&draft)),
    ] {
        world.refuses(instruction.clone().with(&right, &wrong), Error::WrongAccount);
    }
    world.refuses(instruction.with(&campaign, &draft), Error::WrongAccount);
}

#[test]
fn the_destination_must_be_of_the_mint_and_able_to_receive() {
    let mut world = World::with_registry();
    let (campaign, usdc, eurc) = (world.draft_campaign(), world.usdc(), world.other_mint("eurc"));
    world.fund_campaign(&campaign, BUDGET);
    let advertiser = world.actor("advertiser");
    let close = |destination: &Pubkey| registry::close_campaign(&advertiser, &campaign, &usdc, destination);
    let wrong = world.open_ata(&advertiser, &eurc);
    world.refuses(close(&wrong), Error::WrongMint);
    world.refuses(close(&world.stranger()), ErrorCode::AccountNotInitialized);
    let vault = registry::campaign_vault(&campaign, &usdc);
    world.refuses(close(&vault), ErrorCode::ConstraintDuplicateMutableAccount);
    let frozen = world.open_ata(&advertiser, &usdc);
    world.freeze(&frozen, &usdc);
    world.refuses(close(&frozen), TokenError::AccountFrozen);
    let another = world.open_ata(&world.stranger(), &usdc);
    world.run(close(&another));
    assert_eq!(world.token_account(&another).amount, BUDGET);
}

#[test]
fn a_frozen_vault_is_refunded_once_it_is_thawed() {
    let mut world = World::with_registry();
    let (campaign, usdc) = (world.draft_campaign(), world.usdc());
    world.fund_campaign(&campaign, BUDGET);
    let vault = registry::campaign_vault(&campaign, &usdc);
    world.freeze(&vault, &usdc);
    let instruction = close(&mut world, &campaign);
    world.refuses(instruction.clone(), TokenError::AccountFrozen);
    world.thaw(&vault, &usdc);
    world.run(instruction);
}
