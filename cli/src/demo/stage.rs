//! Brings a chain to the cluster's desired state: programs initialized, TWIST emitted, roles registered, attesters in force.
//!
//! Every step looks first whether it is done already, so that the demo can run again on the same chain, also after one that was
//! interrupted.

use anyhow::{Result, bail};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_attention::rules::DAY_SECONDS;
use twist_client::{
    account,
    artifacts::{Artifacts, Program},
    chain::{Chain, Receipt, Scan, Submission},
    programs::{
        twist_campaign_registry::accounts::RegistryConfig, twist_rewards::accounts::RewardsConfig,
        twist_staking::accounts::StakingConfig, twist_token::accounts::TokenConfig,
    },
    registry, rewards, staking, token,
};
use twist_release::{
    apply::{Keyring, Releases, Unobserved, take},
    desired::Resolved,
    loader,
    plan::{Next, next, plan},
};

use super::{meter::Meter, scenario::Scenario, staking::Flows};
use crate::{
    amount::{LAMPORTS, Twist},
    cast::Cast,
    output::Reporter,
    season::Season,
};

/// The attester set that the demo uses.
const ATTESTER_SET: u32 = 1;
/// What the payer has at least when the demo starts, SOL.
const PAYER_SOL: u64 = 100;

/// A chain, who acts on it, and what it cost so far.
pub struct Stage<'a> {
    chain: &'a mut dyn Scan,
    /// Who acts.
    pub cast: &'a Cast,
    /// What happens.
    pub scenario: &'a Scenario,
    /// Tells the person at the terminal.
    pub reporter: &'a Reporter,
    /// What it cost.
    pub meter: Meter,
    /// What was staked, and what went through pools.
    pub flows: Flows,
}

impl<'a> Stage<'a> {
    /// An untouched stage.
    pub fn new(
        chain: &'a mut dyn Scan,
        cast: &'a Cast,
        scenario: &'a Scenario,
        reporter: &'a Reporter,
    ) -> Self {
        Self { chain, cast, scenario, reporter, meter: Meter::default(), flows: Flows::of(cast) }
    }

    /// The chain, to read from.
    pub fn chain(&self) -> &dyn Chain {
        self.chain
    }

    /// Waits until the chain's clock shows `time`.
    pub fn advance_to(&mut self, time: i64) -> Result<()> {
        Ok(self.chain.advance_to(time)?)
    }

    /// Sends one transaction, paid by the payer and signed by `signers` too.
    pub fn send(
        &mut self,
        label: &'static str,
        instructions: Vec<Instruction>,
        signers: &[&dyn Signer],
    ) -> Result<Receipt> {
        let submission =
            Submission { label, instructions, payer: &self.cast.payer, signers: signers.to_vec() };
        let receipt = self.chain.send(&submission)?;
        self.record(&receipt)?;
        Ok(receipt)
    }

    /// Sends many transactions that do not depend on one another, with a progress bar.
    pub fn send_all(&mut self, label: &'static str, batch: &[Submission<'_>]) -> Result<Vec<Receipt>> {
        let bar = self.reporter.count(label, batch.len() as u64);
        let receipts = self.chain.send_all(batch, &mut |done| bar.set_position(done))?;
        bar.finish_and_clear();
        receipts.iter().try_for_each(|receipt| self.record(receipt))?;
        Ok(receipts)
    }

    fn record(&mut self, receipt: &Receipt) -> Result<()> {
        self.meter.record(receipt);
        self.flows.record(receipt)
    }

    /// Whether there is an account at `address`.
    pub fn exists(&self, address: &Pubkey) -> Result<bool> {
        Ok(self.chain.account(address)?.is_some())
    }

    /// When the season begins: on the day the log says if the chain's clock has not passed it, else on the chain's next day.
    pub fn first_day(&self, season: &Season) -> Result<i64> {
        let now = self.chain.now()?;
        let logged = season.first_day().unwrap_or(now);
        let next_day = (now.div_euclid(DAY_SECONDS) + 1) * DAY_SECONDS;
        Ok(if logged >= now { logged } else { next_day })
    }

    /// Does everything that comes before a campaign: brings the chain to the local cluster's desired state, and emits.
    pub fn set_up(&mut self) -> Result<()> {
        self.fund_payer()?;
        self.can_be_upgraded_by_us()?;
        self.is_ours()?;
        let desired = self.scenario.desired.clone();
        let artifacts = Artifacts::load()?;
        // What the plan does not wait for; then the first emission; then what had to wait.
        self.converge(&desired, &artifacts, false)?;
        self.emit()?;
        self.converge(&desired, &artifacts, true)?;
        self.reporter.note(&format!(
            "TWIST is {}: at most {} ever; {} attesters",
            token::mint(),
            Twist(desired.max_supply),
            self.scenario.attesters()
        ));
        Ok(())
    }

    /// Takes the steps of the plan, planning anew after each, until none is left, or only such as must wait.
    fn converge(&mut self, desired: &Resolved, artifacts: &Artifacts, wait: bool) -> Result<()> {
        let desired = desired.clone().by(self.cast.payer.pubkey()).with_local_builds(artifacts);
        let releases = Releases::new(artifacts, &desired);
        let cast = self.cast;
        let keyring =
            Keyring { payer: &cast.payer, others: vec![&cast.authority, &cast.guardian, &cast.registrar] };
        loop {
            let steps = plan(self.chain, &desired, &cast.payer.pubkey())?;
            let now = self.chain.now()?;
            let step = match next(steps.iter(), now) {
                Next::Take(step) => step,
                Next::Wait(time) if wait => {
                    self.advance_to(time)?;
                    continue;
                }
                Next::Wait(_) | Next::Nothing => return Ok(()),
            };
            for receipt in take(self.chain, step, &keyring, &releases, &mut Unobserved)? {
                self.record(&receipt)?;
            }
        }
    }

    /// The attester set's address.
    pub fn attester_set(&self) -> Pubkey {
        rewards::attester_set(ATTESTER_SET)
    }

    fn fund_payer(&mut self) -> Result<()> {
        let payer = self.cast.payer.pubkey();
        let balance = self.chain.account(&payer)?.map_or(0, |account| account.lamports);
        if balance < PAYER_SOL * LAMPORTS {
            self.chain.airdrop(&payer, PAYER_SOL * LAMPORTS)?;
        }
        Ok(())
    }

    /// Refuses a chain on which the payer could not initialize the programs.
    fn can_be_upgraded_by_us(&self) -> Result<()> {
        let payer = self.cast.payer.pubkey();
        for program in Program::ALL {
            let found = loader::deployed(self.chain, &program.id())?;
            let authority = found.and_then(|found| found.upgrade_authority);
            if authority != Some(payer) {
                bail!(
                    "{} on this chain can be upgraded by {}, not by {payer}: name the key that `twist localnet` was started with, \
                     with --keypair",
                    program.name(),
                    authority.map_or_else(|| "nobody".to_owned(), |key| key.to_string())
                );
            }
        }
        Ok(())
    }

    /// Refuses a chain on which somebody else is in charge of a program.
    fn is_ours(&self) -> Result<()> {
        let ours = self.cast.authority.pubkey();
        let chain: &dyn Chain = self.chain;
        let token: Option<TokenConfig> = account::fetch_optional(chain, &token::config())?;
        let registry: Option<RegistryConfig> = account::fetch_optional(chain, &registry::config())?;
        let rewards: Option<RewardsConfig> = account::fetch_optional(chain, &rewards::config())?;
        let staking: Option<StakingConfig> = account::fetch_optional(chain, &staking::config())?;
        let found = [
            ("token", token.map(|config| config.authority.current)),
            ("campaign registry", registry.map(|config| config.authority.current)),
            ("rewards", rewards.map(|config| config.authority.current)),
            ("staking", staking.map(|config| config.authority.current)),
        ];
        for (program, authority) in found {
            if let Some(authority) = authority.filter(|authority| *authority != ours) {
                bail!(
                    "the {program} program on this chain belongs to {authority}, not to the demo ({ours}): the demo only runs on \
                     a chain of its own; start a fresh `twist localnet` and use its URL"
                );
            }
        }
        Ok(())
    }

    /// Emits what is due and pays everyone who shares in it, waiting for the first period if need be.
    fn emit(&mut self) -> Result<()> {
        let config: TokenConfig = account::fetch(self.chain, &token::config())?;
        let schedule = &config.emission;
        let next = schedule.genesis + (i64::from(schedule.next_period) + 1) * schedule.period_seconds;
        self.advance_to(next)?;
        let splits = token::active_splits(&config);
        self.send("token::emit", vec![token::emit(&config)], &[])?;
        let withdraw = splits.iter().map(|split| token::withdraw_split(&split.beneficiary, None)).collect();
        self.send("token::withdraw_split", withdraw, &[])?;
        Ok(())
    }
}
