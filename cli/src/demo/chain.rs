//! Which chain the demo runs on.

use anyhow::{Result, bail};
use solana_signer::Signer;
use twist_attention::rules::DAY_SECONDS;
use twist_client::{
    artifacts::{Artifacts, Program},
    chain::{Embedded, Rpc, Scan},
};

use crate::{cast::Cast, output::Reporter, season::Season};

/// How long before the log's first day an embedded chain begins: the powers that the demo needs have to wait out their delays.
const SETUP_DAYS: i64 = 14;

/// The chain at `url`, or one inside this process with our programs, whose clock stands shortly before the log's first day.
pub fn connect(
    url: Option<&str>,
    cast: &Cast,
    season: &Season,
    reporter: &Reporter,
) -> Result<Box<dyn Scan>> {
    if let Some(url) = url {
        reporter.step(&format!("Using the chain at {url}"));
        return Ok(Box::new(Rpc::connect(url)?));
    }
    let artifacts = load_artifacts(reporter)?;
    reporter.step("Starting an embedded chain and deploying the programs");
    let first_day = season.first_day().unwrap_or(Embedded::START);
    let start = first_day - SETUP_DAYS * DAY_SECONDS;
    if start < 0 {
        bail!(
            "the log's first day is before {SETUP_DAYS} January 1970, where no chain's clock can begin: check the log's dates"
        );
    }
    let mut chain = Embedded::starting_at(start);
    for program in Program::ALL {
        chain.deploy(program.name(), program.id(), artifacts.code(program), cast.payer.pubkey())?;
    }
    Ok(Box::new(chain))
}

/// The built programs, with a warning if they are older than the sources beside them.
pub fn load_artifacts(reporter: &Reporter) -> Result<Artifacts> {
    let artifacts = Artifacts::load()?;
    if let Some(stale) = artifacts.directory().parent().and_then(|root| artifacts.staleness(root)) {
        reporter.warn(&stale);
    }
    Ok(artifacts)
}
