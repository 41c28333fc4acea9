//! A pool's stream, as the list of all windows there ever were.

use std::collections::BTreeMap;

/// Length of a window, seconds of flowing time.
pub const WINDOW: u64 = 86_400;

/// What flows when. The n-th window lasts from `n * WINDOW` to `(n + 1) * WINDOW` seconds of flowing time.
#[derive(Clone, Debug)]
pub struct Stream {
    /// The latest time the stream knows of, Unix seconds.
    pub updated_at: i64,
    /// How long it has flowed since it began, seconds.
    pub flowed: u64,
    /// What each window releases from its beginning to its end, base units.
    pub windows: BTreeMap<u64, u64>,
}

impl Stream {
    /// An empty stream that begins now.
    #[must_use]
    pub fn beginning(now: i64) -> Self {
        Self { updated_at: now, flowed: 0, windows: BTreeMap::new() }
    }

    /// The number of the present window.
    #[must_use]
    pub fn window(&self) -> u64 {
        self.flowed / WINDOW
    }

    /// What a window releases in all, base units.
    #[must_use]
    pub fn amount_of(&self, window: u64) -> u64 {
        self.windows.get(&window).copied().unwrap_or(0)
    }

    /// Everything there ever was to release, base units.
    fn total(&self) -> u128 {
        self.windows.values().map(|amount| u128::from(*amount)).sum()
    }

    /// Everything that was released since it began, base units: of each window, in proportion to the time it has flowed.
    fn released(&self) -> u128 {
        let of = |window: u64, amount: u64| {
            let flowed = self.flowed.saturating_sub(window * WINDOW).min(WINDOW);
            u128::from(amount) * u128::from(flowed) / u128::from(WINDOW)
        };
        self.windows.iter().map(|(window, amount)| of(*window, *amount)).sum()
    }

    /// What is still to be released, base units.
    #[must_use]
    pub fn unreleased(&self) -> u64 {
        units(self.total() - self.released())
    }

    /// It is `now`. Returns what was released since it last was, base units.
    pub fn pass(&mut self, now: i64, flows: bool) -> u64 {
        let before = self.released();
        if now > self.updated_at {
            if flows {
                self.flowed += u64::try_from(now - self.updated_at).expect("it is later");
            }
            self.updated_at = now;
        }
        units(self.released() - before)
    }

    /// The next window will release `amount` more.
    pub fn add(&mut self, amount: u64) {
        *self.windows.entry(self.window() + 1).or_default() += amount;
    }

    /// Takes out what is still to be released; it begins anew, empty.
    pub fn drain(&mut self) -> u64 {
        let rest = self.unreleased();
        *self = Self::beginning(self.updated_at);
        rest
    }
}

fn units(amount: u128) -> u64 {
    amount.try_into().expect("a vault holds it")
}
