//! The limits that crediting an epoch runs into: the viewer's day, the campaign's pace and its budget.

use super::{Split, Terms, split};
use crate::{
    device::DeviceId,
    rules::{BPS, DAY_SECONDS, Refusal},
};
use std::collections::BTreeMap;
use twist_money::fee_on_top;

/// What is left of each limit while an epoch is credited.
pub(super) struct Limits<'a> {
    terms: &'a Terms,
    /// What epochs before this one draw, fees included.
    drawn_before: u64,
    /// What this epoch owes up to now.
    owed: u64,
    /// The fee on `owed`, floored once for the epoch as the chain does.
    fee: u64,
    /// Seconds paid for, per viewer and UTC day.
    viewer_days: BTreeMap<(DeviceId, i64), u32>,
}

impl<'a> Limits<'a> {
    pub(super) fn new(terms: &'a Terms, drawn_before: u64) -> Self {
        Self { terms, drawn_before, owed: 0, fee: 0, viewer_days: BTreeMap::new() }
    }

    pub(super) fn owed(&self) -> u64 {
        self.owed
    }

    pub(super) fn fee(&self) -> u64 {
        self.fee
    }

    /// Takes up to `seconds` from every limit: how many it was, and what they earn. Refused, it takes nothing.
    pub(super) fn take(
        &mut self,
        viewer_day: (DeviceId, i64),
        at: i64,
        seconds: u32,
        referred: bool,
    ) -> Result<(u32, Split), Refusal> {
        let used = self.viewer_days.get(&viewer_day).copied().unwrap_or_default();
        let left = self.terms.max_seconds_per_viewer_day.saturating_sub(used);
        let wanted = seconds.min(left);
        if wanted == 0 {
            return Err(Refusal::ViewerDayCap);
        }
        let seconds = wanted.min(self.affordable(at));
        if seconds == 0 {
            return Err(Refusal::Budget);
        }
        // `affordable` makes sure that all of these fit; if one did not, the campaign could not pay it either.
        let parts = split(self.terms, seconds, referred).ok_or(Refusal::Budget)?;
        let owed = [parts.viewer, parts.publisher, parts.influencer]
            .into_iter()
            .try_fold(self.owed, u64::checked_add)
            .ok_or(Refusal::Budget)?;
        self.fee = fee_on_top(owed, self.terms.fee_bps).ok_or(Refusal::Budget)?;
        self.owed = owed;
        // `used + seconds` is at most the limit.
        self.viewer_days.insert(viewer_day, used.saturating_add(seconds));
        Ok((seconds, parts))
    }

    /// How many whole seconds, begun at `at`, the campaign can still pay.
    fn affordable(&self, at: i64) -> u32 {
        let days = u128::from(at.abs_diff(self.terms.start) / DAY_SECONDS.unsigned_abs()) + 1;
        let cap = u64::try_from(u128::from(self.terms.daily_cap) * days).unwrap_or(u64::MAX);
        let room = self.terms.budget.min(cap).saturating_sub(self.drawn_before);
        let owed = u128::from(self.owed_within(room).saturating_sub(self.owed));
        // floor(s * net / BPS) <= owed  <=>  s * net < (owed + 1) * BPS, and `net >= BPS` in valid terms.
        let seconds = ((owed + 1) * u128::from(BPS) - 1) / self.terms.net_bps_per_second().max(1);
        u32::try_from(seconds).unwrap_or(u32::MAX)
    }

    /// The most that can be owed so that it and the fee on top of it are within `room`.
    ///
    /// `owed + floor(owed * fee / net) = floor(owed * BPS / net) <= room  <=>  owed * BPS < (room + 1) * net`.
    fn owed_within(&self, room: u64) -> u64 {
        let below = (u128::from(room) + 1) * self.terms.net_bps();
        u64::try_from(below.saturating_sub(1) / u128::from(BPS)).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The most seconds that fit, found by trying them all: the closed forms above must agree to the unit.
    fn most_seconds(terms: &Terms, owed_before: u64, wanted: u32) -> u32 {
        let fits = |seconds: u32| {
            let parts = split(terms, seconds, true).unwrap();
            let owed = owed_before + parts.viewer + parts.publisher + parts.influencer;
            owed + fee_on_top(owed, terms.fee_bps).unwrap() <= terms.budget
        };
        (1..=wanted).rev().find(|seconds| fits(*seconds)).unwrap_or(0)
    }

    proptest! {
        #[test]
        fn as_many_seconds_are_taken_as_fit(
            rate in 1..60_u64,
            budget in 0..400_u64,
            fee_bps in prop_oneof![Just(0), Just(500), 0..BPS],
            wishes in prop::collection::vec(1..12_u32, 1..6),
        ) {
            let terms = Terms {
                start: 0,
                end: 1,
                rate_per_second: rate,
                min_attention_s: 0,
                max_seconds_per_viewer_day: u32::MAX,
                daily_cap: u64::MAX,
                budget,
                viewer_bps: BPS - fee_bps,
                publisher_bps: 0,
                influencer_bps: 0,
                fee_bps,
            };
            prop_assume!(terms.validate().is_ok());
            let mut limits = Limits::new(&terms, 0);
            for wanted in wishes {
                let expected = most_seconds(&terms, limits.owed(), wanted);
                let taken = limits.take((DeviceId::new("192.0.2.1", "x"), 0), 0, wanted, true);
                prop_assert_eq!(taken.map_or(0, |(seconds, _)| seconds), expected);
                prop_assert!(limits.owed() + limits.fee() <= budget);
            }
        }
    }
}
