use anchor_lang::error::ErrorCode;
use solana_instruction::Instruction;
use spl_token_interface::error::TokenError as SplTokenError;
use twist_client::{
    programs::{
        twist_staking::{error::TwistStakingError as Error, events::StakeAdded},
        twist_token,
    },
    staking,
};
use twist_tests::{
    Events, Variation,
    fixtures::{
        staker::{AMOUNT, REWARD, Staker, WEIGHT},
        staking::{DAY, MONTH, YEAR},
        token::TWIST,
    },
};

/// What the owner still has, base units of TWIST.
const REST: u64 = 50 * TWIST;

/// Gives the owner [`REST`].
fn with_rest(mut staker: Staker) -> Staker {
    staker.world.give_twist(&staker.owner, REST);
    staker
}

fn add(staker: &Staker, amount: u64) -> Instruction {
    staking::add_stake(&staker.pool_state(), &staker.state(), amount)
}

#[test]
fn a_position_grows_and_all_of_it_is_locked_anew() {
    let mut staker = with_rest(Staker::new());
    staker.world.advance(10 * DAY);
    let event: StakeAdded = staker.world.run(add(&staker, REST)).event();
    let until = staker.world.time() + 30 * DAY;
    assert_eq!((event.header.seq, event.pool, event.position), (2, staker.pool, staker.address()));
    assert_eq!((event.added, event.amount), (REST, AMOUNT + REST));
    assert_eq!((event.weight, event.locked_until), (165 * TWIST, until));
    let position = staker.state();
    assert_eq!((position.amount, position.weight), (AMOUNT + REST, 165 * TWIST));
    assert_eq!(position.locked_until, until);
    assert_eq!(staker.sums(), [AMOUNT + REST, 0, 165 * TWIST]);
    assert_eq!((staker.wallet(), staker.staked(), staker.pool_state().positions), (0, AMOUNT + REST, 1));
}

#[test]
fn what_was_earned_before_was_earned_by_the_weight_before() {
    let mut staker = with_rest(Staker::new());
    let world = &mut staker.world;
    // As heavy as the position.
    world.stake(&staker.pool, "neighbour", 0, YEAR, WEIGHT / 2);
    world.reward(&staker.pool, REWARD);
    world.stream_out();
    let before = staker.pending();
    assert_eq!(before, REWARD / 2);
    staker.world.run(add(&staker, REST));
    assert_eq!(staker.pending(), before);
    staker.claim();
    assert_eq!(staker.wallet(), before);
}

#[test]
fn a_lock_that_was_over_begins_again_for_all_of_it() {
    let mut staker = with_rest(Staker::new().unlocked());
    staker.world.advance(DAY);
    staker.world.run(add(&staker, 1));
    let position = staker.state();
    assert_eq!((position.amount, position.weight), (AMOUNT + 1, WEIGHT + 1));
    assert_eq!(position.locked_until, staker.world.time() + 30 * DAY);
    staker.world.refuses(staking::request_unstake(&staker.state()), Error::StillLocked);
}

#[test]
fn a_clock_that_steps_back_shortens_no_lock() {
    let mut staker = with_rest(Staker::new());
    let until = staker.state().locked_until;
    staker.world.set_time(staker.world.time() - DAY);
    let event: StakeAdded = staker.world.run(add(&staker, 1)).event();
    assert_eq!((event.locked_until, staker.state().locked_until), (until, until));
}

#[test]
fn all_can_be_added_and_no_more() {
    let mut staker = with_rest(Staker::new());
    staker.world.refuses(add(&staker, 0), Error::ZeroAmount);
    staker.world.refuses(add(&staker, REST + 1), Error::InsufficientBalance);
    for amount in [u64::MAX, u64::MAX - AMOUNT] {
        // Neither the amount nor its weight would fit 64 bits.
        staker.world.refuses(add(&staker, amount), Error::Overflow);
    }
    staker.world.run(add(&staker, REST));
    staker.world.refuses(add(&staker, 1), Error::InsufficientBalance);
}

#[test]
fn nothing_is_added_under_terms_that_are_gone() {
    let mut staker = with_rest(Staker::new());
    staker.world.run(staking::set_tiers(&staker.world.authority(), vec![YEAR]));
    staker.world.refuses(add(&staker, TWIST), Error::TierNotListed);
    staker.world.run(staking::extend_lock(&staker.state(), YEAR));
    staker.world.run(add(&staker, TWIST));
    assert_eq!(staker.state().weight, 2 * (AMOUNT + TWIST));
}

#[test]
fn a_pause_stops_it() {
    let mut staker = with_rest(Staker::new()).paused();
    staker.world.refuses(add(&staker, TWIST), Error::DepositsPaused);
}

#[test]
fn a_retired_pool_takes_nothing_more() {
    let mut staker = with_rest(Staker::with_influencer()).retired();
    staker.world.refuses(add(&staker, TWIST), Error::PoolRetired);
}

#[test]
fn only_a_staked_position_grows() {
    for staker in [Staker::new().unstaking(), Staker::new().empty()] {
        let mut staker = with_rest(staker);
        staker.world.refuses(add(&staker, TWIST), Error::NotStaked);
    }
}

#[test]
fn only_the_owners_tokens_are_added() {
    let mut staker = with_rest(Staker::new());
    let own = staker.world.twist_account(&staker.owner);
    let others = staker.world.give_twist(&staker.world.stranger(), TWIST);
    let right = add(&staker, TWIST);
    let vault = staker.pool_state().stake_vault;
    for wrong in [others, vault] {
        staker.world.refuses(right.clone().with(&own, &wrong), SplTokenError::OwnerMismatch);
    }
    let other = staker.world.other_mint("other");
    let foreign = staker.world.give(&other, &staker.owner, TWIST);
    staker.world.refuses(right.clone().with(&own, &foreign), Error::WrongMint);
    let no_account = right.with(&own, &staking::config());
    staker.world.refuses(no_account, ErrorCode::AccountOwnedByWrongProgram);
}

#[test]
fn only_the_owner_adds_to_its_own_position() {
    let mut staker = with_rest(Staker::new());
    let right = add(&staker, TWIST);
    staker.world.needs_every_signature(&right);
    staker.world.needs_the_staking_config(&right);
    staker.needs_its_own_position(&right);
    let wrong_program = right.clone().with(&spl_token_interface::ID, &twist_token::ID);
    staker.world.refuses(wrong_program, ErrorCode::InvalidProgramId);
    let into_rewards = right.with(&staker.pool_state().stake_vault, &staker.pool_state().reward_vault);
    staker.world.refuses(into_rewards, Error::WrongAccount);
    assert_eq!(staker.state().amount, AMOUNT);
}

#[test]
fn what_was_just_added_is_locked_as_long_as_the_rest() {
    let mut staker = with_rest(Staker::new());
    staker.world.advance(30 * DAY - 1);
    staker.world.run(add(&staker, REST));
    staker.world.advance(MONTH.lock_seconds - 1);
    staker.world.refuses(staking::request_unstake(&staker.state()), Error::StillLocked);
    staker.world.advance(1);
    staker.world.run(staking::request_unstake(&staker.state()));
}
