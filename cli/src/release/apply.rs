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
    plan::{Step, plan},
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
    let payer = keys.payer().pubkey();
    let steps = plan(&chain, &target.desired, &payer)?;
    reporter.result(&render::text(&target.name, &target.url, &steps))?;
    if steps.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(directory) = &args.export {
        return write_down(&mut chain, &steps, &keys, &releases, directory, reporter);
    }
    confirm("Take the steps that can be taken now?", args.yes, reporter)?;

    let mut taken = 0;
    while let Some((number, step)) = next(&chain, &target, &payer)? {
        reporter.step(&step.name);
        if step.irreversible && steps.iter().all(|planned| planned.name != step.name) {
            // It was not in the plan that was agreed to.
            reporter.note(&render::step_text(number, &step));
            confirm(
                "This step was not in the plan above and cannot be undone. Take it?",
                args.yes,
                reporter,
            )?;
        } else if step.irreversible {
            confirm(&format!("{} cannot be undone. Take it?", step.name), args.yes, reporter)?;
        }
        take(&mut chain, &step, &keys.ring(), &releases, &mut Bars::new(reporter)).with_context(|| {
            format!("{taken} step(s) were taken; {:?} failed. Run the command again to go on", step.name)
        })?;
        taken += 1;
        if taken > MOST_STEPS {
            bail!("{taken} steps were taken and there is no end: please report this plan");
        }
    }
    let left = plan(&chain, &target.desired, &payer)?;
    reporter
        .result(&format!("\n{taken} step(s) taken\n{}", render::text(&target.name, &target.url, &left)))?;
    Ok(ExitCode::SUCCESS)
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
    keys: &Keys,
    releases: &Releases<'_>,
    directory: &Path,
    reporter: &Reporter,
) -> Result<ExitCode> {
    create_directory(directory)?;
    let payer = keys.payer().pubkey();
    for (number, step) in (1..).zip(steps) {
        let buffer = prepare(chain, step, &keys.ring(), releases, &mut Bars::new(reporter))?;
        // The multisig pays for its own transactions.
        let pays = step.signers().first().copied().unwrap_or(payer);
        let unsigned = export::unsigned(number, step, &pays, buffer.as_ref())
            .map_err(|reason| anyhow::anyhow!(reason))?;
        write_unsigned(directory, &unsigned)?;
    }
    reporter.result(&format!("{} step(s) written to {}\n", steps.len(), directory.display()))?;
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
