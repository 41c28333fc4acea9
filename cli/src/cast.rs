//! Who takes part in a demo: keys derived from names, so that every run has the same addresses.
//!
//! Anyone can derive them. That is what a demo wants and money does not: they are for local clusters only.

use sha2::{Digest, Sha256};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_attention::{device::DeviceId, vau::Vau};
use twist_client::settlement::Attributed;

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
    /// Recompute and vote.
    pub attesters: Vec<Keypair>,
}

impl Cast {
    /// The cast with `payer`, or with the one that local clusters know.
    pub fn new(payer: Option<Keypair>, attesters: u8) -> Self {
        Self {
            payer: payer.unwrap_or_else(default_payer),
            authority: actor("authority"),
            guardian: actor("guardian"),
            registrar: actor("registrar"),
            treasury: actor("treasury"),
            advertiser: actor("advertiser"),
            publisher: actor("publisher"),
            attesters: (1..=attesters).map(|n| actor(&format!("attester {n}"))).collect(),
        }
    }

    /// The influencer behind a referring host.
    pub fn influencer(&self, host: &str) -> Keypair {
        actor(&format!("influencer {host}"))
    }

    /// The wallet behind a device.
    pub fn viewer(&self, device: &DeviceId) -> Pubkey {
        actor(&format!("viewer {device}")).pubkey()
    }

    /// Says who stands behind a VAU's device, site and referrer.
    pub fn attribute(&self, vau: Vau) -> Attributed {
        Attributed {
            viewer: self.viewer(&vau.device),
            publisher: self.publisher.pubkey(),
            influencer: vau.referrer_host.as_deref().map(|host| self.influencer(host).pubkey()),
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
