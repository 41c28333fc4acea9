//! What the model calls people, pools, positions and token accounts. It knows no addresses.

use std::fmt::{Debug, Formatter, Result};

/// Somebody who acts. Anyone can have any role.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who(pub u8);

/// How many there are.
pub const USERS: u8 = 5;
/// The program's upgrade authority.
pub const DEPLOYER: Who = Who(0);

impl Who {
    /// Everybody.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..USERS).map(Self)
    }
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mint {
    /// What is staked, and what some pools pay.
    Twist,
    /// What other pools pay. It has a freeze authority.
    Other,
}

/// Who can own a pool.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The program's config: nobody can sign for it.
    Config,
    /// An influencer.
    User(Who),
}

/// A pool.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PoolId {
    /// Whose it is.
    pub owner: Owner,
    /// What it pays.
    pub mint: Mint,
}

impl PoolId {
    /// The pool that every chain begins with.
    pub const GLOBAL: Self = Self { owner: Owner::Config, mint: Mint::Twist };

    /// The pool of `owner` that pays `mint`.
    #[must_use]
    pub const fn of(owner: Who, mint: Mint) -> Self {
        Self { owner: Owner::User(owner), mint }
    }

    /// Its vault for stakes.
    #[must_use]
    pub const fn stakes(self) -> Account {
        Account::Stakes(self)
    }

    /// Its vault for rewards.
    #[must_use]
    pub const fn rewards(self) -> Account {
        Account::Rewards(self)
    }
}

/// A position.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PositionId {
    /// The pool it is in.
    pub pool: PoolId,
    /// Whose it is.
    pub owner: Who,
    /// The owner's number for it.
    pub nonce: u32,
}

/// A token account.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// The associated token account of an owner.
    Ata(Owner, Mint),
    /// Another token account of a user.
    Spare(Who, Mint),
    /// A pool's vault for stakes.
    Stakes(PoolId),
    /// A pool's vault for rewards.
    Rewards(PoolId),
}

impl Account {
    /// The associated token account of a user.
    #[must_use]
    pub const fn of(who: Who, mint: Mint) -> Self {
        Self::Ata(Owner::User(who), mint)
    }

    /// What it holds.
    #[must_use]
    pub const fn mint(self) -> Mint {
        match self {
            Self::Ata(_, mint) | Self::Spare(_, mint) => mint,
            Self::Stakes(_) => Mint::Twist,
            Self::Rewards(pool) => pool.mint,
        }
    }

    /// The user whose it is; `None` for what only a program can sign for.
    #[must_use]
    pub const fn user(self) -> Option<Who> {
        match self {
            Self::Ata(Owner::User(who), _) | Self::Spare(who, _) => Some(who),
            _ => None,
        }
    }
}

// Short names: a sequence of operations is read by people.

impl Debug for Who {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "u{}", self.0)
    }
}

impl Debug for Owner {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Config => write!(f, "config"),
            Self::User(who) => write!(f, "{who:?}"),
        }
    }
}

impl Debug for PoolId {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.owner {
            Owner::Config => write!(f, "global"),
            Owner::User(who) => write!(f, "{who:?}/{:?}", self.mint),
        }
    }
}

impl Debug for PositionId {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{:?}:{:?}#{}", self.pool, self.owner, self.nonce)
    }
}

impl Debug for Account {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Ata(owner, mint) => write!(f, "{owner:?}.{mint:?}"),
            Self::Spare(who, mint) => write!(f, "{who:?}.spare.{mint:?}"),
            Self::Stakes(pool) => write!(f, "stakes({pool:?})"),
            Self::Rewards(pool) => write!(f, "rewards({pool:?})"),
        }
    }
}
