//! When how much TWIST is emitted.

use anchor_lang::prelude::*;

use crate::{
    constants::{MAX_PERIODS_PER_EMIT, MAX_STEPS, MIN_PERIOD_SECONDS},
    error::TokenError,
};

/// From `from_period` on, every period emits `per_period`, until the next step.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct EmissionStep {
    /// First period of this step; period 0 begins at the schedule's genesis.
    pub from_period: u32,
    /// Explicit padding.
    pub _padding: [u8; 4],
    /// Base units per period.
    pub per_period: u64,
}

/// A finite schedule: steps of constant emission, the last of amount 0. Period `k` is due when it has ended, at
/// `genesis + (k + 1) * period_seconds`.
#[zero_copy]
#[derive(Debug)]
pub struct EmissionSchedule {
    /// Start of period 0, Unix seconds.
    pub genesis: i64,
    /// Length of a period, seconds.
    pub period_seconds: i64,
    /// First period not yet emitted.
    pub next_period: u32,
    /// How many of `steps` are in use.
    pub step_count: u32,
    /// What the whole schedule emits, base units.
    pub scheduled: u64,
    /// What was minted of it.
    pub minted: u64,
    /// Rounding remainder of the last call: due, and minted with the next.
    pub carry: u64,
    /// In ascending order of period.
    pub steps: [EmissionStep; MAX_STEPS],
}

/// What one `emit` owes: to be split, then settled with [`EmissionSchedule::settle`].
#[derive(Debug, PartialEq, Eq)]
pub struct DueEmission {
    /// First period included.
    pub first_period: u32,
    /// Number of periods included, at least 1.
    pub periods: u32,
    /// Base units to split, the carried remainder included.
    pub amount: u64,
}

impl EmissionSchedule {
    /// Checks and builds a schedule.
    pub fn new(genesis: i64, period_seconds: i64, steps: &[(u32, u64)]) -> Result<Self> {
        let [(first, _), .., (_, last_amount)] = steps else {
            return err!(TokenError::InvalidSchedule);
        };
        let ascending = steps.windows(2).all(|pair| matches!(pair, [a, b] if a.0 < b.0));
        require!(
            steps.len() <= MAX_STEPS
                && *first == 0
                && *last_amount == 0
                && ascending
                && genesis >= 0
                && period_seconds >= MIN_PERIOD_SECONDS,
            TokenError::InvalidSchedule
        );
        let mut schedule = Self {
            genesis,
            period_seconds,
            next_period: 0,
            step_count: u32::try_from(steps.len()).map_err(|_| TokenError::InvalidSchedule)?,
            scheduled: 0,
            minted: 0,
            carry: 0,
            steps: [EmissionStep::default(); MAX_STEPS],
        };
        for (slot, (from_period, per_period)) in schedule.steps.iter_mut().zip(steps) {
            *slot = EmissionStep { from_period: *from_period, _padding: [0; 4], per_period: *per_period };
        }
        schedule.scheduled = schedule.between(0, u32::MAX).ok_or(TokenError::ScheduleExceedsMaxSupply)?;
        Ok(schedule)
    }

    fn active_steps(&self) -> &[EmissionStep] {
        let count = usize::try_from(self.step_count).unwrap_or(MAX_STEPS);
        self.steps.get(..count).unwrap_or(&self.steps)
    }

    /// What periods `from..to` emit in all. `None` past 64 bits.
    #[must_use]
    pub fn between(&self, from: u32, to: u32) -> Option<u64> {
        let steps = self.active_steps();
        let ends = steps.iter().skip(1).map(|next| next.from_period).chain([u32::MAX]);
        steps.iter().zip(ends).try_fold(0u64, |sum, (step, end)| {
            let periods = end.min(to).saturating_sub(step.from_period.max(from));
            sum.checked_add(step.per_period.checked_mul(u64::from(periods))?)
        })
    }

    /// The first period that has not ended at `now`.
    #[must_use]
    pub fn open_period(&self, now: i64) -> u32 {
        let ended =
            now.saturating_sub(self.genesis).checked_div_euclid(self.period_seconds).unwrap_or(0).max(0);
        u32::try_from(ended).unwrap_or(u32::MAX)
    }

    /// Whether some period that emits anything has ended and was not emitted. (A remainder alone, less than one unit per
    /// split, is not due: it waits for such a period.)
    #[must_use]
    pub fn is_due(&self, now: i64) -> bool {
        self.between(self.next_period, self.open_period(now)).is_some_and(|amount| amount > 0)
    }

    /// What the schedule has yet to mint, the carried remainder included.
    #[must_use]
    pub fn remaining(&self) -> u64 {
        self.scheduled.saturating_sub(self.minted)
    }

    /// What is due at `now`, at most [`MAX_PERIODS_PER_EMIT`] periods of it.
    pub fn due(&self, now: i64) -> Result<DueEmission> {
        require!(self.is_due(now), TokenError::NothingDue);
        let first_period = self.next_period;
        let periods = self.open_period(now).saturating_sub(first_period).min(MAX_PERIODS_PER_EMIT);
        let amount = self
            .between(first_period, first_period.saturating_add(periods))
            .and_then(|amount| amount.checked_add(self.carry))
            .ok_or(TokenError::Overflow)?;
        Ok(DueEmission { first_period, periods, amount })
    }

    /// Records that `paid` of `due` was minted; what rounding left is carried.
    pub fn settle(&mut self, due: &DueEmission, paid: u64) -> Result<()> {
        self.carry = due.amount.checked_sub(paid).ok_or(TokenError::InvariantBroken)?;
        self.next_period = due.first_period.checked_add(due.periods).ok_or(TokenError::Overflow)?;
        self.minted = self.minted.checked_add(paid).ok_or(TokenError::Overflow)?;
        Ok(())
    }

    /// What was minted and what is carried is exactly what the emitted periods were worth.
    #[must_use]
    pub fn invariant(&self) -> bool {
        self.between(0, self.next_period) == self.minted.checked_add(self.carry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600;

    fn schedule() -> EmissionSchedule {
        EmissionSchedule::new(1_000, HOUR, &[(0, 100), (2, 50), (4, 0)]).unwrap()
    }

    #[test]
    fn the_whole_schedule_is_the_sum_of_its_periods() {
        assert_eq!(schedule().scheduled, 100 * 2 + 50 * 2);
    }

    #[test]
    fn ranges_add_up() {
        let s = schedule();
        for from in 0..8 {
            for to in from..8 {
                let one_by_one: u64 = (from..to).map(|k| s.between(k, k + 1).unwrap()).sum();
                assert_eq!(s.between(from, to), Some(one_by_one));
            }
        }
    }

    #[test]
    fn a_period_is_due_when_it_has_ended() {
        let s = schedule();
        assert!(!s.is_due(i64::MIN));
        assert!(!s.is_due(1_000 + HOUR - 1));
        assert_eq!(s.due(1_000 + HOUR).unwrap(), DueEmission { first_period: 0, periods: 1, amount: 100 });
    }

    #[test]
    fn a_remainder_is_carried_into_the_next_call() {
        let mut s = schedule();
        let due = s.due(1_000 + HOUR).unwrap();
        s.settle(&due, 99).unwrap();
        assert!(s.invariant());
        let due = s.due(1_000 + 3 * HOUR).unwrap();
        assert_eq!(due, DueEmission { first_period: 1, periods: 2, amount: 151 });
    }

    #[test]
    fn an_exhausted_schedule_is_never_due() {
        let mut s = schedule();
        let due = s.due(i64::MAX).unwrap();
        assert_eq!(due.amount, 300);
        s.settle(&due, 300).unwrap();
        assert!(!s.is_due(i64::MAX));
        assert!(s.invariant());
    }

    #[test]
    fn a_remainder_after_the_end_is_not_due() {
        let mut s = schedule();
        let due = s.due(i64::MAX).unwrap();
        s.settle(&due, 299).unwrap();
        assert!(!s.is_due(i64::MAX));
        assert!(s.invariant());
    }

    #[test]
    fn periods_of_nothing_in_between_are_passed() {
        let mut s = EmissionSchedule::new(0, HOUR, &[(0, 7), (1, 0), (500, 9), (501, 0)]).unwrap();
        assert!(!s.is_due(HOUR - 1));
        s.settle(&s.due(HOUR).unwrap(), 7).unwrap();
        assert!(!s.is_due(500 * HOUR), "nothing was emitted in between");
        let first = s.due(501 * HOUR).unwrap();
        assert_eq!((first.periods, first.amount), (MAX_PERIODS_PER_EMIT, 0));
        s.settle(&first, 0).unwrap();
        assert_eq!(s.due(501 * HOUR).unwrap().amount, 9);
    }

    #[test]
    fn malformed_schedules_are_refused() {
        for steps in [
            &[][..],
            &[(0, 0)],
            &[(1, 5), (2, 0)],
            &[(0, 5), (2, 1)],
            &[(0, 5), (0, 0)],
            &[(0, u64::MAX), (2, 0)],
        ] {
            assert!(EmissionSchedule::new(0, HOUR, steps).is_err(), "{steps:?}");
        }
        assert!(EmissionSchedule::new(0, HOUR - 1, &[(0, 1), (1, 0)]).is_err());
        assert!(EmissionSchedule::new(-1, HOUR, &[(0, 1), (1, 0)]).is_err());
    }
}
