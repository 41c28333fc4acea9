use super::*;
use twist_program_kit::time::DAY;

const NOW: i64 = 1_000_000;
/// Weight with which the stream of any pool flows.
const WEIGHT: u64 = 1 << 40;

fn origin(commission_bps: u16) -> PoolOrigin {
    let [owner, stake_mint, reward_mint, stake_authority, stake_vault, reward_vault] =
        [1, 2, 3, 4, 5, 6].map(|n| Pubkey::new_from_array([n; 32]));
    PoolOrigin {
        bump: 254,
        stake_bump: 253,
        owner,
        stake_mint,
        reward_mint,
        stake_authority,
        stake_vault,
        reward_vault,
        commission_bps,
    }
}

/// A pool that began at [`NOW`], in which `weight` is staked without locks.
fn pool(commission_bps: u16, weight: u64) -> Pool {
    let mut pool: Pool = bytemuck::Zeroable::zeroed();
    pool.open(origin(commission_bps), NOW).unwrap();
    (pool.total_staked, pool.total_weight) = (weight, weight);
    pool
}

#[test]
fn a_pool_begins_empty_and_now() {
    let pool = pool(5_000, 0);
    let PoolOrigin { bump, stake_bump, owner, stake_mint, reward_mint, .. } = origin(0);
    assert_eq!((pool.version, pool.bump, pool.stake_bump), (Pool::VERSION, bump, stake_bump));
    assert_eq!((pool.owner, pool.stake_mint, pool.reward_mint), (owner, stake_mint, reward_mint));
    assert_eq!((pool.commission_bps, pool.is_retired()), (5_000, false));
    assert_eq!(pool.stream, StreamState { updated_at: NOW, ..StreamState::default() });
    pool.invariant().unwrap();
}

#[test]
fn no_pool_takes_more_than_half() {
    let mut pool: Pool = bytemuck::Zeroable::zeroed();
    assert_eq!(pool.open(origin(5_001), NOW), Err(StakingError::InvalidCommission.into()));
}

#[test]
fn what_came_in_is_accounted_for_once() {
    let mut pool = pool(1_000, WEIGHT);
    assert_eq!(pool.sync(1_005, NOW).unwrap(), Synced { surplus: 1_005, commission: 100 });
    assert_eq!((pool.accounted, pool.owner_due, pool.stream.queued), (1_005, 100, 905));
    assert_eq!(pool.sync(1_005, NOW).unwrap(), Synced { surplus: 0, commission: 0 });
    // Less than is accounted for is no surplus.
    assert_eq!(pool.sync(1_004, NOW).unwrap(), Synced { surplus: 0, commission: 0 });
    assert_eq!((pool.accounted, pool.owner_due, pool.stream.queued), (1_005, 100, 905));
    pool.invariant().unwrap();
}

#[test]
fn a_sync_lets_time_pass_before_it_funds() {
    let mut pool = pool(0, WEIGHT);
    pool.sync(1_000, NOW).unwrap();
    pool.sync(3_000, NOW + DAY).unwrap();
    // The first thousand streams now, the other two wait.
    assert_eq!(pool.stream, StreamState { updated_at: NOW + DAY, elapsed: 0, amount: 1_000, queued: 2_000 });
    assert_eq!(pool.reward_per_weight, [0; 16]);
    let half = pool.rewards_at(NOW + DAY + DAY / 2);
    // 500 units of 2^64 parts for each of 2^40.
    assert_eq!((half.per_weight, half.carried), (500 << 24, 0));
    assert_eq!(pool.rewards().per_weight, 0, "looking ahead changes nothing");
}

#[test]
fn a_stream_stands_still_below_one_twist_of_weight_unless_nobody_can_come() {
    let mut pool = pool(0, 999_999_999);
    pool.sync(1_000, NOW).unwrap();
    assert_eq!(pool.rewards_at(NOW + 10 * DAY).per_weight, 0);
    // Retiring does not make up for the time that has passed.
    pool.retire(NOW + 10 * DAY).unwrap();
    assert_eq!(pool.rewards_at(NOW + 11 * DAY).per_weight, 0);
    assert_eq!(pool.rewards_at(NOW + 12 * DAY).stream.unstreamed(), 0);
}

#[test]
fn the_owner_takes_its_due_once() {
    let mut pool = pool(1_000, WEIGHT);
    assert_eq!(pool.take_owner_due(NOW), Err(StakingError::NothingDue.into()));
    pool.sync(1_000, NOW).unwrap();
    assert_eq!(pool.take_owner_due(NOW).unwrap(), 100);
    assert_eq!((pool.accounted, pool.owner_due), (900, 0));
    assert_eq!(pool.take_owner_due(NOW), Err(StakingError::NothingDue.into()));
    pool.invariant().unwrap();
}

#[test]
fn an_open_pool_that_everyone_left_keeps_its_rewards_for_who_comes() {
    let mut pool = pool(0, 0);
    pool.sync(1_000, NOW).unwrap();
    assert_eq!(pool.take_owner_due(NOW + 100 * DAY), Err(StakingError::NothingDue.into()));
    assert_eq!(pool.rewards().stream.unstreamed(), 1_000);
}

#[test]
fn a_retired_pool_that_everyone_left_is_its_owners() {
    let mut empty = pool(0, 0);
    empty.sync(1_000, NOW).unwrap();
    empty.retire(NOW).unwrap();
    assert_eq!(empty.owner_due, 1_000);
    assert_eq!(empty.sync(1_500, NOW).unwrap(), Synced { surplus: 500, commission: 0 });
    assert_eq!(empty.take_owner_due(NOW).unwrap(), 1_500);
    empty.invariant().unwrap();

    let mut left = pool(0, WEIGHT);
    left.sync(1_000, NOW).unwrap();
    left.retire(NOW).unwrap();
    assert_eq!(left.owner_due, 0, "somebody is still there");
    (left.total_staked, left.total_weight) = (0, 0);
    assert_eq!(left.take_owner_due(NOW).unwrap(), 1_000);
}

#[test]
fn a_pool_retires_once_and_for_ever() {
    let mut pool = pool(0, WEIGHT);
    pool.require_open().unwrap();
    pool.retire(NOW).unwrap();
    assert!(pool.is_retired());
    for refused in [pool.require_open(), pool.retire(NOW)] {
        assert_eq!(refused, Err(StakingError::PoolRetired.into()));
    }
}

#[test]
fn a_lower_commission_holds_at_once_and_a_higher_one_after_a_notice() {
    let mut pool = pool(1_000, WEIGHT);
    assert_eq!(pool.set_commission(900, NOW).unwrap(), 0);
    assert_eq!(pool.commission_bps, 900);
    let end = NOW + 7 * DAY;
    assert_eq!(pool.set_commission(2_000, NOW).unwrap(), end);
    assert_eq!((pool.commission_bps, pool.pending_commission_bps), (900, 2_000));
    assert_eq!(pool.apply_commission(end - 1), Err(StakingError::NoticeNotOver.into()));
    pool.apply_commission(end).unwrap();
    assert_eq!((pool.commission_bps, pool.pending_commission_bps), (2_000, 0));
    assert_eq!(pool.apply_commission(end), Err(StakingError::NothingProposed.into()));
}

#[test]
fn a_later_announcement_replaces_an_earlier_one_notice_and_all() {
    let mut pool = pool(1_000, WEIGHT);
    pool.set_commission(2_000, NOW).unwrap();
    let end = pool.set_commission(3_000, NOW + DAY).unwrap();
    assert_eq!(end, NOW + 8 * DAY);
    assert_eq!(pool.apply_commission(NOW + 7 * DAY), Err(StakingError::NoticeNotOver.into()));
    // The same as now, or lower, takes an announced rise back.
    for lower in [1_000, 999] {
        pool.set_commission(4_000, NOW).unwrap();
        assert_eq!(pool.set_commission(lower, NOW).unwrap(), 0);
        assert_eq!(pool.apply_commission(i64::MAX), Err(StakingError::NothingProposed.into()));
        assert_eq!(pool.commission_bps, lower);
    }
}

#[test]
fn no_commission_is_over_the_limit_or_after_the_end_of_time() {
    let mut pool = pool(0, WEIGHT);
    assert_eq!(pool.set_commission(5_001, NOW), Err(StakingError::InvalidCommission.into()));
    assert_eq!(pool.set_commission(1, i64::MAX), Err(StakingError::Overflow.into()));
    pool.set_commission(5_000, NOW).unwrap();
}

#[test]
fn what_cannot_be_is_noticed() {
    let sound = pool(0, WEIGHT);
    sound.invariant().unwrap();
    let light = Pool { total_weight: WEIGHT - 1, ..sound };
    for broken in [light.invariant(), light.stake_invariant()] {
        assert_eq!(broken, Err(StakingError::InvariantBroken.into()));
    }
    let queued = StreamState { queued: 1, ..sound.stream };
    for miscounted in [
        Pool { commission_bps: 5_001, ..sound },
        Pool { owner_due: 1, ..sound },
        Pool { stream: queued, ..sound },
        Pool { carried: [1; 16], ..sound },
    ] {
        assert_eq!(miscounted.invariant(), Err(StakingError::InvariantBroken.into()));
        // No principal is kept in by it.
        miscounted.stake_invariant().unwrap();
    }
}

#[test]
fn events_are_counted() {
    let mut pool = pool(0, 0);
    let clock = Clock { slot: 7, unix_timestamp: NOW, ..Clock::default() };
    for seq in [1, 2] {
        assert_eq!(pool.next_event(&clock).unwrap(), EventHeader { slot: 7, unix_timestamp: NOW, seq });
    }
    pool.event_seq = u64::MAX;
    assert_eq!(pool.next_event(&clock), Err(StakingError::Overflow.into()));
}
