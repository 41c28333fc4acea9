//! Rewards that go to their owners.

use twist_client::programs::twist_staking::error::TwistStakingError as Error;

use super::{Account, Mint, Model, Outcome, Owner, Place, ensure, state::same};

impl Model {
    pub(super) fn claim(
        &mut self,
        place: Place,
        signed: bool,
        vault: Account,
        destination: Account,
    ) -> Outcome {
        let Place { owner, pool, position: id } = place;
        self.exist(pool, id)?;
        self.tokens.is_open(destination)?;
        same(vault, pool.rewards())?;
        place.matches()?;
        self.can_receive(destination, Owner::User(owner), signed, pool.mint, vault)?;
        self.touch(id)?;
        let amount = self.take_rewards(id)?;
        ensure(amount > 0, Error::NothingDue)?;
        self.tokens.pay(vault, destination, amount)?;
        self.note(pool)
    }

    pub(super) fn compound(&mut self, place: Place, reward_vault: Account, stake_vault: Account) -> Outcome {
        let Place { pool, position: id, .. } = place;
        self.config()?;
        self.exist(pool, id)?;
        same(stake_vault, pool.stakes())?;
        same(reward_vault, pool.rewards())?;
        place.matches()?;
        self.takes_deposits()?;
        self.open_for_stakes(pool)?;
        ensure(pool.mint == Mint::Twist, Error::NotCompoundable)?;
        self.is_staked(id)?;
        self.touch(id)?;
        let amount = self.take_rewards(id)?;
        ensure(amount > 0, Error::NothingDue)?;
        let locked = self.position(id)?.locked(self.now);
        self.set_principal(id, amount, locked)?;
        self.tokens.deposit(reward_vault, stake_vault, amount)?;
        self.note(pool)
    }
}
