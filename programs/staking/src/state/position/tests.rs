use super::*;
use crate::state::PoolOrigin;
use twist_program_kit::time::DAY;

mod leaving;
mod properties;

const NOW: i64 = 1_000_000;
/// Base units: enough for a stream to flow.
const AMOUNT: u64 = 1 << 40;
const LOCK: i64 = 30 * DAY;
const COOLDOWN: i64 = 7 * DAY;

fn terms(days: i64, multiplier_bps: u16) -> Terms {
    Terms {
        lock_seconds: days * DAY,
        cooldown_seconds: COOLDOWN,
        multiplier_bps,
        penalty_bps: 1_000,
        ..Terms::default()
    }
}

/// A pool that pays what is staked in it and began at [`NOW`].
fn pool() -> Pool {
    let mut pool: Pool = bytemuck::Zeroable::zeroed();
    let key = Pubkey::default();
    let origin = PoolOrigin {
        bump: 0,
        stake_bump: 0,
        owner: key,
        stake_mint: key,
        reward_mint: key,
        stake_authority: key,
        stake_vault: key,
        reward_vault: key,
        commission_bps: 0,
    };
    pool.open(origin, NOW).unwrap();
    pool
}

/// [`AMOUNT`] staked at [`NOW`] for [`LOCK`] at twice the weight.
fn staked(pool: &mut Pool) -> Position {
    let mut position: Position = bytemuck::Zeroable::zeroed();
    position.open(pool, terms(30, 20_000), AMOUNT, NOW).unwrap();
    position
}

/// The same, asked back when the lock was over.
fn unstaking(pool: &mut Pool) -> Position {
    let mut position = staked(pool);
    position.request_unstake(pool, NOW + LOCK).unwrap();
    position
}

/// The same, withdrawn.
fn empty(pool: &mut Pool) -> Position {
    let mut position = unstaking(pool);
    position.withdraw(pool, NOW + LOCK + COOLDOWN).unwrap();
    position
}

fn sums(pool: &Pool) -> [u64; 4] {
    [pool.total_staked, pool.unstaking, pool.total_weight, pool.positions]
}

#[track_caller]
fn is_sound(pool: &Pool, position: &Position) {
    pool.invariant().unwrap();
    position.invariant().unwrap();
}

#[test]
fn a_stake_is_locked_and_weighs_more() {
    let mut pool = pool();
    let position = staked(&mut pool);
    is_sound(&pool, &position);
    assert!(position.is(PositionStatus::Staked) && position.is_locked(NOW + LOCK - 1));
    assert!(!position.is_locked(NOW + LOCK));
    assert_eq!((position.amount, position.weight), (AMOUNT, 2 * AMOUNT));
    assert_eq!(sums(&pool), [AMOUNT, 0, 2 * AMOUNT, 1]);
}

#[test]
fn a_new_position_shares_in_nothing_that_was_streamed_before() {
    let mut pool = pool();
    staked(&mut pool);
    pool.sync(1_000, NOW).unwrap();
    let mut late: Position = bytemuck::Zeroable::zeroed();
    late.open(&mut pool, terms(30, 20_000), AMOUNT, NOW + 2 * DAY).unwrap();
    assert_eq!(late.share().index, pool.rewards().per_weight);
    assert_eq!(late.take_rewards(&mut pool, NOW + 3 * DAY), Err(StakingError::NothingDue.into()));
}

#[test]
fn every_status_takes_its_own_ways_out_and_no_other() {
    type Step = fn(&mut Position, &mut Pool) -> Result<()>;
    const LATER: i64 = NOW + LOCK + COOLDOWN;
    let of_staked: [Step; 6] = [
        |position, pool| position.add(pool, 1, LATER),
        |position, pool| position.extend(pool, terms(90, 30_000), LATER),
        |position, pool| position.expire(pool, LATER),
        |position, pool| position.compound(pool, LATER).map(|_| ()),
        |position, pool| position.request_unstake(pool, LATER),
        |position, pool| position.exit_early(pool, NOW + LOCK - 1).map(|_| ()),
    ];
    let of_unstaking: [Step; 2] = [
        |position, pool| position.cancel_unstake(pool, LATER),
        |position, pool| position.withdraw(pool, LATER).map(|_| ()),
    ];
    let of_all: Step = |position, pool| position.take_rewards(pool, LATER).map(|_| ());

    let [fine, not_staked, not_unstaking] =
        [None, Some(StakingError::NotStaked), Some(StakingError::NotUnstaking)];
    let steps = of_staked
        .map(|step| (step, [fine, not_staked, not_staked]))
        .into_iter()
        .chain(of_unstaking.map(|step| (step, [not_unstaking, fine, not_unstaking])))
        .chain([(of_all, [fine; 3])]);
    for (nth, (step, expected)) in steps.enumerate() {
        for (status, expected) in [staked, unstaking, empty].into_iter().zip(expected) {
            let mut pool = pool();
            pool.sync(AMOUNT, NOW).unwrap();
            let mut position = status(&mut pool);
            let result = step(&mut position, &mut pool);
            assert_eq!(result, expected.map_or(Ok(()), |error| Err(error.into())), "{nth}: {position:?}");
            if result.is_ok() {
                is_sound(&pool, &position);
            }
        }
    }
}

#[test]
fn a_retired_pool_takes_nothing_and_gives_everything() {
    let mut pool = pool();
    pool.sync(AMOUNT, NOW).unwrap();
    let (mut stays, mut asked) = (staked(&mut pool), unstaking(&mut pool));
    pool.retire(NOW + LOCK).unwrap();
    let later = NOW + LOCK + COOLDOWN;
    let mut new: Position = bytemuck::Zeroable::zeroed();
    for refused in [
        stays.add(&mut pool, 1, later),
        stays.extend(&mut pool, terms(90, 20_000), later),
        stays.compound(&mut pool, later).map(|_| ()),
        asked.cancel_unstake(&mut pool, later),
        new.open(&mut pool.clone(), terms(30, 20_000), 1, later),
    ] {
        assert_eq!(refused, Err(StakingError::PoolRetired.into()));
    }

    stays.expire(&mut pool, later).unwrap();
    assert!(stays.take_rewards(&mut pool, later).unwrap() > 0);
    stays.request_unstake(&mut pool, later).unwrap();
    assert_eq!(asked.withdraw(&mut pool, later).unwrap(), AMOUNT);
    is_sound(&pool, &stays);
}

#[test]
fn adding_locks_everything_anew_and_never_for_less() {
    let mut pool = pool();
    let mut position = staked(&mut pool);
    position.add(&mut pool, 5, NOW - DAY).unwrap();
    assert_eq!(position.locked_until, NOW + LOCK, "a clock that stepped back");
    position.add(&mut pool, 5, NOW + LOCK).unwrap();
    assert_eq!((position.amount, position.locked_until), (AMOUNT + 10, NOW + 2 * LOCK));
    assert_eq!(sums(&pool), [AMOUNT + 10, 0, 2 * AMOUNT + 20, 1]);
    assert_eq!(position.add(&mut pool, 0, NOW), Err(StakingError::ZeroAmount.into()));
}

#[test]
fn what_does_not_fit_64_bits_is_refused() {
    let mut pool = pool();
    let (mut position, _other) = (staked(&mut pool), staked(&mut pool));
    // The amount; its weight; all amounts together; all weights together.
    for (amount, multiplier_bps) in [
        (u64::MAX, 10_000),
        (u64::MAX / 2, 20_001),
        (u64::MAX - 2 * AMOUNT + 1, 10_000),
        (u64::MAX - 2 * AMOUNT, 10_000),
    ] {
        let (mut pool, mut position) = (pool, position);
        position.terms.multiplier_bps = multiplier_bps;
        assert_eq!(position.add(&mut pool, amount, NOW), Err(StakingError::Overflow.into()), "{amount}");
    }
    let end = i64::MAX - LOCK;
    assert_eq!(position.add(&mut pool, 1, end + 1), Err(StakingError::Overflow.into()));
    staked(&mut pool).add(&mut pool, 1, end).unwrap();
}

#[test]
fn a_lock_that_runs_keeps_the_higher_penalty_and_the_longer_cooldown() {
    let cheap = Terms { penalty_bps: 0, cooldown_seconds: 0, ..terms(90, 15_000) };
    let dear = Terms { penalty_bps: 2_000, cooldown_seconds: 30 * DAY, ..terms(90, 15_000) };
    let mixed = terms(90, 15_000);
    for (now, new, kept) in [
        (NOW, cheap, mixed),
        (NOW + LOCK - 1, cheap, mixed),
        (NOW + LOCK, cheap, cheap),
        (NOW, dear, dear),
        (NOW + LOCK, dear, dear),
    ] {
        let mut pool = pool();
        let mut position = staked(&mut pool);
        position.extend(&mut pool, new, now).unwrap();
        assert_eq!((position.terms, position.locked_until), (kept, now + 90 * DAY));
        assert_eq!(position.weight, AMOUNT / 2 * 3);
        is_sound(&pool, &position);
    }
}

#[test]
fn a_lock_is_extended_by_a_second_at_least() {
    let mut pool = pool();
    let mut position = staked(&mut pool);
    for days in [1, 30] {
        let shorter = position.extend(&mut pool, terms(days, 20_000), NOW);
        assert_eq!(shorter, Err(StakingError::LockNotLonger.into()));
    }
    position.extend(&mut pool, terms(30, 20_000), NOW + 1).unwrap();
    assert_eq!(position.locked_until, NOW + 1 + LOCK);
}

#[test]
fn a_lock_that_is_over_weighs_as_much_as_what_it_holds() {
    let mut pool = pool();
    let mut position = staked(&mut pool);
    assert_eq!(position.expire(&mut pool, NOW + LOCK - 1), Err(StakingError::StillLocked.into()));
    position.expire(&mut pool, NOW + LOCK).unwrap();
    assert_eq!(sums(&pool), [AMOUNT, 0, AMOUNT, 1]);
    assert_eq!(position.expire(&mut pool, NOW + LOCK), Err(StakingError::NothingToExpire.into()));
    is_sound(&pool, &position);
}

#[test]
fn what_a_lock_earned_until_it_was_touched_it_earned_by_its_weight() {
    let mut pool = pool();
    let (mut expired, mut other) = (staked(&mut pool), staked(&mut pool));
    other.extend(&mut pool, terms(90, 20_000), NOW).unwrap();
    pool.sync(1 << 30, NOW + LOCK).unwrap();
    expired.expire(&mut pool, NOW + LOCK + 2 * DAY).unwrap();
    let now = NOW + LOCK + 2 * DAY;
    let taken = [&mut expired, &mut other].map(|position| position.take_rewards(&mut pool, now).unwrap());
    assert_eq!(taken, [1 << 29, 1 << 29]);
}

#[test]
fn rewards_are_compounded_under_the_lock_as_it_stands() {
    for (now, multiplier) in [(NOW + LOCK - 1, 2), (NOW + LOCK, 1)] {
        let mut pool = pool();
        let mut position = staked(&mut pool);
        pool.sync(AMOUNT, NOW).unwrap();
        assert_eq!(position.compound(&mut pool, now).unwrap(), AMOUNT);
        let weight = 2 * AMOUNT * multiplier;
        assert_eq!((position.weight, position.locked_until), (weight, NOW + LOCK));
        assert_eq!((sums(&pool), pool.accounted), ([2 * AMOUNT, 0, weight, 1], 0));
        is_sound(&pool, &position);
    }
    let mut pool = pool();
    pool.reward_mint = Pubkey::new_from_array([1; 32]);
    let refused = staked(&mut pool).compound(&mut pool, NOW);
    assert_eq!(refused, Err(StakingError::NotCompoundable.into()));
}
