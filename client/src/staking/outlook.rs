//! What a chain's accounts say about the future, computed by the program's own arithmetic.

use solana_pubkey::Pubkey;
pub use twist_stake_math::{EarlyExit, WINDOW_SECONDS};
use twist_stake_math::{Rewards, Share, Stream, early_exit, min_stream_weight, weight};

use super::position;
use crate::{
    account::{self, FetchError},
    chain::Chain,
    programs::twist_staking::{
        accounts::{Pool, Position, StakingConfig},
        types::{StreamState, Terms, TermsArg},
    },
};

/// How many of an owner's numbers are looked up at once.
const NONCES_PER_READ: u32 = 32;

/// What a position's principal is doing: the program's `PositionStatus`, which accounts store as a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PositionStatus {
    /// Staked, and earning.
    Staked,
    /// Asked back: earns nothing, waits out the cooldown.
    Unstaking,
    /// Gone. What was earned can still be claimed.
    Empty,
}

/// A position's status.
#[must_use]
pub const fn status(position: &Position) -> PositionStatus {
    match position.status {
        0 => PositionStatus::Staked,
        1 => PositionStatus::Unstaking,
        _ => PositionStatus::Empty,
    }
}

/// The terms on offer, shortest lock first.
#[must_use]
pub fn offered(config: &StakingConfig) -> &[Terms] {
    config.tiers.get(..usize::from(config.tier_count)).unwrap_or(&[])
}

/// The terms on offer for a lock of this many seconds.
#[must_use]
pub fn terms_for(config: &StakingConfig, lock_seconds: i64) -> Option<TermsArg> {
    offered(config).iter().find(|terms| terms.lock_seconds == lock_seconds).map(|terms| (*terms).into())
}

/// Whether exactly these terms are on offer.
#[must_use]
pub fn is_offered(config: &StakingConfig, terms: &TermsArg) -> bool {
    let same = |offered: &Terms| {
        let TermsArg { lock_seconds, cooldown_seconds, multiplier_bps, penalty_bps } = *terms;
        (offered.lock_seconds, offered.cooldown_seconds) == (lock_seconds, cooldown_seconds)
            && (offered.multiplier_bps, offered.penalty_bps) == (multiplier_bps, penalty_bps)
    };
    offered(config).iter().any(same)
}

/// The weight of `amount` base units while a lock under these terms runs; `None` if it does not fit 64 bits.
#[must_use]
pub fn weight_under(terms: &TermsArg, amount: u64) -> Option<u64> {
    weight(amount, terms.multiplier_bps)
}

/// How `amount` base units would be divided if a lock under these terms were broken; `None` if the penalty is over a whole.
#[must_use]
pub fn early_exit_under(terms: &TermsArg, amount: u64) -> Option<EarlyExit> {
    early_exit(amount, terms.penalty_bps)
}

/// How a position's principal would be divided if its lock were broken now; `None` if there is no lock to break.
#[must_use]
pub fn early_exit_at(position: &Position, now: i64) -> Option<EarlyExit> {
    let locked = status(position) == PositionStatus::Staked && now < position.locked_until;
    early_exit(position.amount, position.terms.penalty_bps).filter(|_| locked)
}

/// A pool's rewards with the time up to `now` passed.
#[must_use]
pub fn rewards_at(pool: &Pool, now: i64) -> Rewards {
    let StreamState { updated_at, elapsed, amount, queued } = pool.stream;
    let mut rewards = Rewards {
        per_weight: u128::from_le_bytes(pool.reward_per_weight),
        carried: u128::from_le_bytes(pool.carried),
        stream: Stream { updated_at, elapsed, amount, queued },
        owner_due: pool.owner_due,
        accounted: pool.accounted,
    };
    rewards.advance(now, pool.total_weight, min_stream_weight(pool.retired != 0));
    rewards
}

/// What a pool's stream does at some moment. Amounts are base units of the reward mint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamOutlook {
    /// Whether enough is staked for it to flow.
    pub flows: bool,
    /// What the present window releases from its beginning to its end: per day.
    pub per_window: u64,
    /// What of that was not released yet.
    pub remaining: u64,
    /// What the next window will release.
    pub queued: u64,
    /// End of the present window, Unix seconds; `None` while the stream stands still.
    pub window_ends_at: Option<i64>,
}

/// A pool's stream at `now`.
#[must_use]
pub fn stream_at(pool: &Pool, now: i64) -> StreamOutlook {
    let stream = rewards_at(pool, now).stream;
    let flows = pool.total_weight >= min_stream_weight(pool.retired != 0);
    let left = i64::try_from(WINDOW_SECONDS.saturating_sub(stream.elapsed)).unwrap_or(i64::MAX);
    StreamOutlook {
        flows,
        per_window: stream.amount,
        remaining: stream.unstreamed().saturating_sub(stream.queued),
        queued: stream.queued,
        window_ends_at: flows.then(|| stream.updated_at.saturating_add(left)),
    }
}

/// A position's share of its pool's rewards with the time up to `now` passed. Over all positions of a pool `earned` adds up to
/// [`Rewards::earned`] exactly.
#[must_use]
pub fn share_at(pool: &Pool, position: &Position, now: i64) -> Share {
    let mut share =
        Share { index: u128::from_le_bytes(position.index), earned: u128::from_le_bytes(position.earned) };
    rewards_at(pool, now).settle(&mut share, position.weight);
    share
}

/// What [`claim`](super::claim) would pay a position at `now`, base units of the reward mint.
#[must_use]
pub fn pending_rewards(pool: &Pool, position: &Position, now: i64) -> u64 {
    share_at(pool, position, now).payable()
}

/// Whether a position's rewards grow after `now` by what is in the pool already.
#[must_use]
pub fn still_earns(pool: &Pool, position: &Position, now: i64) -> bool {
    let stream = stream_at(pool, now);
    position.weight > 0 && stream.flows && (stream.remaining > 0 || stream.queued > 0)
}

/// What [`claim_commission`](super::claim_commission) would pay the owner at `now`, base units of the reward mint.
#[must_use]
pub fn pending_commission(pool: &Pool, now: i64) -> u64 {
    let mut rewards = rewards_at(pool, now);
    if pool.retired != 0 && pool.total_weight == 0 {
        rewards.release_to_owner();
    }
    rewards.owner_due
}

/// An owner's positions in a pool, by their numbers.
///
/// Looks at the numbers from 0 on until it finds 32 free ones in a row, read 32 at a time. Use [`next_nonce`] for new positions,
/// and none is ever missed.
///
/// # Errors
/// See [`FetchError`].
pub fn positions_of(
    chain: &(impl Chain + ?Sized),
    pool: &Pubkey,
    owner: &Pubkey,
) -> Result<Vec<Position>, FetchError> {
    let mut found = Vec::new();
    for first in (0..=u32::MAX).step_by(NONCES_PER_READ as usize) {
        let last = first.saturating_add(NONCES_PER_READ.saturating_sub(1));
        let addresses: Vec<_> = (first..=last).map(|nonce| position(pool, owner, nonce)).collect();
        let before = found.len();
        for (address, account) in addresses.iter().zip(chain.accounts(&addresses)?) {
            let Some(account) = account else { continue };
            let position = account::decode(&account)
                .map_err(|source| FetchError::Decode { address: *address, source })?;
            found.push(position);
        }
        if found.len() == before {
            break;
        }
    }
    Ok(found)
}

/// The lowest number that none of an owner's positions in a pool has.
#[must_use]
pub fn next_nonce(positions: &[Position]) -> u32 {
    (0..=u32::MAX).find(|nonce| positions.iter().all(|position| position.nonce != *nonce)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use bytemuck::Zeroable;

    use super::*;

    #[test]
    fn a_stream_is_seen_as_it_will_be_and_stands_still_below_the_least_weight() {
        let mut pool = Pool::zeroed();
        pool.stream = StreamState { updated_at: 0, elapsed: 0, amount: 0, queued: 86_400 };
        pool.total_weight = 1_000_000_000;
        let flowing = StreamOutlook {
            flows: true,
            per_window: 86_400,
            remaining: 86_390,
            queued: 0,
            window_ends_at: Some(2 * 86_400),
        };
        assert_eq!(stream_at(&pool, 86_410), flowing, "the next window has begun");

        pool.total_weight -= 1;
        let still =
            StreamOutlook { flows: false, per_window: 0, remaining: 0, queued: 86_400, window_ends_at: None };
        assert_eq!(stream_at(&pool, 86_410), still);
        let mut position = Position::zeroed();
        position.weight = pool.total_weight;
        assert!(!still_earns(&pool, &position, 86_410), "nothing flows");
        pool.retired = 1;
        assert!(still_earns(&pool, &position, 86_410));
        assert!(!still_earns(&pool, &position, 2 * 86_400), "all is out");
        assert!(!still_earns(&pool, &Position::zeroed(), 86_410), "it has no weight");
        assert_eq!(stream_at(&pool, 86_410), flowing, "in a retired pool whoever is left gets it all");
    }
}
