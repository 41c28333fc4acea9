//! Who gets what of what flows.

use super::{Fault, Model, PoolId, PositionId, terms::part};

/// One unit, Q64.64.
const UNIT: u128 = 1 << 64;
/// Below this weight an open pool's stream stands still.
const LEAST_WEIGHT: u64 = 1_000_000_000;

impl Model {
    /// Brings a pool up to now: hands what was released to its positions by their weights, as far as it divides evenly.
    pub(super) fn pass_time(&mut self, id: PoolId) -> Result<(), Fault> {
        let (now, weight) = (self.now, self.weight(id));
        let pool = self.pool_mut(id)?;
        let flows = weight > 0 && (pool.retired || weight >= LEAST_WEIGHT);
        let released = pool.stream.pass(now, flows);
        if released == 0 {
            return Ok(());
        }
        let due = u128::from(released) * UNIT + pool.carried;
        let each = due / u128::from(weight);
        pool.carried = due - each * u128::from(weight);
        pool.per_weight = pool.per_weight.wrapping_add(each);
        for (_, position) in self.positions.iter_mut().filter(|(position, _)| position.pool == id) {
            position.earned += each * u128::from(position.weight);
        }
        Ok(())
    }

    /// Brings a pool and one of its positions up to now, and lets a lock that is over fall to base weight.
    pub(super) fn touch(&mut self, id: PositionId) -> Result<(), Fault> {
        self.pass_time(id.pool)?;
        let (now, per_weight) = (self.now, self.pool(id.pool)?.per_weight);
        let position = self.position_mut(id)?;
        position.noted = (per_weight, position.earned);
        if position.weight > position.amount && !position.locked(now) {
            position.weight = position.amount;
        }
        Ok(())
    }

    /// Funds a pool with what its vault holds beyond what is accounted for: the owner gets its commission, the rest flows in the
    /// next window.
    pub(super) fn fund(&mut self, id: PoolId) -> Result<(), Fault> {
        self.pass_time(id)?;
        let held = self.tokens.balance(id.rewards());
        let pool = self.pool_mut(id)?;
        let surplus = held - pool.accounted();
        let commission = part(surplus, pool.commission_bps);
        pool.funded += u128::from(surplus);
        pool.owner_due += commission;
        pool.stream.add(surplus - commission);
        self.release_what_nobody_can_get(id)
    }

    /// In a retired pool without weight nobody can earn any more: what is left is the owner's.
    pub(super) fn release_what_nobody_can_get(&mut self, id: PoolId) -> Result<(), Fault> {
        let weight = self.weight(id);
        let pool = self.pool_mut(id)?;
        if pool.retired && weight == 0 {
            let (units, rest) = (pool.carried / UNIT, pool.carried % UNIT);
            pool.owner_due += pool.stream.drain() + whole(units);
            pool.carried = rest;
        }
        Ok(())
    }

    /// Takes the whole units that a position was noted to have earned.
    pub(super) fn take_rewards(&mut self, id: PositionId) -> Result<u64, Fault> {
        let position = self.position_mut(id)?;
        let units = whole(position.earned / UNIT);
        position.earned %= UNIT;
        position.noted.1 = position.earned;
        position.paid = position.paid.saturating_add(units);
        self.pool_mut(id.pool)?.paid += u128::from(units);
        Ok(units)
    }

    /// What a position could claim now, base units.
    #[must_use]
    pub fn claimable(&self, id: PositionId) -> u64 {
        let mut then = self.clone();
        let touched = then.touch(id).and_then(|()| then.take_rewards(id));
        touched.unwrap_or(0)
    }
}

fn whole(units: u128) -> u64 {
    units.try_into().expect("a vault holds it")
}
