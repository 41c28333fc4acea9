use anchor_lang::{error::ErrorCode, system_program};
use solana_instruction::{Instruction, error::InstructionError};
use solana_pubkey::Pubkey;
use spl_token_interface::error::TokenError as SplTokenError;
use twist_client::{
    chain::Chain,
    programs::{
        twist_staking::{
            constants::PAUSE_DEPOSITS, error::TwistStakingError as Error, events::Staked, types::TermsArg,
        },
        twist_token,
    },
    spl,
    staking::{self, PositionStatus, status},
    token,
};
use twist_tests::{
    Events, Refusal, Variation, World,
    fixtures::{
        staking::{DAY, HALF_YEAR, MONTH, QUARTER, YEAR, said, terms, tiers},
        token::TWIST,
    },
};

/// `"staker"` holds this much, base units of TWIST.
const BALANCE: u64 = 100 * TWIST;

/// `"staker"`, who holds [`BALANCE`], and the global pool.
fn holding() -> (World, Pubkey, Pubkey) {
    let mut world = World::with_staking();
    let staker = world.actor("staker");
    world.give_twist(&staker, BALANCE);
    (world, staking::global_pool(), staker)
}

fn stake(world: &World, nonce: u32, terms: TermsArg, amount: u64) -> Instruction {
    world.staking_of(&staking::global_pool(), "staker", nonce, terms, amount)
}

#[test]
fn a_stake_is_a_position_under_the_terms_that_were_signed() {
    let (mut world, pool, staker) = holding();
    let event: Staked = world.run(stake(&world, 7, QUARTER, 60 * TWIST)).event();
    let address = staking::position(&pool, &staker, 7);
    let until = World::START + 90 * DAY;
    assert_eq!((event.header.seq, event.pool, event.position, event.owner), (1, pool, address, staker));
    assert_eq!((event.amount, event.weight, event.locked_until), (60 * TWIST, 75 * TWIST, until));
    assert_eq!(said(&event.terms), said(&QUARTER));

    let position = world.position(&pool, "staker", 7);
    assert_eq!((position.version, position.nonce, position.pool, position.owner), (2, 7, pool, staker));
    assert_eq!((position.opened_at, position.rewards_paid), (World::START, 0));
    assert_eq!((position.rent_payer, status(&position)), (world.payer(), PositionStatus::Staked));
    assert_eq!((position.amount, position.weight), (60 * TWIST, 75 * TWIST));
    assert_eq!((position.locked_until, position.withdrawable_at), (until, 0));
    assert_eq!(said(&position.terms.into()), said(&QUARTER));
    let state = world.pool(&pool);
    assert_eq!((state.positions, state.event_seq), (1, 1));
    assert_eq!((state.total_staked, state.unstaking, state.total_weight), (60 * TWIST, 0, 75 * TWIST));
    assert_eq!(
        (world.twist(&staker), world.token_account(&state.stake_vault).amount),
        (40 * TWIST, 60 * TWIST)
    );
}

#[test]
fn the_longer_the_lock_the_greater_the_weight() {
    let (mut world, pool, _) = holding();
    let expected = [(MONTH, 11, 30), (QUARTER, 12, 90), (HALF_YEAR, 15, 180), (YEAR, 20, 365)];
    for (nonce, (terms, weight, days)) in (0..).zip(expected) {
        world.run(stake(&world, nonce, terms, 10));
        let position = world.position(&pool, "staker", nonce);
        // A quarter's 12.5 is rounded down.
        assert_eq!((position.amount, position.weight), (10, weight));
        assert_eq!(position.locked_until, World::START + days * DAY);
    }
    assert_eq!(world.pool(&pool).total_weight, 11 + 12 + 15 + 20);
}

#[test]
fn an_owner_numbers_its_positions_as_it_likes_and_none_twice() {
    let (mut world, pool, _) = holding();
    for (nonce, amount) in [(u32::MAX, 3), (0, 5), (1 << 16, 7)] {
        world.run(stake(&world, nonce, MONTH, amount));
    }
    let used = Refusal::new(system_program::ID, InstructionError::Custom(0));
    world.refuses(stake(&world, 0, YEAR, 1), used);
    let amounts = [u32::MAX, 0, 1 << 16].map(|nonce| world.position(&pool, "staker", nonce).amount);
    assert_eq!((amounts, world.pool(&pool).positions), ([3, 5, 7], 3));
}

#[test]
fn all_can_be_staked_and_no_more() {
    let (mut world, _, staker) = holding();
    world.refuses(stake(&world, 0, MONTH, 0), Error::ZeroAmount);
    world.refuses(stake(&world, 0, MONTH, BALANCE + 1), Error::InsufficientBalance);
    // Its weight would not fit 64 bits.
    world.refuses(stake(&world, 0, MONTH, u64::MAX), Error::Overflow);
    world.run(stake(&world, 0, MONTH, BALANCE));
    assert_eq!(world.twist(&staker), 0);
    world.refuses(stake(&world, 1, MONTH, 1), Error::InsufficientBalance);
}

#[test]
fn only_terms_on_offer_are_taken_to_the_last_one_of_them() {
    let (mut world, _, _) = holding();
    for unlisted in [
        terms(31, 11_000),
        terms(30, 12_500),
        TermsArg { lock_seconds: MONTH.lock_seconds - 1, ..MONTH },
        TermsArg { cooldown_seconds: MONTH.cooldown_seconds - 1, ..MONTH },
        TermsArg { penalty_bps: MONTH.penalty_bps - 1, ..MONTH },
        // What the config holds where no terms are.
        TermsArg { lock_seconds: 0, cooldown_seconds: 0, multiplier_bps: 0, penalty_bps: 0 },
    ] {
        world.refuses(stake(&world, 0, unlisted, TWIST), Error::TierNotListed);
    }
}

#[test]
fn terms_that_changed_on_the_way_are_not_those_that_were_signed() {
    let (mut world, pool, _) = holding();
    let signed = stake(&world, 0, MONTH, TWIST);
    let dearer = TermsArg { penalty_bps: MONTH.penalty_bps + 1, ..MONTH };
    world.run(staking::set_tiers(&world.authority(), vec![dearer, YEAR]));
    world.refuses(signed.clone(), Error::TierNotListed);
    world.run(stake(&world, 1, dearer, TWIST));
    world.run(staking::set_tiers(&world.authority(), tiers()));
    world.run(signed);
    // What is on offer later changes no position.
    assert_eq!(said(&world.position(&pool, "staker", 1).terms.into()), said(&dearer));
}

#[test]
fn a_pause_stops_new_stakes() {
    let (mut world, _, _) = holding();
    world.run(staking::pause(&world.guardian(), PAUSE_DEPOSITS));
    world.refuses(stake(&world, 0, MONTH, TWIST), Error::DepositsPaused);
    world.run(staking::unpause(&world.authority(), PAUSE_DEPOSITS));
    world.run(stake(&world, 0, MONTH, TWIST));
}

#[test]
fn a_retired_pool_takes_no_stake() {
    let (mut world, _, staker) = holding();
    let pool = world.create_pool("influencer", 0);
    world.run(world.staking_of(&pool, "staker", 0, MONTH, TWIST));
    world.run(staking::retire_pool(&world.pool(&pool)));
    world.refuses(world.staking_of(&pool, "staker", 1, MONTH, TWIST), Error::PoolRetired);
    assert_eq!((world.twist(&staker), world.pool(&pool).total_staked), (99 * TWIST, TWIST));
}

#[test]
fn pools_share_neither_vaults_nor_positions() {
    let (mut world, global, staker) = holding();
    let pool = world.create_pool("influencer", 0);
    let event: Staked = world.run(world.staking_of(&pool, "staker", 0, MONTH, 3 * TWIST)).event();
    assert_eq!((event.header.seq, event.pool), (2, pool));
    world.run(world.staking_of(&global, "staker", 0, MONTH, 4 * TWIST));
    let held = [pool, global].map(|pool| {
        let state = world.pool(&pool);
        (state.positions, state.total_staked, world.token_account(&state.stake_vault).amount)
    });
    assert_eq!(held, [(1, 3 * TWIST, 3 * TWIST), (1, 4 * TWIST, 4 * TWIST)]);
    assert_eq!(world.twist(&staker), 93 * TWIST);
}

#[test]
fn anybody_may_pay_the_rent_and_only_the_owner_stakes() {
    let (mut world, pool, staker) = holding();
    world.airdrop(&staker, 1_000_000_000).unwrap();
    let (by_other, other) = (stake(&world, 0, MONTH, TWIST), world.payer());
    world.needs_every_signature(&by_other);
    world.run(by_other.clone());
    world.run(stake(&world, 1, MONTH, TWIST).with(&other, &staker));
    let payers = [0, 1].map(|nonce| world.position(&pool, "staker", nonce).rent_payer);
    assert_eq!(payers, [other, staker]);
}

#[test]
fn only_the_signers_tokens_are_staked() {
    let (mut world, pool, staker) = holding();
    let own = world.twist_account(&staker);
    let others = world.give_twist(&world.actor("holder"), TWIST);
    let right = stake(&world, 0, MONTH, TWIST);
    world.refuses(right.clone().with(&own, &others), SplTokenError::OwnerMismatch);
    // What others have staked is no new stake.
    world.stake(&pool, "somebody", 0, MONTH, TWIST);
    let vault = world.pool(&pool).stake_vault;
    world.refuses(right.clone().with(&own, &vault), SplTokenError::OwnerMismatch);

    let other = world.other_mint("other");
    let foreign = world.give(&other, &staker, TWIST);
    world.refuses(right.clone().with(&own, &foreign), Error::WrongMint);
    let foreign = || ErrorCode::AccountOwnedByWrongProgram;
    world.refuses(right.clone().with(&own, &staking::config()), foreign());
    let missing = spl::ata(&world.stranger(), &token::mint());
    world.refuses(right.with(&own, &missing), ErrorCode::AccountNotInitialized);
}

#[test]
fn what_a_holder_delegated_can_be_staked_by_whom_it_trusts() {
    let (mut world, pool, staker) = holding();
    let holder = world.actor("holder");
    let account = world.give_twist(&holder, 5 * TWIST);
    world.delegate(&account, &holder, &staker, 2 * TWIST);
    let own = world.twist_account(&staker);
    let too_much = stake(&world, 0, MONTH, 3 * TWIST).with(&own, &account);
    world.refuses(too_much, SplTokenError::InsufficientFunds);
    world.run(stake(&world, 0, MONTH, 2 * TWIST).with(&own, &account));
    assert_eq!((world.twist(&holder), world.twist(&staker)), (3 * TWIST, BALANCE));
    assert_eq!(world.position(&pool, "staker", 0).owner, staker);
}

#[test]
fn stakes_go_to_the_pools_own_vault() {
    let (mut world, pool, staker) = holding();
    let rival = world.create_pool("rival", 0);
    let (state, other) = (world.pool(&pool), world.pool(&rival));
    let right = stake(&world, 0, MONTH, TWIST);
    for wrong in [other.stake_vault, state.reward_vault, world.twist_account(&staker)] {
        world.refuses(right.clone().with(&state.stake_vault, &wrong), Error::WrongAccount);
    }
    // The position's address follows from the pool.
    let moved = right.with(&pool, &rival).with(&state.stake_vault, &other.stake_vault);
    world.refuses(moved, ErrorCode::ConstraintSeeds);
}

#[test]
fn a_position_is_where_its_pool_owner_and_number_say() {
    let (mut world, pool, staker) = holding();
    let right = stake(&world, 0, MONTH, TWIST);
    let address = staking::position(&pool, &staker, 0);
    // An address that a key signs for could be created without any seeds.
    let mut signed = right.clone().with(&address, &world.actor("a key"));
    for account in signed.accounts.iter_mut().filter(|account| account.pubkey == world.actor("a key")) {
        account.is_signer = true;
    }
    world.refuses(signed, ErrorCode::ConstraintSeeds);
    for wrong in [
        staking::position(&pool, &staker, 1),
        staking::position(&pool, &world.stranger(), 0),
        staking::position(&world.create_pool("rival", 0), &staker, 0),
    ] {
        world.refuses(right.clone().with(&address, &wrong), ErrorCode::ConstraintSeeds);
    }
}

#[test]
fn lamports_that_somebody_sent_ahead_do_not_block_a_position() {
    let (mut world, pool, staker) = holding();
    let rent = world.minimum_balance(8 + 224).unwrap();
    // Too few for the rent, just enough, and more than that.
    for (nonce, sent) in [(0, 1), (1, rent), (2, 2 * rent)] {
        let address = staking::position(&pool, &staker, nonce);
        world.airdrop(&address, sent).unwrap();
        world.run(stake(&world, nonce, MONTH, TWIST));
        assert_eq!(world.position(&pool, "staker", nonce).amount, TWIST);
        assert_eq!(world.existing_account("position", &address).unwrap().lamports, rent.max(sent));
    }
}

#[test]
fn only_the_programs_own_accounts_are_taken() {
    let (mut world, pool, _) = holding();
    let right = stake(&world, 0, MONTH, TWIST);
    world.needs_the_staking_config(&right);
    world.needs_its_kind_of_staking_account(&pool, &right);
    for program in [spl_token_interface::ID, system_program::ID] {
        let wrong = right.clone().with(&program, &twist_token::ID);
        world.refuses(wrong, ErrorCode::InvalidProgramId);
    }
}

#[test]
fn a_lock_that_would_end_after_the_end_of_time_is_refused() {
    let (mut world, pool, _) = holding();
    let end = i64::MAX - MONTH.lock_seconds;
    world.set_time(end + 1);
    world.refuses(stake(&world, 0, MONTH, TWIST), Error::Overflow);
    world.set_time(end);
    world.run(stake(&world, 0, MONTH, TWIST));
    assert_eq!(world.position(&pool, "staker", 0).locked_until, i64::MAX);
}
