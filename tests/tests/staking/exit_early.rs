//! Breaking a lock. Where the penalty goes is in `penalty.rs`.

use anchor_lang::error::ErrorCode;
use solana_instruction::{Instruction, error::InstructionError};
use spl_token_interface::instruction::AuthorityType;
use twist_client::{
    programs::{
        twist_staking::{error::TwistStakingError as Error, events::ExitedEarly},
        twist_token,
    },
    spl,
    staking::{self, PositionStatus, early_exit_at, status},
    token,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::{
        staker::{AMOUNT, REWARD, Staker},
        staking::{DAY, WINDOW, YEAR},
        token::TWIST,
    },
};

/// What comes back.
const RETURNED: u64 = 90 * TWIST;

/// The exit into the owner's own token account, which is open.
fn exit(staker: &mut Staker) -> Instruction {
    staker.world.open_ata(&staker.owner, &token::mint());
    staking::exit_early(&staker.pool_state(), &staker.state(), None)
}

#[test]
fn a_principal_comes_back_at_once_less_the_penalty() {
    let mut staker = Staker::new();
    let predicted = early_exit_at(&staker.state(), staker.world.time()).unwrap();
    let exit = exit(&mut staker);
    let event: ExitedEarly = staker.world.run(exit).event();
    assert_eq!((event.header.seq, event.pool, event.position), (2, staker.pool, staker.address()));
    assert_eq!((event.owner, event.destination), (staker.owner, staker.world.twist_account(&staker.owner)));
    assert_eq!((event.returned, event.penalty), (RETURNED, AMOUNT - RETURNED));
    assert_eq!((event.returned, event.penalty), (predicted.returned, predicted.penalty));
    let position = staker.state();
    assert_eq!((status(&position), position.amount, position.weight), (PositionStatus::Empty, 0, 0));
    assert_eq!((staker.wallet(), staker.staked(), staker.sums()), (RETURNED, 0, [0; 3]));
    assert_eq!(staker.pool_state().positions, 1);
}

#[test]
fn a_lock_that_is_over_is_not_broken_but_asked_back() {
    let mut staker = Staker::new();
    let (exit, until) = (exit(&mut staker), staker.state().locked_until);
    for now in [until, until + DAY, i64::MAX] {
        staker.world.set_time(now);
        staker.world.refuses(exit.clone(), Error::LockOver);
        assert_eq!(early_exit_at(&staker.state(), now), None);
    }
    staker.world.set_time(until - 1);
    staker.world.run(exit);
}

#[test]
fn only_a_staked_principal_can_leave() {
    for mut staker in [Staker::new().unstaking(), Staker::new().empty()] {
        let exit = exit(&mut staker);
        staker.world.refuses(exit, Error::NotStaked);
    }
    let mut staker = Staker::new();
    // There is enough in the vault for another time.
    staker.world.stake(&staker.pool, "neighbour", 0, YEAR, 2 * AMOUNT);
    let exit = exit(&mut staker);
    staker.world.run(exit.clone());
    staker.world.refuses(exit, Error::NotStaked);
    assert_eq!((staker.sums(), staker.staked()), ([2 * AMOUNT, 0, 4 * AMOUNT], 2 * AMOUNT));
}

#[test]
fn it_stops_earning_at_once_and_keeps_what_it_earned() {
    let mut staker = Staker::new();
    staker.world.reward(&staker.pool, REWARD);
    staker.world.advance(WINDOW * 3 / 2);
    let exit = exit(&mut staker);
    staker.world.run(exit);
    staker.world.stake(&staker.pool, "neighbour", 0, YEAR, TWIST);
    staker.world.advance(DAY);
    assert_eq!(staker.pending(), REWARD / 2);
    staker.claim();
    assert_eq!(staker.wallet(), RETURNED + REWARD / 2);
}

#[test]
fn neither_a_pause_nor_the_end_of_a_pool_covers_it() {
    let mut staker = Staker::with_influencer().retired().paused();
    let exit = exit(&mut staker);
    staker.world.run(exit);
    assert_eq!(staker.wallet(), RETURNED);
}

#[test]
fn rewards_that_do_not_add_up_keep_no_principal() {
    let mut staker = Staker::new().rewarded().miscounted();
    let exit = exit(&mut staker);
    staker.world.run(exit);
    assert_eq!(staker.wallet(), RETURNED);
}

#[test]
fn rewards_that_their_issuer_froze_keep_no_principal() {
    let mut world = World::with_staking();
    let usdc = world.other_mint("usdc");
    let pool = world.create_pool_paying("influencer", &usdc, 0);
    let mut staker = Staker::in_pool(world, pool);
    let vault = staker.pool_state().reward_vault;
    staker.world.freeze(&vault, &usdc);
    let exit = exit(&mut staker);
    staker.world.run(exit);
    assert_eq!(staker.wallet(), RETURNED);
}

#[test]
fn a_clock_at_the_beginning_of_time_keeps_nobody_in() {
    let mut staker = Staker::new().rewarded();
    let exit = exit(&mut staker);
    staker.world.set_time(i64::MIN);
    staker.world.run(exit);
    assert_eq!((staker.wallet(), staker.pending()), (RETURNED, 0));
    // What was streamed until then is nobody's while the clock has not come back to where it was.
    staker.world.set_time(World::START + 2 * DAY);
    assert_eq!(staker.sums(), [0; 3]);
}

#[test]
fn the_owner_says_where_the_rest_goes() {
    let mut staker = Staker::new();
    let (friend, other) = (staker.world.actor("friend"), staker.world.stranger());
    let account = staker.world.open_ata(&friend, &token::mint());
    staker.world.delegate(&account, &friend, &other, 1);
    staker.world.hand_over(&account, &friend, AuthorityType::CloseAccount, &other);
    let exit = staking::exit_early(&staker.pool_state(), &staker.state(), Some(&account));
    let event: ExitedEarly = staker.world.run(exit).event();
    assert_eq!((event.destination, staker.world.twist(&friend)), (account, RETURNED));
}

#[test]
fn it_goes_to_an_account_for_twist_and_not_back_into_the_vault() {
    let mut staker = Staker::new();
    let right = exit(&mut staker);
    let own = staker.world.twist_account(&staker.owner);
    let vault = staker.pool_state().stake_vault;
    staker.world.refuses(right.clone().with(&own, &vault), Error::DestinationNotCanonical);
    let other = staker.world.other_mint("other");
    let foreign = staker.world.open_ata(&staker.owner, &other);
    staker.world.refuses(right.clone().with(&own, &foreign), Error::WrongMint);
    staker.world.refuses(right.clone().with(&own, &other), InstructionError::InvalidAccountData);
    let config = staking::config();
    // The config is one of the accounts itself.
    let no_account = right.clone().with(&own, &staking::global_pool());
    staker.world.refuses(no_account, ErrorCode::AccountOwnedByWrongProgram);
    staker.world.refuses(right.clone().with(&own, &config), ErrorCode::AccountOwnedByWrongProgram);
    let missing = spl::ata(&staker.world.stranger(), &token::mint());
    staker.world.refuses(right.with(&own, &missing), ErrorCode::AccountNotInitialized);
}

#[test]
fn only_the_owner_breaks_its_own_lock() {
    let mut staker = Staker::with_influencer().rewarded();
    let right = exit(&mut staker);
    staker.world.needs_every_signature(&right);
    staker.world.needs_the_staking_config(&right);
    let (stakes, rewards) = (staker.pool_state().stake_vault, staker.pool_state().reward_vault);
    staker.world.refuses(right.clone().with(&stakes, &rewards), Error::WrongAccount);
    staker.needs_its_own_position(&right);
    let wrong_program = right.clone().with(&spl_token_interface::ID, &twist_token::ID);
    staker.world.refuses(wrong_program, ErrorCode::InvalidProgramId);
    staker.world.run(right);
}
