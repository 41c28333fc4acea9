//! Everything that can happen, with everything that is passed for it: also what does not belong together.

use super::{Account, Mint, Owner, PoolId, PositionId, Terms, Who};

/// Who acts (or for whom), in which pool, on which position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The position's owner, as passed. Signs, unless the operation says otherwise.
    pub owner: Who,
    /// The pool, as passed.
    pub pool: PoolId,
    /// The position, as passed.
    pub position: PositionId,
}

/// One step of a sequence. The first ones are the world's, the others the program's instructions, by their names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the instructions' accounts and arguments")]
pub enum Op {
    /// The clock moves on by so many seconds, or back.
    Wait(i64),
    /// A user moves tokens: a trade, a payment to a pool, or a gift to a vault.
    Transfer {
        from: Account,
        to: Account,
        amount: u64,
    },
    /// A user sends lamports to a position's address, whether or not there is a position.
    SendLamports {
        from: Who,
        position: PositionId,
        lamports: i64,
    },
    /// The freeze authority of [`Mint::Other`] freezes a token account.
    Freeze(Account),
    /// It thaws it.
    Thaw(Account),
    /// A user lets somebody else spend from a token account.
    Approve(Account),
    /// The user takes that back.
    Revoke(Account),

    Initialize {
        payer: Who,
        by: Who,
        authority: Option<Who>,
        guardian: Option<Who>,
        tiers: Vec<Terms>,
    },
    SetTiers {
        by: Who,
        tiers: Vec<Terms>,
    },
    ProposeAuthority {
        by: Who,
        next: Option<Who>,
    },
    AcceptAuthority {
        by: Who,
    },
    CancelAuthority {
        by: Who,
    },
    SetGuardian {
        by: Who,
        guardian: Option<Who>,
    },
    Pause {
        by: Who,
        bits: u8,
    },
    Unpause {
        by: Who,
        bits: u8,
    },

    CreatePool {
        payer: Who,
        owner: Who,
        stake_mint: Mint,
        reward_mint: Mint,
        commission_bps: u16,
    },
    UpdatePool {
        by: Who,
        pool: PoolId,
        vault: Account,
        commission_bps: u16,
    },
    ApplyPoolUpdate {
        pool: PoolId,
        vault: Account,
    },
    ClaimCommission {
        owner: Owner,
        signed: bool,
        pool: PoolId,
        vault: Account,
        destination: Account,
    },
    RetirePool {
        by: Who,
        pool: PoolId,
    },
    Sync {
        pool: PoolId,
        vault: Account,
    },

    Stake {
        payer: Who,
        owner: Who,
        pool: PoolId,
        nonce: u32,
        vault: Account,
        source: Account,
        amount: u64,
        terms: Terms,
    },
    AddStake {
        place: Place,
        vault: Account,
        source: Account,
        amount: u64,
    },
    ExtendLock {
        place: Place,
        terms: Terms,
    },
    ExpireLock {
        pool: PoolId,
        position: PositionId,
    },
    MigratePosition {
        pool: PoolId,
        position: PositionId,
    },
    Claim {
        place: Place,
        signed: bool,
        vault: Account,
        destination: Account,
    },
    Compound {
        place: Place,
        reward_vault: Account,
        stake_vault: Account,
    },
    RequestUnstake(Place),
    CancelUnstake(Place),
    Withdraw {
        place: Place,
        vault: Account,
        destination: Account,
    },
    ExitEarly {
        place: Place,
        mint: Mint,
        penalty_vault: Account,
        vault: Account,
        destination: Account,
    },
    ClosePosition {
        place: Place,
        rent_payer: Who,
    },
}

impl Op {
    /// Whether it is an instruction of the program's.
    #[must_use]
    pub fn is_the_programs(&self) -> bool {
        !matches!(
            self,
            Self::Wait(_)
                | Self::Transfer { .. }
                | Self::SendLamports { .. }
                | Self::Freeze(_)
                | Self::Thaw(_)
                | Self::Approve(_)
                | Self::Revoke(_)
        )
    }

    /// The pool that it is about; `None` if it is about the config, or nothing of the program's.
    #[must_use]
    pub fn pool(&self) -> Option<PoolId> {
        match *self {
            Self::CreatePool { owner, reward_mint, .. } => Some(PoolId::of(owner, reward_mint)),
            Self::UpdatePool { pool, .. }
            | Self::ApplyPoolUpdate { pool, .. }
            | Self::ClaimCommission { pool, .. }
            | Self::RetirePool { pool, .. }
            | Self::Sync { pool, .. }
            | Self::Stake { pool, .. }
            | Self::ExpireLock { pool, .. }
            | Self::MigratePosition { pool, .. } => Some(pool),
            Self::AddStake { place, .. }
            | Self::ExtendLock { place, .. }
            | Self::Claim { place, .. }
            | Self::Compound { place, .. }
            | Self::RequestUnstake(place)
            | Self::CancelUnstake(place)
            | Self::Withdraw { place, .. }
            | Self::ExitEarly { place, .. }
            | Self::ClosePosition { place, .. } => Some(place.pool),
            _ => None,
        }
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        let text = format!("{self:?}");
        text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
    }
}
