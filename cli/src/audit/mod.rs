//! `twist audit`: holds published epoch files against the chain, trusting neither the publisher nor this project's services.

mod findings;
mod onchain;
mod published;
mod subject;

use std::{path::Path, process::ExitCode};

use anyhow::Result;
use twist_client::{
    chain::{Chain, Rpc},
    settlement::ledger,
};

use crate::{args::AuditArgs, output::Reporter};
pub use findings::Findings;
use subject::Subject;

/// Audits and prints one line per promise.
pub fn run(args: &AuditArgs, reporter: &Reporter) -> Result<ExitCode> {
    published::check_directory(&args.ledger)?;
    let chain = Rpc::connect(&args.url)?;
    let findings = findings(&chain, &args.ledger, reporter)?;
    if args.json {
        reporter.result(&format!("{}\n", serde_json::to_string(&findings)?))?;
    } else {
        reporter.result(&findings.to_string())?;
    }
    Ok(if findings.all_passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Recomputes every epoch file in `directory` and compares with what `chain` holds.
pub fn findings(chain: &dyn Chain, directory: &Path, reporter: &Reporter) -> Result<Findings> {
    let mut findings = Findings::default();
    let header = match ledger::read_header(&directory.join(ledger::file_name(1))) {
        Ok(header) => header,
        Err(error) => {
            findings.fail(published::RECOMPUTE, error.to_string());
            return Ok(findings);
        }
    };
    let subject = Subject::of(chain, &header)?;
    let published = published::recompute(&subject, directory, &mut findings, reporter)?;
    onchain::compare(chain, &subject, &published, &mut findings)?;
    Ok(findings)
}
