//! What a claim pays, and when. How rewards are divided is in `rewards_by_weight.rs`, where they go in `claim_destination.rs`.

use anchor_lang::error::ErrorCode;
use solana_instruction::Instruction;
use spl_token_interface::error::TokenError as SplTokenError;
use twist_client::{
    programs::{
        twist_staking::{error::TwistStakingError as Error, events::RewardsClaimed},
        twist_token,
    },
    staking,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::{
        staker::{AMOUNT, OWNER, REWARD, Staker, WEIGHT},
        staking::{DAY, WINDOW, YEAR},
    },
};

/// A claim into the owner's own token account, which is open.
fn claim(staker: &mut Staker) -> Instruction {
    staker.world.open_ata(&staker.owner, &staker.pool_state().reward_mint);
    staking::claim(&staker.pool_state(), &staker.state(), None)
}

#[test]
fn a_staker_gets_what_it_earned() {
    let mut staker = Staker::new().rewarded();
    let event: RewardsClaimed = staker.claim().event();
    // The stake and the sync came before.
    assert_eq!((event.header.seq, event.pool, event.position), (3, staker.pool, staker.address()));
    assert_eq!((event.owner, event.destination), (staker.owner, staker.world.twist_account(&staker.owner)));
    assert_eq!((event.amount, staker.wallet(), staker.rewards()), (REWARD, REWARD, 0));
    let (pool, position) = (staker.pool_state(), staker.state());
    assert_eq!((pool.accounted, pool.event_seq), (0, 3));
    assert_eq!((position.earned, position.index), ([0; 16], pool.reward_per_weight));
    // The principal stays where it was.
    assert_eq!((position.amount, staker.staked()), (AMOUNT, AMOUNT));
}

#[test]
fn anyone_can_claim_for_a_staker() {
    let mut staker = Staker::new().rewarded();
    assert!(claim(&mut staker).accounts.iter().all(|account| !account.is_signer));
}

#[test]
fn nothing_is_due_before_anything_was_streamed_or_twice() {
    let mut staker = Staker::new();
    let at_once = claim(&mut staker);
    staker.world.refuses(at_once.clone(), Error::NothingDue);
    staker.world.reward(&staker.pool, REWARD);
    // The rest of the window in which it came in.
    staker.world.advance(WINDOW);
    staker.world.refuses(at_once.clone(), Error::NothingDue);
    staker.world.advance(WINDOW);
    staker.world.run(at_once.clone());
    staker.world.refuses(at_once.clone(), Error::NothingDue);
    staker.world.advance(WINDOW);
    staker.world.refuses(at_once, Error::NothingDue);
}

#[test]
fn less_than_a_unit_is_kept_until_it_is_one() {
    let mut staker = Staker::new();
    // Half a unit of each for each of two, less what rounding keeps back.
    staker.world.stake(&staker.pool, "neighbour", 0, YEAR, WEIGHT / 2);
    let claim = claim(&mut staker);
    for _ in 0..2 {
        staker.world.reward(&staker.pool, 1);
        staker.world.stream_out();
        staker.world.refuses(claim.clone(), Error::NothingDue);
    }
    staker.world.reward(&staker.pool, 1);
    staker.world.stream_out();
    let event: RewardsClaimed = staker.world.run(claim).event();
    assert_eq!(event.amount, 1);
}

#[test]
fn rewards_arrive_second_by_second() {
    let mut staker = Staker::new();
    staker.world.reward(&staker.pool, REWARD);
    staker.world.advance(WINDOW);
    let mut paid = 0;
    for quarter in 1..=4 {
        staker.world.advance(WINDOW / 4);
        // Half of what a quarter of the window has streamed, and so on: it is all one stream.
        let pending = staker.pending();
        let event: RewardsClaimed = staker.claim().event();
        paid += event.amount;
        assert_eq!((event.amount, paid, staker.wallet()), (pending, REWARD * quarter / 4, paid));
    }
}

#[test]
fn what_the_client_predicts_is_what_is_paid() {
    let mut staker = Staker::new();
    staker.world.stake(&staker.pool, "neighbour", 0, YEAR, 33_333_333_333);
    let mut claims = 0;
    for (reward, seconds) in
        [(7_777_777_777, 100_001), (1, 12_345), (0, 1), (999_999_999, 777), (3, 700_000), (0, 1)]
    {
        staker.world.reward(&staker.pool, reward);
        staker.world.advance(seconds);
        let predicted = staker.pending();
        let claim = claim(&mut staker);
        if predicted == 0 {
            staker.world.refuses(claim, Error::NothingDue);
            continue;
        }
        let event: RewardsClaimed = staker.world.run(claim).event();
        assert_eq!((event.amount, staker.pending()), (predicted, 0));
        claims += 1;
    }
    assert_eq!(claims, 5);
}

#[test]
fn what_was_earned_can_be_claimed_after_the_principal_is_gone() {
    for mut staker in [Staker::new().rewarded().unstaking(), Staker::new().rewarded().empty()] {
        // What comes now is nobody's, as nobody is staked.
        staker.world.reward(&staker.pool, REWARD);
        staker.world.stream_out();
        let before = staker.wallet();
        staker.claim();
        assert_eq!((staker.wallet() - before, staker.rewards()), (REWARD, REWARD));
    }
}

#[test]
fn no_pause_and_no_end_of_a_pool_covers_it() {
    let mut staker = Staker::with_influencer().rewarded().retired().paused();
    staker.claim();
    assert_eq!(staker.wallet(), REWARD);
    // Whoever is left goes on earning.
    let mut staker = staker.rewarded();
    staker.claim();
    assert_eq!(staker.wallet(), 2 * REWARD);
}

#[test]
fn a_clock_that_steps_back_pays_nothing_twice_and_loses_nothing() {
    let mut staker = Staker::new();
    staker.world.reward(&staker.pool, REWARD);
    staker.world.advance(WINDOW * 3 / 2);
    let (now, claim) = (staker.world.time(), claim(&mut staker));
    staker.world.run(claim.clone());
    for before in [now - 1, World::START - DAY, i64::MIN] {
        staker.world.set_time(before);
        staker.world.refuses(claim.clone(), Error::NothingDue);
    }
    staker.world.set_time(now + WINDOW);
    staker.world.run(claim);
    assert_eq!(staker.wallet(), REWARD);
}

#[test]
fn at_the_end_of_time_everything_is_paid() {
    let mut staker = Staker::new();
    staker.world.reward(&staker.pool, REWARD);
    staker.world.set_time(i64::MAX);
    staker.claim();
    assert_eq!(staker.wallet(), REWARD);
}

#[test]
fn rewards_can_be_in_another_mint_whose_issuer_freezes_rewards_and_no_stake() {
    let mut world = World::with_staking();
    let usdc = world.other_mint("usdc");
    let pool = world.create_pool_paying("influencer", &usdc, 0);
    let mut staker = Staker::in_pool(world, pool);
    staker.world.give(&usdc, &pool, REWARD);
    staker.world.sync_pool(&pool);
    staker.world.stream_out();
    let vault = staker.pool_state().reward_vault;
    staker.world.freeze(&vault, &usdc);
    let claim = claim(&mut staker);
    staker.world.refuses(claim.clone(), SplTokenError::AccountFrozen);
    let mut staker = staker.empty();
    assert_eq!(staker.wallet(), AMOUNT);
    staker.world.thaw(&vault, &usdc);
    staker.world.run(claim);
    assert_eq!(staker.world.balance(&staker.owner, &usdc), REWARD);
}

#[test]
fn only_the_pools_own_vault_pays() {
    let mut staker = Staker::new().rewarded();
    let right = claim(&mut staker);
    let (rewards, stakes) = (staker.pool_state().reward_vault, staker.pool_state().stake_vault);
    // Above all not that of the stakes.
    staker.world.refuses(right.clone().with(&rewards, &stakes), Error::WrongAccount);
    staker.needs_its_own_position(&right);
    let wrong_program = right.clone().with(&spl_token_interface::ID, &twist_token::ID);
    staker.world.refuses(wrong_program, ErrorCode::InvalidProgramId);
    staker.world.run(right);
    assert_eq!(staker.world.twist(&staker.owner), REWARD);
}

#[test]
fn each_position_has_its_own_rewards() {
    let mut staker = Staker::new();
    let first = staker.pool;
    staker.world.stake(&first, OWNER, 1, YEAR, WEIGHT / 2);
    let mut staker = staker.rewarded();
    staker.claim();
    assert_eq!(staker.wallet(), REWARD / 2);
    assert_eq!(staker.world.pending(&first, OWNER, 1), REWARD / 2);
    let other = staker.world.position(&first, OWNER, 1);
    staker.world.run(staking::claim(&staker.pool_state(), &other, None));
    assert_eq!(staker.wallet(), REWARD);
}
