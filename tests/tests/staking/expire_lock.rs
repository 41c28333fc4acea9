use solana_instruction::Instruction;
use twist_client::{
    programs::twist_staking::{error::TwistStakingError as Error, events::LockExpired, types::TermsArg},
    staking::{self, PositionStatus, status},
};
use twist_tests::{
    Events, World,
    fixtures::{
        staker::{AMOUNT, REWARD, Staker, WEIGHT},
        staking::{DAY, MONTH, YEAR, said},
        token::TWIST,
    },
};

fn expire(staker: &Staker) -> Instruction {
    staking::expire_lock(&staker.state())
}

#[test]
fn a_lock_that_is_over_falls_to_base_weight() {
    let mut staker = Staker::new().unlocked();
    assert_eq!(staker.sums(), [AMOUNT, 0, WEIGHT]);
    let event: LockExpired = staker.world.run(expire(&staker)).event();
    assert_eq!((event.header.seq, event.pool, event.position), (2, staker.pool, staker.address()));
    assert_eq!((event.weight, staker.sums()), (AMOUNT, [AMOUNT, 0, AMOUNT]));
    let position = staker.state();
    assert_eq!(
        (position.amount, position.weight, status(&position)),
        (AMOUNT, AMOUNT, PositionStatus::Staked)
    );
    assert_eq!((position.locked_until, position.withdrawable_at), (World::START + 30 * DAY, 0));
    assert_eq!(said(&position.terms.into()), said(&MONTH));
}

#[test]
fn anyone_can_do_it() {
    let staker = Staker::new();
    assert!(expire(&staker).accounts.iter().all(|account| !account.is_signer));
}

#[test]
fn a_lock_holds_to_its_last_second() {
    let mut staker = Staker::new();
    let until = staker.state().locked_until;
    for now in [World::START, until - 1] {
        staker.world.set_time(now);
        staker.world.refuses(expire(&staker), Error::StillLocked);
    }
    let (line, early) = (format!("Program log: locked_until: {until}"), expire(&staker));
    assert!(staker.log_of_refusal(early).contains(&line));
    staker.world.set_time(until);
    staker.world.run(expire(&staker));
}

#[test]
fn it_happens_once() {
    let mut staker = Staker::new().unlocked();
    staker.world.run(expire(&staker));
    staker.world.refuses(expire(&staker), Error::NothingToExpire);
}

#[test]
fn a_lock_that_added_no_weight_has_none_to_lose() {
    let mut world = World::with_staking();
    let plain = TermsArg { multiplier_bps: 10_000, ..MONTH };
    world.run(staking::set_tiers(&world.authority(), vec![plain]));
    let mut staker = Staker::under(world, staking::global_pool(), plain).unlocked();
    staker.world.refuses(expire(&staker), Error::NothingToExpire);
    assert_eq!(staker.sums(), [AMOUNT, 0, AMOUNT]);
}

#[test]
fn only_staked_positions_have_a_weight() {
    for mut staker in [Staker::new().unstaking(), Staker::new().empty()] {
        staker.world.refuses(expire(&staker), Error::NotStaked);
    }
}

#[test]
fn whoever_is_still_locked_gets_what_the_expired_lock_got() {
    let mut staker = Staker::new();
    // Half as much for twelve times as long.
    staker.world.stake(&staker.pool, "neighbour", 0, YEAR, AMOUNT / 2);
    let mut staker = staker.unlocked();
    staker.world.run(expire(&staker));
    staker.world.reward(&staker.pool, 50 * TWIST);
    staker.world.stream_out();
    let neighbour = staker.world.pending(&staker.pool, "neighbour", 0);
    assert_eq!((staker.pending(), neighbour), (25 * TWIST, 25 * TWIST));
}

#[test]
fn what_was_streamed_before_went_by_the_weight_before() {
    let mut staker = Staker::new();
    staker.world.stake(&staker.pool, "neighbour", 0, YEAR, WEIGHT / 2);
    staker.world.reward(&staker.pool, REWARD);
    let mut staker = staker.unlocked();
    staker.world.run(expire(&staker));
    assert_eq!(staker.pending(), REWARD / 2);
}

#[test]
fn whatever_touches_a_position_does_it_too() {
    let touches: [fn(&Staker) -> Instruction; 2] = [
        |staker| staking::claim(&staker.pool_state(), &staker.state(), None),
        |staker| staking::compound(&staker.pool_state(), &staker.state()),
    ];
    for (touch, compounded) in touches.into_iter().zip([0, REWARD]) {
        let mut staker = Staker::new().rewarded().unlocked();
        staker.world.open_ata(&staker.owner, &staker.pool_state().stake_mint);
        staker.world.run(touch(&staker));
        let base = AMOUNT + compounded;
        assert_eq!((staker.state().weight, staker.sums()), (base, [base, 0, base]));
        staker.world.refuses(expire(&staker), Error::NothingToExpire);
    }
}

#[test]
fn neither_a_pause_nor_the_end_of_a_pool_covers_it() {
    let mut staker = Staker::with_influencer().retired().paused().unlocked();
    staker.world.run(expire(&staker));
}

#[test]
fn position_and_pool_belong_together() {
    let mut staker = Staker::new().unlocked();
    let right = expire(&staker);
    staker.needs_its_own_pool(&right);
    staker.world.run(right);
}
