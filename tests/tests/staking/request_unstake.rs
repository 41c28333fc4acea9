use solana_instruction::Instruction;
use twist_client::{
    programs::twist_staking::{error::TwistStakingError as Error, events::UnstakeRequested, types::TermsArg},
    staking::{self, PositionStatus, status},
};
use twist_tests::{
    Events, World,
    fixtures::{
        staker::{AMOUNT, REWARD, Staker, WEIGHT},
        staking::{COOLDOWN, DAY, MONTH, WINDOW, YEAR},
        token::TWIST,
    },
};

fn request(staker: &Staker) -> Instruction {
    staking::request_unstake(&staker.state())
}

#[test]
fn a_principal_is_asked_back() {
    let mut staker = Staker::new().unlocked();
    let event: UnstakeRequested = staker.world.run(request(&staker)).event();
    let at = World::START + 30 * DAY + COOLDOWN;
    assert_eq!((event.header.seq, event.pool, event.position), (2, staker.pool, staker.address()));
    assert_eq!((event.amount, event.withdrawable_at), (AMOUNT, at));
    let position = staker.state();
    assert_eq!((status(&position), position.withdrawable_at), (PositionStatus::Unstaking, at));
    assert_eq!((position.amount, position.weight), (AMOUNT, 0));
    assert_eq!((staker.sums(), staker.pool_state().positions), ([0, AMOUNT, 0], 1));
    // It is still here.
    assert_eq!((staker.staked(), staker.wallet()), (AMOUNT, 0));
}

#[test]
fn a_locked_principal_is_not_given_back() {
    let mut staker = Staker::new();
    let until = staker.state().locked_until;
    for now in [World::START, until - 1, i64::MIN] {
        staker.world.set_time(now);
        staker.world.refuses(request(&staker), Error::StillLocked);
    }
    let (line, early) = (format!("Program log: locked_until: {until}"), request(&staker));
    assert!(staker.log_of_refusal(early).contains(&line));
    staker.world.set_time(until);
    staker.world.run(request(&staker));
}

#[test]
fn it_stops_earning_at_once_and_keeps_what_it_earned() {
    let mut staker = Staker::new().unlocked();
    // From here on it weighs what the neighbour does.
    staker.world.run(staking::expire_lock(&staker.state()));
    staker.world.stake(&staker.pool, "neighbour", 0, YEAR, AMOUNT / 2);
    staker.world.reward(&staker.pool, 50 * TWIST);
    staker.world.advance(WINDOW);
    // In the middle of the window in which it streams: 12.5 for each until then, 25 for the neighbour alone.
    let until_noon = World::START + 31 * DAY + WINDOW / 2;
    staker.world.set_time(until_noon);
    staker.world.run(request(&staker));
    let earned = staker.pending();
    assert_eq!(earned, 50 * TWIST / 4);
    staker.world.advance(WINDOW);
    assert_eq!(staker.pending(), earned);
    assert_eq!(staker.world.pending(&staker.pool, "neighbour", 0), 50 * TWIST * 3 / 4);
    staker.claim();
    assert_eq!(staker.wallet(), earned);
}

#[test]
fn it_is_asked_back_once() {
    for mut staker in [Staker::new().unstaking(), Staker::new().empty()] {
        staker.world.refuses(request(&staker), Error::NotStaked);
    }
}

#[test]
fn the_cooldown_is_the_one_that_was_signed_for() {
    let mut staker = Staker::new();
    let longer = TermsArg { cooldown_seconds: 30 * DAY, ..MONTH };
    staker.world.run(staking::set_tiers(&staker.world.authority(), vec![longer]));
    let mut staker = staker.unlocked();
    let event: UnstakeRequested = staker.world.run(request(&staker)).event();
    assert_eq!(event.withdrawable_at, staker.world.time() + COOLDOWN);
}

#[test]
fn without_a_cooldown_it_can_be_withdrawn_at_once() {
    let mut world = World::with_staking();
    let prompt = TermsArg { cooldown_seconds: 0, ..MONTH };
    world.run(staking::set_tiers(&world.authority(), vec![prompt]));
    let mut staker = Staker::under(world, staking::global_pool(), prompt).unstaking();
    staker.world.open_ata(&staker.owner, &staker.pool_state().stake_mint);
    staker.world.run(staking::withdraw(&staker.pool_state(), &staker.state(), None));
    assert_eq!(staker.wallet(), AMOUNT);
}

#[test]
fn neither_a_pause_nor_the_end_of_a_pool_covers_it() {
    let mut staker = Staker::with_influencer().retired().paused().unlocked();
    staker.world.run(request(&staker));
    assert_eq!(staker.sums(), [0, AMOUNT, 0]);
}

#[test]
fn it_works_to_the_end_of_time() {
    let mut staker = Staker::new();
    for now in [i64::MAX - COOLDOWN, i64::MAX] {
        staker.world.set_time(now);
        let event: UnstakeRequested = staker.world.run(request(&staker)).event();
        // There is no later.
        assert_eq!(event.withdrawable_at, i64::MAX);
        staker.world.run(staking::cancel_unstake(&staker.state()));
    }
}

#[test]
fn rewards_that_do_not_add_up_keep_no_principal() {
    let mut staker = Staker::new().rewarded().unlocked().miscounted();
    staker.world.run(request(&staker));
    assert_eq!(staker.sums(), [0, AMOUNT, 0]);
}

#[test]
fn only_the_owner_asks_for_its_own_principal() {
    let mut staker = Staker::new().unlocked();
    let right = request(&staker);
    staker.world.needs_every_signature(&right);
    staker.needs_its_own_position(&right);
    staker.world.run(right);
}

#[test]
fn the_others_weights_are_left_alone() {
    let mut staker = Staker::new();
    staker.world.stake(&staker.pool, "neighbour", 0, YEAR, AMOUNT);
    let mut staker = staker.rewarded().unlocked();
    staker.world.run(request(&staker));
    assert_eq!(staker.sums(), [AMOUNT, AMOUNT, 2 * AMOUNT]);
    // 110 of 310, rounded down.
    assert_eq!(staker.pending(), REWARD / 31 * 11 + REWARD % 31 * 11 / 31);
    assert_eq!(WEIGHT + 2 * AMOUNT, 310 * TWIST);
}
