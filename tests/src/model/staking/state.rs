//! What a chain holds of the program.

use std::collections::BTreeMap;

use super::{Account, Fault, Outcome, Owner, Place, PoolId, PositionId, Stream, Terms, Tokens, Who, ensure};
use twist_client::programs::twist_staking::error::TwistStakingError as Error;

/// A chain as far as staking is concerned.
#[derive(Clone, Debug)]
pub struct Model {
    /// The clock, Unix seconds.
    pub now: i64,
    /// The program's config; `None` before it was initialized.
    pub config: Option<Config>,
    /// All pools.
    pub pools: BTreeMap<PoolId, Pool>,
    /// All positions that exist.
    pub positions: BTreeMap<PositionId, Position>,
    /// All token accounts.
    pub tokens: Tokens,
    /// What is at each position's address, whether or not there is a position.
    pub lamports: BTreeMap<PositionId, i64>,
    /// What each user paid less what it got back, lamports.
    pub lamports_paid: BTreeMap<Who, i64>,
}

/// Who is in charge and what is on offer.
#[derive(Clone, Debug)]
pub struct Config {
    /// Who is in charge.
    pub authority: Who,
    /// Who may take over.
    pub proposed: Option<Who>,
    /// Who can stop deposits.
    pub guardian: Option<Who>,
    /// What is paused.
    pub paused: u8,
    /// What is on offer.
    pub tiers: Vec<Terms>,
    /// How many events were about it.
    pub events: u64,
}

/// A pool, without what its positions add up to.
#[derive(Clone, Debug)]
pub struct Pool {
    /// Whether it takes no more stakes.
    pub retired: bool,
    /// The owner's part of the rewards, basis points.
    pub commission_bps: u16,
    /// A higher one, and when it can be put into force.
    pub pending: Option<(u16, i64)>,
    /// How many events were about it.
    pub events: u64,
    /// Everything it was funded with, base units.
    pub funded: u128,
    /// Everything it has paid, base units.
    pub paid: u128,
    /// What the owner can claim, base units.
    pub owner_due: u64,
    /// What flows when.
    pub stream: Stream,
    /// What a weight of one has got since the beginning, Q64.64, modulo 2^128.
    pub per_weight: u128,
    /// Released, and nobody's yet, Q64.64.
    pub carried: u128,
}

/// What a principal is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It earns.
    Staked,
    /// It was asked back.
    Unstaking,
    /// It is gone.
    Empty,
}

/// A position.
#[derive(Clone, Debug)]
pub struct Position {
    /// Who paid for its account.
    pub rent_payer: Who,
    /// What the principal is doing.
    pub status: Status,
    /// The principal, base units of TWIST.
    pub amount: u64,
    /// Its part of the pool's weight.
    pub weight: u64,
    /// What it is locked for.
    pub terms: Terms,
    /// Until when, Unix seconds.
    pub locked_until: i64,
    /// When it can be withdrawn, Unix seconds; 0 unless it was asked back.
    pub withdrawable_at: i64,
    /// What it has earned and was not paid, Q64.64, up to the second to which its pool was brought.
    pub earned: u128,
    /// When it was opened, Unix seconds.
    pub opened_at: i64,
    /// What it was paid or has compounded, base units.
    pub paid: u64,
    /// What the account says, which is brought up to date only when the position is touched: the pool's `per_weight` and `earned`
    /// at that time.
    pub noted: (u128, u128),
}

impl Model {
    /// A chain at the time `now` on which the program is deployed, and nothing else of it.
    #[must_use]
    pub fn new(now: i64, tokens: Tokens) -> Self {
        Self {
            now,
            config: None,
            pools: BTreeMap::new(),
            positions: BTreeMap::new(),
            tokens,
            lamports: BTreeMap::new(),
            lamports_paid: Who::all().map(|who| (who, 0)).collect(),
        }
    }

    /// The config.
    ///
    /// # Errors
    /// If there is none yet.
    pub fn config(&self) -> Result<&Config, Fault> {
        self.config.as_ref().ok_or(Fault::MISSING)
    }

    pub(super) fn config_mut(&mut self) -> Result<&mut Config, Fault> {
        self.config.as_mut().ok_or(Fault::MISSING)
    }

    /// A pool.
    ///
    /// # Errors
    /// If there is none.
    pub fn pool(&self, id: PoolId) -> Result<&Pool, Fault> {
        self.pools.get(&id).ok_or(Fault::MISSING)
    }

    pub(super) fn pool_mut(&mut self, id: PoolId) -> Result<&mut Pool, Fault> {
        self.pools.get_mut(&id).ok_or(Fault::MISSING)
    }

    /// A position.
    ///
    /// # Errors
    /// If there is none.
    pub fn position(&self, id: PositionId) -> Result<&Position, Fault> {
        self.positions.get(&id).ok_or(Fault::MISSING)
    }

    pub(super) fn position_mut(&mut self, id: PositionId) -> Result<&mut Position, Fault> {
        self.positions.get_mut(&id).ok_or(Fault::MISSING)
    }

    /// A pool's positions.
    pub fn positions_in(&self, pool: PoolId) -> impl Iterator<Item = &Position> {
        self.positions.iter().filter(move |(id, _)| id.pool == pool).map(|(_, position)| position)
    }

    /// Principal of a pool that is doing what `status` says, base units of TWIST.
    #[must_use]
    pub fn principal(&self, pool: PoolId, status: Status) -> u64 {
        self.positions_in(pool).filter(|it| it.status == status).map(|it| it.amount).sum()
    }

    /// The weight of a pool.
    #[must_use]
    pub fn weight(&self, pool: PoolId) -> u64 {
        self.positions_in(pool).map(|it| it.weight).sum()
    }

    /// Refuses pools and positions that do not exist.
    pub(super) fn exist(&self, pool: PoolId, position: PositionId) -> Outcome {
        self.pool(pool)?;
        self.position(position)?;
        Ok(())
    }

    /// Takes lamports from a user; a negative number gives them back.
    pub(super) fn pay_lamports(&mut self, payer: Who, lamports: i64) {
        *self.lamports_paid.entry(payer).or_default() += lamports;
    }
}

impl Pool {
    /// A new pool.
    #[must_use]
    pub fn new(now: i64, commission_bps: u16) -> Self {
        Self {
            retired: false,
            commission_bps,
            pending: None,
            events: 0,
            funded: 0,
            paid: 0,
            owner_due: 0,
            stream: Stream::beginning(now),
            per_weight: 0,
            carried: 0,
        }
    }

    /// What it was funded with and has not paid, base units.
    #[must_use]
    pub fn accounted(&self) -> u64 {
        (self.funded - self.paid).try_into().expect("a vault holds it")
    }
}

impl Position {
    /// Whether it is locked at the time `now`.
    #[must_use]
    pub fn locked(&self, now: i64) -> bool {
        now < self.locked_until
    }
}

impl Place {
    /// Where a position's owner acts on it.
    #[must_use]
    pub fn at(position: PositionId) -> Self {
        Self { owner: position.owner, pool: position.pool, position }
    }

    /// Refuses whom and what the position does not belong to.
    pub(super) fn matches(self) -> Outcome {
        ensure(self.position.owner == self.owner, Error::NotPositionOwner)?;
        ensure(self.position.pool == self.pool, Error::WrongPool)
    }
}

/// What an account of `bytes` bytes must have, lamports: so much for each of its bytes and of 128 that every account has on top.
pub(super) fn rent(bytes: i64) -> i64 {
    6_960 * (bytes + 128)
}

/// Refuses all but the right token account.
pub(super) fn same(passed: Account, right: Account) -> Outcome {
    ensure(passed == right, Error::WrongAccount)
}

/// Refuses all but a pool's owner.
pub(super) fn owns(owner: Owner, pool: PoolId) -> Outcome {
    ensure(pool.owner == owner, Error::NotPoolOwner)
}
