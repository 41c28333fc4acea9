//! `twist smoke`: walks the critical path on any cluster, with a key of its own and within a limit, and says PASS or FAIL.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::{
    account,
    chain::{Chain, Receipt, Submission},
    error::explain,
    programs::{
        twist_campaign_registry::accounts::RegistryConfig,
        twist_rewards::accounts::RewardsConfig,
        twist_staking::{
            accounts::{Pool, Position, StakingConfig},
            types::StakeArgs,
        },
        twist_token::accounts::TokenConfig,
    },
    registry, rewards, spl, staking, token,
};
use twist_release::{desired::Resolved, loader};

use super::{keys::Keys, target::Target};
use crate::{
    amount::{BASE_UNITS, LAMPORTS},
    args::SmokeArgs,
    output::Reporter,
};

/// What is staked and taken back: enough for a stream to flow to.
const STAKE: u64 = BASE_UNITS;

/// Runs every check that can be run with this key, and fails if one does.
pub fn smoke(args: &SmokeArgs, reporter: &Reporter) -> Result<ExitCode> {
    let target = Target::load(&args.target, None)?;
    let keys = Keys::read(&target.name, args.keypair.as_ref(), &[])?;
    let mut chain = target.connect()?;
    let passed = run(&mut chain, &target.desired, keys.payer(), args.spend_limit, reporter)?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The same on a chain at hand. Whether everything passed.
pub fn run(
    chain: &mut dyn Chain,
    desired: &Resolved,
    payer: &Keypair,
    spend_limit: f64,
    reporter: &Reporter,
) -> Result<bool> {
    let limit = (spend_limit * LAMPORTS as f64).round() as u64;
    let start = lamports(chain, &payer.pubkey())?;
    let mut smoke = Smoke { chain, payer, floor: start.saturating_sub(limit), reporter, failed: 0 };
    smoke.programs(desired)?;
    smoke.configs(desired)?;
    smoke.emission()?;
    smoke.global_pool()?;
    smoke.stake()?;
    let spent = start.saturating_sub(lamports(smoke.chain, &payer.pubkey())?);
    let failed = smoke.failed;
    reporter.result(&format!(
        "{} ({failed} failed, {:.6} SOL spent)\n",
        if failed == 0 { "PASS smoke" } else { "FAIL smoke" },
        spent as f64 / LAMPORTS as f64
    ))?;
    Ok(failed == 0)
}

struct Smoke<'a> {
    chain: &'a mut dyn Chain,
    payer: &'a Keypair,
    /// What the payer must not fall below, lamports.
    floor: u64,
    reporter: &'a Reporter,
    failed: u32,
}

impl Smoke<'_> {
    /// One line of the result.
    fn judge(&mut self, passed: bool, what: &str) -> Result<()> {
        self.failed += u32::from(!passed);
        self.reporter.result(&format!("{} {what}\n", if passed { "PASS" } else { "FAIL" }))
    }

    fn skip(&self, what: &str) -> Result<()> {
        self.reporter.result(&format!("SKIP {what}\n"))
    }

    /// Sends, unless the payer would not be left with enough whatever this costs.
    fn send(&mut self, label: &'static str, instructions: Vec<Instruction>) -> Result<Receipt> {
        /// More than any transaction here takes, rent included.
        const DEAREST: u64 = LAMPORTS / 100;
        let have = lamports(self.chain, &self.payer.pubkey())?;
        if have < self.floor.saturating_add(DEAREST) {
            bail!(
                "{label} was not sent: the payer would spend more than the limit; raise --spend-limit or give the payer more SOL"
            );
        }
        let submission = Submission { label, instructions, payer: self.payer, signers: Vec::new() };
        self.chain.send(&submission).map_err(|error| match explain(&error) {
            Some(said) => anyhow::anyhow!("{label}: {said}"),
            None => error.into(),
        })
    }

    /// Sends and judges by whether it succeeded.
    fn attempt(&mut self, label: &'static str, instructions: Vec<Instruction>) -> Result<bool> {
        match self.send(label, instructions) {
            Ok(receipt) => {
                self.judge(true, &format!("{label} ({} compute units)", receipt.compute_units))?;
                Ok(true)
            }
            Err(error) => {
                self.judge(false, &format!("{label}: {error:#}"))?;
                Ok(false)
            }
        }
    }

    /// The recorded builds run, under the right authority.
    fn programs(&mut self, desired: &Resolved) -> Result<()> {
        for (program, wanted) in &desired.programs {
            let name = program.name();
            let found = loader::deployed(self.chain, &program.id())?;
            let runs = found.as_ref().map(|found| found.sha256) == *wanted && wanted.is_some();
            self.judge(runs, &format!("{name} runs the recorded build"))?;
            let ours = found.is_some_and(|found| found.upgrade_authority == Some(desired.upgrade_authority));
            self.judge(ours, &format!("{name} can be upgraded by {} alone", desired.upgrade_authority))?;
        }
        Ok(())
    }

    /// Every config is there and in the right hands.
    fn configs(&mut self, desired: &Resolved) -> Result<()> {
        let token = account::fetch::<TokenConfig>(self.chain, &token::config())
            .map(|config| (config.authority.current, config.guardian));
        let registry = account::fetch::<RegistryConfig>(self.chain, &registry::config())
            .map(|config| (config.authority.current, config.guardian));
        let rewards = account::fetch::<RewardsConfig>(self.chain, &rewards::config())
            .map(|config| (config.authority.current, config.guardian));
        let staking = account::fetch::<StakingConfig>(self.chain, &staking::config())
            .map(|config| (config.authority.current, config.guardian));
        for (name, found) in
            [("token", token), ("registry", registry), ("rewards", rewards), ("staking", staking)]
        {
            let right = found.as_ref().is_ok_and(|found| *found == (desired.authority, desired.guardian));
            let why = found.err().map_or_else(String::new, |error| format!(": {error}"));
            self.judge(right, &format!("{name} answers to its authority and guardian{why}"))?;
        }
        Ok(())
    }

    /// What is due can be emitted, by anyone.
    fn emission(&mut self) -> Result<()> {
        let config: TokenConfig = account::fetch(self.chain, &token::config())?;
        let schedule = &config.emission;
        let due = schedule
            .genesis
            .saturating_add((i64::from(schedule.next_period) + 1).saturating_mul(schedule.period_seconds));
        if config.paused != 0 {
            return self.skip("token::emit: the token is paused");
        }
        if self.chain.now()? < due {
            return self.skip("token::emit: no period has ended since the last time");
        }
        self.attempt("token::emit", vec![token::emit(&config)])?;
        Ok(())
    }

    /// The stakers' part of the emission reaches the global pool, by anyone.
    fn global_pool(&mut self) -> Result<()> {
        let address = staking::global_pool();
        let vault = self.chain.account(&token::split_vault(&address))?;
        let waiting = vault.map(|vault| spl::token_balance(&vault)).transpose()?.unwrap_or(0);
        if waiting > 0 {
            self.attempt("token::withdraw_split", vec![token::withdraw_split(&address, None)])?;
        } else {
            self.skip("token::withdraw_split: nothing waits for the global pool")?;
        }
        let pool: Pool = account::fetch(self.chain, &address)?;
        self.attempt("staking::sync", vec![staking::sync(&pool)])?;
        Ok(())
    }

    /// A stake goes in and comes out, less exactly the penalty that was announced.
    fn stake(&mut self) -> Result<()> {
        let owner = self.payer.pubkey();
        let before = self.twist()?;
        let config: StakingConfig = account::fetch(self.chain, &staking::config())?;
        if config.paused != 0 {
            return self.skip("staking::stake: deposits are paused");
        }
        if before < STAKE {
            return self.skip("staking::stake: the payer holds less than 1 TWIST to stake and take back");
        }
        let address = staking::global_pool();
        let pool: Pool = account::fetch(self.chain, &address)?;
        let terms = staking::offered(&config).first().copied().context("no tier is on offer")?;
        let taken = staking::positions_of(self.chain, &address, &owner)?;
        let nonce = staking::next_nonce(&taken);
        let args = StakeArgs { nonce, amount: STAKE, terms: terms.into() };
        if !self.attempt("staking::stake", vec![staking::stake(&owner, &owner, &pool, args)])? {
            return Ok(());
        }
        let position: Position = account::fetch(self.chain, &staking::position(&address, &owner, nonce))?;
        let now = self.chain.now()?;
        let exit = staking::early_exit_at(&position, now).context("a new position is not locked")?;
        let mut leave = vec![staking::exit_early(&pool, &position, None)];
        if staking::pending_rewards(&pool, &position, now) == 0 {
            leave.push(staking::close_position(&position));
        }
        if self.attempt("staking::exit_early", leave)? {
            let after = self.twist()?;
            self.judge(
                after == before - exit.penalty,
                "the stake came back, less exactly the announced penalty",
            )?;
        }
        Ok(())
    }

    /// What the payer holds, base units of TWIST.
    fn twist(&self) -> Result<u64> {
        let account = self.chain.account(&spl::ata(&self.payer.pubkey(), &token::mint()))?;
        Ok(account.map(|account| spl::token_balance(&account)).transpose()?.unwrap_or(0))
    }
}

fn lamports(chain: &dyn Chain, key: &Pubkey) -> Result<u64> {
    Ok(chain.account(key)?.map_or(0, |account| account.lamports))
}
