//! An embedded chain, its keys, and the release commands as the rehearsal uses them.

use anyhow::{Context, Result};
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_signer::Signer;
use twist_client::{
    artifacts::{Artifacts, Program},
    chain::{Chain, Rpc, Submission},
    error::explain,
    staking,
};
use twist_localnet::{Localnet, LocalnetConfig, ProgramArtifact};
use twist_release::{
    apply::{Keyring, Releases, take},
    desired::Resolved,
    plan::{Action, Next, next, plan},
};

use crate::{
    cast::Cast,
    demo::Scenario,
    output::Reporter,
    release::{apply::Bars, smoke},
};

/// What a smoke run may spend, SOL.
const SPEND_LIMIT: f64 = 0.1;

/// The chain of a rehearsal.
pub struct Stage<'a> {
    localnet: Localnet,
    /// The same chain over JSON-RPC.
    pub chain: Rpc,
    /// Everybody's keys.
    pub cast: Cast,
    desired: Resolved,
    reporter: &'a Reporter,
}

impl<'a> Stage<'a> {
    /// Starts a chain on which `artifacts` are deployed and nothing is initialized.
    pub fn start(artifacts: &Artifacts, reporter: &'a Reporter) -> Result<Self> {
        let scenario = Scenario::load()?;
        let cast = Cast::new(None, scenario.attesters());
        let programs = Program::ALL.map(|program| ProgramArtifact {
            name: program.name().to_owned(),
            id: program.id(),
            so: artifacts.path(program),
        });
        let localnet = Localnet::start(LocalnetConfig {
            funded: vec![cast.payer.pubkey()],
            programs: programs.into(),
            ..LocalnetConfig::new(cast.payer.pubkey())
        })?;
        let chain = Rpc::connect(localnet.rpc_url())?;
        Ok(Self { localnet, chain, cast, desired: scenario.desired, reporter })
    }

    /// Takes every step of the plan for `artifacts`, waiting where the chain waits. Returns the names of those taken.
    pub fn converge(&mut self, artifacts: &Artifacts) -> Result<Vec<String>> {
        self.take_steps(artifacts, |_| true)
    }

    /// Upgrades what differs from `artifacts`, and takes no other step. Returns how many programs that were.
    pub fn upgrade(&mut self, artifacts: &Artifacts) -> Result<usize> {
        let taken = self.take_steps(artifacts, |action| matches!(action, Action::Upgrade { .. }))?;
        Ok(taken.len())
    }

    /// Takes what is left after an upgrade, and says whether nothing is left then.
    pub fn migrate(&mut self, artifacts: &Artifacts) -> Result<bool> {
        let taken = self.converge(artifacts)?;
        self.judge(
            !taken.is_empty(),
            &format!("accounts that nobody touched were migrated: {}", taken.join(", ")),
        )?;
        let desired = self.desired.clone().with_local_builds(artifacts);
        let left = plan(&self.chain, &desired, &self.cast.payer.pubkey())?;
        self.judge(left.is_empty(), "nothing is left to do")
    }

    fn take_steps(&mut self, artifacts: &Artifacts, wanted: impl Fn(&Action) -> bool) -> Result<Vec<String>> {
        let desired = self.desired.clone().with_local_builds(artifacts);
        let releases = Releases::new(artifacts, &desired);
        let payer = self.cast.payer.pubkey();
        let mut taken = Vec::new();
        loop {
            let steps = plan(&self.chain, &desired, &payer)?;
            let now = self.chain.now()?;
            let step = match next(steps.iter().filter(|step| wanted(&step.action)), now) {
                Next::Take(step) => step,
                Next::Wait(time) => {
                    self.chain.advance_to(time)?;
                    continue;
                }
                Next::Nothing => return Ok(taken),
            };
            self.reporter.note(&step.name);
            let cast = &self.cast;
            let keyring = Keyring {
                payer: &cast.payer,
                others: vec![&cast.authority, &cast.guardian, &cast.registrar],
            };
            take(&mut self.chain, step, &keyring, &releases, &mut Bars::new(self.reporter))
                .with_context(|| format!("{} failed", step.name))?;
            taken.push(step.name.clone());
        }
    }

    /// Walks the critical path.
    pub fn smoke(&mut self, artifacts: &Artifacts, when: &str) -> Result<bool> {
        self.reporter.step(&format!("Smoke {when}"));
        let desired = self.desired.clone().with_local_builds(artifacts);
        smoke::run(&mut self.chain, &desired, &self.cast.payer, SPEND_LIMIT, self.reporter)
    }

    /// Lets `count` of a stream's windows pass.
    pub fn pass_windows(&mut self, count: i64) -> Result<()> {
        let window = i64::try_from(staking::WINDOW_SECONDS).unwrap_or(i64::MAX);
        let time = self.chain.now()?.saturating_add(window.saturating_mul(count));
        Ok(self.chain.advance_to(time)?)
    }

    /// Sends one transaction, paid by the payer.
    pub fn send(
        &mut self,
        label: &'static str,
        instructions: Vec<Instruction>,
        signer: &Keypair,
    ) -> Result<()> {
        let mut asked = instructions.iter().flat_map(|instruction| &instruction.accounts);
        // What anyone can do for somebody, that somebody does not sign.
        let signs = asked.any(|account| account.is_signer && account.pubkey == signer.pubkey());
        let signers: Vec<&dyn Signer> = if signs { vec![signer] } else { Vec::new() };
        let submission = Submission { label, instructions, payer: &self.cast.payer, signers };
        self.chain.send(&submission).map_err(|error| match explain(&error) {
            Some(said) => anyhow::anyhow!("{label}: {said}"),
            None => error.into(),
        })?;
        Ok(())
    }

    /// The same, judged by whether it succeeded.
    pub fn attempt(
        &mut self,
        what: &str,
        label: &'static str,
        instructions: Vec<Instruction>,
        signer: &Keypair,
    ) -> Result<bool> {
        match self.send(label, instructions, signer) {
            Ok(()) => self.judge(true, what),
            Err(error) => self.judge(false, &format!("{what}: {error:#}")),
        }
    }

    /// One line of the result.
    pub fn judge(&self, passed: bool, what: &str) -> Result<bool> {
        self.reporter.result(&format!("{} {what}\n", if passed { "PASS" } else { "FAIL" }))?;
        Ok(passed)
    }

    /// Ends the chain.
    pub fn stop(self) -> Result<()> {
        Ok(self.localnet.stop()?)
    }
}
