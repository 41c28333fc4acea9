//! How a pool's rewards are divided: by weight and by time, to the last unit.

use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_staking::{
        error::TwistStakingError as Error,
        events::{ExitedEarly, Staked},
    },
    staking,
};
use twist_tests::{
    Events, World,
    fixtures::{
        staking::{HALF_YEAR, MONTH, WINDOW, YEAR},
        token::TWIST,
    },
};

/// Under [`YEAR`] it weighs 2^30, so that nothing of what two or four such stakes earn is lost to rounding.
const UNIT: u64 = 1 << 29;
/// A reward of ten units per second.
const REWARD: u64 = 864_000;

fn global() -> (World, Pubkey) {
    (World::with_staking(), staking::global_pool())
}

#[test]
fn rewards_go_by_weight() {
    let (mut world, pool) = global();
    // 110, 75 and 125 of 310.
    world.stake(&pool, "ann", 0, MONTH, 100 * TWIST);
    world.stake(&pool, "bob", 0, HALF_YEAR, 50 * TWIST);
    world.stake(&pool, "cid", 0, YEAR, 125 * TWIST / 2);
    world.reward(&pool, 155 * TWIST);
    world.stream_out();
    let paid = ["cid", "ann", "bob"].map(|owner| world.collect(&pool, owner));
    assert_eq!(paid, [125 * TWIST / 2, 55 * TWIST, 75 * TWIST / 2]);
    assert_eq!(world.balance(&pool, &world.pool(&pool).reward_mint), 0);
}

#[test]
fn rewards_go_by_time() {
    let (mut world, pool) = global();
    world.stake(&pool, "ann", 0, YEAR, UNIT);
    world.reward(&pool, REWARD);
    // One second before the window in which it streams ends.
    world.advance(2 * WINDOW - 1);
    world.stake(&pool, "bob", 0, YEAR, UNIT);
    world.advance(1);
    assert_eq!(world.collect(&pool, "bob"), 5);
    world.advance(WINDOW);
    assert_eq!(world.collect(&pool, "ann"), REWARD - 5);
    assert_eq!(world.pending(&pool, "bob", 0), 0);
}

#[test]
fn who_comes_when_a_window_has_ended_gets_nothing_of_it() {
    let (mut world, pool) = global();
    world.stake(&pool, "ann", 0, YEAR, UNIT);
    world.reward(&pool, REWARD);
    world.stream_out();
    world.stake(&pool, "bob", 0, YEAR, 1_000 * UNIT);
    world.advance(WINDOW);
    let refused = staking::claim(&world.pool(&pool), &world.position(&pool, "bob", 0), None);
    world.refuses(refused, Error::NothingDue);
    assert_eq!(world.collect(&pool, "ann"), REWARD);
}

#[test]
fn who_comes_and_leaves_in_one_slot_earns_nothing() {
    let (mut world, pool) = global();
    world.stake(&pool, "ann", 0, YEAR, UNIT);
    world.reward(&pool, REWARD);
    world.advance(2 * WINDOW - 1);
    let bob = world.actor("bob");
    world.give_twist(&bob, 1_000 * UNIT);
    let stake = world.run(world.staking_of(&pool, "bob", 0, YEAR, 1_000 * UNIT));
    let exit = staking::exit_early(&world.pool(&pool), &world.position(&pool, "bob", 0), None);
    let exit = world.run(exit);
    assert_eq!(stake.event::<Staked>().header.slot, exit.event::<ExitedEarly>().header.slot);
    world.advance(WINDOW);
    let nothing = staking::claim(&world.pool(&pool), &world.position(&pool, "bob", 0), None);
    world.refuses(nothing, Error::NothingDue);
    assert_eq!(world.collect(&pool, "ann"), REWARD);
}

#[test]
fn whoever_leaves_first_takes_nothing_of_the_others() {
    let (mut world, pool) = global();
    for owner in ["ann", "bob"] {
        world.stake(&pool, owner, 0, YEAR, UNIT);
    }
    world.reward(&pool, REWARD);
    // In the middle of the window in which it streams.
    world.advance(WINDOW * 3 / 2);
    world.run(staking::exit_early(&world.pool(&pool), &world.position(&pool, "bob", 0), None));
    world.advance(WINDOW / 2);
    assert_eq!(world.collect(&pool, "bob"), REWARD / 4);
    assert_eq!(world.collect(&pool, "ann"), REWARD * 3 / 4);
}

#[test]
fn odd_amounts_are_paid_but_for_less_than_a_unit_each_and_nothing_is_lost() {
    let (mut world, pool) = global();
    let owners = ["ann", "bob", "cid"];
    for (owner, amount) in owners.into_iter().zip([1_234_567_891, 998_244_353, 77]) {
        world.stake(&pool, owner, 0, MONTH, amount);
    }
    world.reward(&pool, 1_000_003);
    world.stream_out();
    let mut paid: u64 = owners[..2].iter().map(|owner| world.collect(&pool, owner)).sum();
    // What 77 of 2 * 10^9 get of a million is less than one.
    assert!((1_000_001..1_000_003).contains(&paid), "{paid}");
    // The fractions are worth whole units in the long run.
    for _ in 0..40 {
        world.reward(&pool, 1_000_003);
        world.stream_out();
    }
    paid += owners.map(|owner| world.collect(&pool, owner)).into_iter().sum::<u64>();
    let left = 41 * 1_000_003 - paid;
    assert!(left <= 3, "{left}");
    let state = world.pool(&pool);
    assert_eq!((state.accounted, world.token_account(&state.reward_vault).amount), (left, left));
}

#[test]
fn the_order_of_claims_changes_nothing() {
    let amounts = [1_234_567_891, 998_244_353, 2_147_483_647];
    let paid = [[0, 1, 2], [2, 1, 0], [1, 2, 0]].map(|order| {
        let (mut world, pool) = global();
        let owners = ["ann", "bob", "cid"];
        for (owner, amount) in owners.into_iter().zip(amounts) {
            world.stake(&pool, owner, 0, HALF_YEAR, amount);
        }
        world.reward(&pool, 987_654_321);
        world.advance(2 * WINDOW - 12_345);
        let mut paid = [0; 3];
        for who in order {
            paid[who] = world.collect(&pool, owners[who]);
        }
        paid
    });
    assert_eq!((paid[0], paid[1]), (paid[1], paid[2]));
}

#[test]
fn how_often_anyone_claims_changes_nothing_for_the_others() {
    let (mut world, pool) = global();
    for owner in ["often", "once"] {
        world.stake(&pool, owner, 0, YEAR, UNIT);
    }
    world.reward(&pool, REWARD);
    world.advance(WINDOW);
    let mut often = 0;
    for _ in 0..8 {
        world.advance(WINDOW / 8);
        often += world.collect(&pool, "often");
    }
    assert_eq!((often, world.collect(&pool, "once")), (REWARD / 2, REWARD / 2));
}
