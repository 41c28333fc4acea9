//! Taking a plan's steps, one at a time.

use std::path::PathBuf;

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::{
    artifacts::{Artifacts, Program},
    chain::{Chain, Receipt, Submission},
};

use crate::{
    ReleaseError,
    desired::{Builds, Resolved},
    loader::{self, Upload},
    plan::{Action, Step},
};

/// Keys at hand, the payer's first.
pub struct Keyring<'a> {
    /// Pays for everything.
    pub payer: &'a dyn Signer,
    /// Other keys, by their addresses.
    pub others: Vec<&'a dyn Signer>,
}

impl<'a> Keyring<'a> {
    /// The key with this address, if it is at hand.
    #[must_use]
    pub fn get(&self, address: &Pubkey) -> Option<&'a dyn Signer> {
        std::iter::once(self.payer).chain(self.others.iter().copied()).find(|key| key.pubkey() == *address)
    }

    /// Those of `needed` that are not at hand.
    #[must_use]
    pub fn missing(&self, needed: &[Pubkey]) -> Vec<Pubkey> {
        needed.iter().filter(|address| self.get(address).is_none()).copied().collect()
    }
}

/// Builds that may be deployed to a cluster: the artifacts, if their digests are the recorded ones.
pub struct Releases<'a> {
    artifacts: &'a Artifacts,
    desired: &'a Resolved,
}

impl<'a> Releases<'a> {
    /// The builds in `artifacts`, held against what `desired` records.
    #[must_use]
    pub const fn new(artifacts: &'a Artifacts, desired: &'a Resolved) -> Self {
        Self { artifacts, desired }
    }

    /// The recorded build of `program`.
    ///
    /// # Errors
    /// [`ReleaseError::NotTheRecordedBuild`] if the artifact is another one, or the cluster takes verified builds only and this is none.
    pub fn code(&self, program: Program) -> Result<&'a [u8], ReleaseError> {
        let code = self.artifacts.code(program);
        let found = loader::code_sha256(code);
        let recorded = self
            .desired
            .programs
            .iter()
            .find_map(|(other, digest)| (*other == program).then_some(*digest).flatten());
        let refuse = |recorded: String| ReleaseError::NotTheRecordedBuild {
            program: program.name().to_owned(),
            file: self.file(program),
            recorded,
            found: hex::encode(found),
        };
        if recorded != Some(found) {
            return Err(refuse(recorded.map_or_else(|| "nothing".to_owned(), hex::encode)));
        }
        let verified = self.artifacts.provenance("verified").is_some_and(|value| value == "true");
        if self.desired.builds == Builds::Verified && !verified {
            return Err(ReleaseError::NotVerified { file: self.file(program) });
        }
        Ok(code)
    }

    fn file(&self, program: Program) -> PathBuf {
        self.artifacts.path(program)
    }
}

/// What hears how a step goes.
pub trait Observer {
    /// `done` of `total` bytes of a program are in its buffer.
    fn uploaded(&mut self, program: Program, done: u64, total: u64);
}

/// Hears nothing.
pub struct Unobserved;

impl Observer for Unobserved {
    fn uploaded(&mut self, _: Program, _: u64, _: u64) {}
}

/// Takes one step, and returns what its transactions left behind. Every signature that it needs must be in `keyring`.
///
/// # Errors
/// [`ReleaseError::KeyMissing`], [`ReleaseError::ByHand`], what a build is refused for, and what the chain fails with. Whatever was done
/// until then stays done: plan again, and go on.
pub fn take(
    chain: &mut dyn Chain,
    step: &Step,
    keyring: &Keyring<'_>,
    releases: &Releases<'_>,
    observer: &mut dyn Observer,
) -> Result<Vec<Receipt>, ReleaseError> {
    let missing = keyring.missing(&step.signers());
    if !missing.is_empty() {
        return Err(ReleaseError::KeyMissing { step: step.name.clone(), keys: missing });
    }
    match &step.action {
        Action::Send(instructions) => send(chain, instructions.clone(), &step.signers(), keyring),
        Action::SendEach(instructions) => {
            let one =
                |instruction: &Instruction| Submission::new("release", instruction.clone(), keyring.payer);
            let batch: Vec<_> = instructions.iter().map(one).collect();
            Ok(chain.send_all(&batch, &mut |_| {})?)
        }
        Action::Deploy(program) => {
            let code = releases.code(*program)?;
            let upload = upload(chain, code, keyring, *program, observer)?;
            let lamports = chain.minimum_balance(loader::PROGRAM_ACCOUNT_BYTES)?;
            let payer = keyring.payer.pubkey();
            let deploy = loader::deploy(&payer, &program.id(), &upload.buffer, lamports, code.len());
            send(chain, deploy, &[program.id()], keyring)
        }
        Action::Upgrade { program, authority, .. } => {
            let buffer = prepare(chain, step, keyring, releases, observer)?;
            let payer = keyring.payer.pubkey();
            let upgrades =
                buffer.iter().map(|buffer| loader::upgrade(&program.id(), buffer, authority, &payer));
            send(chain, upgrades.collect(), &[*authority], keyring)
        }
        Action::ByHand => {
            Err(ReleaseError::ByHand { step: step.name.clone(), explanation: step.explanation.clone() })
        }
    }
}

/// Does what a step needs before others can sign it: an upgrade's build is uploaded, verified and given to whoever will upgrade with
/// it, and the program is extended if it must be. Returns the buffer. Safe to repeat.
///
/// # Errors
/// As [`take`].
pub fn prepare(
    chain: &mut dyn Chain,
    step: &Step,
    keyring: &Keyring<'_>,
    releases: &Releases<'_>,
    observer: &mut dyn Observer,
) -> Result<Option<Pubkey>, ReleaseError> {
    let Action::Upgrade { program, authority, capacity } = &step.action else { return Ok(None) };
    let code = releases.code(*program)?;
    let upload = upload(chain, code, keyring, *program, observer)?;
    upload.give_to(chain, authority)?;
    // Until it was given away, whoever uploaded could still write to it.
    upload.verify(chain)?;
    if let Some(extension) = loader::extension(*capacity, code.len()) {
        let extend = loader::extend(&program.id(), &keyring.payer.pubkey(), extension);
        send(chain, vec![extend], &[], keyring)?;
        // The loader takes a program once per slot.
        chain.advance_to(chain.now()?.saturating_add(1))?;
    }
    Ok(Some(upload.buffer))
}

/// Brings a build into its buffer and verifies it.
fn upload<'a>(
    chain: &mut dyn Chain,
    code: &'a [u8],
    keyring: &Keyring<'a>,
    program: Program,
    observer: &mut dyn Observer,
) -> Result<Upload<'a>, ReleaseError> {
    let upload = Upload::new(code, keyring.payer)?;
    upload.run(chain, &mut |done, total| observer.uploaded(program, done, total))?;
    Ok(upload)
}

fn send(
    chain: &mut dyn Chain,
    instructions: Vec<Instruction>,
    signers: &[Pubkey],
    keyring: &Keyring<'_>,
) -> Result<Vec<Receipt>, ReleaseError> {
    let signers = signers.iter().filter_map(|address| keyring.get(address)).collect();
    let submission = Submission { label: "release", instructions, payer: keyring.payer, signers };
    Ok(vec![chain.send(&submission)?])
}
