//! The accounting once more, as naively as it can be written: no accumulator, no index, nothing lazy. Time passes piece by piece,
//! and with every piece everybody is handed what it brings. All arithmetic panics where it would overflow.

/// Length of a window, seconds.
pub const DAY: u64 = 86_400;

/// `units` base units in Q64.64.
pub fn q64(units: u128) -> u128 {
    units * (1 << 64)
}

/// One who may have weight.
#[derive(Clone, Copy, Debug, Default)]
pub struct Holder {
    pub weight: u64,
    /// Earned and not paid, Q64.64.
    pub earned: u128,
}

/// What a piece of time brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// What flowed, without rounding: unit-seconds, of which [`DAY`] are a unit.
    pub streamed: u128,
    /// Whole units that came out, counted from the beginning of the stream and not of the window.
    pub released: u128,
}

/// A pool.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Latest time seen, Unix seconds.
    pub now: i64,
    /// Below this weight nothing flows.
    pub min_weight: u64,
    /// Time passes in pieces of at most so many seconds.
    pub grain: u64,
    elapsed: u64,
    amount: u64,
    queued: u64,
    /// Everything ever put into the stream, base units.
    put_in: u128,
    /// Everything that ever flowed, unit-seconds.
    streamed: u128,
    pub carried: u128,
    pub owner_due: u128,
    pub funded: u128,
    pub paid: u128,
    pub holders: Vec<Holder>,
}

impl Model {
    pub fn new(now: i64, min_weight: u64, grain: u64) -> Self {
        Self { now, min_weight, grain, ..Self::default() }
    }

    pub fn total_weight(&self) -> u64 {
        self.holders.iter().map(|holder| holder.weight).sum()
    }

    /// Unit-seconds that flowed and are not a whole unit yet.
    pub fn fraction(&self) -> u128 {
        self.streamed % u128::from(DAY)
    }

    pub fn unstreamed(&self) -> u128 {
        self.put_in - self.streamed / u128::from(DAY)
    }

    /// What is paid by nobody yet.
    pub fn accounted(&self) -> u128 {
        self.funded - self.paid
    }

    pub fn pass(&mut self, now: i64) -> Flow {
        let mut flow = Flow::default();
        let mut left = (i128::from(now) - i128::from(self.now)).max(0);
        self.now = self.now.max(now);
        let total_weight = self.total_weight();
        if total_weight == 0 || total_weight < self.min_weight {
            return flow;
        }
        while left > 0 {
            let most = self.grain.min(DAY - self.elapsed);
            let seconds = u64::try_from(left).map_or(most, |left| left.min(most));
            let piece = self.flow(seconds, total_weight);
            flow.streamed += piece.streamed;
            flow.released += piece.released;
            left -= i128::from(seconds);
        }
        flow
    }

    fn flow(&mut self, seconds: u64, total_weight: u64) -> Flow {
        let before = self.streamed / u128::from(DAY);
        let streamed = u128::from(self.amount) * u128::from(seconds);
        self.streamed += streamed;
        self.elapsed += seconds;
        if self.elapsed == DAY {
            (self.elapsed, self.amount, self.queued) = (0, self.queued, 0);
        }
        let released = self.streamed / u128::from(DAY) - before;
        if released > 0 {
            let due = q64(released) + self.carried;
            let per_weight = due / u128::from(total_weight);
            for holder in &mut self.holders {
                holder.earned += per_weight * u128::from(holder.weight);
            }
            self.carried = due % u128::from(total_weight);
        }
        Flow { streamed, released }
    }

    /// Returns the commission, or `None` when the vault would hold more than 64 bits.
    pub fn fund(&mut self, surplus: u64, commission_bps: u16) -> Option<u64> {
        if self.accounted() + u128::from(surplus) > u128::from(u64::MAX) {
            return None;
        }
        let commission = u128::from(surplus) * u128::from(commission_bps) / 10_000;
        let rest = u128::from(surplus) - commission;
        self.funded += u128::from(surplus);
        self.owner_due += commission;
        self.queued += u64::try_from(rest).unwrap();
        self.put_in += rest;
        Some(u64::try_from(commission).unwrap())
    }

    /// Returns the whole units.
    pub fn pay(&mut self, who: usize) -> u64 {
        let units = self.holders[who].earned / q64(1);
        self.holders[who].earned %= q64(1);
        self.paid += units;
        u64::try_from(units).unwrap()
    }

    pub fn pay_owner(&mut self) -> u64 {
        let units = std::mem::take(&mut self.owner_due);
        self.paid += units;
        u64::try_from(units).unwrap()
    }

    pub fn reclaim(&mut self, who: usize) -> u128 {
        let fraction = std::mem::take(&mut self.holders[who].earned);
        self.carried += fraction;
        fraction
    }

    pub fn release_to_owner(&mut self) {
        self.owner_due += self.unstreamed() + self.carried / q64(1);
        self.carried %= q64(1);
        self.put_in = self.streamed / u128::from(DAY);
        self.streamed -= self.fraction();
        (self.elapsed, self.amount, self.queued) = (0, 0, 0);
    }
}
