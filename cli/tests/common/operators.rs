//! A cluster as its operators have it: its file, keys in files, programs brought to the file's state by `twist apply`, and
//! distributions that attesters vote on.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use spl_token_interface::{
    ID as SPL_TOKEN,
    instruction::{initialize_mint2, mint_to},
};
use tempfile::TempDir;
use twist_client::{
    account,
    chain::{Chain, ChainError, Receipt, Rpc, Submission},
    programs::twist_rewards::{
        accounts::{AttesterSet, Distribution},
        types::Proposal,
    },
    rewards, spl, token,
};
use twist_localnet::Localnet;
use twist_merkle_sum::Tree;

use crate::{
    common::{Run, twist},
    localnet,
};

/// Base units in one TWIST.
pub const TWIST: u64 = 1_000_000_000;
/// One hour and one day, seconds.
pub const HOUR: i64 = 3_600;
pub const DAY: i64 = 86_400;
/// The cluster's name: one whose keys the command line does not know by itself.
pub const CLUSTER: &str = "staging";
/// Number of the attester set.
const ATTESTER_SET: u32 = 1;
/// Size of a mint, bytes.
const MINT_BYTES: u64 = 82;

/// A running cluster and everybody's keys.
pub struct Operators {
    localnet: Localnet,
    directory: TempDir,
    chain: Rpc,
}

/// The key of a role or an attester: the one that local clusters know by this name, so that the demo can run here too.
pub fn key(name: &str) -> Keypair {
    let seed = Sha256::new().chain_update(b"twist demo actor: ").chain_update(name).finalize();
    Keypair::new_from_array(seed.into())
}

/// The address of that key.
pub fn address(name: &str) -> Pubkey {
    key(name).pubkey()
}

impl Operators {
    /// A cluster that is as its file says.
    pub fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let localnet = localnet::start(&key("payer"));
        let chain = Rpc::connect(localnet.rpc_url()).unwrap();
        let mut operators = Self { localnet, directory, chain };
        operators.write_file();
        for name in ["payer", "authority", "guardian", "registrar", "treasury", "next"] {
            localnet::save(&key(name), name, operators.directory());
        }
        operators.run(&["release", "record"]);
        // The second time the attester set's delay is over.
        for _ in 0..2 {
            operators.run(&["apply", "--signer", &operators.key_file("authority"), "--yes"]);
            operators.advance(3 * DAY);
        }
        operators.run(&["drift"]);
        operators
    }

    /// Where the cluster's file (as `migrations/clusters/staging.toml`) and the keys (as `guardian.json`) are.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// JSON-RPC endpoint.
    pub fn url(&self) -> &str {
        self.localnet.rpc_url()
    }

    /// The file of a key.
    pub fn key_file(&self, name: &str) -> String {
        self.directory().join(format!("{name}.json")).to_str().unwrap().to_owned()
    }

    /// Runs `twist` on this cluster, the payer's key at hand where a command takes one.
    pub fn twist(&self, arguments: &[&str]) -> Run {
        let clusters = self.clusters();
        let mut all = arguments.to_vec();
        all.extend(["--cluster", CLUSTER, "--clusters", clusters.to_str().unwrap()]);
        let payer = self.key_file("payer");
        let looks = arguments.contains(&"show") || ["plan", "drift", "release"].contains(&arguments[0]);
        if !looks && !arguments.contains(&"--keypair") && !arguments.contains(&"--export") {
            all.extend(["--keypair", &payer]);
        }
        twist(&all)
    }

    /// The same, which must succeed; returns what it printed.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> String {
        let run = self.twist(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}{}", run.stdout, run.stderr);
        run.stdout
    }

    /// The chain's time, Unix seconds.
    pub fn now(&self) -> i64 {
        self.chain.now().unwrap()
    }

    /// Lets time pass.
    pub fn advance(&mut self, seconds: i64) {
        let moment = self.now() + seconds;
        self.chain.advance_to(moment).unwrap();
    }

    /// The chain.
    pub fn chain(&self) -> &Rpc {
        &self.chain
    }

    /// Sends instructions that the payer pays for, signed by the named keys.
    pub fn try_send(
        &mut self,
        instructions: Vec<Instruction>,
        signers: &[&Keypair],
    ) -> Result<Receipt, ChainError> {
        let payer = key("payer");
        let signers = signers.iter().map(|key| *key as &dyn Signer).collect();
        self.chain.send(&Submission { label: "test", instructions, payer: &payer, signers })
    }

    /// The same, which must succeed.
    #[track_caller]
    pub fn send(&mut self, instructions: Vec<Instruction>, signers: &[&Keypair]) {
        self.try_send(instructions, signers).unwrap();
    }

    /// A distribution that pays in TWIST, with 1,000 of them to draw from, and no epoch yet.
    pub fn distribution(&mut self, name: u8) -> Pubkey {
        let (mint, treasury) = (token::mint(), address("treasury"));
        let distribution = self.open_distribution(name, &mint);
        let funding = rewards::funding_vault(&distribution, &mint);
        let fund = spl::transfer(&spl::ata(&treasury, &mint), &funding, &treasury, 1_000 * TWIST);
        self.send(vec![fund], &[&key("treasury")]);
        distribution
    }

    /// One that pays in a mint whose issuer, the payer, can freeze its funding vault.
    pub fn freezable_distribution(&mut self, name: u8) -> Pubkey {
        let (payer, mint) = (address("payer"), Keypair::new());
        let id = mint.pubkey();
        let lamports = self.chain.minimum_balance(usize::try_from(MINT_BYTES).unwrap()).unwrap();
        let create = solana_system_interface::instruction::create_account(
            &payer, &id, lamports, MINT_BYTES, &SPL_TOKEN,
        );
        let initialize = initialize_mint2(&SPL_TOKEN, &id, &payer, Some(&payer), 9).unwrap();
        self.send(vec![create, initialize], &[&mint]);
        let distribution = self.open_distribution(name, &id);
        let funding = rewards::funding_vault(&distribution, &id);
        self.send(vec![mint_to(&SPL_TOKEN, &id, &funding, &payer, &[], 1_000 * TWIST).unwrap()], &[]);
        distribution
    }

    fn open_distribution(&mut self, name: u8, mint: &Pubkey) -> Pubkey {
        let (payer, authority, hash) = (address("payer"), key("authority"), [name; 32]);
        let set = rewards::attester_set(ATTESTER_SET);
        let create = rewards::create_emission_distribution(&payer, &authority.pubkey(), hash, mint, &set);
        self.send(vec![create], &[&authority]);
        // Nothing can be settled in the second in which it begins.
        self.advance(1);
        rewards::emission_distribution(&hash)
    }

    /// Freezes a distribution's funding vault.
    pub fn freeze(&mut self, distribution: &Pubkey) {
        let Distribution { funding_account, mint, .. } = self.state(distribution);
        let freeze = spl_token_interface::instruction::freeze_account(
            &SPL_TOKEN,
            &funding_account,
            &mint,
            &address("payer"),
            &[],
        );
        self.send(vec![freeze.unwrap()], &[]);
    }

    /// A distribution as it is on chain.
    pub fn state(&self, distribution: &Pubkey) -> Distribution {
        account::fetch(&self.chain, distribution).unwrap()
    }

    /// The attester set as it is on chain.
    pub fn set(&self) -> AttesterSet {
        account::fetch(&self.chain, &rewards::attester_set(ATTESTER_SET)).unwrap()
    }

    /// What attesters vote for when payees have earned `amounts` in all: the next epoch, settled up to now.
    pub fn proposal(&self, distribution: &Pubkey, amounts: &[u64]) -> Proposal {
        let leaves = (101..).zip(amounts).map(|(payee, amount)| ([payee; 32], *amount));
        let tree = Tree::build(distribution.as_array(), leaves).unwrap();
        let root = tree.root();
        Proposal {
            epoch: self.state(distribution).current.epoch + 1,
            root: root.hash,
            total: root.sum,
            leaf_count: tree.leaf_count(),
            depth: tree.depth(),
            settled_through: self.now(),
            data_hash: [7; 32],
            uri_hash: [8; 32],
        }
    }

    /// These attesters, from 1 on, vote for `proposal`.
    pub fn vote(&mut self, attesters: &[u8], distribution: &Pubkey, proposal: Proposal) {
        for n in attesters {
            let attester = key(&format!("attester {n}"));
            let vote = rewards::vote_epoch(&attester.pubkey(), &self.state(distribution), proposal);
            self.send(vec![vote], &[&attester]);
        }
    }

    /// Two attesters agree that payees have earned `amounts` in all: the challenge window opens.
    pub fn agree(&mut self, distribution: &Pubkey, amounts: &[u64]) {
        let proposal = self.proposal(distribution, amounts);
        self.vote(&[1, 2], distribution, proposal);
    }

    /// The local cluster's file, under another name and with this chain's URL.
    fn write_file(&self) {
        let localnet = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/clusters/localnet.toml");
        let text = fs::read_to_string(localnet).unwrap();
        let changed = text
            .replace("name = \"localnet\"", &format!("name = \"{CLUSTER}\""))
            .replace("http://127.0.0.1:8899", self.url());
        fs::create_dir_all(self.clusters()).unwrap();
        fs::write(self.file(), changed).unwrap();
    }

    fn clusters(&self) -> PathBuf {
        self.directory().join("migrations/clusters")
    }

    /// The cluster's file.
    pub fn file(&self) -> PathBuf {
        self.clusters().join(format!("{CLUSTER}.toml"))
    }
}
