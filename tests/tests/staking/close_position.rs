use anchor_lang::error::ErrorCode;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use twist_client::{
    chain::Chain,
    programs::twist_staking::{
        error::TwistStakingError as Error,
        events::{PositionClosed, Staked},
    },
    staking::{self, PositionStatus, status},
};
use twist_tests::{
    Events, Variation, World,
    fixtures::{
        staker::{AMOUNT, NONCE, OWNER, Staker, WEIGHT},
        staking::{MONTH, YEAR, said},
        token::TWIST,
    },
};

fn close(staker: &Staker) -> Instruction {
    staking::close_position(&staker.state())
}

fn lamports(world: &World, address: &Pubkey) -> u64 {
    world.account(address).unwrap().map_or(0, |account| account.lamports)
}

#[test]
fn an_empty_position_is_gone_and_its_rent_is_with_whoever_paid_it() {
    let mut staker = Staker::new().empty();
    let (address, payer) = (staker.address(), staker.world.payer());
    let (rent, before) = (lamports(&staker.world, &address), lamports(&staker.world, &payer));
    let event: PositionClosed = staker.world.run(close(&staker)).event();
    assert_eq!((event.header.seq, event.pool, event.position), (4, staker.pool, address));
    assert_eq!(event.owner, staker.owner);
    assert_eq!(staker.world.account(&address).unwrap(), None);
    assert_eq!(lamports(&staker.world, &payer), before + rent);
    assert_eq!(lamports(&staker.world, &staker.owner), 0);
    assert_eq!((staker.pool_state().positions, staker.pool_state().event_seq), (0, 4));
}

#[test]
fn a_position_that_was_left_early_can_be_closed_as_well() {
    let mut staker = Staker::new();
    let exit = staking::exit_early(&staker.pool_state(), &staker.state(), None);
    staker.world.run_all(vec![exit, close(&staker)]);
    assert_eq!(staker.world.account(&staker.address()).unwrap(), None);
}

#[test]
fn neither_a_principal_nor_a_unit_of_rewards_is_lost() {
    for mut staker in [
        Staker::new(),
        Staker::new().unlocked(),
        Staker::new().unstaking(),
        Staker::new().withdrawable(),
        Staker::new().rewarded().empty(),
    ] {
        staker.world.refuses(close(&staker), Error::PositionNotEmpty);
    }
    let mut staker = Staker::new().rewarded().empty();
    staker.claim();
    staker.world.run(close(&staker));
}

#[test]
fn less_than_a_unit_goes_back_to_the_pool() {
    let mut staker = Staker::new();
    // Half a unit for each of two, less what rounding keeps back.
    staker.world.stake(&staker.pool, "neighbour", 0, YEAR, WEIGHT / 2);
    staker.world.reward(&staker.pool, 1);
    staker.world.stream_out();
    let mut staker = staker.empty();
    let carried = |staker: &Staker| u128::from_le_bytes(staker.pool_state().carried);
    let (before, earned) = (carried(&staker), u128::from_le_bytes(staker.state().earned));
    assert!((1 << 62..1 << 63).contains(&earned), "{earned}");
    staker.world.run(close(&staker));
    assert_eq!(carried(&staker), before + earned);
}

#[test]
fn its_number_is_free_again_for_a_position_that_owes_nothing_to_the_old_one() {
    let mut staker = Staker::new().rewarded().empty();
    staker.claim();
    let address = staker.address();
    staker.world.run(close(&staker));
    staker.world.give_twist(&staker.owner, AMOUNT);
    let again = staker.world.staking_of(&staker.pool, OWNER, NONCE, YEAR, TWIST);
    let event: Staked = staker.world.run(again).event();
    assert_eq!(event.position, address);
    let position = staker.state();
    assert_eq!(
        (position.amount, position.weight, status(&position)),
        (TWIST, 2 * TWIST, PositionStatus::Staked)
    );
    assert_eq!((position.earned, position.withdrawable_at), ([0; 16], 0));
    assert_eq!(position.index, staker.pool_state().reward_per_weight);
    assert_eq!(said(&position.terms.into()), said(&YEAR));
    assert_eq!((staker.pending(), staker.pool_state().positions), (0, 1));
}

#[test]
fn even_in_one_transaction() {
    let mut staker = Staker::new().empty();
    let again = staker.world.staking_of(&staker.pool, OWNER, NONCE, MONTH, AMOUNT);
    staker.world.run_all(vec![close(&staker), again]);
    assert_eq!((staker.state().amount, staker.pool_state().positions), (AMOUNT, 1));
}

#[test]
fn nothing_can_be_done_with_it_any_more() {
    let mut staker = Staker::new().empty();
    let (pool, position) = (staker.pool_state(), staker.state());
    staker.world.run(close(&staker));
    for gone in [
        staking::close_position(&position),
        staking::claim(&pool, &position, None),
        staking::withdraw(&pool, &position, None),
        staking::exit_early(&pool, &position, None),
        staking::cancel_unstake(&position),
        staking::compound(&pool, &position),
        staking::add_stake(&pool, &position, 1),
    ] {
        staker.world.refuses(gone, ErrorCode::AccountOwnedByWrongProgram);
    }
}

#[test]
fn neither_a_pause_nor_the_end_of_a_pool_covers_it() {
    let mut staker = Staker::with_influencer().empty().retired().paused();
    staker.world.run(close(&staker));
}

#[test]
fn only_who_paid_the_rent_gets_it() {
    let mut staker = Staker::new().empty();
    let right = close(&staker);
    let payer = staker.world.payer();
    for wrong in [staker.owner, staker.world.stranger()] {
        staker.world.refuses(right.clone().with(&payer, &wrong), Error::WrongAccount);
    }
    staker.world.run(right);
}

#[test]
fn only_the_owner_closes_its_own_position() {
    let mut staker = Staker::new().empty();
    let right = close(&staker);
    staker.world.needs_every_signature(&right);
    staker.needs_its_own_position(&right);
    staker.world.run(right);
}
