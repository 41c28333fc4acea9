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
    chain::{Chain, Receipt, Submission},
    programs::{
        twist_campaign_registry::{accounts::RegistryConfig, types as registry_types},
        twist_rewards::{
            accounts::{AttesterSet, RewardsConfig},
            types::AttesterTermsArg,
        },
        twist_token::{
            accounts::TokenConfig,
            types::{InitializeArgs, SplitArg, StepArg},
        },
    },
    registry, rewards, spl, staking, token,
};

use super::{meter::Meter, staking::Flows};
use crate::{
    amount::{BASE_UNITS, LAMPORTS, Twist},
    cast::Cast,
    cluster::{Beneficiary, Cluster},
    output::Reporter,
    season::Season,
};

/// The attester set that the demo uses.
const ATTESTER_SET: u32 = 1;
/// What the payer has at least when the demo starts, SOL.
const PAYER_SOL: u64 = 100;

/// A chain, who acts on it, and what it cost so far.
pub struct Stage<'a> {
    chain: &'a mut dyn Chain,
    /// Who acts.
    pub cast: &'a Cast,
    /// The desired state.
    pub cluster: &'a Cluster,
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
        chain: &'a mut dyn Chain,
        cast: &'a Cast,
        cluster: &'a Cluster,
        reporter: &'a Reporter,
    ) -> Self {
        Self { chain, cast, cluster, reporter, meter: Meter::default(), flows: Flows::of(cast) }
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

    /// Does everything that comes before a campaign.
    pub fn set_up(&mut self) -> Result<()> {
        self.fund_payer()?;
        self.initialize_token()?;
        self.initialize_registry()?;
        self.initialize_rewards()?;
        super::staking::initialize(self)?;
        self.emit()?;
        self.install_attesters()
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

    fn initialize_token(&mut self) -> Result<()> {
        if self.exists(&token::config())? {
            let config: TokenConfig = account::fetch(self.chain, &token::config())?;
            return self.is_ours("token", &config.authority.current);
        }
        let now = self.chain.now()?;
        let cast = self.cast;
        let state = &self.cluster.token;
        let (steps, splits) = (state.steps.iter(), state.splits.iter());
        let args = InitializeArgs {
            authority: cast.authority.pubkey(),
            guardian: cast.guardian.pubkey(),
            max_supply: state.max_supply * BASE_UNITS,
            genesis_allocation: state.genesis_allocation * BASE_UNITS,
            emission_genesis: now,
            period_seconds: state.period_seconds,
            steps: steps
                .map(|step| StepArg {
                    from_period: step.from_period,
                    per_period: step.per_period * BASE_UNITS,
                })
                .collect(),
            splits: splits
                .map(|split| SplitArg { beneficiary: self.beneficiary(split.beneficiary), bps: split.bps })
                .collect(),
        };
        let payer = cast.payer.pubkey();
        let initialize = token::initialize(&payer, &payer, &cast.treasury.pubkey(), args);
        self.send("token::initialize", vec![initialize], &[])?;
        self.reporter.note(&format!(
            "TWIST is {}: at most {} ever",
            token::mint(),
            Twist(state.max_supply * BASE_UNITS)
        ));
        Ok(())
    }

    fn beneficiary(&self, named: Beneficiary) -> Pubkey {
        match named {
            Beneficiary::Treasury => self.cast.treasury.pubkey(),
            Beneficiary::GlobalPool => staking::global_pool(),
        }
    }

    fn initialize_registry(&mut self) -> Result<()> {
        let cast = self.cast;
        let (payer, authority) = (cast.payer.pubkey(), cast.authority.pubkey());
        if self.exists(&registry::config())? {
            let config: RegistryConfig = account::fetch(self.chain, &registry::config())?;
            self.is_ours("campaign registry", &config.authority.current)?;
            return self.allow_twist();
        }
        let args = registry_types::InitializeArgs {
            authority,
            guardian: cast.guardian.pubkey(),
            registrar: cast.registrar.pubkey(),
            fee_bps: self.cluster.registry.fee_bps,
            refund_grace_seconds: self.cluster.registry.refund_grace_days * DAY_SECONDS,
        };
        self.send("campaign_registry::initialize", vec![registry::initialize(&payer, &payer, args)], &[])?;
        self.allow_twist()
    }

    fn allow_twist(&mut self) -> Result<()> {
        if self.exists(&registry::mint_rule(&token::mint()))? {
            return Ok(());
        }
        let (payer, authority) = (self.cast.payer.pubkey(), self.cast.authority.pubkey());
        let rule = registry_types::MintRuleArgs {
            min_budget: self.cluster.registry.min_budget * BASE_UNITS,
            enabled: true,
            freeze_authority: None,
        };
        let allow = registry::allow_mint(&payer, &authority, &token::mint(), rule);
        self.send("campaign_registry::allow_mint", vec![allow], &[&self.cast.authority])?;
        Ok(())
    }

    fn initialize_rewards(&mut self) -> Result<()> {
        let cast = self.cast;
        let (payer, authority) = (cast.payer.pubkey(), cast.authority.pubkey());
        if self.exists(&rewards::config())? {
            let config: RewardsConfig = account::fetch(self.chain, &rewards::config())?;
            return self.is_ours("rewards", &config.authority.current);
        }
        let initialize = rewards::initialize(&payer, &payer, &authority, &cast.guardian.pubkey());
        self.send("rewards::initialize", vec![initialize], &[])?;
        Ok(())
    }

    /// Refuses a chain on which somebody else is in charge of a program.
    pub fn is_ours(&self, program: &str, authority: &Pubkey) -> Result<()> {
        let ours = self.cast.authority.pubkey();
        if *authority != ours {
            bail!(
                "the {program} program on this chain belongs to {authority}, not to the demo ({ours}): the demo only runs on a \
                 chain of its own; start a fresh `twist localnet` and use its URL"
            );
        }
        Ok(())
    }

    /// Emits what is due and pays everyone who shares in it, waiting for the first period if need be.
    fn emit(&mut self) -> Result<()> {
        let config: TokenConfig = account::fetch(self.chain, &token::config())?;
        let schedule = &config.emission;
        let next = schedule.genesis + (i64::from(schedule.next_period) + 1) * schedule.period_seconds;
        self.advance_to(next)?;
        let payer = self.cast.payer.pubkey();
        let splits = token::active_splits(&config);
        let authorities = splits.iter().map(|split| token::split_authority(&split.beneficiary));
        let mut emit: Vec<_> =
            authorities.map(|authority| spl::create_ata(&payer, &authority, &token::mint())).collect();
        emit.push(token::emit(&config));
        self.send("token::emit", emit, &[])?;
        let withdraw = splits.iter().map(|split| token::withdraw_split(&split.beneficiary, None)).collect();
        self.send("token::withdraw_split", withdraw, &[])?;
        Ok(())
    }

    fn install_attesters(&mut self) -> Result<()> {
        let set = self.attester_set();
        let found: Option<AttesterSet> = account::fetch_optional(self.chain, &set)?;
        if found.is_some_and(|found| found.set_version > 0) {
            return Ok(());
        }
        let cast = self.cast;
        let (payer, authority) = (cast.payer.pubkey(), cast.authority.pubkey());
        let state = &self.cluster.attesters;
        let terms = AttesterTermsArg {
            members: cast.attesters.iter().map(Signer::pubkey).collect(),
            threshold: state.threshold,
            challenge_window: state.challenge_window_hours * 3_600,
            max_value_at_risk: state.max_value_at_risk * BASE_UNITS,
        };
        if found.is_none() {
            let create = rewards::create_attester_set(&payer, &authority, ATTESTER_SET);
            self.send("rewards::create_attester_set", vec![create], &[&cast.authority])?;
        }
        let propose = rewards::propose_attester_set(&authority, &set, terms);
        self.send("rewards::propose_attester_set", vec![propose], &[&cast.authority])?;
        let proposed: AttesterSet = account::fetch(self.chain, &set)?;
        self.advance_to(proposed.proposed_at)?;
        self.send("rewards::execute_attester_set", vec![rewards::execute_attester_set(&set)], &[])?;
        self.reporter.note(&format!("{} attesters, {} must agree", state.count, state.threshold));
        Ok(())
    }
}
