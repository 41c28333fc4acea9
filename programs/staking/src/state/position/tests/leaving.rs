//! Every way out, and what is left behind.

use super::*;

#[test]
fn a_principal_takes_the_long_way_out_and_comes_back_whole() {
    let mut pool = pool();
    let mut position = staked(&mut pool);
    assert_eq!(position.request_unstake(&mut pool, NOW + LOCK - 1), Err(StakingError::StillLocked.into()));
    position.request_unstake(&mut pool, NOW + LOCK).unwrap();
    assert_eq!((position.withdrawable_at, sums(&pool)), (NOW + LOCK + COOLDOWN, [0, AMOUNT, 0, 1]));
    let early = position.withdraw(&mut pool, NOW + LOCK + COOLDOWN - 1);
    assert_eq!(early, Err(StakingError::CooldownNotOver.into()));
    assert_eq!(position.withdraw(&mut pool, NOW + LOCK + COOLDOWN).unwrap(), AMOUNT);
    assert_eq!((position.amount, position.withdrawable_at, sums(&pool)), (0, 0, [0, 0, 0, 1]));
    position.close(&mut pool).unwrap();
    assert_eq!(pool.positions, 0);
}

#[test]
fn what_was_asked_back_can_be_staked_again_without_a_lock() {
    let mut pool = pool();
    let mut position = unstaking(&mut pool);
    position.cancel_unstake(&mut pool, NOW + LOCK + DAY).unwrap();
    assert_eq!((position.withdrawable_at, sums(&pool)), (0, [AMOUNT, 0, AMOUNT, 1]));
    is_sound(&pool, &position);
    position.request_unstake(&mut pool, NOW + LOCK + DAY).unwrap();
}

#[test]
fn a_broken_lock_costs_the_penalty_and_one_that_is_over_cannot_be_broken() {
    let mut pool = pool();
    let mut position = staked(&mut pool);
    assert_eq!(position.exit_early(&mut pool, NOW + LOCK), Err(StakingError::LockOver.into()));
    let exit = position.exit_early(&mut pool, NOW + LOCK - 1).unwrap();
    assert_eq!((exit.returned, exit.penalty), (AMOUNT / 10 * 9 + 5, AMOUNT / 10 + 1));
    assert_eq!(sums(&pool), [0, 0, 0, 1]);
    is_sound(&pool, &position);
}

#[test]
fn no_clock_keeps_a_principal_in() {
    let mut pool = pool();
    for now in [i64::MIN, NOW - 1] {
        let mut position = staked(&mut pool);
        position.exit_early(&mut pool, now).unwrap();
    }
    let mut position = staked(&mut pool);
    position.request_unstake(&mut pool, i64::MAX).unwrap();
    assert_eq!(position.withdraw(&mut pool, i64::MAX).unwrap(), AMOUNT);
}

#[test]
fn a_position_is_closed_when_less_than_a_unit_is_left_which_is_carried() {
    let mut pool = pool();
    let (mut position, mut other) = (staked(&mut pool), staked(&mut pool));
    // Two and a half units for each.
    pool.sync(5, NOW).unwrap();
    position.exit_early(&mut pool, NOW + 2 * DAY).unwrap();
    assert_eq!(position.close(&mut pool), Err(StakingError::PositionNotEmpty.into()));
    assert_eq!(position.take_rewards(&mut pool, NOW + 2 * DAY).unwrap(), 2);
    position.close(&mut pool).unwrap();
    assert_eq!((pool.rewards().carried, pool.positions), (1 << 63, 1));
    pool.invariant().unwrap();
    // It is the other's when something is released again.
    pool.sync(3 + 1, NOW + 2 * DAY).unwrap();
    assert_eq!(other.take_rewards(&mut pool, NOW + 4 * DAY).unwrap(), 4);
}
