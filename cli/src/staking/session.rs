//! A chain, the key that signs on it, and the person who has to agree.

use std::process::ExitCode;

use anyhow::{Context, Result};
use serde::Serialize;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::{
    account,
    chain::{Chain, ChainError, Receipt, Rpc, Submission},
    event::{self, Event, StakingEvent},
    programs::twist_staking::accounts::StakingConfig,
    spl, staking,
};

use super::preview::Preview;
use crate::{args::SignArgs, keypair_file, output::Reporter};

/// What one command that changes something works with.
pub struct Session<'a> {
    chain: Rpc,
    args: &'a SignArgs,
    signer: Keypair,
    reporter: &'a Reporter,
    /// The chain's time when the command began, Unix seconds: everything in a preview is as of then.
    pub now: i64,
}

impl<'a> Session<'a> {
    /// Reads the key and connects.
    pub fn open(args: &'a SignArgs, reporter: &'a Reporter) -> Result<Self> {
        let signer = keypair_file::read(Some(&args.keypair))?.context("no key file was named")?;
        let chain = Rpc::connect(&args.chain.url)?;
        let now = chain.now()?;
        Ok(Self { chain, args, signer, reporter, now })
    }

    /// The chain, to read from.
    pub fn chain(&self) -> &dyn Chain {
        &self.chain
    }

    /// Whose positions and tokens this is about.
    pub fn owner(&self) -> Pubkey {
        self.signer.pubkey()
    }

    /// What is on offer.
    pub fn config(&self) -> Result<StakingConfig> {
        Ok(account::fetch(&self.chain, &staking::config())?)
    }

    /// What the owner's associated token account for `mint` holds, base units; `None` if there is no such account.
    pub fn balance(&self, mint: &Pubkey) -> Result<Option<u64>> {
        let address = spl::ata(&self.owner(), mint);
        let account = self.chain.account(&address)?;
        let balance = account.map(|account| spl::token_balance(&account)).transpose();
        balance.with_context(|| format!("the token account {address} cannot be read"))
    }

    /// Creates the owner's associated token account for `mint`, if it is missing.
    pub fn missing_account(&self, mint: &Pubkey) -> Result<Option<Instruction>> {
        let missing = self.balance(mint)?.is_none();
        Ok(missing.then(|| spl::create_ata(&self.owner(), &self.owner(), mint)))
    }

    /// Shows who signs and where, and returns once the person has agreed.
    pub fn confirm(&self, mut preview: Preview) -> Result<()> {
        preview.row("signed by", self.owner().to_string()).row("on the chain at", &self.args.chain.url);
        preview.confirm(self.args.yes, self.reporter)
    }

    /// Sends one transaction, which the owner signs and pays.
    pub fn send(
        &mut self,
        label: &'static str,
        instructions: Vec<Instruction>,
    ) -> Result<Receipt, ChainError> {
        let submission = Submission { label, instructions, payer: &self.signer, signers: Vec::new() };
        self.chain.send(&submission)
    }

    /// Sends transactions that do not depend on one another, with a progress bar.
    pub fn send_all(
        &mut self,
        label: &'static str,
        transactions: Vec<Vec<Instruction>>,
    ) -> Result<Vec<Receipt>, ChainError> {
        let signer = &self.signer;
        let submission =
            |instructions| Submission { label, instructions, payer: signer, signers: Vec::new() };
        let batch: Vec<_> = transactions.into_iter().map(submission).collect();
        let bar = self.reporter.count("Sending", batch.len() as u64);
        let receipts = self.chain.send_all(&batch, &mut |done| bar.set_position(done));
        bar.finish_and_clear();
        receipts
    }

    /// Something that the person should act on.
    pub fn warn(&self, text: &str) {
        self.reporter.warn(text);
    }

    /// Ends the command: one JSON object or text, on stdout.
    pub fn finish(&self, report: &impl Serialize, text: &str) -> Result<ExitCode> {
        finish(self.args.chain.json, report, text, self.reporter)
    }
}

/// Prints a command's result: one JSON object or text.
pub fn finish(json: bool, report: &impl Serialize, text: &str, reporter: &Reporter) -> Result<ExitCode> {
    let shown = if json { serde_json::to_string(report)? + "\n" } else { text.to_owned() };
    reporter.result(&shown)?;
    Ok(ExitCode::SUCCESS)
}

/// What the staking program says a transaction did.
pub fn events(receipt: &Receipt) -> Result<Vec<StakingEvent>> {
    let records = event::decode_events(receipt).with_context(|| {
        format!("transaction {} was executed, but what it did cannot be read", receipt.signature)
    })?;
    let of_staking = |event| match event {
        Event::Staking(event) => Some(event),
        _ => None,
    };
    Ok(records.into_iter().filter_map(|record| of_staking(record.event)).collect())
}
