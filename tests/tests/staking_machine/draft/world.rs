//! What happens around the program.

use super::*;

/// The furthest back that the clock steps, seconds.
const MOST_BACK: i64 = 2 * DAY;

impl Drafter<'_> {
    pub(super) fn wait(&mut self) -> Op {
        // Of a hundred waits: none, up to a minute, to the end of a window, to the end of something else, up to a day, days,
        // weeks; the rest back in time or for years.
        let shares = if self.mood.unhurried { [5, 15, 35, 10, 20, 8, 1] } else { [5, 10, 20, 25, 15, 10, 8] };
        let mut drawn: u32 = self.rng.random_range(0..100);
        let kind = shares.iter().position(|share| {
            let here = drawn < *share;
            drawn = drawn.saturating_sub(*share);
            here
        });
        let seconds = match kind {
            Some(0) => 0,
            Some(1) => self.rng.random_range(1..60),
            Some(2) => self.until_a_windows_end(),
            Some(3) => self.until_something_ends(),
            Some(4) => self.rng.random_range(60..DAY),
            Some(5) => self.rng.random_range(1..10) * DAY,
            Some(_) => self.rng.random_range(7 * DAY..60 * DAY),
            None if self.percent(60) => -self.rng.random_range(1..MOST_BACK),
            None => self.rng.random_range(200 * DAY..800 * DAY),
        };
        Op::Wait(seconds)
    }

    /// To the end of a pool's window, or of the next one, or a second off.
    fn until_a_windows_end(&mut self) -> i64 {
        let pool = self.pool();
        let Some(stream) = self.model.pools.get(&pool).map(|pool| &pool.stream) else { return 1 };
        let window = i64::try_from(WINDOW).expect("a day");
        let left = window - i64::try_from(stream.flowed).expect("a time") % window;
        let passed = self.model.now - stream.updated_at;
        (left - passed + window * self.rng.random_range(0..2) + self.rng.random_range(-1..=1)).max(0)
    }

    /// To the end of a lock, a cooldown or a notice, or a second off.
    fn until_something_ends(&mut self) -> i64 {
        let now = self.model.now;
        let of_position = |position: &Position| [position.locked_until, position.withdrawable_at];
        let of_positions = self.model.positions.values().flat_map(of_position);
        let of_pools = self.model.pools.values().filter_map(|pool| pool.pending.map(|(_, at)| at));
        let mut ends: Vec<_> = of_pools.filter(|end| *end > now).collect();
        if ends.is_empty() || self.percent(70) {
            ends.extend(of_positions.filter(|end| *end > now));
        }
        ends.sort_unstable();
        // The next ones rather than the last ones, so that not everything is over at once.
        ends.truncate(4);
        let end = self.pick(&ends).unwrap_or(now + 1);
        (end - now + self.rng.random_range(-1..=1)).max(0)
    }

    /// Rewards for a pool most often, now and then a gift to those who stake (which nobody can ever take), or a trade.
    pub(super) fn transfer(&mut self) -> Op {
        let (who, somebody) = (self.anybody(), self.anybody());
        let pool = Some(self.pool()).filter(|pool| self.model.pools.contains_key(pool));
        let pool = pool.unwrap_or(PoolId::GLOBAL);
        let to = match self.rng.random_range(0..100) {
            0..=77 => pool.rewards(),
            // Opened before its pool was.
            78..=82 => PoolId::of(INFLUENCER, Mint::Other).rewards(),
            83..=88 => self.any_pool().stakes(),
            _ => {
                let mint = self.mint();
                self.purse(somebody, mint)
            }
        };
        let from = self.purse(who, to.mint());
        let held = self.model.tokens.balance(from);
        let amount = match self.rng.random_range(0..100) {
            0..=3 => held,
            4..=9 => self.rng.random_range(0..4).min(held),
            _ if self.slip(5) => held.saturating_add(1),
            _ if to.mint() == Mint::Twist && self.percent(90) => self.amount(held.min(10_000_000_000_000)),
            _ => self.amount(held),
        };
        Op::Transfer { from, to, amount }
    }

    /// To where the next position of somebody will be, less or more than its rent; or to one that exists.
    pub(super) fn send_lamports(&mut self) -> Op {
        let (from, owner, pool) = (self.anybody(), self.anybody(), self.pool());
        let position = PositionId { pool, owner, nonce: self.free_nonce(pool, owner) };
        let position = if self.percent(20) { self.position(None) } else { position };
        // Less than what an account without data needs is refused.
        Op::SendLamports { from, position, lamports: self.rng.random_range(1_000_000..5_000_000) }
    }

    pub(super) fn encumber(&mut self, kind: Kind) -> Op {
        let (who, mint) = (self.anybody(), self.mint());
        let purse = self.purse(who, mint);
        match kind {
            Kind::Approve => Op::Approve(purse),
            Kind::Revoke => {
                let delegated: Vec<_> = self.model.tokens.delegated.iter().copied().collect();
                Op::Revoke(self.pick(&delegated).unwrap_or(purse))
            }
            Kind::Thaw => {
                let frozen: Vec<_> = self.model.tokens.frozen.iter().copied().collect();
                Op::Thaw(self.pick(&frozen).unwrap_or(Account::of(who, Mint::Other)))
            }
            _ => {
                let pools = self.model.pools.keys().copied();
                let paying: Vec<_> = pools.filter(|pool| pool.mint == Mint::Other).collect();
                let vault = self.pick(&paying).filter(|_| self.percent(70)).map(PoolId::rewards);
                Op::Freeze(vault.unwrap_or(Account::of(who, Mint::Other)))
            }
        }
    }
}
