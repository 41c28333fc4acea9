//! What must hold of a pool, whoever stakes in it.

use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_staking::accounts::{Pool, Position},
    staking,
};

/// A pool with all that is known of it.
pub struct PoolBooks {
    /// Its address.
    pub address: Pubkey,
    /// Its account.
    pub pool: Pool,
    /// Those of its positions that take part. Others' can only be known from the pool's sums.
    pub positions: Vec<Position>,
    /// What its stake vault holds, base units of TWIST.
    pub stake_vault: u64,
    /// What its reward vault holds, base units of TWIST.
    pub reward_vault: u64,
}

impl PoolBooks {
    /// What does not add up, one sentence each. Sums over positions must be the pool's, and where others stake too, no more.
    pub fn broken(&self) -> Vec<String> {
        let Self { address, pool, positions, stake_vault, reward_vault } = self;
        let is_all = u64::try_from(positions.len()) == Ok(pool.positions);
        let fits = |known: u128, sum: u128| if is_all { known == sum } else { known <= sum };
        let sum = |value: fn(&Position) -> u64| positions.iter().map(|p| u128::from(value(p))).sum::<u128>();

        let principal = u128::from(pool.total_staked) + u128::from(pool.unstaking);
        let (amounts, weights) = (sum(|position| position.amount), sum(|position| position.weight));
        // As of the pool's last change: no time passes in between.
        let at = pool.stream.updated_at;
        let shares = positions.iter().map(|position| staking::share_at(pool, position, at).earned);
        let earned = shares.fold(0u128, u128::saturating_add);
        let left = staking::rewards_at(pool, at).earned();

        let laws = [
            (
                u128::from(*stake_vault) == principal,
                format!("stake vault = staked + asked back: {stake_vault} is not {principal}"),
            ),
            (
                fits(amounts, principal),
                format!("positions' stakes add up to {amounts}, the pool says {principal}"),
            ),
            (
                fits(weights, pool.total_weight.into()),
                format!("positions' weights add up to {weights}, the pool says {}", pool.total_weight),
            ),
            (
                *reward_vault >= pool.accounted,
                format!("reward vault >= accounted: {reward_vault} is less than {}", pool.accounted),
            ),
            (
                left.is_some_and(|left| fits(earned, left)),
                format!(
                    "earned + carried + unstreamed + owner's = accounted: positions have earned {earned}, {} is left for them, in \
                     2^-64 base units",
                    left.map_or_else(|| "less than nothing".to_owned(), |left| left.to_string())
                ),
            ),
        ];
        laws.into_iter()
            .filter(|(holds, _)| !holds)
            .map(|(_, broken)| format!("pool {address}: {broken}"))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use bytemuck::Zeroable;

    use super::*;

    /// 30 units came in: 3 are the owner's, 7 have yet to stream, 5 of the rest are not divided, and 15 are earned: 9 by one
    /// position of weight 3, of which 1 is paid, and 6 by another of weight 2.
    fn books() -> PoolBooks {
        let q64 = |units: u64| u128::from(units) << 64;
        let (mut pool, zero) = (Pool::zeroed(), Position::zeroed());
        (pool.total_staked, pool.unstaking, pool.total_weight, pool.positions) = (4, 6, 5, 3);
        (pool.accounted, pool.owner_due, pool.stream.queued) = (29, 3, 7);
        pool.carried = q64(5).to_le_bytes();
        pool.reward_per_weight = q64(3).to_le_bytes();
        let mut positions = vec![zero; 3];
        (positions[0].amount, positions[0].weight) = (2, 3);
        (positions[0].index, positions[0].earned) = (q64(1).to_le_bytes(), q64(2).to_le_bytes());
        (positions[1].amount, positions[1].weight) = (2, 2);
        positions[2].amount = 6;
        PoolBooks { address: Pubkey::default(), pool, positions, stake_vault: 10, reward_vault: 29 }
    }

    fn broken(change: impl FnOnce(&mut PoolBooks)) -> Vec<String> {
        let mut books = books();
        change(&mut books);
        books.broken()
    }

    #[test]
    fn a_sound_pool_breaks_no_law() {
        assert_eq!(broken(|_| {}), [""; 0]);
        assert_eq!(broken(|books| books.reward_vault += 1), [""; 0], "not accounted for yet");
    }

    #[test]
    fn every_unit_that_is_missing_or_too_many_is_a_sentence() {
        let said = |change: fn(&mut PoolBooks)| broken(change).join("; ");
        assert!(
            said(|books| books.stake_vault -= 1).contains("stake vault = staked + asked back: 9 is not 10")
        );
        assert!(said(|books| books.stake_vault += 1).contains("11 is not 10"));
        assert!(
            said(|books| books.reward_vault -= 1).contains("reward vault >= accounted: 28 is less than 29")
        );
        assert!(said(|books| books.positions[2].amount = 5).contains("stakes add up to 9, the pool says 10"));
        assert!(said(|books| books.pool.total_weight = 6).contains("weights add up to 5, the pool says 6"));
        assert!(
            said(|books| books.positions[1].earned[0] = 1).contains("positions have earned"),
            "2^-64 of a unit"
        );
        assert!(said(|books| books.pool.carried[0] = 1).contains("positions have earned"));
        assert!(said(|books| books.pool.owner_due = 30).contains("less than nothing"));
    }

    #[test]
    fn what_others_stake_is_only_bounded() {
        let without_last = |books: &mut PoolBooks| books.positions.truncate(2);
        assert_eq!(broken(without_last), [""; 0]);
        let too_much = broken(|books| {
            without_last(books);
            books.positions[0].weight = 6;
        });
        assert_eq!(too_much.len(), 2, "weight and earnings: {too_much:?}");
    }
}
