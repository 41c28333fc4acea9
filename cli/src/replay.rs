//! `twist replay`: from an access log to epoch files, without a chain.

use std::process::ExitCode;

use anyhow::Result;
use serde::Serialize;
use solana_signer::Signer;
use twist_attention::rules::{DAY_SECONDS, Refused};
use twist_client::{registry, rewards, settlement::ByRole};

use crate::{
    amount::{Twist, grouped},
    args::ReplayArgs,
    cast::Cast,
    demo::{Scenario, campaign_terms},
    log_input,
    output::Reporter,
    season::{Season, Settler, add, claim_directory},
};

/// What the log would pay. Amounts are base units.
#[derive(Serialize)]
struct Replay {
    events_read: u64,
    vaus_accepted: u64,
    vaus_refused: Refused,
    payees: u64,
    epochs: u64,
    credited: u64,
    credited_by_role: ByRole,
    fees: u64,
}

/// Settles a log by the demo campaign's terms and writes the epoch files that `twist demo` would publish.
pub fn run(args: &ReplayArgs, reporter: &Reporter) -> Result<ExitCode> {
    claim_directory(&args.ledger)?;
    let scenario = Scenario::load()?;
    let mut cast = Cast::new(None, scenario.attesters());
    let input = log_input::open(args.input.log.as_deref(), args.input.site.as_deref(), reporter)?;
    let season = Season::of(&input, reporter)?;
    cast.share_with_pools(season.referrers(), scenario.stakers.pool_share_bps)?;
    reporter.step(&format!("Read {} of {}", input.source, season.site));

    let campaign = registry::campaign(&cast.advertiser.pubkey(), 1);
    let terms = campaign_terms(&scenario, season.first_day().unwrap_or(0), season.end().unwrap_or(1));
    let mut settler = Settler::new(&cast, &args.ledger, rewards::distribution(&campaign), campaign, terms);
    for (day, vaus) in &season.days {
        if let Some(published) = settler.close_day(vaus, day + DAY_SECONDS)? {
            reporter.note(&format!(
                "{}: root {} over {} TWIST",
                published.path.display(),
                hex::encode(published.closed.tree.root().hash),
                Twist(published.closed.total())
            ));
        }
    }
    let (book, totals) = settler.finish();
    let mut vaus_refused = season.refused;
    add(&mut vaus_refused, &totals.refused);
    let replay = Replay {
        events_read: season.events_read,
        vaus_accepted: totals.accepted,
        vaus_refused,
        payees: book.payees().len() as u64,
        epochs: book.epoch(),
        credited: book.credited().owed(),
        credited_by_role: totals.by_role,
        fees: book.credited().fees(),
    };
    let text = if args.json { serde_json::to_string(&replay)? + "\n" } else { render(&replay) };
    reporter.result(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn render(replay: &Replay) -> String {
    let row = |label: &str, value: &dyn std::fmt::Display| format!("{label:<30}{value:>24}\n");
    let mut text = row("events read", &grouped(replay.events_read));
    text += &row("accepted", &grouped(replay.vaus_accepted));
    for (reason, count) in &replay.vaus_refused {
        text += &row(&format!("refused: {}", reason.code()), &grouped(*count));
    }
    text += &row("epochs", &replay.epochs);
    text += &row("payees", &grouped(replay.payees));
    text += &row("credited, TWIST", &Twist(replay.credited));
    text += &row("protocol fee, TWIST", &Twist(replay.fees));
    if replay.epochs == 0 {
        text += "nobody in this log earned anything, so no epoch file was written\n";
    }
    text
}
