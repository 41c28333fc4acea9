//! Rewards that become due over time, window by window.

/// Length of a stream's window, seconds of flowing time: one day.
pub const WINDOW_SECONDS: u64 = 86_400;

/// What a pool streams in the present window, and what waits for the next one.
///
/// `e` seconds into a window of `amount` units, `floor(amount * e / WINDOW_SECONDS)` units have been released: nothing at its
/// beginning, all of it at its end, whatever happens in between. Time in which a stream stands still is not part of any window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stream {
    /// Until when the stream was advanced, Unix seconds. Never falls.
    pub updated_at: i64,
    /// Seconds of the present window that have flowed, less than [`WINDOW_SECONDS`].
    pub elapsed: u64,
    /// What the present window releases from its beginning to its end, base units.
    pub amount: u64,
    /// What the next window will release, base units.
    pub queued: u64,
}

impl Stream {
    /// Lets the time up to `now` pass and returns what it released, base units. A stream that does not flow (too little weight to
    /// flow to) releases nothing, and the time is as if it had not been. A clock that steps back releases nothing.
    ///
    /// Takes the same few steps for a second and for a century.
    #[must_use = "what is released is nowhere else any more"]
    pub fn advance(&mut self, now: i64, flows: bool) -> u64 {
        let passed = if now > self.updated_at { now.abs_diff(self.updated_at) } else { 0 };
        self.updated_at = self.updated_at.max(now);
        if !flows || passed == 0 {
            return 0;
        }
        let before = self.released();
        let Some(beyond) = passed.checked_sub(WINDOW_SECONDS.saturating_sub(self.elapsed)) else {
            self.elapsed = self.elapsed.saturating_add(passed);
            return self.released().saturating_sub(before);
        };
        // The window ends: all of it is out. The queue becomes the next one, which may have ended as well; those after it are empty.
        let rest = self.amount.saturating_sub(before);
        let next = core::mem::take(&mut self.queued);
        self.elapsed = beyond.checked_rem(WINDOW_SECONDS).unwrap_or(0);
        self.amount = if beyond < WINDOW_SECONDS { next } else { 0 };
        let of_next = if beyond < WINDOW_SECONDS { self.released() } else { next };
        rest.saturating_add(of_next)
    }

    /// Puts `amount` units in line for the next window.
    ///
    /// The caller knows that the pool's vault holds them on top of everything else that streams, so the sum fits 64 bits.
    pub const fn queue(&mut self, amount: u64) {
        self.queued = self.queued.saturating_add(amount);
    }

    /// What was not released yet, base units.
    #[must_use]
    pub fn unstreamed(&self) -> u64 {
        self.amount.saturating_sub(self.released()).saturating_add(self.queued)
    }

    /// Takes everything that was not released yet out of the stream and leaves it empty, as of the time it was advanced to.
    #[must_use = "what is taken is nowhere else any more"]
    pub fn drain(&mut self) -> u64 {
        let unstreamed = self.unstreamed();
        *self = Self { updated_at: self.updated_at, ..Self::default() };
        unstreamed
    }

    /// What the present window has released so far: `floor(amount * elapsed / WINDOW_SECONDS)`.
    fn released(&self) -> u64 {
        // By quotient and rest, exact in 64 bits: quotient * elapsed <= amount, rest * elapsed < WINDOW_SECONDS^2 < 2^33.
        let quotient = self.amount.checked_div(WINDOW_SECONDS).unwrap_or(0);
        let rest = self.amount.checked_rem(WINDOW_SECONDS).unwrap_or(0);
        let of_rest = rest.saturating_mul(self.elapsed).checked_div(WINDOW_SECONDS).unwrap_or(0);
        quotient.saturating_mul(self.elapsed).saturating_add(of_rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_released_is_the_written_formula(amount: u64, elapsed in 0..=WINDOW_SECONDS) {
            let exact = u128::from(amount) * u128::from(elapsed) / u128::from(WINDOW_SECONDS);
            prop_assert_eq!(u128::from(Stream { amount, elapsed, ..Stream::default() }.released()), exact);
        }
    }

    #[test]
    fn nothing_at_the_beginning_and_all_but_a_second_at_the_end() {
        let at = |elapsed| Stream { amount: u64::MAX, elapsed, ..Stream::default() }.released();
        assert_eq!((at(0), at(WINDOW_SECONDS)), (0, u64::MAX));
        assert_eq!(at(WINDOW_SECONDS - 1), u64::MAX - u64::MAX / WINDOW_SECONDS - 1);
    }

    #[test]
    fn the_whole_range_of_a_clock_is_one_span() {
        let mut stream = Stream { updated_at: i64::MIN, amount: 3, queued: 4, ..Stream::default() };
        assert_eq!(stream.advance(i64::MAX, true), 7);
        // 2^64 - 1 seconds.
        assert_eq!(stream.elapsed, u64::MAX % WINDOW_SECONDS);
    }
}
