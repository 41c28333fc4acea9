//! What the sequences reached. A test that never gets anywhere proves nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{Display, Formatter},
};

use twist_client::programs::twist_staking::error::TwistStakingError::{self as Error, *};
use twist_tests::model::staking::{
    Fault, Mint, Model, Op, Outcome, Pool, PoolId, PositionId, Status, WINDOW,
};

/// Counts.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    pub steps: u64,
    /// How often each operation succeeded and was refused.
    pub ops: BTreeMap<String, (u64, u64)>,
    /// How often each error occurred.
    pub faults: BTreeMap<String, u64>,
    /// How often each of [`SIGHTS`] was seen.
    pub sights: BTreeMap<&'static str, u64>,
}

/// Something worth seeing: before the operation, the operation, after it.
type Sight = fn(&Model, &Op, &Model) -> bool;

/// What successful operations must have done at least once.
pub const SIGHTS: [(&str, Sight); 20] = [
    ("a position is opened where somebody had sent lamports", |before, op, _| {
        matches!(op, Op::Stake { pool, owner, nonce, .. }
            if before.lamports.contains_key(&PositionId { pool: *pool, owner: *owner, nonce: *nonce }))
    }),
    (
        "a claim for a principal that is gone",
        |before, op, _| matches!(op, Op::Claim { place, .. } if before.positions[&place.position].status == Status::Empty),
    ),
    ("a claim while deposits are paused", |before, op, _| matches!(op, Op::Claim { .. }) && paused(before)),
    ("a principal leaves while deposits are paused", |before, op, _| {
        matches!(op, Op::Withdraw { .. } | Op::ExitEarly { .. }) && paused(before)
    }),
    (
        "a principal leaves a retired pool",
        |before, op, _| matches!(op, Op::Withdraw { place, .. } | Op::ExitEarly { place, .. } if before.pools[&place.pool].retired),
    ),
    ("a principal leaves while the rewards are frozen", |before, op, _| {
        let frozen = |pool: PoolId| before.tokens.frozen.contains(&pool.rewards());
        matches!(op, Op::Withdraw { place, .. } | Op::ExitEarly { place, .. } if frozen(place.pool))
    }),
    ("a commission", |before, op, after| {
        changed(before, op, after, |old, new| !new.retired && new.owner_due > old.owner_due)
    }),
    ("the owner gets what nobody else can have", |before, op, after| {
        changed(before, op, after, |old, new| {
            new.retired && old.stream.unreleased() > 0 && new.stream.unreleased() == 0
        })
    }),
    ("a window ends and the next one flows", |before, op, after| {
        changed(before, op, after, |old, new| {
            let (was, is) = (old.stream.window(), new.stream.window());
            is == was + 1 && old.stream.amount_of(was) > 0 && old.stream.amount_of(is) > 0
        })
    }),
    ("two windows end at once", |before, op, after| {
        changed(before, op, after, |old, new| {
            let (was, is) = (old.stream.window(), new.stream.window());
            is > was + 1 && old.stream.amount_of(was + 1) > 0
        })
    }),
    ("time passes exactly to the end of a window", |before, op, after| {
        changed(before, op, after, |old, new| {
            new.stream.flowed > old.stream.flowed && new.stream.flowed % WINDOW == 0
        })
    }),
    ("a stream stands still", |before, op, after| {
        changed(before, op, after, |old, new| {
            let later = new.stream.updated_at > old.stream.updated_at;
            later && new.stream.flowed == old.stream.flowed && old.stream.unreleased() > 0
        })
    }),
    ("a retired pool streams to hardly any weight", |before, op, after| {
        let light = |pool| before.weight(pool) < 1_000_000_000;
        op.pool().is_some_and(light)
            && changed(before, op, after, |old, new| {
                old.retired
                    && new.stream.unreleased() < old.stream.unreleased()
                    && new.per_weight > old.per_weight
            })
    }),
    (
        "a lock that is over falls when the position is touched",
        |before, op, after| matches!(op, Op::Claim { place, .. } if after.positions[&place.position].weight < before.positions[&place.position].weight),
    ),
    ("the clock was set back", |before, op, _| {
        op.pool()
            .and_then(|pool| before.pools.get(&pool))
            .is_some_and(|pool| before.now < pool.stream.updated_at)
    }),
    (
        "rewards are compounded under a lock",
        |before, op, _| matches!(op, Op::Compound { place, .. } if before.positions[&place.position].locked(before.now)),
    ),
    (
        "rewards are compounded without one",
        |before, op, _| matches!(op, Op::Compound { place, .. } if !before.positions[&place.position].locked(before.now)),
    ),
    (
        "a new lock keeps the old one's penalty",
        |_, op, after| matches!(op, Op::ExtendLock { place, terms } if after.positions[&place.position].terms.penalty_bps > terms.penalty_bps),
    ),
    ("a penalty goes to the global pool", |before, op, after| {
        let (old, new) =
            (before.tokens.balance(PoolId::GLOBAL.rewards()), after.tokens.balance(PoolId::GLOBAL.rewards()));
        matches!(op, Op::ExitEarly { place, .. } if place.pool != PoolId::GLOBAL) && new > old
    }),
    ("one pool's rewards are paid to another pool", |_, op, _| {
        matches!(op, Op::Claim { place, destination, .. }
            if PoolId::rewards(PoolId { mint: Mint::Twist, ..place.pool }) != *destination && destination.user().is_none())
    }),
];

/// The program's errors that can occur. [`InvariantBroken`] cannot.
pub const REACHABLE: [Error; 33] = [
    NotUpgradeAuthority,
    NotAuthority,
    NotAuthorityOrGuardian,
    NotProposedAuthority,
    InvalidAuthority,
    NothingProposed,
    NoticeNotOver,
    DepositsPaused,
    InvalidPauseBits,
    InvalidTiers,
    TierNotListed,
    InvalidCommission,
    NotPoolOwner,
    NotPositionOwner,
    WrongPool,
    WrongMint,
    WrongAccount,
    DestinationNotCanonical,
    ZeroAmount,
    InsufficientBalance,
    PoolRetired,
    StillLocked,
    LockOver,
    NothingToExpire,
    LockNotLonger,
    NotStaked,
    NotUnstaking,
    CooldownNotOver,
    NothingDue,
    NotCompoundable,
    PositionNotEmpty,
    Overflow,
    AlreadyMigrated,
];

/// Other programs' errors that can occur: Anchor's, SPL Token's, the system program's.
const OTHERS: [&str; 6] = [
    "AccountOwnedByWrongProgram",
    "AccountFrozen",
    "InsufficientFunds",
    "OwnerMismatch",
    "InvalidState",
    "Taken",
];

fn paused(model: &Model) -> bool {
    model.config().is_ok_and(|config| config.paused != 0)
}

fn changed(before: &Model, op: &Op, after: &Model, how: fn(&Pool, &Pool) -> bool) -> bool {
    let pair = op.pool().and_then(|id| Some((before.pools.get(&id)?, after.pools.get(&id)?)));
    pair.is_some_and(|(old, new)| how(old, new))
}

impl Coverage {
    pub fn record(&mut self, before: &Model, op: &Op, outcome: Outcome, after: &Model) {
        self.steps += 1;
        let counts = self.ops.entry(op.name()).or_default();
        match outcome {
            Ok(()) => counts.0 += 1,
            Err(fault) => {
                counts.1 += 1;
                *self.faults.entry(name(fault)).or_default() += 1;
                return;
            }
        }
        for (sight, seen) in SIGHTS {
            if seen(before, op, after) {
                *self.sights.entry(sight).or_default() += 1;
            }
        }
    }

    pub fn add(&mut self, other: Self) {
        self.steps += other.steps;
        for (op, (ok, refused)) in other.ops {
            let counts = self.ops.entry(op).or_default();
            *counts = (counts.0 + ok, counts.1 + refused);
        }
        for (fault, count) in other.faults {
            *self.faults.entry(fault).or_default() += count;
        }
        for (sight, count) in other.sights {
            *self.sights.entry(sight).or_default() += count;
        }
    }

    /// Every operation succeeds often enough, every error that can occur does, and no other, everything worth seeing is seen.
    pub fn check(&self) {
        assert!(self.success_percent() >= 70, "{self}");
        assert_eq!(self.ops.len(), 33, "an operation is missing: {self}");
        // No position here is of an older layout: those are migrated in crates/release/tests.
        for (op, (ok, _)) in self.ops.iter().filter(|(op, _)| *op != "MigratePosition") {
            assert!(*ok > 0, "{op} never succeeded: {self}");
        }
        let codes: Vec<u32> = REACHABLE.iter().map(|error| (*error).into()).collect();
        let possible =
            (6_200..=u32::from(AlreadyMigrated)).filter(|code| *code != u32::from(InvariantBroken));
        assert_eq!(codes, possible.collect::<Vec<u32>>(), "an error is not listed");
        let own = REACHABLE.iter().map(|error| format!("{error:?}"));
        let expected: BTreeSet<_> = own.chain(OTHERS.map(str::to_owned)).collect();
        let seen: BTreeSet<_> = self.faults.keys().cloned().collect();
        assert_eq!(seen, expected, "{self}");
        for (sight, _) in SIGHTS {
            assert!(self.sights.contains_key(sight), "never seen: {sight}: {self}");
        }
    }

    /// How many of a hundred operations succeeded.
    pub fn success_percent(&self) -> u64 {
        self.ops.values().map(|(ok, _)| ok).sum::<u64>() * 100 / self.steps.max(1)
    }
}

/// An error's name: `NothingDue`.
pub fn name(fault: Fault) -> String {
    match fault {
        Fault::Staking(error) => format!("{error:?}"),
        Fault::Anchor(error) => format!("{error:?}"),
        Fault::Token(error) => format!("{error:?}"),
        Fault::NoTokenAccount | Fault::Taken => format!("{fault:?}"),
    }
}

impl Display for Coverage {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{} steps, {} % succeeded", self.steps, self.success_percent())?;
        for (op, (ok, refused)) in &self.ops {
            writeln!(f, "  {op:<18} {ok:>8} ok {refused:>8} refused ({} %)", ok * 100 / (ok + refused))?;
        }
        for (fault, count) in &self.faults {
            writeln!(f, "  {fault:<28} {count:>8}")?;
        }
        for (sight, count) in &self.sights {
            writeln!(f, "  {sight:<56} {count:>8}")?;
        }
        Ok(())
    }
}
