//! A localnet with TWIST and staking, and two people on it.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tempfile::TempDir;
use twist_client::{
    account,
    chain::{Chain, Rpc, Submission},
    programs::{
        twist_staking::{
            accounts::{Pool, Position},
            types::{InitializeArgs, TermsArg},
        },
        twist_token::types as token_types,
    },
    spl, staking, token,
};
use twist_localnet::Localnet;

use crate::{
    common::{Run, twist},
    localnet,
};

/// Base units in one TWIST.
pub const TWIST: u64 = 1_000_000_000;
/// One day, seconds.
pub const DAY: i64 = 86_400;
const SOL: u64 = 1_000_000_000;

/// Who has a key here.
pub struct Person {
    /// Signs.
    pub key: Keypair,
    /// The same in a file.
    pub file: String,
}

impl Person {
    /// Their wallet.
    pub fn wallet(&self) -> Pubkey {
        self.key.pubkey()
    }
}

/// A chain and the people on it.
pub struct World {
    localnet: Localnet,
    _directory: TempDir,
    chain: Rpc,
    payer: Keypair,
    /// Has 1,000 TWIST.
    pub alice: Person,
    /// Has none, and creates pools.
    pub bob: Person,
}

impl World {
    /// A chain on which the global pool has nothing and nobody in it. Locks of 30 days at 1.1 and 90 days at 1.25.
    pub fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let payer = Keypair::new();
        let localnet = localnet::start(&payer);
        let person = |name| {
            let key = Keypair::new();
            Person { file: localnet::save(&key, name, directory.path()), key }
        };
        let (alice, bob) = (person("alice"), person("bob"));
        let chain = Rpc::connect(localnet.rpc_url()).unwrap();
        let mut world = Self { localnet, _directory: directory, chain, payer, alice, bob };
        world.initialize();
        for wallet in [world.alice.wallet(), world.bob.wallet()] {
            world.chain.airdrop(&wallet, SOL).unwrap();
        }
        world.give(&world.alice.wallet(), 1_000 * TWIST);
        world
    }

    fn initialize(&mut self) {
        let payer = self.payer.pubkey();
        let terms = |days: i64, multiplier_bps| TermsArg {
            lock_seconds: days * DAY,
            cooldown_seconds: 7 * DAY,
            multiplier_bps,
            penalty_bps: 1_000,
        };
        let token_args = token_types::InitializeArgs {
            authority: payer,
            guardian: payer,
            max_supply: 1_000_000 * TWIST,
            genesis_allocation: 100_000 * TWIST,
            emission_genesis: self.now(),
            period_seconds: DAY,
            steps: vec![
                token_types::StepArg { from_period: 0, per_period: TWIST },
                token_types::StepArg { from_period: 1, per_period: 0 },
            ],
            splits: vec![token_types::SplitArg { beneficiary: payer, bps: 10_000 }],
        };
        let staking_args = InitializeArgs {
            authority: payer,
            guardian: payer,
            tiers: vec![terms(30, 11_000), terms(90, 12_500)],
        };
        self.run(token::initialize(&payer, &payer, &payer, token_args));
        self.run(staking::initialize(&payer, &payer, staking_args));
    }

    /// Runs an instruction that the payer signs, who is in charge of all programs and holds the genesis allocation.
    pub fn run(&mut self, instruction: Instruction) {
        self.chain.send(&Submission::new("test", instruction, &self.payer)).unwrap();
    }

    /// Runs instructions that `signer` signs too.
    pub fn run_signed(&mut self, instructions: Vec<Instruction>, signer: &Keypair) {
        let submission =
            Submission { label: "test", instructions, payer: &self.payer, signers: vec![signer] };
        self.chain.send(&submission).unwrap();
    }

    /// Lamports that exempt so many bytes from rent.
    pub fn rent(&self, bytes: u64) -> u64 {
        self.chain.minimum_balance(usize::try_from(bytes).unwrap()).unwrap()
    }

    /// Sends base units of TWIST to `wallet`'s token account.
    pub fn give(&mut self, wallet: &Pubkey, amount: u64) {
        let (payer, mint) = (self.payer.pubkey(), token::mint());
        self.run(spl::create_ata(&payer, wallet, &mint));
        self.run(spl::transfer(&spl::ata(&payer, &mint), &spl::ata(wallet, &mint), &payer, amount));
    }

    /// Who is in charge.
    pub fn authority(&self) -> Pubkey {
        self.payer.pubkey()
    }

    /// The chain's time.
    pub fn now(&self) -> i64 {
        self.chain.now().unwrap()
    }

    /// Lets time pass until `moment`.
    pub fn advance_to(&mut self, moment: i64) {
        self.chain.advance_to(moment).unwrap();
    }

    /// What a wallet holds, base units of TWIST.
    pub fn balance(&self, wallet: &Pubkey) -> u64 {
        let account = self.chain.account(&spl::ata(wallet, &token::mint())).unwrap();
        account.map_or(0, |account| spl::token_balance(&account).unwrap())
    }

    /// How much TWIST there is.
    pub fn supply(&self) -> u64 {
        spl::supply(&self.chain.account(&token::mint()).unwrap().unwrap()).unwrap()
    }

    /// A pool as the chain has it.
    pub fn pool(&self, address: &Pubkey) -> Pool {
        account::fetch(&self.chain, address).unwrap()
    }

    /// Alice's position in the global pool as the chain has it.
    pub fn position(&self, nonce: u32) -> Option<Position> {
        let address = staking::position(&staking::global_pool(), &self.alice.wallet(), nonce);
        account::fetch_optional(&self.chain, &address).unwrap()
    }

    /// Runs `twist` on this chain.
    pub fn twist(&self, arguments: &[&str]) -> Run {
        twist(&self.on_chain(arguments))
    }

    /// Runs `twist` on this chain as `person`, without a terminal.
    pub fn as_person(&self, person: &Person, arguments: &[&str]) -> Run {
        let signed = [arguments, &["--keypair", &person.file]].concat();
        self.twist(&signed)
    }

    /// What `twist … --yes --json` says as alice.
    pub fn alice_does(&self, arguments: &[&str]) -> Value {
        self.as_person(&self.alice, &[arguments, &["--yes", "--json"]].concat()).json()
    }

    /// Why alice's `twist … --yes` is refused.
    pub fn alice_is_refused(&self, arguments: &[&str]) -> String {
        self.as_person(&self.alice, &[arguments, &["--yes"]].concat()).refusal().to_owned()
    }

    /// Runs `twist` as alice at a terminal, where `answer` is typed. A terminal shows stdout and stderr alike.
    #[cfg(target_os = "linux")]
    pub fn alice_answers(&self, answer: &str, arguments: &[&str]) -> Run {
        let arguments = self.on_chain(arguments).join(" ");
        let command = format!("{} {arguments} --keypair {}", env!("CARGO_BIN_EXE_twist"), self.alice.file);
        // `script` runs a command at a terminal of its own.
        let mut script = Command::new("script")
            .args(["--quiet", "--return", "--command", &command, "/dev/null"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        script.stdin.take().unwrap().write_all(format!("{answer}\n").as_bytes()).unwrap();
        let Output { status, stdout, stderr } = script.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { code: status.code().unwrap(), stdout: text(stdout), stderr: text(stderr) }
    }

    fn on_chain<'a>(&'a self, arguments: &[&'a str]) -> Vec<&'a str> {
        [arguments, &["--url", self.localnet.rpc_url()]].concat()
    }
}
