//! What the program promises, checked on the chain's accounts alone.

use twist_client::{
    chain::Chain,
    programs::twist_staking::accounts::{Pool, Position},
    spl,
};
use twist_tests::model::staking::{PoolId, Status, WINDOW};

use super::{
    compare::status_byte,
    machine::{Machine, Verdict},
};

/// One unit, Q64.64.
const UNIT: u128 = 1 << 64;

/// What a pool has not released yet, base units.
fn unstreamed(pool: &Pool) -> u128 {
    let (amount, elapsed) = (u128::from(pool.stream.amount), u128::from(pool.stream.elapsed));
    amount - amount * elapsed / u128::from(WINDOW) + u128::from(pool.stream.queued)
}

fn holds(pool: PoolId, promise: &str, left: u128, right: u128) -> Verdict {
    if left == right {
        Ok(())
    } else {
        Err(format!("{pool:?} breaks a promise: {promise}: {left} is not {right}"))
    }
}

impl Machine {
    fn pool_and_positions(&self, id: PoolId) -> Result<(Pool, Vec<Position>), String> {
        let pool = self.fetched(&self.cast.pool(id))?.ok_or("there is no pool")?;
        let ids = self.named.iter().filter(|position| position.pool == id);
        let found = ids.map(|position| self.fetched(&self.cast.position(*position).0));
        let positions = found.collect::<Result<Vec<_>, _>>()?;
        Ok((pool, positions.into_iter().flatten().collect()))
    }

    fn held(&self, address: &solana_pubkey::Pubkey) -> Result<u128, String> {
        let account = self.chain.existing_account("token", address).map_err(|error| error.to_string())?;
        Ok(spl::token_balance(&account).map_err(|error| error.to_string())?.into())
    }

    /// Checks all pools.
    pub fn check_promises(&self) -> Verdict {
        for id in self.model.pools.keys() {
            let (pool, positions) = self.pool_and_positions(*id)?;
            let stray = self.model.tokens.stray.get(id).copied().unwrap_or(0);
            let principal = u128::from(pool.total_staked) + u128::from(pool.unstaking);
            holds(
                *id,
                "the stake vault holds what is staked and what was asked back (and gifts)",
                self.held(&pool.stake_vault)?,
                principal + u128::from(stray),
            )?;
            let amounts = |status: Status| -> u128 {
                let with = positions.iter().filter(|position| position.status == status_byte(status));
                with.map(|position| u128::from(position.amount)).sum()
            };
            let staked = amounts(Status::Staked);
            holds(*id, "what is staked is what positions have staked", pool.total_staked.into(), staked)?;
            let unstaking = amounts(Status::Unstaking);
            holds(*id, "what was asked back is what positions asked back", pool.unstaking.into(), unstaking)?;
            let weight = positions.iter().map(|position| u128::from(position.weight)).sum();
            holds(*id, "the weight is the sum of all weights", pool.total_weight.into(), weight)?;
            let count = positions.len() as u128;
            holds(*id, "positions are counted", pool.positions.into(), count)?;

            let per_weight = u128::from_le_bytes(pool.reward_per_weight);
            let earned: u128 = positions
                .iter()
                .map(|position| {
                    let since = per_weight.wrapping_sub(u128::from_le_bytes(position.index));
                    u128::from_le_bytes(position.earned) + since * u128::from(position.weight)
                })
                .sum();
            holds(
                *id,
                "nothing is lost, nothing is made up",
                earned
                    + u128::from_le_bytes(pool.carried)
                    + (unstreamed(&pool) + u128::from(pool.owner_due)) * UNIT,
                u128::from(pool.accounted) * UNIT,
            )?;
            let held = self.held(&pool.reward_vault)?;
            if held < pool.accounted.into() {
                return Err(format!("{id:?}: the reward vault holds {held} and owes {}", pool.accounted));
            }
        }
        Ok(())
    }

    /// Checks all pools when everybody has left and was paid.
    pub fn check_emptied(&self) -> Verdict {
        for id in self.model.pools.keys() {
            let (pool, positions) = self.pool_and_positions(*id)?;
            holds(*id, "every position can be closed", positions.len() as u128, 0)?;
            holds(*id, "every principal can be taken out", pool.total_staked.into(), 0)?;
            holds(*id, "nothing is waiting", pool.unstaking.into(), 0)?;
            holds(*id, "no weight is left", pool.total_weight.into(), 0)?;
            holds(*id, "the owner was paid", pool.owner_due.into(), 0)?;
            let closed = self.closed.get(id).copied().unwrap_or(0);
            let rest = u128::from(pool.accounted) * UNIT - unstreamed(&pool) * UNIT;
            // What does not divide evenly among the weights is less than a unit, and so is what a closed position leaves.
            if rest >= (closed + 1) * UNIT {
                let units = rest / UNIT;
                return Err(format!(
                    "{id:?}: {units} units are nobody's after {closed} positions were closed"
                ));
            }
            if pool.retired != 0 && rest + unstreamed(&pool) * UNIT >= UNIT {
                return Err(format!("{id:?}: retired, empty, and a unit or more is nobody's"));
            }
        }
        Ok(())
    }
}
