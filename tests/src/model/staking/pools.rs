//! Pools and their owners.

use std::collections::btree_map::Entry;

use twist_client::programs::twist_staking::error::TwistStakingError as Error;

use super::{
    Account, DAY, Fault, Mint, Model, Outcome, Owner, Pool, PoolId, Who, ensure,
    state::{owns, rent, same},
};

/// Highest commission, basis points.
const MOST_COMMISSION: u16 = 5_000;
/// How long a higher commission waits, seconds.
const NOTICE: i64 = 7 * DAY;
/// Bytes of a pool's account.
const POOL_BYTES: i64 = 400;
/// Bytes of a token account.
const TOKEN_ACCOUNT_BYTES: i64 = 165;

impl Model {
    pub(super) fn create_pool(
        &mut self,
        payer: Who,
        id: PoolId,
        stake_mint: Mint,
        commission_bps: u16,
    ) -> Outcome {
        self.config()?;
        ensure(!self.pools.contains_key(&id), Fault::Taken)?;
        ensure(stake_mint == Mint::Twist, Error::WrongMint)?;
        ensure(commission_bps <= MOST_COMMISSION, Error::InvalidCommission)?;
        self.open_pool(payer, id, Pool { events: 1, ..Pool::new(self.now, commission_bps) });
        Ok(())
    }

    pub(super) fn open_pool(&mut self, payer: Who, id: PoolId, pool: Pool) {
        self.pools.insert(id, pool);
        self.pay_lamports(payer, rent(POOL_BYTES));
        for vault in [id.stakes(), id.rewards()] {
            // Anyone may have opened it before.
            if let Entry::Vacant(vacant) = self.tokens.balances.entry(vault) {
                vacant.insert(0);
                self.pay_lamports(payer, rent(TOKEN_ACCOUNT_BYTES));
            }
        }
    }

    /// One more event about a pool.
    pub(super) fn note(&mut self, id: PoolId) -> Outcome {
        self.pool_mut(id)?.events += 1;
        Ok(())
    }

    pub(super) fn sync(&mut self, id: PoolId, vault: Account) -> Outcome {
        self.pool(id)?;
        self.tokens.is_open(vault)?;
        same(vault, id.rewards())?;
        self.fund(id)?;
        self.note(id)
    }

    pub(super) fn update_pool(
        &mut self,
        by: Who,
        id: PoolId,
        vault: Account,
        commission_bps: u16,
    ) -> Outcome {
        self.pool(id)?;
        self.tokens.is_open(vault)?;
        owns(Owner::User(by), id)?;
        same(vault, id.rewards())?;
        self.fund(id)?;
        ensure(commission_bps <= MOST_COMMISSION, Error::InvalidCommission)?;
        let now = self.now;
        let pool = self.pool_mut(id)?;
        if commission_bps > pool.commission_bps {
            pool.pending = Some((commission_bps, now + NOTICE));
        } else {
            pool.commission_bps = commission_bps;
            pool.pending = None;
        }
        self.note(id)
    }

    pub(super) fn apply_pool_update(&mut self, id: PoolId, vault: Account) -> Outcome {
        self.pool(id)?;
        self.tokens.is_open(vault)?;
        same(vault, id.rewards())?;
        self.fund(id)?;
        let now = self.now;
        let pool = self.pool_mut(id)?;
        let (commission_bps, at) = pool.pending.ok_or(Error::NothingProposed)?;
        ensure(now >= at, Error::NoticeNotOver)?;
        pool.commission_bps = commission_bps;
        pool.pending = None;
        self.note(id)
    }

    pub(super) fn claim_commission(
        &mut self,
        owner: Owner,
        signed: bool,
        id: PoolId,
        vault: Account,
        destination: Account,
    ) -> Outcome {
        self.pool(id)?;
        self.tokens.is_open(destination)?;
        owns(owner, id)?;
        same(vault, id.rewards())?;
        self.can_receive(destination, owner, signed, id.mint, vault)?;
        self.pass_time(id)?;
        self.release_what_nobody_can_get(id)?;
        let pool = self.pool_mut(id)?;
        let amount = std::mem::take(&mut pool.owner_due);
        ensure(amount > 0, Error::NothingDue)?;
        pool.paid += u128::from(amount);
        self.tokens.pay(vault, destination, amount)?;
        self.note(id)
    }

    pub(super) fn retire_pool(&mut self, by: Who, id: PoolId) -> Outcome {
        self.pool(id)?;
        owns(Owner::User(by), id)?;
        self.open_for_stakes(id)?;
        self.pass_time(id)?;
        self.pool_mut(id)?.retired = true;
        self.release_what_nobody_can_get(id)?;
        self.note(id)
    }

    /// Refuses retired pools.
    pub(super) fn open_for_stakes(&self, id: PoolId) -> Outcome {
        ensure(!self.pool(id)?.retired, Error::PoolRetired)
    }

    /// Refuses destinations of another mint, the vault itself, and, unless the owner signs, all but its own associated token
    /// account that it alone can spend from.
    pub(super) fn can_receive(
        &self,
        destination: Account,
        owner: Owner,
        signed: bool,
        mint: Mint,
        vault: Account,
    ) -> Outcome {
        ensure(destination.mint() == mint, Error::WrongMint)?;
        ensure(destination != vault, Error::DestinationNotCanonical)?;
        let canonical = destination == Account::Ata(owner, mint) && !self.tokens.encumbered(destination);
        ensure(signed || canonical, Error::DestinationNotCanonical)
    }
}
