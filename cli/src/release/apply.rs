//! `twist apply`: takes a plan's steps, or writes them down for a multisig.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result, bail};
use indicatif::ProgressBar;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::{
    artifacts::Program,
    chain::{Chain, Rpc},
};
use twist_release::{
    apply::{Observer, Releases, prepare, take},
    export::{self, Unsigned},
    plan::{Action, Step, plan},
};

use super::{
    keys::Keys,
    render,
    target::{Target, builds},
};
use crate::{args::ApplyArgs, confirm::confirm, output::Reporter};

/// More steps than any cluster needs: a plan that does not shrink is a bug, not work.
const MOST_STEPS: usize = 200;

/// Closes the gap between a chain and its cluster's file.
pub fn apply(args: &ApplyArgs, reporter: &Reporter) -> Result<ExitCode> {
    let target = Target::load(&args.target, args.artifacts.as_deref())?;
    let keys = Keys::read(&target.name, args.keypair.as_ref(), &args.signer)?;
    let artifacts = builds(args.artifacts.as_deref())?;
    let releases = Releases::new(&artifacts, &target.desired);
    let mut chain = target.connect()?;
    // What a multisig will sign, it also pays for: nobody else's signature may be in its messages.
    let payer = if args.export.is_some() { target.desired.authority } else { keys.payer().pubkey() };
    let steps = plan(&chain, &target.desired, &payer)?;
    reporter.result(&render::text(&target.name, &target.url, &steps))?;
    if steps.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(directory) = &args.export {
        return write_down(&mut chain, &steps, &payer, &keys, &releases, directory, reporter);
    }
    confirm("Take the steps that can be taken now?", args.yes, reporter)?;

    let mut taken = 0;
    let mut last: Option<Step> = None;
    while let Some((number, step)) = next(&chain, &target, &payer)? {
        reporter.step(&step.name);
        if last.as_ref().is_some_and(|last| is_same(last, &step)) {
            bail!(
                "{:?} was taken, and the chain does not show it: the node may be behind; look with `twist plan`, then run the command \
                 again",
                step.name
            );
        }
        let stopped = || format!("{taken} step(s) were taken before");
        if !steps.iter().any(|planned| is_same(planned, &step)) {
            reporter.note(&render::step_text(number, &step));
            confirm("This step was not in the plan above. Take it?", args.yes, reporter)
                .with_context(stopped)?;
        } else if step.irreversible {
            confirm(&format!("{} cannot be undone. Take it?", step.name), args.yes, reporter)
                .with_context(stopped)?;
        }
        take(&mut chain, &step, &keys.ring(), &releases, &mut Bars::new(reporter)).with_context(|| {
            format!("{taken} step(s) were taken; {:?} failed. Run the command again to go on", step.name)
        })?;
        taken += 1;
        last = Some(step);
        if taken > MOST_STEPS {
            bail!("{taken} steps were taken and there is no end: please report this plan");
        }
    }
    let left = plan(&chain, &target.desired, &payer)?;
    reporter
        .result(&format!("\n{taken} step(s) taken\n{}", render::text(&target.name, &target.url, &left)))?;
    Ok(ExitCode::SUCCESS)
}

/// Whether two plans' steps would do the same.
fn is_same(a: &Step, b: &Step) -> bool {
    a.name == b.name && a.changes == b.changes
}

/// The first step that can be taken now.
fn next(chain: &Rpc, target: &Target, payer: &Pubkey) -> Result<Option<(usize, Step)>> {
    let now = chain.now()?;
    let steps = plan(chain, &target.desired, payer)?;
    Ok((1..).zip(steps).find(|(_, step)| step.is_ready(now)))
}

/// Uploads what upgrades need, then writes every step as an unsigned message.
fn write_down(
    chain: &mut Rpc,
    steps: &[Step],
    payer: &Pubkey,
    keys: &Keys,
    releases: &Releases<'_>,
    directory: &Path,
    reporter: &Reporter,
) -> Result<ExitCode> {
    create_directory(directory)?;
    let entries = fs::read_dir(directory).with_context(|| format!("cannot read {}", directory.display()))?;
    if entries.flatten().any(|entry| entry.path().extension().is_some_and(|extension| extension == "json")) {
        bail!("{} holds steps of an earlier export: name an empty directory", directory.display());
    }
    let mut written = 0;
    for (number, step) in (1..).zip(steps) {
        match &step.action {
            Action::Deploy(program) => bail!(
                "{} is not deployed yet: a first deployment needs the program's own key, so take it with --signer before exporting \
                 the rest",
                program.name()
            ),
            Action::SendEach(instructions) => {
                reporter.note(&format!(
                    "{}: left out; anyone can send its {} transaction(s), with `twist apply`, once the program is upgraded",
                    step.name,
                    instructions.len()
                ));
                continue;
            }
            _ => {}
        }
        let buffer = prepare(chain, step, &keys.ring(), releases, &mut Bars::new(reporter))?;
        let pays = step.signers().first().copied().unwrap_or(*payer);
        let unsigned = export::unsigned(number, step, &pays, buffer.as_ref())
            .map_err(|reason| anyhow::anyhow!(reason))?;
        write_unsigned(directory, &unsigned)?;
        written += 1;
    }
    reporter.result(&format!("{written} step(s) written to {}\n", directory.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Creates a directory for messages. Comes first, so that nothing was done if it fails.
pub fn create_directory(directory: &Path) -> Result<()> {
    fs::create_dir_all(directory).with_context(|| format!("cannot create {}", directory.display()))
}

/// Writes a message into `directory`; returns the file.
pub fn write_unsigned(directory: &Path, unsigned: &Unsigned) -> Result<PathBuf> {
    let slug: String = unsigned
        .step
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect();
    let path = directory.join(format!("{:03}-{}.json", unsigned.number, slug.replace("--", "-")));
    let text = serde_json::to_string_pretty(unsigned)? + "\n";
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

/// A progress bar per upload.
pub struct Bars<'a> {
    reporter: &'a Reporter,
    bar: Option<ProgressBar>,
}

impl<'a> Bars<'a> {
    /// Shows nothing yet.
    pub const fn new(reporter: &'a Reporter) -> Self {
        Self { reporter, bar: None }
    }
}

impl Observer for Bars<'_> {
    fn uploaded(&mut self, program: Program, done: u64, total: u64) {
        let bar = self
            .bar
            .get_or_insert_with(|| self.reporter.count(&format!("Uploading {}", program.name()), total));
        bar.set_position(done);
        if done >= total {
            bar.finish_and_clear();
        }
    }
}
