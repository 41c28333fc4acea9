//! `twist rehearse`: a whole release on an embedded chain, with users in the middle of it.
//!
//! ```text
//! previous release ─► users ─► smoke ─► upgrade ─► users under both layouts ─► migrate ─► smoke ─► roll back ─► users leave ─► smoke
//! ```

mod stage;
mod users;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use twist_client::artifacts::Artifacts;

use crate::{
    args::RehearseArgs,
    output::Reporter,
    release::target::{builds, previous_builds},
};
use stage::Stage;
use users::Users;

/// Runs the rehearsal and fails if anything in it does.
pub fn rehearse(args: &RehearseArgs, reporter: &Reporter) -> Result<ExitCode> {
    let next = builds(args.artifacts.as_deref())?;
    // Kept until the end: the localnet reads its programs from there.
    let directory = tempfile::tempdir().context("cannot create a temporary directory")?;
    let previous = previous_builds(&next, directory.path())?;
    let passed = play(&previous, &next, reporter)?;
    reporter.result(if passed { "PASS rehearsal\n" } else { "FAIL rehearsal\n" })?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn play(previous: &Artifacts, next: &Artifacts, reporter: &Reporter) -> Result<bool> {
    reporter.step("Starting an embedded chain with the previous release");
    let mut stage = Stage::start(previous, reporter)?;
    let mut passed = true;

    reporter.step("Bringing it to the local cluster's desired state");
    stage.converge(previous)?;
    reporter.step("Filling it with users");
    let users = Users::stake(&mut stage)?;
    passed &= stage.smoke(previous, "on the previous release")?;

    reporter.step("Upgrading, without migrating anything");
    let upgraded = stage.upgrade(next)?;
    if upgraded == 0 {
        bail!(
            "the previous release and this one are the same builds, so there is nothing to rehearse: artifacts/previous holds the \
             builds of the release before, those that changed"
        );
    }
    reporter.step("Users act on accounts of the previous layout");
    passed &= users.leave_early(&mut stage)?;
    passed &= users.claim_lazily(&mut stage)?;

    reporter.step("Migrating what nobody touched");
    passed &= stage.migrate(next)?;
    passed &= stage.smoke(next, "on this release")?;

    reporter.step("Rolling back");
    stage.upgrade(previous)?;
    passed &= users.leave_after_rollback(&mut stage)?;
    passed &= stage.smoke(previous, "after the roll-back")?;
    stage.stop()?;
    Ok(passed)
}
