//! Principal that goes.

use twist_client::programs::twist_staking::error::TwistStakingError as Error;

use super::{
    Account, Mint, Model, Outcome, Owner, Place, PoolId, PositionId, Status, Who, ensure, state::same,
};

/// One unit, Q64.64.
const UNIT: u128 = 1 << 64;

impl Model {
    pub(super) fn request_unstake(&mut self, place: Place) -> Outcome {
        let Place { pool, position: id, .. } = place;
        self.exist(pool, id)?;
        place.matches()?;
        self.is_staked(id)?;
        self.is_unlocked(id)?;
        self.touch(id)?;
        let now = self.now;
        let position = self.position_mut(id)?;
        position.status = Status::Unstaking;
        position.weight = 0;
        position.withdrawable_at = now + position.terms.cooldown;
        self.note(pool)
    }

    pub(super) fn cancel_unstake(&mut self, place: Place) -> Outcome {
        let Place { pool, position: id, .. } = place;
        self.exist(pool, id)?;
        place.matches()?;
        self.open_for_stakes(pool)?;
        self.is_unstaking(id)?;
        self.touch(id)?;
        let position = self.position_mut(id)?;
        position.status = Status::Staked;
        position.weight = position.amount;
        position.withdrawable_at = 0;
        self.note(pool)
    }

    pub(super) fn withdraw(&mut self, place: Place, vault: Account, destination: Account) -> Outcome {
        let Place { owner, pool, position: id } = place;
        self.exist(pool, id)?;
        self.tokens.is_open(destination)?;
        same(vault, pool.stakes())?;
        place.matches()?;
        self.can_receive(destination, Owner::User(owner), true, Mint::Twist, vault)?;
        self.is_unstaking(id)?;
        ensure(self.now >= self.position(id)?.withdrawable_at, Error::CooldownNotOver)?;
        let amount = self.empty(id)?;
        self.tokens.pay(vault, destination, amount)?;
        self.note(pool)
    }

    pub(super) fn exit_early(
        &mut self,
        place: Place,
        mint: Mint,
        penalty_vault: Account,
        vault: Account,
        destination: Account,
    ) -> Outcome {
        let Place { owner, pool, position: id } = place;
        self.config()?;
        self.exist(pool, id)?;
        self.tokens.is_open(destination)?;
        ensure(mint == Mint::Twist, Error::WrongMint)?;
        same(penalty_vault, PoolId::GLOBAL.rewards())?;
        same(vault, pool.stakes())?;
        place.matches()?;
        self.can_receive(destination, Owner::User(owner), true, Mint::Twist, vault)?;
        self.is_staked(id)?;
        ensure(self.position(id)?.locked(self.now), Error::LockOver)?;
        self.touch(id)?;
        let terms = self.position(id)?.terms;
        let amount = self.empty(id)?;
        let returned = terms.returned(amount);
        self.tokens.pay(vault, destination, returned)?;
        if pool == PoolId::GLOBAL {
            self.tokens.burn(vault, amount - returned);
        } else {
            self.tokens.pay(vault, penalty_vault, amount - returned)?;
        }
        self.note(pool)
    }

    pub(super) fn close_position(&mut self, place: Place, rent_payer: Who) -> Outcome {
        let Place { pool, position: id, .. } = place;
        self.exist(pool, id)?;
        place.matches()?;
        let position = self.position(id)?;
        ensure(position.rent_payer == rent_payer, Error::WrongAccount)?;
        let empty = position.status == Status::Empty && position.earned < UNIT;
        ensure(empty, Error::PositionNotEmpty)?;
        let fraction = position.earned;
        self.positions.remove(&id);
        self.pool_mut(pool)?.carried += fraction;
        let lamports = self.lamports.remove(&id).unwrap_or(0);
        self.pay_lamports(rent_payer, -lamports);
        self.note(pool)
    }

    fn is_unstaking(&self, id: PositionId) -> Outcome {
        ensure(self.position(id)?.status == Status::Unstaking, Error::NotUnstaking)
    }

    fn empty(&mut self, id: PositionId) -> Result<u64, super::Fault> {
        let position = self.position_mut(id)?;
        position.status = Status::Empty;
        position.weight = 0;
        position.withdrawable_at = 0;
        Ok(std::mem::take(&mut position.amount))
    }
}
