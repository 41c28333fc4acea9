use anchor_lang::error::ErrorCode;
use solana_instruction::error::InstructionError;
use solana_pubkey::Pubkey;
use spl_token_interface::{error::TokenError as SplTokenError, instruction::AuthorityType};
use twist_client::{
    programs::twist_staking::{
        constants::PAUSE_DEPOSITS, error::TwistStakingError as Error, events::CommissionClaimed,
    },
    staking, token,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::{
        staking::{DAY, YEAR},
        token::TWIST,
    },
};

/// The pool of `"influencer"`, which takes 10 %, has received 10 TWIST; returns the influencer's own, empty, token account too.
fn rewarded() -> (World, Pubkey, Pubkey) {
    let mut world = World::with_staking();
    let pool = world.create_pool("influencer", 1_000);
    world.reward(&pool, 10 * TWIST);
    let account = world.open_ata(&world.actor("influencer"), &token::mint());
    (world, pool, account)
}

#[test]
fn anyone_pays_the_owner_into_its_own_account() {
    let (mut world, pool, account) = rewarded();
    let event: CommissionClaimed = world.run(staking::claim_commission(&world.pool(&pool), None)).event();
    assert_eq!((event.header.seq, event.pool), (3, pool));
    assert_eq!((event.destination, event.amount), (account, TWIST));
    let state = world.pool(&pool);
    assert_eq!((state.accounted, state.owner_due), (9 * TWIST, 0));
    assert_eq!((world.token_account(&account).amount, world.twist(&pool)), (TWIST, 9 * TWIST));
}

#[test]
fn what_was_paid_is_not_paid_again() {
    let (mut world, pool, _) = rewarded();
    world.run(staking::claim_commission(&world.pool(&pool), None));
    world.refuses(staking::claim_commission(&world.pool(&pool), None), Error::NothingDue);
    world.reward(&pool, 5);
    world.refuses(staking::claim_commission(&world.pool(&pool), None), Error::NothingDue);
    world.reward(&pool, 10);
    let event: CommissionClaimed = world.run(staking::claim_commission(&world.pool(&pool), None)).event();
    assert_eq!(event.amount, 1);
}

#[test]
fn what_the_stakers_earn_is_not_the_owners() {
    let (mut world, pool, account) = rewarded();
    world.run(staking::claim_commission(&world.pool(&pool), None));
    // Neither while nobody stakes, nor later.
    world.advance(30 * DAY);
    world.refuses(staking::claim_commission(&world.pool(&pool), None), Error::NothingDue);
    world.stake(&pool, "staker", 0, YEAR, TWIST);
    world.stream_out();
    world.refuses(staking::claim_commission(&world.pool(&pool), None), Error::NothingDue);
    assert_eq!(world.collect(&pool, "staker"), 9 * TWIST);
    assert_eq!((world.token_account(&account).amount, world.twist(&pool)), (TWIST, 0));
    assert_eq!(world.pool(&pool).accounted, 0);
}

#[test]
fn what_was_not_synced_yet_is_not_divided_yet() {
    let (mut world, pool, _) = rewarded();
    world.donate(&pool, 10 * TWIST);
    let event: CommissionClaimed = world.run(staking::claim_commission(&world.pool(&pool), None)).event();
    assert_eq!((event.amount, world.pool(&pool).accounted), (TWIST, 9 * TWIST));
    world.sync_pool(&pool);
    let event: CommissionClaimed = world.run(staking::claim_commission(&world.pool(&pool), None)).event();
    assert_eq!((event.amount, world.pool(&pool).accounted), (TWIST, 18 * TWIST));
}

#[test]
fn the_owner_chooses_another_destination_by_signing() {
    let (mut world, pool, own) = rewarded();
    let elsewhere = world.open_ata(&world.actor("elsewhere"), &token::mint());
    let instruction = staking::claim_commission(&world.pool(&pool), Some(&elsewhere));
    let influencer = world.actor("influencer");
    world.refuses(instruction.clone().unsigned(&influencer), Error::DestinationNotCanonical);
    let event: CommissionClaimed = world.run(instruction).event();
    assert_eq!((event.destination, event.amount), (elsewhere, TWIST));
    assert_eq!((world.token_account(&elsewhere).amount, world.token_account(&own).amount), (TWIST, 0));
}

#[test]
fn another_account_of_the_owner_is_not_paid_unasked() {
    let (mut world, pool, _) = rewarded();
    let (influencer, giver) = (world.actor("influencer"), world.actor("giver"));
    let second = world.open_ata(&giver, &token::mint());
    world.hand_over(&second, &giver, AuthorityType::AccountOwner, &influencer);
    let instruction = staking::claim_commission(&world.pool(&pool), Some(&second));
    world.refuses(instruction.unsigned(&influencer), Error::DestinationNotCanonical);
}

#[test]
fn an_encumbered_account_is_not_paid_unasked() {
    for what in [AuthorityType::CloseAccount, AuthorityType::AccountOwner] {
        let (mut world, pool, account) = rewarded();
        world.hand_over(&account, &world.actor("influencer"), what, &world.stranger());
        world.refuses(staking::claim_commission(&world.pool(&pool), None), Error::DestinationNotCanonical);
    }
    let (mut world, pool, account) = rewarded();
    world.delegate(&account, &world.actor("influencer"), &world.stranger(), 1);
    world.refuses(staking::claim_commission(&world.pool(&pool), None), Error::DestinationNotCanonical);
    world.run(staking::claim_commission(&world.pool(&pool), Some(&account)));
}

#[test]
fn a_frozen_account_is_not_paid() {
    let mut world = World::with_staking();
    let (usdc, influencer) = (world.other_mint("usdc"), world.actor("influencer"));
    let pool = world.create_pool_paying("influencer", &usdc, 1_000);
    world.give(&usdc, &pool, 10);
    world.sync_pool(&pool);
    let account = world.open_ata(&influencer, &usdc);
    world.freeze(&account, &usdc);
    let state = world.pool(&pool);
    world.refuses(staking::claim_commission(&state, None), Error::DestinationNotCanonical);
    world.refuses(staking::claim_commission(&state, Some(&account)), SplTokenError::AccountFrozen);
    world.thaw(&account, &usdc);
    world.run(staking::claim_commission(&state, None));
    assert_eq!(world.balance(&influencer, &usdc), 1);
}

#[test]
fn the_account_must_exist_and_the_bump_be_its_own() {
    let mut world = World::with_staking();
    let pool = world.create_pool("influencer", 1_000);
    world.reward(&pool, 10 * TWIST);
    let instruction = staking::claim_commission(&world.pool(&pool), None);
    world.refuses(instruction.clone(), ErrorCode::AccountNotInitialized);
    world.open_ata(&world.actor("influencer"), &token::mint());
    let mut off_by_one = instruction.clone();
    *off_by_one.data.last_mut().unwrap() ^= 1;
    world.refuses(off_by_one, Error::DestinationNotCanonical);
    world.run(instruction);
}

#[test]
fn only_accounts_of_the_reward_mint_are_paid() {
    let (mut world, pool, own) = rewarded();
    let (usdc, influencer) = (world.other_mint("usdc"), world.actor("influencer"));
    let account = world.open_ata(&influencer, &usdc);
    let instruction = staking::claim_commission(&world.pool(&pool), Some(&account));
    world.refuses(instruction.clone(), Error::WrongMint);
    world.refuses(instruction.unsigned(&influencer), Error::WrongMint);

    let usdc_pool = world.create_pool_paying("influencer", &usdc, 1_000);
    world.give(&usdc, &usdc_pool, 10);
    world.sync_pool(&usdc_pool);
    let instruction = staking::claim_commission(&world.pool(&usdc_pool), None);
    world.refuses(instruction.clone().with(&account, &own), Error::WrongMint);
    world.run(instruction);
    assert_eq!(world.token_account(&account).amount, 1);
}

#[test]
fn what_is_no_token_account_is_not_paid() {
    let (mut world, pool, _) = rewarded();
    let state = world.pool(&pool);
    let config = staking::claim_commission(&state, Some(&staking::config()));
    world.refuses(config, ErrorCode::AccountOwnedByWrongProgram);
    let mint = staking::claim_commission(&state, Some(&token::mint()));
    world.refuses(mint, InstructionError::InvalidAccountData);
}

#[test]
fn a_vault_is_not_paid_into_itself() {
    let (mut world, pool, _) = rewarded();
    let state = world.pool(&pool);
    let instruction = staking::claim_commission(&state, Some(&state.reward_vault));
    world.refuses(instruction, Error::DestinationNotCanonical);
}

#[test]
fn nobody_else_has_a_commission() {
    let (mut world, pool, account) = rewarded();
    let (influencer, stranger) = (world.actor("influencer"), world.stranger());
    let others = world.open_ata(&stranger, &token::mint());
    let instruction = staking::claim_commission(&world.pool(&pool), Some(&others));
    world.refuses(instruction.with(&influencer, &stranger), Error::NotPoolOwner);
    let unasked = staking::claim_commission(&world.pool(&pool), None);
    world.refuses(unasked.clone().with(&influencer, &stranger), Error::NotPoolOwner);
    world.refuses(unasked.with(&account, &others), Error::DestinationNotCanonical);
}

#[test]
fn nobody_has_one_of_the_global_pool() {
    let (mut world, pool) = (World::with_staking(), staking::global_pool());
    world.open_ata(&staking::config(), &token::mint());
    world.reward(&pool, 10 * TWIST);
    world.advance(30 * DAY);
    world.refuses(staking::claim_commission(&world.pool(&pool), None), Error::NothingDue);
}

#[test]
fn no_pause_covers_it() {
    let (mut world, pool, _) = rewarded();
    world.run(staking::pause(&world.guardian(), PAUSE_DEPOSITS));
    world.run(staking::claim_commission(&world.pool(&pool), None));
}

#[test]
fn pool_and_vault_belong_together() {
    let (mut world, pool, _) = rewarded();
    let (usdc, rival) = (world.other_mint("usdc"), world.create_pool("rival", 0));
    let own = world.create_pool_paying("influencer", &usdc, 0);
    world.donate(&rival, 10 * TWIST);
    let state = world.pool(&pool);
    let instruction = staking::claim_commission(&state, None);
    for other in
        [state.stake_vault, staking::reward_vault(&rival, &token::mint()), staking::reward_vault(&own, &usdc)]
    {
        world.refuses(instruction.clone().with(&state.reward_vault, &other), Error::WrongAccount);
    }
    world.refuses(instruction.clone().with(&pool, &own), Error::WrongAccount);
    world.refuses(instruction.clone().with(&pool, &rival), Error::NotPoolOwner);
    world.needs_its_kind_of_staking_account(&pool, &instruction);
    let program = spl_token_interface::ID;
    world.refuses(instruction.with(&program, &token::config()), ErrorCode::InvalidProgramId);
}
