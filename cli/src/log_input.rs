//! Opening an access log, compressed or not.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use anyhow::{Context, Result, bail};
use flate2::bufread::MultiGzDecoder;
use twist_attention::{
    log::{Log, read_log},
    sample::{SAMPLE_SITE, sample_log},
    vau::{extract, guess_site},
};

use crate::output::Reporter;

/// Seed of the sample log that is used when no log is given.
const SAMPLE_SEED: u64 = 1;

/// A log and the site that it is of.
pub struct SiteLog {
    /// Where it came from, for people.
    pub source: String,
    /// The site's host.
    pub site: String,
    /// The requests.
    pub log: Log,
}

/// Reads the log at `path` (compressed when its name ends in `.gz`), or the built-in sample. `site` overrides the guess.
pub fn open(path: Option<&Path>, site: Option<&str>, reporter: &Reporter) -> Result<SiteLog> {
    let Some(path) = path else {
        let log = read_log(sample_log(SAMPLE_SEED).as_bytes())?;
        let site = site.unwrap_or(SAMPLE_SITE).to_owned();
        return Ok(SiteLog { source: "the built-in sample log".to_owned(), site, log });
    };
    let shown = path.display().to_string();
    if path.is_dir() {
        bail!("{shown} is a directory: name an access log file");
    }
    let file = File::open(path)
        .with_context(|| format!("cannot open the log {shown}; check the path and its permissions"))?;
    let length = file.metadata().with_context(|| format!("cannot read the log {shown}"))?.len();
    let progress = reporter.bytes("Reading the log", length);
    let raw = BufReader::new(progress.reader(file));
    let reader: Box<dyn BufRead> = if path.extension().is_some_and(|ending| ending == "gz") {
        Box::new(BufReader::new(MultiGzDecoder::new(raw)))
    } else {
        Box::new(raw)
    };
    let log = read_log(reader).with_context(|| format!("cannot use the log {shown}"))?;
    progress.finish_and_clear();
    let site = match site {
        Some(site) => site.to_owned(),
        None => site_of(&log).with_context(|| {
            format!("no request in {shown} has a referrer, so the site cannot be guessed; name it with --site HOST")
        })?,
    };
    Ok(SiteLog { source: shown, site, log })
}

/// The site that the log's referrers name. A log without referrers has one only in name if nothing in it is attention: then there
/// is nothing to pay its publisher for.
fn site_of(log: &Log) -> Option<String> {
    const NO_SITE: &str = "unknown.invalid";
    guess_site(&log.requests).or_else(|| {
        let extraction = extract(log, NO_SITE).ok()?;
        extraction.vaus.is_empty().then(|| NO_SITE.to_owned())
    })
}
