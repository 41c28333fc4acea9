//! Who is paid for a referral: the influencer, and the staking pool that shares in what it earns.

use serde::{Deserialize, Serialize};
use solana_pubkey::Pubkey;
use twist_money::share;

use super::ledger::base58;
use crate::programs::twist_campaign_registry::{accounts::Influencer, constants::MAX_POOL_SHARE_BPS};

/// Status of an influencer that earns. The IDL has no enums that only accounts use, so it is restated here.
const ACTIVE: u8 = 0;

/// A staking pool and its part of what an influencer earns: never nothing, and never more than the registry allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct PoolShare {
    #[serde(with = "base58")]
    address: Pubkey,
    share_bps: u16,
}

/// Why something is not a pool's share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PoolShareError {
    /// No part at all, or more than any pool can have.
    #[error(
        "{share_bps} basis points for pool {address}: a pool's share is 1 to {MAX_POOL_SHARE_BPS}; leave a pool without a \
         share out"
    )]
    Share {
        /// The pool.
        address: Pubkey,
        /// Its part, basis points.
        share_bps: u16,
    },
    /// The zero key, which the registry writes where there is no pool.
    #[error("the zero key is no pool: leave it out where there is none")]
    NoPool,
}

impl PoolShare {
    /// `share_bps` basis points for the pool at `address`.
    ///
    /// # Errors
    /// [`PoolShareError`].
    pub fn new(address: Pubkey, share_bps: u16) -> Result<Self, PoolShareError> {
        if address == Pubkey::default() {
            return Err(PoolShareError::NoPool);
        }
        if share_bps == 0 || share_bps > MAX_POOL_SHARE_BPS {
            return Err(PoolShareError::Share { address, share_bps });
        }
        Ok(Self { address, share_bps })
    }

    /// The pool.
    #[must_use]
    pub const fn address(&self) -> Pubkey {
        self.address
    }

    /// Its part, basis points: 1 to `MAX_POOL_SHARE_BPS`.
    #[must_use]
    pub const fn share_bps(&self) -> u16 {
        self.share_bps
    }
}

/// The fields of a [`PoolShare`] as they stand in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    #[serde(with = "base58")]
    address: Pubkey,
    share_bps: u16,
}

impl TryFrom<Unchecked> for PoolShare {
    type Error = PoolShareError;

    fn try_from(file: Unchecked) -> Result<Self, PoolShareError> {
        Self::new(file.address, file.share_bps)
    }
}

/// Who is paid for a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referrer {
    /// Where the influencer is paid.
    #[serde(with = "base58")]
    pub payee: Pubkey,
    /// The pool that shares in it, if there is one.
    pub pool: Option<PoolShare>,
}

/// The two parts of what a referral earned, base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferralParts {
    /// The influencer's part.
    pub influencer: u64,
    /// The pool's part; 0 without a pool.
    pub pool: u64,
}

impl Referrer {
    /// An influencer that keeps all it earns.
    #[must_use]
    pub const fn alone(payee: Pubkey) -> Self {
        Self { payee, pool: None }
    }

    /// Splits `earned` base units: the pool gets `floor(earned * share_bps / 10,000)`, the influencer all that remains.
    ///
    /// Law: `influencer + pool == earned`, for every amount and every share; and `pool <= influencer`, because no share is
    /// over a half.
    #[must_use]
    pub fn split(&self, earned: u64) -> ReferralParts {
        // There is a share: `None` is for more than a whole, which no `PoolShare` is.
        let pool = self.pool.and_then(|pool| share(earned, pool.share_bps)).unwrap_or(0);
        ReferralParts { influencer: earned.saturating_sub(pool), pool }
    }
}

/// Who is paid when the registered `influencer` refers a visit to a campaign that pays in `mint`. `None` if it is suspended: it
/// then counts as not registered, and its part is the publisher's.
///
/// `pool_reward_mint` is what the account at `influencer.pool` pays its stakers in, `None` where there is no pool there. Only a
/// pool that pays them in `mint` can pass on what it is sent, so with any other the influencer is paid alone. A pool or share
/// that still waits for its notice does not count.
///
/// # Errors
/// [`PoolShareError`] if the account has a share that the registry of this client would not have let in: the two differ in
/// version.
pub fn referrer_of(
    influencer: &Influencer,
    mint: &Pubkey,
    pool_reward_mint: Option<Pubkey>,
) -> Result<Option<Referrer>, PoolShareError> {
    if influencer.status != ACTIVE {
        return Ok(None);
    }
    let has_pool = influencer.pool != Pubkey::default();
    let pool = if has_pool && pool_reward_mint == Some(*mint) {
        Some(PoolShare::new(influencer.pool, influencer.pool_share_bps)?)
    } else {
        None
    };
    Ok(Some(Referrer { payee: influencer.payout_owner, pool }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settlement::fixtures::key;
    use proptest::prelude::*;

    /// An account as the registry has it: paid to 1, with pool 2.
    fn account(share_bps: u16) -> Influencer {
        let mut account: Influencer = bytemuck::Zeroable::zeroed();
        account.payout_owner = key(1);
        account.pool = key(2);
        account.pool_share_bps = share_bps;
        account
    }

    #[test]
    fn a_share_is_at_least_one_basis_point_and_at_most_what_the_registry_allows() {
        for share_bps in [1, MAX_POOL_SHARE_BPS] {
            let pool = PoolShare::new(key(2), share_bps).unwrap();
            assert_eq!((pool.address(), pool.share_bps()), (key(2), share_bps));
        }
        for share_bps in [0, MAX_POOL_SHARE_BPS + 1, u16::MAX] {
            let refused = PoolShare::new(key(2), share_bps);
            assert_eq!(refused, Err(PoolShareError::Share { address: key(2), share_bps }));
        }
        assert_eq!(PoolShare::new(Pubkey::default(), 1), Err(PoolShareError::NoPool));
    }

    #[test]
    fn the_pools_part_is_rounded_down_and_the_influencer_keeps_the_remainder() {
        let split = |share_bps, earned| {
            let pool = Some(PoolShare::new(key(2), share_bps).unwrap());
            let ReferralParts { influencer, pool } = Referrer { payee: key(1), pool }.split(earned);
            (influencer, pool)
        };
        assert_eq!(split(2_000, 999), (800, 199));
        assert_eq!(split(5_000, 3), (2, 1));
        assert_eq!(split(1, 9_999), (9_999, 0), "less than a unit");
        let alone = Referrer::alone(key(1)).split(999);
        assert_eq!(alone, ReferralParts { influencer: 999, pool: 0 });
    }

    #[test]
    fn a_registered_influencer_is_paid_with_its_pool_if_the_mints_agree() {
        let (mint, other) = (key(7), key(8));
        let shared = Referrer { payee: key(1), pool: Some(PoolShare::new(key(2), 2_500).unwrap()) };
        assert_eq!(referrer_of(&account(2_500), &mint, Some(mint)), Ok(Some(shared)));
        let alone = Ok(Some(Referrer::alone(key(1))));
        assert_eq!(referrer_of(&account(2_500), &mint, Some(other)), alone, "another mint");
        assert_eq!(referrer_of(&account(2_500), &mint, None), alone, "no such pool");

        let mut without = account(0);
        without.pool = Pubkey::default();
        for reward_mint in [None, Some(mint)] {
            assert_eq!(referrer_of(&without, &mint, reward_mint), alone);
        }
    }

    #[test]
    fn what_waits_for_its_notice_does_not_count() {
        let mut account = account(2_500);
        (account.pending_pool, account.pending_pool_share_bps, account.pending_at) = (key(3), 1, 1);
        let pool = PoolShare::new(key(2), 2_500).ok();
        let referrer = referrer_of(&account, &key(7), Some(key(7)));
        assert_eq!(referrer, Ok(Some(Referrer { payee: key(1), pool })));
    }

    #[test]
    fn whoever_is_not_active_is_paid_nothing() {
        let mut account = account(2_500);
        for status in [1, 2, u8::MAX] {
            account.status = status;
            assert_eq!(referrer_of(&account, &key(7), Some(key(7))), Ok(None));
        }
    }

    #[test]
    fn a_share_that_the_registry_does_not_allow_is_an_error() {
        for share_bps in [0, MAX_POOL_SHARE_BPS + 1] {
            let refused = referrer_of(&account(share_bps), &key(7), Some(key(7)));
            assert_eq!(refused, Err(PoolShareError::Share { address: key(2), share_bps }));
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_the_pool_never_gets_more_than_its_share(
            earned: u64,
            share_bps in 1..=MAX_POOL_SHARE_BPS,
        ) {
            let referrer = Referrer { payee: key(1), pool: PoolShare::new(key(2), share_bps).ok() };
            let ReferralParts { influencer, pool } = referrer.split(earned);
            prop_assert_eq!(influencer.checked_add(pool), Some(earned));
            prop_assert!(pool <= influencer);
            // pool / earned <= share, and one unit more would break that.
            let whole = u128::from(earned) * u128::from(share_bps);
            prop_assert!(u128::from(pool) * 10_000 <= whole);
            prop_assert!((u128::from(pool) + 1) * 10_000 > whole);
        }
    }
}
