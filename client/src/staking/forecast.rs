//! What an owner can do with a position next, and what that leads to.

use twist_stake_math::EarlyExit;

use super::{PositionStatus, early_exit_at, status, weight_under};
use crate::programs::twist_staking::{
    accounts::{Pool, Position},
    types::TermsArg,
};

/// What a deposit makes of a position and its pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deposit {
    /// The position's principal, base units of TWIST.
    pub amount: u64,
    /// The position's weight while its lock runs.
    pub weight: u64,
    /// The pool's weight, this position's included.
    pub pool_weight: u64,
    /// End of the lock, Unix seconds.
    pub locked_until: i64,
}

/// What [`stake`](super::stake) would make of `amount` base units at `now`; `None` if something does not fit 64 bits.
#[must_use]
pub fn stake_at(pool: &Pool, terms: &TermsArg, amount: u64, now: i64) -> Option<Deposit> {
    let weight = weight_under(terms, amount)?;
    Some(Deposit {
        amount,
        weight,
        pool_weight: pool.total_weight.checked_add(weight)?,
        locked_until: now.checked_add(terms.lock_seconds)?,
    })
}

/// What [`add_stake`](super::add_stake) would make of a position and `added` base units at `now`; `None` if something does not fit
/// 64 bits.
#[must_use]
pub fn add_stake_at(pool: &Pool, position: &Position, added: u64, now: i64) -> Option<Deposit> {
    let terms = TermsArg::from(position.terms);
    let others = pool.total_weight.checked_sub(position.weight)?;
    let amount = position.amount.checked_add(added)?;
    let weight = weight_under(&terms, amount)?;
    Some(Deposit {
        amount,
        weight,
        pool_weight: others.checked_add(weight)?,
        locked_until: now.checked_add(terms.lock_seconds)?.max(position.locked_until),
    })
}

/// How far a principal is on its way back to its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayOut {
    /// The lock runs: [`exit_early`](super::exit_early), or wait.
    Locked {
        /// End of the lock, Unix seconds.
        until: i64,
        /// How the principal would be divided now.
        early: EarlyExit,
    },
    /// The lock is over: [`request_unstake`](super::request_unstake).
    Unlocked {
        /// End of a cooldown that begins now, Unix seconds.
        withdrawable_at: i64,
    },
    /// Asked back: wait, or [`cancel_unstake`](super::cancel_unstake).
    CoolingDown {
        /// End of the cooldown, Unix seconds.
        until: i64,
    },
    /// The cooldown is over: [`withdraw`](super::withdraw), or [`cancel_unstake`](super::cancel_unstake).
    Withdrawable,
    /// The principal is gone: [`claim`](super::claim) what is pending, and [`close_position`](super::close_position).
    Gone,
}

/// How far a position's principal is on its way out at `now`.
#[must_use]
pub fn way_out(position: &Position, now: i64) -> WayOut {
    match (status(position), early_exit_at(position, now)) {
        (PositionStatus::Staked, Some(early)) => WayOut::Locked { until: position.locked_until, early },
        (PositionStatus::Staked, None) => {
            WayOut::Unlocked { withdrawable_at: now.saturating_add(position.terms.cooldown_seconds) }
        }
        (PositionStatus::Unstaking, _) if now < position.withdrawable_at => {
            WayOut::CoolingDown { until: position.withdrawable_at }
        }
        (PositionStatus::Unstaking, _) => WayOut::Withdrawable,
        (PositionStatus::Empty, _) => WayOut::Gone,
    }
}

#[cfg(test)]
mod tests {
    use bytemuck::Zeroable;

    use super::*;

    const NOW: i64 = 1_000;

    fn position(amount: u64, weight: u64, locked_until: i64) -> Position {
        let mut position = Position::zeroed();
        position.amount = amount;
        position.weight = weight;
        position.locked_until = locked_until;
        position.terms.lock_seconds = 100;
        position.terms.cooldown_seconds = 10;
        position.terms.multiplier_bps = 15_000;
        position.terms.penalty_bps = 1_000;
        position
    }

    #[test]
    fn a_deposit_weighs_by_its_terms_and_joins_what_is_there() {
        let mut pool = Pool::zeroed();
        pool.total_weight = 500;
        let terms = position(0, 0, 0).terms.into();
        let deposit = Deposit { amount: 100, weight: 150, pool_weight: 650, locked_until: 1_100 };
        assert_eq!(stake_at(&pool, &terms, 100, NOW), Some(deposit));
        assert_eq!(stake_at(&pool, &terms, u64::MAX, NOW), None);

        // A lock that is over has base weight; all of it gets the lock's.
        let unlocked = position(200, 200, 900);
        let deposit = Deposit { amount: 300, weight: 450, pool_weight: 750, locked_until: 1_100 };
        assert_eq!(add_stake_at(&pool, &unlocked, 100, NOW), Some(deposit));
        // A lock that ends later than a new one would stays as it is.
        let locked = add_stake_at(&pool, &position(200, 300, 5_000), 100, NOW).unwrap();
        assert_eq!((locked.pool_weight, locked.locked_until), (650, 5_000));
    }

    #[test]
    fn each_second_has_its_one_way_out() {
        let mut position = position(100, 150, 1_001);
        let early = EarlyExit { returned: 90, penalty: 10 };
        assert_eq!(way_out(&position, NOW), WayOut::Locked { until: 1_001, early });
        assert_eq!(way_out(&position, 1_001), WayOut::Unlocked { withdrawable_at: 1_011 });
        (position.status, position.withdrawable_at) = (1, 1_011);
        assert_eq!(way_out(&position, 1_010), WayOut::CoolingDown { until: 1_011 });
        assert_eq!(way_out(&position, 1_011), WayOut::Withdrawable);
        position.status = 2;
        assert_eq!(way_out(&position, 1_011), WayOut::Gone);
    }
}
