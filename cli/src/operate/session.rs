//! A cluster, the keys at hand, and the one transaction that a command sends or writes down.

use std::{path::Path, process::ExitCode};

use anyhow::{Result, anyhow, bail};
use serde::Serialize;
use solana_pubkey::Pubkey;
use twist_client::chain::{Chain, Rpc, Submission};
use twist_release::{
    ReleaseError, export,
    plan::{Action, Step},
};

use crate::{
    args::{LookArgs, OperatorArgs, RoleArgs, StopArgs, Stopper},
    confirm::confirm,
    output::Reporter,
    release::{create_directory, keys::Keys, render, target::Endpoint, write_unsigned},
};

/// What one command that changes something works with.
pub struct Session<'a> {
    endpoint: Endpoint,
    chain: Rpc,
    args: &'a OperatorArgs,
    signing: Signing<'a>,
    reporter: &'a Reporter,
}

/// Where signatures come from.
enum Signing<'a> {
    /// From keys at hand.
    Here(Box<Keys>),
    /// From a multisig, which finds the message in this directory.
    Elsewhere(&'a Path),
}

/// Who may stop something.
#[derive(Clone, Copy)]
pub struct Stoppers {
    /// The guardian.
    pub guardian: Pubkey,
    /// The authority.
    pub authority: Pubkey,
}

/// What became of a command's transaction.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Outcome {
    signature: Option<String>,
    exported: Option<String>,
}

/// A command's result, for programs.
#[derive(Serialize)]
struct Report<'a, T: Serialize> {
    action: &'static str,
    cluster: &'a str,
    url: &'a str,
    #[serde(flatten)]
    about: T,
    #[serde(flatten)]
    outcome: &'a Outcome,
}

impl<'a> Session<'a> {
    /// Connects, and reads the keys.
    ///
    /// # Errors
    /// If the cluster does not answer, or a file holds no key.
    pub fn open(args: &'a OperatorArgs, reporter: &'a Reporter) -> Result<Self> {
        let keys = Keys::read(&args.look.target.cluster, args.keypair.as_ref(), &args.signer)?;
        Self::new(args, Signing::Here(Box::new(keys)), reporter)
    }

    /// The same, or without keys for a multisig.
    ///
    /// # Errors
    /// As [`Session::open`], and if the directory for messages cannot be created.
    pub fn open_for_role(args: &'a RoleArgs, reporter: &'a Reporter) -> Result<Self> {
        let Some(directory) = &args.export else { return Self::open(&args.operator, reporter) };
        create_directory(directory)?;
        Self::new(&args.operator, Signing::Elsewhere(directory), reporter)
    }

    fn new(args: &'a OperatorArgs, signing: Signing<'a>, reporter: &'a Reporter) -> Result<Self> {
        let endpoint = Endpoint::find(&args.look.target)?;
        let chain = endpoint.connect()?;
        Ok(Self { endpoint, chain, args, signing, reporter })
    }

    /// The chain, to read from.
    pub fn chain(&self) -> &Rpc {
        &self.chain
    }

    /// Who stops something: whoever was named, else the guardian, unless only the authority's key is at hand.
    ///
    /// # Errors
    /// If neither's key is at hand.
    pub fn stopper(&self, args: &StopArgs, stoppers: Stoppers) -> Result<Pubkey> {
        let Stoppers { guardian, authority } = stoppers;
        match (args.by, &self.signing) {
            (Some(Stopper::Guardian), _) | (None, Signing::Elsewhere(_)) => Ok(guardian),
            (Some(Stopper::Authority), _) => Ok(authority),
            (None, Signing::Here(keys)) => {
                let ring = keys.ring();
                [guardian, authority].into_iter().find(|key| ring.get(key).is_some()).ok_or_else(|| {
                    anyhow!(
                        "this needs the signature of the guardian, {guardian}, or of the authority, {authority}: name the key file of \
                         one of them with --keypair or --signer, or use --export and have it signed"
                    )
                })
            }
        }
    }

    /// Shows a step, asks, and sends its transaction; or writes it down for a multisig. `label` names it in errors.
    ///
    /// # Errors
    /// If a signature is missing, nobody agreed, or the chain refused: in the words of the program that did.
    pub fn take(&mut self, label: &'static str, step: &Step) -> Result<Outcome> {
        let Action::Send(instructions) = &step.action else {
            bail!("{:?} is no transaction: please report this", step.name)
        };
        let signers = step.signers();
        if let Signing::Here(keys) = &self.signing {
            let missing = keys.ring().missing(&signers);
            if !missing.is_empty() {
                return Err(ReleaseError::KeyMissing { step: step.name.clone(), keys: missing }.into());
            }
        }
        self.preview(step, &signers);
        let keys = match &self.signing {
            Signing::Here(keys) => keys,
            Signing::Elsewhere(directory) => return write_down(step, &signers, directory),
        };
        confirm(&format!("{}?", capitalized(&step.name)), self.args.yes, self.reporter)?;
        let ring = keys.ring();
        let signers = signers.iter().filter_map(|address| ring.get(address)).collect();
        let instructions = instructions.clone();
        let receipt = self.chain.send(&Submission { label, instructions, payer: ring.payer, signers })?;
        Ok(Outcome { signature: Some(receipt.signature.to_string()), exported: None })
    }

    fn preview(&self, step: &Step, signers: &[Pubkey]) {
        self.reporter.step(&step.name);
        for line in render::details(step) {
            self.reporter.note(&line);
        }
        for signer in signers {
            self.reporter.note(&format!("signed by {signer}"));
        }
        self.reporter.note(&format!("on {} at {}", self.endpoint.name, self.endpoint.url));
    }

    /// Ends the command: one JSON object, or text, on stdout.
    ///
    /// # Errors
    /// If stdout cannot be written.
    pub fn finish(
        &self,
        action: &'static str,
        about: impl Serialize,
        text: &str,
        outcome: &Outcome,
    ) -> Result<ExitCode> {
        let Endpoint { name, url, .. } = &self.endpoint;
        let report = Report { action, cluster: name, url, about, outcome };
        let text = match (&outcome.signature, &outcome.exported) {
            (Some(signature), _) => format!("{text}\ntransaction {signature}\n"),
            (_, Some(path)) => format!("nothing was sent: the unsigned message is in {path}\n"),
            _ => format!("{text}: nothing was sent\n"),
        };
        print(self.args.look.json, &report, &text, self.reporter)
    }
}

/// Prints a command's result: one JSON object, or text.
///
/// # Errors
/// If stdout cannot be written.
pub fn print(json: bool, report: &impl Serialize, text: &str, reporter: &Reporter) -> Result<ExitCode> {
    let shown = if json { serde_json::to_string(report)? + "\n" } else { text.to_owned() };
    reporter.result(&shown)?;
    Ok(ExitCode::SUCCESS)
}

/// Connects to a chain to look at it.
///
/// # Errors
/// If it does not answer.
pub fn look(args: &LookArgs) -> Result<Rpc> {
    Endpoint::find(&args.target)?.connect()
}

/// Whoever has to sign pays as well: nobody else is known.
fn write_down(step: &Step, signers: &[Pubkey], directory: &Path) -> Result<Outcome> {
    let Some(payer) = signers.first() else { bail!("{:?} needs no signature of a role: send it", step.name) };
    let unsigned = export::unsigned(1, step, payer, None).map_err(|reason| anyhow!(reason))?;
    let path = write_unsigned(directory, &unsigned)?;
    Ok(Outcome { signature: None, exported: Some(path.display().to_string()) })
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
