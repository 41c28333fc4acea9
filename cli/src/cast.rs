//! Who takes part in a demo: keys derived from names, so that every run has the same addresses.
//!
//! Anyone can derive them. That is what a demo wants and money does not: they are for local clusters only.

use std::collections::BTreeMap;

use anyhow::Result;
use sha2::{Digest, Sha256};
use solana_keypair::Keypair;
use solana_signer::Signer;
use twist_attention::{device::DeviceId, host, vau::Vau};
use twist_client::{
    settlement::{Attributed, PoolShare, Referrer},
    staking, token,
};

/// Everyone who signs in a demo.
pub struct Cast {
    /// Pays for everything, and is the programs' upgrade authority.
    pub payer: Keypair,
    /// In charge of all programs.
    pub authority: Keypair,
    /// Can stop things.
    pub guardian: Keypair,
    /// Checks publishers' domains.
    pub registrar: Keypair,
    /// Holds the genesis allocation and receives the emission.
    pub treasury: Keypair,
    /// Pays for attention.
    pub advertiser: Keypair,
    /// Owns the site.
    pub publisher: Keypair,
    /// Came by TWIST otherwise than by attention, and stakes it in the global pool.
    pub holder: Keypair,
    /// Recompute and vote.
    pub attesters: Vec<Keypair>,
    /// Staking pools that share in what influencers earn, by referring host.
    pub pools: BTreeMap<String, PoolShare>,
}

impl Cast {
    /// The cast with `payer`, or with the one that local clusters know. Nobody has a pool.
    pub fn new(payer: Option<Keypair>, attesters: u8) -> Self {
        Self {
            payer: payer.unwrap_or_else(default_payer),
            authority: actor("authority"),
            guardian: actor("guardian"),
            registrar: actor("registrar"),
            treasury: actor("treasury"),
            advertiser: actor("advertiser"),
            publisher: actor("publisher"),
            holder: actor("holder"),
            attesters: (1..=attesters).map(|n| actor(&format!("attester {n}"))).collect(),
            pools: BTreeMap::new(),
        }
    }

    /// The influencer behind a referring host.
    pub fn influencer(&self, host: &str) -> Keypair {
        actor(&format!("influencer {host}"))
    }

    /// Who is paid when a referring host brought a visit.
    pub fn referrer(&self, host: &str) -> Referrer {
        Referrer { payee: self.influencer(host).pubkey(), pool: self.pools.get(host).copied() }
    }

    /// Gives about half of `hosts` a pool of their own that gets `share_bps` of what they earn. Which half is a matter of their
    /// names, so that a host has a pool in every log or in none.
    pub fn share_with_pools<'h>(
        &mut self,
        hosts: impl IntoIterator<Item = &'h str>,
        share_bps: u16,
    ) -> Result<()> {
        for host in hosts {
            let [first, ..] = host::hash(host);
            if first.is_multiple_of(2) {
                let address = staking::pool(&self.influencer(host).pubkey(), &token::mint());
                self.pools.insert(host.to_owned(), PoolShare::new(address, share_bps)?);
            }
        }
        Ok(())
    }

    /// A staker of the rehearsal.
    #[cfg(feature = "localnet")]
    pub fn rehearsing(number: u64) -> Keypair {
        actor(&format!("rehearsing {number}"))
    }

    /// The wallet behind a device.
    pub fn viewer(&self, device: &DeviceId) -> Keypair {
        actor(&format!("viewer {device}"))
    }

    /// Says who stands behind a VAU's device, site and referrer.
    pub fn attribute(&self, vau: Vau) -> Attributed {
        Attributed {
            viewer: self.viewer(&vau.device).pubkey(),
            publisher: self.publisher.pubkey(),
            influencer: vau.referrer_host.as_deref().map(|host| self.referrer(host)),
            vau,
        }
    }
}

/// Who pays and may upgrade on a local cluster unless told otherwise.
pub fn default_payer() -> Keypair {
    actor("payer")
}

fn actor(name: &str) -> Keypair {
    let seed = Sha256::new().chain_update(b"twist demo actor: ").chain_update(name).finalize();
    Keypair::new_from_array(seed.into())
}
