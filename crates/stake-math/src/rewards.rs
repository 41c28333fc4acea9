//! Who earned what of a pool's rewards.

use twist_money::share;

use crate::Stream;

/// Fractional bits of every Q64.64 number here.
const FRACTION_BITS: u32 = 64;

/// The weight below which an open pool's stream stands still: one TWIST (10^9 base units) without a lock. Otherwise the only staker
/// of one base unit would get what was meant for all who are about to come.
pub const MIN_STREAM_WEIGHT: u64 = 1_000_000_000;

/// The weight below which a pool's stream stands still. In a retired pool nobody is about to come: whoever is left gets it all.
#[must_use]
pub const fn min_stream_weight(retired: bool) -> u64 {
    if retired { 1 } else { MIN_STREAM_WEIGHT }
}

const fn whole(q64: u128) -> u64 {
    // The top 64 of 128 bits.
    (q64 >> FRACTION_BITS) as u64
}

const fn q64(units: u64) -> u128 {
    (units as u128) << FRACTION_BITS
}

/// The pool's side: what came in and was not paid out yet, from the queue to what positions have earned. See the crate's laws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rewards {
    /// Reward per unit of weight since the pool began, base units in Q64.64. Wraps.
    pub per_weight: u128,
    /// Released, and not (or not evenly) divisible among the weights yet: base units in Q64.64. Attributed with the next release.
    pub carried: u128,
    /// What is still to be released.
    pub stream: Stream,
    /// The owner's commission and, in a pool that nobody can join or earns in, what nobody else can have: base units.
    pub owner_due: u64,
    /// Everything ever funded less everything ever paid, base units. What the vault holds beyond it is not accounted for yet.
    pub accounted: u64,
}

/// One position's side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// [`Rewards::per_weight`] when the position was last settled.
    pub index: u128,
    /// Earned and not paid, base units in Q64.64.
    pub earned: u128,
}

impl Rewards {
    /// Lets the time up to `now` pass with `weight` staked all the while, and attributes what it released to that weight. Below
    /// `min_weight`, and without any weight, the stream stands still.
    ///
    /// `per_weight += floor(r / weight)`, `carried = r mod weight`, where `r = released * 2^64 + carried`.
    pub fn advance(&mut self, now: i64, weight: u64, min_weight: u64) {
        let released = self.stream.advance(now, weight > 0 && weight >= min_weight);
        if released == 0 {
            return;
        }
        let weight = u128::from(weight);
        let due = q64(released).saturating_add(self.carried);
        self.per_weight = self.per_weight.wrapping_add(due.checked_div(weight).unwrap_or(0));
        self.carried = due.checked_rem(weight).unwrap_or(0);
    }

    /// What a vault that holds `balance` base units has received since it was last accounted for.
    #[must_use]
    pub const fn surplus(&self, balance: u64) -> u64 {
        balance.saturating_sub(self.accounted)
    }

    /// Accounts for `surplus` more base units in the vault: the owner's commission is due at once, the rest streams in the next
    /// window. Advance first. Returns the commission, or `None` (and nothing changes) when `commission_bps` is over a whole or the
    /// vault would hold more than 64 bits.
    #[must_use = "None means that nothing was accounted for"]
    pub fn fund(&mut self, surplus: u64, commission_bps: u16) -> Option<u64> {
        let accounted = self.accounted.checked_add(surplus)?;
        let commission = share(surplus, commission_bps)?;
        let owner_due = self.owner_due.checked_add(commission)?;
        self.accounted = accounted;
        self.owner_due = owner_due;
        self.stream.queue(surplus.saturating_sub(commission));
        Some(commission)
    }

    /// Brings the share of a position that has had `weight` since it was last settled up to date. Advance first.
    pub fn settle(&self, share: &mut Share, weight: u64) {
        let since = self.per_weight.wrapping_sub(share.index);
        share.earned = share.earned.saturating_add(since.saturating_mul(u128::from(weight)));
        share.index = self.per_weight;
    }

    /// Takes the whole units that a settled share has earned, to be paid now, base units; the fraction stays. `None` (and nothing
    /// changes) when that is more than the pool has, which law 1 rules out.
    #[must_use = "what is taken must be paid"]
    pub fn pay(&mut self, share: &mut Share) -> Option<u64> {
        let units = whole(share.earned);
        self.accounted = self.accounted.checked_sub(units)?;
        share.earned = share.earned.wrapping_sub(q64(units));
        Some(units)
    }

    /// Takes what is due to the owner, to be paid now, base units. `None` as for [`Rewards::pay`].
    #[must_use = "what is taken must be paid"]
    pub fn pay_owner(&mut self) -> Option<u64> {
        self.accounted = self.accounted.checked_sub(self.owner_due)?;
        Some(core::mem::take(&mut self.owner_due))
    }

    /// Takes back the fraction of a unit that a share which is paid and will be closed can never be paid; it is carried.
    pub fn reclaim(&mut self, share: &mut Share) {
        self.carried = self.carried.saturating_add(core::mem::take(&mut share.earned));
    }

    /// Makes everything that no position has earned due to the owner: for a pool in which nobody has weight and nobody can get
    /// any. Advance first. The fraction of a unit stays carried.
    pub fn release_to_owner(&mut self) {
        let units = self.stream.drain().saturating_add(whole(self.carried));
        self.carried &= q64(1).wrapping_sub(1);
        self.owner_due = self.owner_due.saturating_add(units);
    }

    /// What positions have earned in all, base units in Q64.64: what law 1 leaves. `None` when the law is broken.
    #[must_use]
    pub fn earned(&self) -> Option<u128> {
        q64(self.accounted)
            .checked_sub(q64(self.owner_due))?
            .checked_sub(q64(self.stream.unstreamed()))?
            .checked_sub(self.carried)
    }
}

impl Share {
    /// Whole base units that can be paid. Settle first.
    #[must_use]
    pub const fn payable(&self) -> u64 {
        whole(self.earned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WINDOW_SECONDS;

    const WINDOW: i64 = WINDOW_SECONDS as i64;

    #[test]
    fn units_and_their_q64() {
        for units in [0, 1, u64::MAX] {
            assert_eq!(whole(q64(units)), units);
            assert_eq!(whole(q64(units) | u128::from(u64::MAX)), units);
        }
        assert_eq!(q64(u64::MAX), u128::MAX - u128::from(u64::MAX));
    }

    #[test]
    fn the_stream_flows_from_the_minimum_weight_on() {
        for (weight, min_weight, flows) in
            [(0, 0, false), (0, 1, false), (1, 0, true), (9, 10, false), (10, 10, true), (11, 10, true)]
        {
            let mut rewards = Rewards::default();
            assert_eq!(rewards.fund(4, 0), Some(0));
            rewards.advance(2 * WINDOW, weight, min_weight);
            assert_eq!(rewards.stream.unstreamed() == 0, flows);
            assert_eq!(rewards.stream.updated_at, 2 * WINDOW);
        }
    }

    /// `r = 1 unit + 2`, to a weight of 3: `2^64 + 2 = 3 * 6_148_914_691_236_517_206`.
    #[test]
    fn what_is_carried_is_divided_with_what_comes() {
        let stream = Stream { amount: 1, ..Stream::default() };
        let mut rewards = Rewards { per_weight: 7, carried: 2, stream, owner_due: 0, accounted: 2 };
        rewards.advance(WINDOW, 3, 1);
        assert_eq!((rewards.per_weight, rewards.carried), (7 + 6_148_914_691_236_517_206, 0));
        let mut share = Share { index: 7, earned: 5 };
        rewards.settle(&mut share, 2);
        assert_eq!(share, Share { index: rewards.per_weight, earned: 5 + 2 * 6_148_914_691_236_517_206 });
    }
}
