//! A cluster's file, keys, and an embedded chain.

use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::{
    artifacts::{Artifacts, Program},
    chain::{Chain, Embedded},
};
use twist_release::{
    apply::{self, Keyring, Releases, Unobserved},
    desired::{Desired, Resolved},
    loader,
    plan::{Action, Step, plan},
};

/// The keys of a cluster, all at hand.
pub struct Keys {
    pub upgrader: Keypair,
    pub authority: Keypair,
    pub guardian: Keypair,
    pub next: Keypair,
}

impl Keys {
    pub fn new() -> Self {
        let key = |n: u8| Keypair::new_from_array([n; 32]);
        Self { upgrader: key(1), authority: key(2), guardian: key(3), next: key(4) }
    }

    pub fn ring(&self) -> Keyring<'_> {
        Keyring { payer: &self.upgrader, others: vec![&self.authority, &self.guardian, &self.next] }
    }
}

/// A cluster's file with these keys and the digests of the present builds.
pub fn file(keys: &Keys, artifacts: &Artifacts) -> String {
    let programs: String = Program::ALL
        .into_iter()
        .map(|program| {
            let digest = hex::encode(loader::code_sha256(artifacts.code(program)));
            format!("[programs.{}]\nid = \"{}\"\nsha256 = \"{digest}\"\n", program.name(), program.id())
        })
        .collect();
    let (upgrader, authority, guardian) =
        (keys.upgrader.pubkey(), keys.authority.pubkey(), keys.guardian.pubkey());
    format!(
        r#"
[cluster]
name = "test"
url = "http://127.0.0.1:8899"
builds = "local"
migrations = 1
[roles]
upgrade_authority = "{upgrader}"
authority = "{authority}"
guardian = "{guardian}"
registrar = "{guardian}"
treasury = "{authority}"
{programs}
[token]
max_supply = 1_000_000
genesis_allocation = 10_000
period_seconds = 86_400
[[token.steps]]
from_period = 0
per_period = 100
[[token.steps]]
from_period = 100
per_period = 0
[[token.splits]]
beneficiary = "treasury"
bps = 9_000
[[token.splits]]
beneficiary = "global_pool"
bps = 1_000
[registry]
fee_bps = 500
refund_grace_days = 7
[[mints]]
mint = "TWIST"
min_budget = 100
[[attesters]]
id = 1
members = ["{authority}", "{guardian}"]
threshold = 2
challenge_window_hours = 6
max_value_at_risk = 1_000
[[staking.tiers]]
lock_days = 30
multiplier_bps = 11_000
penalty_bps = 1_000
cooldown_days = 7
"#
    )
}

pub fn resolve(text: &str) -> Resolved {
    Desired::parse(text).unwrap().resolve().unwrap()
}

/// A chain on which the programs are deployed and nothing is initialized.
pub fn deployed(keys: &Keys, artifacts: &Artifacts) -> Embedded {
    let mut chain = Embedded::new();
    for program in Program::ALL {
        chain.deploy(program.name(), program.id(), artifacts.code(program), keys.upgrader.pubkey()).unwrap();
    }
    fund(&mut chain, &keys.upgrader.pubkey());
    chain
}

pub fn fund(chain: &mut Embedded, key: &Pubkey) {
    chain.airdrop(key, 1_000_000_000_000).unwrap();
}

/// The plan's next step.
pub fn next(chain: &Embedded, keys: &Keys, desired: &Resolved) -> Option<Step> {
    plan(chain, desired, &keys.upgrader.pubkey()).unwrap().into_iter().next()
}

/// Takes one step.
pub fn take(chain: &mut Embedded, keys: &Keys, desired: &Resolved, artifacts: &Artifacts, step: &Step) {
    apply::take(chain, step, &keys.ring(), &Releases::new(artifacts, desired), &mut Unobserved).unwrap();
}

/// Takes steps until nothing is left to do, planning anew after each and waiting out delays. Returns their names.
pub fn converge(chain: &mut Embedded, keys: &Keys, desired: &Resolved, artifacts: &Artifacts) -> Vec<String> {
    let mut taken = Vec::new();
    while let Some(step) = next(chain, keys, desired) {
        assert!(!matches!(step.action, Action::ByHand), "{step:?}");
        if let Some(time) = step.not_before.filter(|time| *time > chain.now().unwrap()) {
            // What is to be done can be something else by then.
            chain.advance_to(time).unwrap();
            continue;
        }
        take(chain, keys, desired, artifacts, &step);
        taken.push(step.name);
        assert!(taken.len() < 50, "no end: {taken:#?}");
    }
    taken
}
