//! `twist demo`: from an access log to claimed tokens and what they earn in a pool, all on one chain.
//!
//! ```text
//! stage (programs, mint, roles) ─► pools, campaign ─► per day: settle, attest, finalize, claim and stake, sync pools
//!                                  ─► pools stream, stakers claim ─► report, audit
//! ```

mod campaign;
mod chain;
mod claims;
mod epochs;
mod meter;
mod purses;
mod report;
mod scenario;
mod stage;
mod staking;
mod summary;

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::{
    args::DemoArgs,
    audit,
    cast::Cast,
    keypair_file, log_input,
    output::Reporter,
    season::{Season, Settler, claim_directory},
};
use campaign::RunningCampaign;
pub use campaign::terms as campaign_terms;
#[cfg(feature = "localnet")]
pub use chain::load_artifacts;
use epochs::Epochs;
use purses::Holdings;
use report::Report;
pub use scenario::Scenario;
use stage::Stage;
use staking::{Audience, Staking};

/// Runs the demo.
pub fn run(args: &DemoArgs, reporter: &Reporter) -> Result<ExitCode> {
    let scenario = Scenario::load()?;
    let mut cast = Cast::new(keypair_file::read(args.keypair.as_deref())?, scenario.attesters());
    let input = log_input::open(args.input.log.as_deref(), args.input.site.as_deref(), reporter)?;
    let season = Season::of(&input, reporter)?;
    cast.share_with_pools(season.referrers(), scenario.stakers.pool_share_bps)?;
    reporter.step(&format!("Read {} of {}", input.source, season.site));

    let report = match play(args, &scenario, &cast, season, reporter)? {
        Outcome::Settled(report) => report,
        Outcome::NothingEarned(report) => {
            reporter.warn(
                "nobody in this log earned anything, so there is nothing to settle: no visit has two pages that the rules \
                 accept and the campaign pays for. The reasons are counted below; docs/VAU.md explains each.",
            );
            report
        }
    };
    if args.json {
        reporter.result(&format!("{}\n", serde_json::to_string(&report)?))?;
    } else {
        reporter.result(&summary::render(&report))?;
    }
    for broken in &report.broken {
        reporter.warn(&format!("does not add up: {broken}"));
    }
    Ok(if report.conserved { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

enum Outcome {
    Settled(Box<Report>),
    NothingEarned(Box<Report>),
}

fn play(
    args: &DemoArgs,
    scenario: &Scenario,
    cast: &Cast,
    season: Season,
    reporter: &Reporter,
) -> Result<Outcome> {
    let ledger = Ledger::at(args.ledger.clone())?;
    if let Some(report) = rehearse(scenario, cast, &season)? {
        return Ok(Outcome::NothingEarned(Box::new(report)));
    }

    let mut chain = chain::connect(args.url.as_deref(), cast, &season, reporter)?;
    let mut stage = Stage::new(&mut *chain, cast, scenario, reporter);
    let audience = Audience::of(cast, &season, scenario.stakers.viewers_per_staker);
    let opening = Holdings::of(&stage, audience.purses())?;
    stage.set_up()?;
    let staking = Staking::open(&mut stage, audience, opening)?;
    let first_day = stage.first_day(&season)?;
    let season = season.starting_at(first_day);
    let campaign = RunningCampaign::start(&mut stage, &season)?;

    let settler = Settler::new(cast, ledger.path(), campaign.distribution, campaign.address, campaign.terms);
    let mut epochs = Epochs::new(&mut stage, &staking, &campaign, settler);
    for (day, vaus) in &season.days {
        epochs.settle_day(*day, vaus)?;
    }
    let claimed = epochs.finish();
    staking.pay_out(&mut stage)?;

    reporter.step("Auditing the ledger against the chain");
    let findings = audit::findings(stage.chain(), ledger.path(), reporter)?;
    let report = Report::of(&stage, &season, &campaign, claimed, &staking, &findings)
        .context("the demo ran, but its result cannot be read back from the chain")?;
    Ok(Outcome::Settled(Box::new(report)))
}

/// Settles the season off chain first. A report if nobody earns anything.
fn rehearse(scenario: &Scenario, cast: &Cast, season: &Season) -> Result<Option<Report>> {
    let scratch = tempfile::tempdir().context("cannot create a temporary directory")?;
    let terms = campaign::terms(scenario, season.first_day().unwrap_or(0), season.end().unwrap_or(1));
    let nobody = solana_pubkey::Pubkey::default();
    let mut settler = Settler::new(cast, scratch.path(), nobody, nobody, terms);
    for (day, vaus) in &season.days {
        if settler.close_day(vaus, day + twist_attention::rules::DAY_SECONDS)?.is_some() {
            return Ok(None);
        }
    }
    let (_, totals) = settler.finish();
    Ok(Some(Report::nothing_earned(season, totals)))
}

/// Where epoch files go: a directory that stays, or one that goes with the demo.
enum Ledger {
    Kept(PathBuf),
    Temporary(TempDir),
}

impl Ledger {
    fn at(path: Option<PathBuf>) -> Result<Self> {
        Ok(match path {
            Some(path) => {
                claim_directory(&path)?;
                Self::Kept(path)
            }
            None => Self::Temporary(tempfile::tempdir().context("cannot create a temporary directory")?),
        })
    }

    fn path(&self) -> &std::path::Path {
        match self {
            Self::Kept(path) => path,
            Self::Temporary(directory) => directory.path(),
        }
    }
}
