//! Which step of a stake's way out a command means, or why there is none to take.

use anyhow::{Result, bail};
use twist_client::{
    programs::twist_staking::accounts::Position,
    staking::{EarlyExit, WayOut, way_out},
};

use super::format;
use crate::amount::Twist;

/// What the person asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Whatever comes next.
    Next,
    /// To break the lock.
    Early,
    /// To stake again what was asked back.
    Cancel,
}

/// A step that can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Ask for the stake back; the cooldown ends then, Unix seconds.
    Request { withdrawable_at: i64 },
    /// Stake again what was asked back.
    Cancel,
    /// Get the stake, after the cooldown.
    Withdraw,
    /// Get the stake now, less the penalty.
    ExitEarly(EarlyExit),
    /// The stake is gone: close the position.
    Close,
}

/// The step that `wish` means for `position` at `now`.
///
/// # Errors
/// If there is none to take now: the error says why, until when, and what else can be done.
pub fn exit_step(position: &Position, wish: Wish, now: i64) -> Result<Step> {
    let (nonce, amount) = (position.nonce, Twist(position.amount));
    let until = |moment| format::utc_from(moment, now);
    Ok(match (way_out(position, now), wish) {
        (WayOut::Locked { early, .. }, Wish::Early) => Step::ExitEarly(early),
        (WayOut::Unlocked { withdrawable_at }, Wish::Next) => Step::Request { withdrawable_at },
        (WayOut::CoolingDown { .. } | WayOut::Withdrawable, Wish::Cancel) => Step::Cancel,
        (WayOut::Withdrawable, Wish::Next) => Step::Withdraw,
        (WayOut::Gone, Wish::Next) => Step::Close,

        (WayOut::Locked { until: end, early }, Wish::Next) => bail!(
            "position {nonce} ({amount} TWIST) is locked until {}. To leave now, add --early: that costs {} TWIST ({} of the \
             stake) and returns {} TWIST",
            until(end),
            Twist(early.penalty),
            format::percent(position.terms.penalty_bps),
            Twist(early.returned),
        ),
        (WayOut::CoolingDown { until: end }, Wish::Next) => bail!(
            "position {nonce} ({amount} TWIST) is cooling down until {}; it can be withdrawn then. To stake it again instead, add \
             --cancel",
            until(end)
        ),
        (WayOut::Unlocked { .. }, Wish::Early) => {
            bail!("the lock of position {nonce} is over: leave without --early, which costs nothing")
        }
        (WayOut::CoolingDown { .. } | WayOut::Withdrawable, Wish::Early) => bail!(
            "position {nonce} was asked back already, and there is no lock left to break: leave without --early, which costs nothing"
        ),
        (WayOut::Locked { .. } | WayOut::Unlocked { .. }, Wish::Cancel) => {
            bail!("position {nonce} was not asked back, so there is nothing to cancel: it is staked")
        }
        (WayOut::Gone, Wish::Early | Wish::Cancel) => bail!(
            "the stake of position {nonce} was paid out already: run this without --early and --cancel to close the position"
        ),
    })
}

#[cfg(test)]
mod tests {
    use bytemuck::Zeroable;

    use super::*;

    const NOW: i64 = 1_767_571_200;
    const DAY: i64 = 86_400;

    fn staked(locked_until: i64) -> Position {
        let mut position = Position::zeroed();
        (position.nonce, position.amount, position.locked_until) = (3, 12_500_000_000, locked_until);
        position.terms.penalty_bps = 1_000;
        position.terms.cooldown_seconds = 7 * DAY;
        position
    }

    fn asked_back(withdrawable_at: i64) -> Position {
        Position { status: 1, withdrawable_at, ..staked(0) }
    }

    fn gone() -> Position {
        Position { status: 2, amount: 0, ..staked(0) }
    }

    fn refusal(position: &Position, wish: Wish) -> String {
        exit_step(position, wish, NOW).unwrap_err().to_string()
    }

    #[test]
    fn each_state_has_its_step() {
        let early = EarlyExit { returned: 11_250_000_000, penalty: 1_250_000_000 };
        for (position, wish, step) in [
            (staked(NOW + 1), Wish::Early, Step::ExitEarly(early)),
            (staked(NOW), Wish::Next, Step::Request { withdrawable_at: NOW + 7 * DAY }),
            (asked_back(NOW + 1), Wish::Cancel, Step::Cancel),
            (asked_back(NOW), Wish::Cancel, Step::Cancel),
            (asked_back(NOW), Wish::Next, Step::Withdraw),
            (gone(), Wish::Next, Step::Close),
        ] {
            assert_eq!(exit_step(&position, wish, NOW).unwrap(), step);
        }
    }

    #[test]
    fn who_has_to_wait_is_told_until_when_and_what_else_can_be_done() {
        assert_eq!(
            refusal(&staked(NOW + 90 * DAY), Wish::Next),
            "position 3 (12.5 TWIST) is locked until 2026-04-05 00:00:00 UTC (in 90 days). To leave now, add --early: that costs \
             1.25 TWIST (10 % of the stake) and returns 11.25 TWIST"
        );
        assert_eq!(
            refusal(&asked_back(NOW + DAY), Wish::Next),
            "position 3 (12.5 TWIST) is cooling down until 2026-01-06 00:00:00 UTC (in 1 day); it can be withdrawn then. To stake it \
             again instead, add --cancel"
        );
    }

    #[test]
    fn nobody_pays_a_penalty_that_is_not_due() {
        for position in [staked(NOW), asked_back(NOW), asked_back(NOW + 1)] {
            assert!(refusal(&position, Wish::Early).ends_with("leave without --early, which costs nothing"));
        }
        for position in [staked(NOW), staked(NOW + 1)] {
            assert!(refusal(&position, Wish::Cancel).contains("nothing to cancel"));
        }
        for wish in [Wish::Early, Wish::Cancel] {
            assert!(refusal(&gone(), wish).contains("paid out already"));
        }
    }
}
