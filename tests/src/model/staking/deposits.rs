//! Principal that comes, and its locks.

use twist_client::programs::twist_staking::error::TwistStakingError as Error;

use super::{
    Account, Fault, Mint, Model, Outcome, Place, PoolId, Position, PositionId, Status, Terms, Who, ensure,
    state::{rent, same},
};

/// Bytes of a position's account.
const POSITION_BYTES: i64 = 232;

impl Model {
    pub(super) fn stake(
        &mut self,
        payer: Who,
        id: PositionId,
        vault: Account,
        source: Account,
        amount: u64,
        terms: Terms,
    ) -> Outcome {
        self.config()?;
        self.pool(id.pool)?;
        same(vault, id.pool.stakes())?;
        self.takes_deposits()?;
        self.offers(terms)?;
        ensure(!self.positions.contains_key(&id), Fault::Taken)?;
        self.open_for_stakes(id.pool)?;
        ensure(amount > 0, Error::ZeroAmount)?;
        let position = Position {
            rent_payer: payer,
            status: Status::Staked,
            amount: 0,
            weight: 0,
            terms,
            locked_until: i64::MIN,
            withdrawable_at: 0,
            earned: 0,
            opened_at: self.now,
            paid: 0,
            noted: (0, 0),
        };
        self.positions.insert(id, position);
        // What somebody sent there ahead is set off against the rent.
        let lamports = self.lamports.entry(id).or_default();
        let missing = (rent(POSITION_BYTES) - *lamports).max(0);
        *lamports += missing;
        self.pay_lamports(payer, missing);
        self.lock_more(id, amount)?;
        self.deposit(id.owner, source, vault, amount)?;
        self.note(id.pool)
    }

    pub(super) fn add_stake(
        &mut self,
        place: Place,
        vault: Account,
        source: Account,
        amount: u64,
    ) -> Outcome {
        let Place { owner, pool, position: id } = place;
        self.config()?;
        self.exist(pool, id)?;
        same(vault, pool.stakes())?;
        place.matches()?;
        self.takes_deposits()?;
        self.offers(self.position(id)?.terms)?;
        self.open_for_stakes(pool)?;
        ensure(amount > 0, Error::ZeroAmount)?;
        self.is_staked(id)?;
        self.lock_more(id, amount)?;
        self.deposit(owner, source, vault, amount)?;
        self.note(pool)
    }

    /// Adds `amount` to a position and locks all of it.
    fn lock_more(&mut self, id: PositionId, amount: u64) -> Outcome {
        self.touch(id)?;
        let now = self.now;
        let position = self.position_mut(id)?;
        position.locked_until = position.locked_until.max(now + position.terms.lock);
        self.set_principal(id, amount, true)
    }

    /// Adds `amount` to a position, and sets its weight: by its terms' multiplier, or without.
    pub(super) fn set_principal(&mut self, id: PositionId, amount: u64, locked: bool) -> Outcome {
        let position = self.position(id)?;
        let grown = u128::from(position.amount) + u128::from(amount);
        let weight = if locked { position.terms.weight(grown) } else { grown };
        let staked = u128::from(self.principal(id.pool, Status::Staked)) + u128::from(amount);
        let total = u128::from(self.weight(id.pool)) - u128::from(position.weight) + weight;
        let fit = [grown, weight, staked, total].iter().all(|sum| *sum <= u128::from(u64::MAX));
        ensure(fit, Error::Overflow)?;
        let position = self.position_mut(id)?;
        position.amount += amount;
        position.weight = u64::try_from(weight).expect("it fits");
        Ok(())
    }

    /// Takes the principal from where the owner says.
    fn deposit(&mut self, owner: Who, source: Account, vault: Account, amount: u64) -> Outcome {
        ensure(source.mint() == Mint::Twist, Error::WrongMint)?;
        ensure(self.tokens.balance(source) >= amount, Error::InsufficientBalance)?;
        ensure(source.user() == Some(owner), spl_token_interface::error::TokenError::OwnerMismatch)?;
        self.tokens.deposit(source, vault, amount)
    }

    pub(super) fn extend_lock(&mut self, place: Place, terms: Terms) -> Outcome {
        let Place { pool, position: id, .. } = place;
        self.config()?;
        self.exist(pool, id)?;
        place.matches()?;
        self.offers(terms)?;
        self.open_for_stakes(pool)?;
        self.is_staked(id)?;
        self.touch(id)?;
        let now = self.now;
        let position = self.position_mut(id)?;
        ensure(now + terms.lock > position.locked_until, Error::LockNotLonger)?;
        let old = position.terms;
        position.terms = terms;
        if position.locked(now) {
            // What a lock that still runs costs cannot be shaken off.
            position.terms.penalty_bps = terms.penalty_bps.max(old.penalty_bps);
            position.terms.cooldown = terms.cooldown.max(old.cooldown);
        }
        position.locked_until = now + terms.lock;
        self.set_principal(id, 0, true)?;
        self.note(pool)
    }

    pub(super) fn expire_lock(&mut self, pool: PoolId, id: PositionId) -> Outcome {
        self.exist(pool, id)?;
        ensure(id.pool == pool, Error::WrongPool)?;
        self.is_staked(id)?;
        self.is_unlocked(id)?;
        let position = self.position(id)?;
        ensure(position.weight > position.amount, Error::NothingToExpire)?;
        self.touch(id)?;
        self.note(pool)
    }

    /// Every position here was opened by the newest layout's program.
    pub(super) fn migrate_position(&mut self, pool: PoolId, id: PositionId) -> Outcome {
        self.exist(pool, id)?;
        ensure(id.pool == pool, Error::WrongPool)?;
        Err(Error::AlreadyMigrated.into())
    }

    pub(super) fn takes_deposits(&self) -> Outcome {
        ensure(!self.config()?.deposits_paused(), Error::DepositsPaused)
    }

    fn offers(&self, terms: Terms) -> Outcome {
        ensure(self.config()?.tiers.contains(&terms), Error::TierNotListed)
    }

    pub(super) fn is_staked(&self, id: PositionId) -> Outcome {
        ensure(self.position(id)?.status == Status::Staked, Error::NotStaked)
    }

    pub(super) fn is_unlocked(&self, id: PositionId) -> Outcome {
        ensure(!self.position(id)?.locked(self.now), Error::StillLocked)
    }
}
