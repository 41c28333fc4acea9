use solana_instruction::Instruction;
use twist_client::{
    programs::twist_staking::{error::TwistStakingError as Error, events::LockExtended, types::TermsArg},
    staking,
};
use twist_tests::{
    Events, World,
    fixtures::{
        staker::{AMOUNT, REWARD, Staker, WEIGHT},
        staking::{DAY, MONTH, YEAR, said, terms},
        token::TWIST,
    },
};

/// A year that costs nothing to leave, at any time.
const FREE_YEAR: TermsArg = TermsArg { cooldown_seconds: 0, penalty_bps: 0, ..YEAR };
/// A year that costs more than [`YEAR`] to leave.
const DEAR_YEAR: TermsArg = TermsArg { cooldown_seconds: 20 * DAY, penalty_bps: 2_000, ..YEAR };

fn extend(staker: &Staker, terms: TermsArg) -> Instruction {
    staking::extend_lock(&staker.state(), terms)
}

/// Puts `terms` on offer, and nothing else.
fn offer(staker: &mut Staker, terms: TermsArg) {
    staker.world.run(staking::set_tiers(&staker.world.authority(), vec![terms]));
}

#[test]
fn a_position_is_locked_for_longer_and_weighs_more() {
    let mut staker = Staker::new();
    staker.world.advance(10 * DAY);
    let event: LockExtended = staker.world.run(extend(&staker, YEAR)).event();
    let until = World::START + 375 * DAY;
    assert_eq!((event.header.seq, event.pool, event.position), (2, staker.pool, staker.address()));
    assert_eq!((event.weight, event.locked_until), (2 * AMOUNT, until));
    assert_eq!(said(&event.terms), said(&YEAR));
    let position = staker.state();
    assert_eq!((position.amount, position.weight, position.locked_until), (AMOUNT, 2 * AMOUNT, until));
    assert_eq!(said(&position.terms.into()), said(&YEAR));
    assert_eq!((staker.sums(), staker.staked()), ([AMOUNT, 0, 2 * AMOUNT], AMOUNT));
}

#[test]
fn what_was_earned_before_was_earned_by_the_weight_before() {
    let mut staker = Staker::new();
    staker.world.stake(&staker.pool, "neighbour", 0, YEAR, WEIGHT / 2);
    staker.world.reward(&staker.pool, REWARD);
    staker.world.stream_out();
    staker.world.run(extend(&staker, YEAR));
    assert_eq!(staker.pending(), REWARD / 2);
    staker.claim();
    assert_eq!(staker.wallet(), REWARD / 2);
}

#[test]
fn the_new_lock_ends_after_the_old_one() {
    let mut staker = Staker::new();
    // At once, it would end in the same second.
    staker.world.refuses(extend(&staker, MONTH), Error::LockNotLonger);
    staker.world.advance(1);
    let event: LockExtended = staker.world.run(extend(&staker, MONTH)).event();
    assert_eq!(event.locked_until, World::START + 1 + 30 * DAY);
    staker.world.run(extend(&staker, YEAR));
    staker.world.refuses(extend(&staker, MONTH), Error::LockNotLonger);
}

#[test]
fn the_end_of_a_long_lock_can_be_followed_by_a_short_one_of_less_weight() {
    let mut staker = Staker::under(World::with_staking(), staking::global_pool(), YEAR);
    staker.world.advance(335 * DAY);
    staker.world.refuses(extend(&staker, MONTH), Error::LockNotLonger);
    staker.world.advance(1);
    let event: LockExtended = staker.world.run(extend(&staker, MONTH)).event();
    assert_eq!((event.weight, staker.sums()), (WEIGHT, [AMOUNT, 0, WEIGHT]));
}

#[test]
fn only_terms_on_offer_are_taken() {
    let mut staker = Staker::new();
    for unlisted in [terms(366, 20_000), FREE_YEAR, TermsArg { multiplier_bps: 50_000, ..YEAR }] {
        staker.world.refuses(extend(&staker, unlisted), Error::TierNotListed);
    }
}

#[test]
fn penalty_and_cooldown_of_a_lock_that_runs_cannot_be_shaken_off() {
    let mut staker = Staker::new();
    offer(&mut staker, FREE_YEAR);
    let event: LockExtended = staker.world.run(extend(&staker, FREE_YEAR)).event();
    // Everything else is the new terms'.
    assert_eq!(said(&event.terms), said(&YEAR));
    assert_eq!(said(&staker.state().terms.into()), said(&YEAR));
    // Not by doing it again either, nor when the first lock would be over.
    staker.world.advance(40 * DAY);
    staker.world.run(extend(&staker, FREE_YEAR));
    assert_eq!(said(&staker.state().terms.into()), said(&YEAR));
    // Nobody can begin a position under such terms, so nothing is added to this one.
    staker.world.give_twist(&staker.owner, TWIST);
    staker
        .world
        .refuses(staking::add_stake(&staker.pool_state(), &staker.state(), TWIST), Error::TierNotListed);
    let exit = staking::exit_early(&staker.pool_state(), &staker.state(), None);
    staker.world.run(exit);
    assert_eq!(staker.wallet(), TWIST + AMOUNT * 9 / 10);
}

#[test]
fn a_higher_penalty_and_a_longer_cooldown_are_taken_on() {
    let mut staker = Staker::new();
    offer(&mut staker, DEAR_YEAR);
    let event: LockExtended = staker.world.run(extend(&staker, DEAR_YEAR)).event();
    assert_eq!(said(&event.terms), said(&DEAR_YEAR));
    assert_eq!(said(&staker.state().terms.into()), said(&DEAR_YEAR));
}

#[test]
fn when_the_lock_is_over_the_new_terms_hold_whatever_the_old_ones_were() {
    let mut staker = Staker::new();
    offer(&mut staker, FREE_YEAR);
    let mut staker = staker.unlocked();
    let event: LockExtended = staker.world.run(extend(&staker, FREE_YEAR)).event();
    assert_eq!(said(&event.terms), said(&FREE_YEAR));
    assert_eq!((event.weight, event.locked_until), (2 * AMOUNT, staker.world.time() + 365 * DAY));
    assert_eq!(said(&staker.state().terms.into()), said(&FREE_YEAR));
}

#[test]
fn a_second_before_its_end_the_lock_still_runs() {
    let mut staker = Staker::new();
    offer(&mut staker, FREE_YEAR);
    staker.world.advance(MONTH.lock_seconds - 1);
    staker.world.run(extend(&staker, FREE_YEAR));
    assert_eq!(said(&staker.state().terms.into()), said(&YEAR));
}

#[test]
fn what_was_asked_back_is_not_locked_again() {
    for mut staker in [Staker::new().unstaking(), Staker::new().empty()] {
        staker.world.refuses(extend(&staker, YEAR), Error::NotStaked);
    }
}

#[test]
fn a_retired_pool_locks_nobody_in() {
    let mut staker = Staker::with_influencer().retired();
    staker.world.refuses(extend(&staker, YEAR), Error::PoolRetired);
}

#[test]
fn no_pause_covers_it() {
    let mut staker = Staker::new().paused();
    staker.world.run(extend(&staker, YEAR));
}

#[test]
fn a_lock_that_would_end_after_the_end_of_time_is_refused() {
    let mut staker = Staker::new();
    staker.world.set_time(i64::MAX - YEAR.lock_seconds + 1);
    staker.world.refuses(extend(&staker, YEAR), Error::Overflow);
}

#[test]
fn only_the_owner_extends_its_own_lock() {
    let mut staker = Staker::new();
    let right = extend(&staker, YEAR);
    staker.world.needs_every_signature(&right);
    staker.world.needs_the_staking_config(&right);
    staker.needs_its_own_position(&right);
    assert_eq!(staker.state().weight, WEIGHT);
}
