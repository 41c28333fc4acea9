use solana_instruction::Instruction;
use twist_client::{
    programs::twist_staking::{error::TwistStakingError as Error, events::UnstakeCancelled},
    staking::{self, PositionStatus, status},
};
use twist_tests::{
    Events,
    fixtures::{
        staker::{AMOUNT, Staker},
        staking::{COOLDOWN, WINDOW, YEAR},
        token::TWIST,
    },
};

fn cancel(staker: &Staker) -> Instruction {
    staking::cancel_unstake(&staker.state())
}

#[test]
fn what_was_asked_back_is_staked_again_without_a_lock() {
    let mut staker = Staker::new().unstaking();
    let until = staker.state().locked_until;
    let event: UnstakeCancelled = staker.world.run(cancel(&staker)).event();
    assert_eq!((event.header.seq, event.pool, event.position), (3, staker.pool, staker.address()));
    assert_eq!((event.amount, staker.sums()), (AMOUNT, [AMOUNT, 0, AMOUNT]));
    let position = staker.state();
    assert_eq!((status(&position), position.withdrawable_at), (PositionStatus::Staked, 0));
    assert_eq!((position.amount, position.weight, position.locked_until), (AMOUNT, AMOUNT, until));
    assert_eq!((staker.staked(), staker.pool_state().positions), (AMOUNT, 1));
    // So it can be asked back again at once, and waits all of its cooldown anew.
    staker.world.advance(1);
    staker.world.run(staking::request_unstake(&staker.state()));
    assert_eq!(staker.state().withdrawable_at, staker.world.time() + COOLDOWN);
}

#[test]
fn after_the_cooldown_it_can_still_be_cancelled_but_not_after_the_withdrawal() {
    let mut staker = Staker::new().withdrawable();
    staker.world.run(cancel(&staker));
    staker.world.refuses(cancel(&staker), Error::NotUnstaking);
    let withdrawal = staking::withdraw(&staker.pool_state(), &staker.state(), None);
    staker.world.open_ata(&staker.owner, &staker.pool_state().stake_mint);
    staker.world.refuses(withdrawal, Error::NotUnstaking);
}

#[test]
fn only_what_was_asked_back_is_staked_again() {
    for mut staker in [Staker::new(), Staker::new().unlocked(), Staker::new().empty()] {
        staker.world.refuses(cancel(&staker), Error::NotUnstaking);
    }
}

#[test]
fn what_was_streamed_meanwhile_is_the_others() {
    let mut staker = Staker::new();
    staker.world.stake(&staker.pool, "neighbour", 0, YEAR, AMOUNT / 2);
    let mut staker = staker.unstaking();
    staker.world.reward(&staker.pool, 50 * TWIST);
    staker.world.advance(WINDOW * 3 / 2);
    staker.world.run(cancel(&staker));
    assert_eq!(staker.pending(), 0);
    staker.world.advance(WINDOW / 2);
    // Half of what is left.
    assert_eq!(staker.pending(), 50 * TWIST / 4);
    assert_eq!(staker.world.pending(&staker.pool, "neighbour", 0), 50 * TWIST * 3 / 4);
}

#[test]
fn a_retired_pool_does_not_take_it_back() {
    let mut staker = Staker::with_influencer().unstaking().retired();
    staker.world.refuses(cancel(&staker), Error::PoolRetired);
    assert_eq!(staker.sums(), [0, AMOUNT, 0]);
}

#[test]
fn no_pause_covers_it() {
    let mut staker = Staker::new().unstaking().paused();
    staker.world.run(cancel(&staker));
}

#[test]
fn only_the_owner_stakes_its_own_again() {
    let mut staker = Staker::new().unstaking();
    let right = cancel(&staker);
    staker.world.needs_every_signature(&right);
    staker.needs_its_own_position(&right);
    staker.world.run(right);
}
