use anchor_lang::error::ErrorCode;
use solana_instruction::error::InstructionError;
use solana_pubkey::Pubkey;
use twist_client::{
    programs::{
        twist_campaign_registry::{
            self, constants::PAUSE_FUND, error::TwistCampaignRegistryError, events::CampaignDrawn,
        },
        twist_rewards::{constants::CLAIM_PERIOD, error::TwistRewardsError as Error, events::EpochFinalized},
        twist_token,
    },
    registry, rewards,
};
use twist_merkle_sum::extend_history;
use twist_tests::{
    Events, Refusal, Variation, World,
    fixtures::{
        ledger::Ledger,
        registry::{BUDGET, USDC},
        rewards::ATTESTER_SET,
    },
};

/// A world whose first epoch, 19 USDC, has waited out its challenge window, and the ledger below it.
fn ripe() -> (World, Pubkey, Ledger) {
    let (mut world, distribution) = World::with_rewards();
    let ledger = world.ledger(&distribution, &[11 * USDC, 8 * USDC]);
    world.propose_epoch(&ledger);
    world.wait_out_challenge(&distribution);
    (world, distribution, ledger)
}

#[test]
fn exactly_the_increase_and_the_fee_on_top_are_drawn() {
    let (mut world, distribution, _) = ripe();
    let (mint, campaign) = (world.usdc(), world.distribution(&distribution).source);
    let receipt = world.run(rewards::finalize_epoch(&world.distribution(&distribution)));
    // 5 % of 20 USDC.
    assert_eq!(world.payout_vault(&distribution), 19 * USDC);
    assert_eq!(world.fee_vault(&mint), USDC);
    assert_eq!(world.campaign_vault(&campaign), BUDGET - 20 * USDC);
    let drawn: CampaignDrawn = receipt.event_among_others();
    assert_eq!((drawn.campaign, drawn.epoch, drawn.net, drawn.fee), (campaign, 1, 19 * USDC, USDC));
    let finalized: EpochFinalized = receipt.event_among_others();
    assert_eq!((finalized.header.seq, finalized.distribution, finalized.epoch), (5, distribution, 1));
    assert_eq!((finalized.total, finalized.increase), (19 * USDC, 19 * USDC));
    assert_eq!(finalized.claim_deadline, world.time() + CLAIM_PERIOD);

    let second = world.ledger(&distribution, &[11 * USDC, 8 * USDC, 38 * USDC]);
    let finalized: EpochFinalized = world.settle(&second).event_among_others();
    assert_eq!((finalized.header.seq, finalized.total, finalized.increase), (9, 57 * USDC, 38 * USDC));
    assert_eq!((world.payout_vault(&distribution), world.fee_vault(&mint)), (57 * USDC, 3 * USDC));
    assert_eq!(world.campaign_vault(&campaign), BUDGET - 60 * USDC);
}

#[test]
fn the_roots_rotate_and_nothing_stays_pending() {
    let (mut world, distribution, ledger) = ripe();
    let pending = world.distribution(&distribution).pending;
    world.run(rewards::finalize_epoch(&world.distribution(&distribution)));
    let root = ledger.tree.root();
    let first = world.distribution(&distribution);
    assert_eq!((first.current.epoch, first.current.hash, first.current.total), (1, root.hash, root.sum));
    assert_eq!((first.current.leaf_count, first.current.depth), (2, 10));
    assert_eq!((first.previous.epoch, first.previous.total), (0, 0));
    assert_eq!(first.settlement.settled_through, pending.settled_through);
    assert_eq!(first.settlement.claim_deadline, world.time() + CLAIM_PERIOD);
    assert_eq!((first.settlement.has_pending, first.pending.signer_count), (0, 0));
    assert_eq!((first.votes, first.event_seq), ([[0; 32]; 16], 5));
    assert_eq!(first.history, extend_history(&[0; 32], 1, &root, 2, &pending.data_hash));
    assert_eq!(world.attester_set(ATTESTER_SET).value_at_risk, 0);

    world.settle(&ledger);
    let second = world.distribution(&distribution);
    assert_eq!((second.current.epoch, second.previous.epoch), (2, 1));
    assert_eq!((second.previous.hash, second.previous.total), (root.hash, root.sum));
    assert_eq!(second.history, extend_history(&first.history, 2, &root, 2, &pending.data_hash));
}

#[test]
fn a_root_is_final_only_after_its_challenge_window() {
    let (mut world, distribution, _) = ripe();
    let finalize = rewards::finalize_epoch(&world.distribution(&distribution));
    assert!(finalize.accounts.iter().all(|account| !account.is_signer), "anyone can");
    world.set_time(world.time() - 1);
    world.refuses(finalize.clone(), Error::ChallengeWindowOpen);
    world.advance(1);
    world.run(finalize.clone());
    world.refuses(finalize, Error::NothingPending);
}

#[test]
fn nothing_pending_is_nothing_to_finalize() {
    let (mut world, distribution) = World::with_rewards();
    let finalize = rewards::finalize_epoch(&world.distribution(&distribution));
    world.refuses(finalize.clone(), Error::NothingPending);
    let proposal = world.proposal(&world.ledger(&distribution, &[1]));
    world.run(world.vote(1, &distribution, &proposal));
    world.refuses(finalize, Error::NothingPending);
}

#[test]
fn an_epoch_without_an_increase_moves_nothing() {
    let (mut world, distribution, ledger) = ripe();
    world.finalize_epoch(&distribution);
    let campaign = world.distribution(&distribution).source;
    let before = (world.campaign_vault(&campaign), world.payout_vault(&distribution));
    world.settle(&ledger);
    assert_eq!((world.campaign_vault(&campaign), world.payout_vault(&distribution)), before);
    assert_eq!(world.campaign(&campaign).last_draw_epoch, 2);
}

#[test]
fn no_pause_stops_what_was_earned() {
    let (mut world, distribution, _) = ripe();
    let campaign = world.distribution(&distribution).source;
    world.run(registry::pause(&world.guardian(), PAUSE_FUND));
    world.run(registry::pause_campaign(&world.actor("advertiser"), &campaign));
    world.finalize_epoch(&distribution);
    assert_eq!(world.payout_vault(&distribution), 19 * USDC);
}

#[test]
fn the_emission_does_not_pay_for_a_campaign_nor_a_campaign_for_the_emission() {
    let (mut world, distribution, _) = ripe();
    world.refuses(rewards::finalize_emission_epoch(&world.distribution(&distribution)), Error::WrongFunding);
}

#[test]
fn only_the_distributions_own_accounts_are_taken() {
    let (mut world, distribution, _) = ripe();
    let other = world.new_distribution("other advertiser");
    world.propose_epoch(&world.ledger(&other, &[5]));
    world.wait_out_challenge(&other);
    world.install_attester_set(2, world.attester_terms());
    let state = world.distribution(&distribution);
    let finalize = rewards::finalize_epoch(&state);
    for (account, other) in [
        (state.attester_set, rewards::attester_set(2)),
        (state.funding_account, world.distribution(&other).source),
        (distribution, other),
    ] {
        world.refuses(finalize.clone().with(&account, &other), Error::WrongAccount);
    }
    world.needs_its_own_kind_of(&distribution, &finalize);
    world.needs_its_own_kind_of(&state.attester_set, &finalize);
}

#[test]
fn the_registry_checks_what_only_it_uses() {
    let (mut world, distribution, _) = ripe();
    let state = world.distribution(&distribution);
    let (mint, silver) = (state.mint, world.other_mint("silver"));
    world.allow_mint(&silver);
    let other_vault = world.open_ata(&world.stranger(), &mint);
    let finalize = rewards::finalize_epoch(&state);
    let campaign_vault = registry::campaign_vault(&state.source, &mint);
    for (account, other) in [
        (campaign_vault, other_vault),
        (state.payout_vault, other_vault),
        (registry::fee_vault(&mint), other_vault),
    ] {
        let wrong = finalize.clone().with(&account, &other);
        world.refuses(wrong, TwistCampaignRegistryError::WrongAccount);
    }
    let wrong_mint = finalize.clone().with(&registry::fee_vault(&mint), &registry::fee_vault(&silver));
    world.refuses(wrong_mint, TwistCampaignRegistryError::WrongAccount);
    let wrong_events = finalize.with(&registry::event_authority(), &rewards::config());
    let wrong_address = InstructionError::Custom(ErrorCode::ConstraintAddress.into());
    world.refuses(wrong_events, Refusal::new(twist_campaign_registry::ID, wrong_address));
}

#[test]
fn no_other_program_is_taken_for_the_registry_or_for_spl_token() {
    let (mut world, distribution, _) = ripe();
    let finalize = rewards::finalize_epoch(&world.distribution(&distribution));
    for program in [twist_campaign_registry::ID, spl_token_interface::ID] {
        let wrong = finalize.clone().with(&program, &twist_token::ID);
        world.refuses(wrong, ErrorCode::InvalidProgramId);
    }
}
