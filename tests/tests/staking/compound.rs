use anchor_lang::error::ErrorCode;
use solana_instruction::Instruction;
use twist_client::{
    programs::{
        twist_staking::{error::TwistStakingError as Error, events::RewardsCompounded},
        twist_token,
    },
    staking::{self, PositionStatus, status},
};
use twist_tests::{
    Events, Variation, World,
    fixtures::{
        staker::{AMOUNT, REWARD, Staker, WEIGHT},
        staking::{MONTH, WINDOW, YEAR, said},
    },
};

fn compound(staker: &Staker) -> Instruction {
    staking::compound(&staker.pool_state(), &staker.state())
}

#[test]
fn rewards_become_principal_under_the_lock_as_it_stands() {
    let mut staker = Staker::new().rewarded();
    let until = staker.state().locked_until;
    let event: RewardsCompounded = staker.world.run(compound(&staker)).event();
    let (amount, weight) = (AMOUNT + REWARD, WEIGHT + REWARD * 11 / 10);
    assert_eq!((event.header.seq, event.pool, event.position), (3, staker.pool, staker.address()));
    assert_eq!((event.compounded, event.amount, event.weight), (REWARD, amount, weight));
    let position = staker.state();
    assert_eq!((position.amount, position.weight, position.earned), (amount, weight, [0; 16]));
    assert_eq!((position.locked_until, status(&position)), (until, PositionStatus::Staked));
    assert_eq!(said(&position.terms.into()), said(&MONTH));
    assert_eq!((staker.sums(), staker.pool_state().accounted), ([amount, 0, weight], 0));
    assert_eq!((staker.staked(), staker.rewards(), staker.wallet()), (amount, 0, 0));
}

#[test]
fn what_the_client_predicts_is_compounded_and_the_rest_later() {
    let mut staker = Staker::new();
    staker.world.reward(&staker.pool, 7_777_777_777);
    let mut amount = AMOUNT;
    for seconds in [WINDOW + 12_345, 1, WINDOW] {
        staker.world.advance(seconds);
        let predicted = staker.pending();
        let event: RewardsCompounded = staker.world.run(compound(&staker)).event();
        amount += event.compounded;
        assert_eq!((event.compounded, event.amount, staker.pending()), (predicted, amount, 0));
    }
    assert_eq!((staker.staked(), staker.rewards()), (amount, AMOUNT + 7_777_777_777 - amount));
}

#[test]
fn from_then_on_it_earns_as_well() {
    let mut staker = Staker::new();
    staker.world.stake(&staker.pool, "neighbour", 0, YEAR, WEIGHT / 2);
    // Half of it for each.
    staker.world.reward(&staker.pool, 2 * REWARD);
    staker.world.stream_out();
    staker.world.run(compound(&staker));
    let weight = WEIGHT + REWARD * 11 / 10;
    assert_eq!(staker.sums()[2], weight + WEIGHT);
    // As many as there is weight: one each.
    staker.world.reward(&staker.pool, weight + WEIGHT);
    staker.world.stream_out();
    let neighbour = staker.world.pending(&staker.pool, "neighbour", 0);
    assert_eq!((staker.pending(), neighbour), (weight, WEIGHT + REWARD));
}

#[test]
fn after_the_lock_they_are_staked_at_base_weight() {
    let mut staker = Staker::new().rewarded().unlocked();
    let event: RewardsCompounded = staker.world.run(compound(&staker)).event();
    let amount = AMOUNT + REWARD;
    assert_eq!((event.amount, event.weight, staker.sums()), (amount, amount, [amount, 0, amount]));
    staker.world.run(staking::request_unstake(&staker.state()));
}

#[test]
fn a_lock_is_compounded_under_whatever_is_on_offer_now() {
    let mut staker = Staker::new().rewarded();
    staker.world.run(staking::set_tiers(&staker.world.authority(), vec![YEAR]));
    staker.world.run(compound(&staker));
    assert_eq!(said(&staker.state().terms.into()), said(&MONTH));
}

#[test]
fn nothing_is_compounded_before_it_was_streamed_or_twice() {
    let mut staker = Staker::new();
    staker.world.refuses(compound(&staker), Error::NothingDue);
    let mut staker = staker.rewarded();
    staker.world.run(compound(&staker));
    staker.world.refuses(compound(&staker), Error::NothingDue);
}

#[test]
fn rewards_in_another_mint_are_no_stake() {
    let mut world = World::with_staking();
    let usdc = world.other_mint("usdc");
    let pool = world.create_pool_paying("influencer", &usdc, 0);
    let mut staker = Staker::in_pool(world, pool);
    staker.world.give(&usdc, &pool, REWARD);
    staker.world.sync_pool(&pool);
    staker.world.stream_out();
    staker.world.refuses(compound(&staker), Error::NotCompoundable);
}

#[test]
fn only_a_staked_position_grows() {
    for mut staker in [Staker::new().rewarded().unstaking(), Staker::new().rewarded().empty()] {
        staker.world.refuses(compound(&staker), Error::NotStaked);
    }
}

#[test]
fn a_pause_stops_it_as_it_is_a_deposit() {
    let mut staker = Staker::new().rewarded().paused();
    staker.world.refuses(compound(&staker), Error::DepositsPaused);
    staker.claim();
}

#[test]
fn a_retired_pool_takes_nothing_more() {
    let mut staker = Staker::with_influencer().rewarded().retired();
    staker.world.refuses(compound(&staker), Error::PoolRetired);
    staker.claim();
}

#[test]
fn only_the_owner_compounds_its_own_position() {
    let mut staker = Staker::new().rewarded();
    let right = compound(&staker);
    staker.world.needs_every_signature(&right);
    staker.world.needs_the_staking_config(&right);
    staker.needs_its_own_position(&right);
    let wrong_program = right.clone().with(&spl_token_interface::ID, &twist_token::ID);
    staker.world.refuses(wrong_program, ErrorCode::InvalidProgramId);
    // From stakes to stakes, or from rewards to rewards.
    let (stakes, rewards) = (staker.pool_state().stake_vault, staker.pool_state().reward_vault);
    staker.world.refuses(right.clone().with(&rewards, &stakes), Error::WrongAccount);
    staker.world.refuses(right.clone().with(&stakes, &rewards), Error::WrongAccount);
    staker.world.run(right);
}
