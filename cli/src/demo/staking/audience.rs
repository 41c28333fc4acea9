//! Who takes part besides the cast, and where everyone would stake.

use std::collections::BTreeMap;

use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_attention::device::DeviceId;
use twist_client::{registry, staking, token};

use super::NONCE;
use crate::{cast::Cast, demo::purses::Purses, season::Season};

/// A wallet, and the position that it has or would open.
pub struct Fan {
    /// Signs and pays for its own stake.
    pub wallet: Keypair,
    /// In which pool.
    pub pool: Pubkey,
    /// The position's address.
    pub position: Pubkey,
}

impl Fan {
    /// `wallet` in `pool`.
    pub fn new(wallet: Keypair, pool: Pubkey) -> Self {
        let position = staking::position(&pool, &wallet.pubkey(), NONCE);
        Self { wallet, pool, position }
    }
}

/// Everyone who may stake in a season.
pub struct Audience {
    /// Who stakes TWIST that it came by otherwise: influencers in their own pools, and the holder in the global one. The holder is the
    /// last.
    pub backers: Vec<Fan>,
    /// Viewers by their wallets: in the pool of the first influencer with a pool that referred them, else in the global one.
    viewers: BTreeMap<Pubkey, Fan>,
    /// One in this many viewers stakes.
    one_in: u32,
    /// Everyone who can hold TWIST before there is a campaign.
    purses: Purses,
}

impl Audience {
    /// Reads off a season who takes part.
    pub fn of(cast: &Cast, season: &Season, one_in: u32) -> Self {
        let global = staking::global_pool();
        let mut pools: BTreeMap<DeviceId, Pubkey> = BTreeMap::new();
        for vau in season.days.values().flatten() {
            let referred = vau.referrer_host.as_deref().and_then(|host| cast.pools.get(host));
            let pool = pools.entry(vau.device).or_insert(global);
            if let (true, Some(referred)) = (*pool == global, referred) {
                *pool = referred.address();
            }
        }
        let viewers = pools.into_iter().map(|(device, pool)| {
            let fan = Fan::new(cast.viewer(&device), pool);
            (fan.wallet.pubkey(), fan)
        });
        let owners = cast.pools.iter().map(|(host, pool)| Fan::new(cast.influencer(host), pool.address()));
        let holder = Fan::new(cast.holder.insecure_clone(), global);
        let mut audience = Self {
            backers: owners.chain([holder]).collect(),
            viewers: viewers.collect(),
            one_in,
            purses: Purses::default(),
        };
        audience.purses = audience.purses_of(cast, season);
        audience
    }

    /// The payee at `index`, if it is a viewer that stakes what it is paid.
    pub fn staker(&self, index: u32, payee: &Pubkey) -> Option<&Fan> {
        self.viewers.get(payee).filter(|_| index.is_multiple_of(self.one_in))
    }

    /// Whether this is a viewer's wallet.
    pub fn is_viewer(&self, wallet: &Pubkey) -> bool {
        self.viewers.contains_key(wallet)
    }

    /// Everyone who has a position or could open one.
    pub fn fans(&self) -> impl Iterator<Item = &Fan> {
        self.backers.iter().chain(self.viewers.values())
    }

    /// Where TWIST can be, besides in a campaign and its distribution.
    pub const fn purses(&self) -> &Purses {
        &self.purses
    }

    fn purses_of(&self, cast: &Cast, season: &Season) -> Purses {
        let global = staking::global_pool();
        let shared = cast.pools.values().map(|pool| pool.address());
        let pools: Vec<Pubkey> = shared.chain([global]).collect();
        let stake_authorities: Vec<Pubkey> = pools.iter().map(staking::stake_authority).collect();
        let treasury = cast.treasury.pubkey();
        let parties = [
            treasury,
            token::split_authority(&treasury),
            token::split_authority(&global),
            cast.advertiser.pubkey(),
            cast.publisher.pubkey(),
            registry::fee_authority(),
        ];
        let all = parties
            .into_iter()
            .chain(season.referrers().into_iter().map(|host| cast.influencer(host).pubkey()))
            .chain(self.fans().map(|fan| fan.wallet.pubkey()))
            .chain(pools.iter().copied())
            .chain(stake_authorities.iter().copied())
            .collect();
        Purses { all, stake_authorities, pools }
    }
}
