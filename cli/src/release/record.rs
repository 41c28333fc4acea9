//! `twist release`: builds, their digests, and the buffers they came through.

use std::{fs, process::ExitCode};

use anyhow::{Context, Result, bail};
use solana_signer::Signer;
use twist_client::{
    artifacts::{Artifacts, Program},
    chain::{Chain, Submission},
};
use twist_release::{
    desired::{Builds, Desired},
    loader::{self, BufferState, Upload},
    migrations, record,
};

use super::{
    keys::Keys,
    target::{Target, builds},
};
use crate::{
    args::{CloseBuffersArgs, RecordArgs, ReleaseArgs, ReleaseCommand},
    output::Reporter,
};

/// Runs a command of `twist release`.
pub fn release(args: &ReleaseArgs, reporter: &Reporter) -> Result<ExitCode> {
    match &args.command {
        ReleaseCommand::Record(args) => write_digests(args, reporter),
        ReleaseCommand::Checksums(args) => {
            reporter.result(&checksums(&builds(args.artifacts.as_deref())?))?;
            Ok(ExitCode::SUCCESS)
        }
        ReleaseCommand::CloseBuffers(args) => close_buffers(args, reporter),
    }
}

fn checksums(artifacts: &Artifacts) -> String {
    let line = |program: Program| {
        format!("{}  {}.so\n", hex::encode(loader::code_sha256(artifacts.code(program))), program.name())
    };
    Program::ALL.into_iter().map(line).collect()
}

fn write_digests(args: &RecordArgs, reporter: &Reporter) -> Result<ExitCode> {
    let path = args.target.clusters.join(format!("{}.toml", args.target.cluster));
    let artifacts = builds(args.artifacts.as_deref())?;
    let desired = Desired::load(&path)?;
    if desired.cluster.builds == Builds::Verified && artifacts.provenance("verified") != Some("true") {
        bail!(
            "{} takes only verified builds, and {} holds none: download the artifacts of a release and name their directory",
            args.target.cluster,
            artifacts.directory().display()
        );
    }
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let last = match artifacts.provenance("migrations") {
        Some(number) => number.parse().context("PROVENANCE: migrations is not a number")?,
        None if desired.cluster.builds == Builds::Local => {
            migrations::all().map_err(anyhow::Error::msg)?.last().map_or(0, |last| last.number)
        }
        None => bail!(
            "{}: PROVENANCE does not say which migrations belong to these builds",
            artifacts.directory().display()
        ),
    };
    let digests = Program::ALL.map(|program| (program, loader::code_sha256(artifacts.code(program))));
    let recorded = record::release(&text, &digests, last)
        .map_err(|reason| anyhow::anyhow!("{}: {reason}", path.display()))?;
    if recorded == text {
        reporter.result(&format!("{} records these builds already\n", path.display()))?;
    } else {
        fs::write(&path, recorded).with_context(|| format!("cannot write {}", path.display()))?;
        reporter
            .result(&format!("{} records them now; `twist plan` shows what follows\n", path.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn close_buffers(args: &CloseBuffersArgs, reporter: &Reporter) -> Result<ExitCode> {
    let target = Target::load(&args.target, args.artifacts.as_deref())?;
    let keys = Keys::read(&target.name, Some(&args.keypair), &[])?;
    let artifacts = builds(args.artifacts.as_deref())?;
    let mut chain = target.connect()?;
    let payer = keys.payer().pubkey();
    let mut closed = 0;
    for program in Program::ALL {
        let buffer = Upload::new(artifacts.code(program), keys.payer())?.buffer;
        match loader::buffer_state(&chain, &buffer)? {
            BufferState::Absent => {}
            BufferState::Present { authority, .. } if authority == Some(payer) => {
                let close = loader::close_buffer(&buffer, &payer);
                chain.send(&Submission::new("loader::close", close, keys.payer()))?;
                reporter.note(&format!("closed {buffer}, the buffer of {}", program.name()));
                closed += 1;
            }
            BufferState::Present { authority, .. } => reporter.warn(&format!(
                "{buffer}, the buffer of {}, is left: its authority is {}",
                program.name(),
                authority.map_or_else(|| "nobody".to_owned(), |key| key.to_string())
            )),
        }
    }
    reporter.result(&format!("{closed} buffer(s) closed\n"))?;
    Ok(ExitCode::SUCCESS)
}
