//! The published side: recomputes every epoch file.

use std::path::Path;

use anyhow::{Context, Result, bail};
use twist_client::settlement::{Payee, Verified, Verifier, ledger};
use twist_merkle_sum::Hash;
use twist_money::fee_on_top;

use super::{findings::Findings, subject::Subject};
use crate::{amount::grouped, output::Reporter};

/// One recomputed epoch, as far as the chain knows it.
pub struct Epoch {
    /// The root as the file states it and recomputing confirms it.
    pub root: ledger::RootLine,
    /// Attention before this time is included, Unix seconds.
    pub settled_through: i64,
    /// SHA-256 of the file.
    pub data_hash: Hash,
    /// The history after this epoch.
    pub history: Hash,
    /// The fee on this epoch's increase, base units.
    pub fee: u64,
}

/// Everything that could be recomputed.
#[derive(Default)]
pub struct Published {
    /// Epoch `n` is at `n - 1`.
    pub epochs: Vec<Epoch>,
    /// The payees after the last epoch that is final on the chain; files of later ones may be there already.
    pub payees: Vec<Payee>,
}

/// What the finding about the files themselves is called.
pub const RECOMPUTE: &str = "epoch files recompute";

/// Refuses a directory that cannot hold a ledger.
pub fn check_directory(directory: &Path) -> Result<()> {
    let first = directory.join(ledger::file_name(1));
    if directory.is_file() {
        bail!("{} is a file: name the directory that holds the epoch files", directory.display());
    }
    if !first.exists() {
        bail!(
            "{} does not exist: name the directory that holds all epoch files of a distribution, from the first on",
            first.display()
        );
    }
    Ok(())
}

/// Recomputes the files in `directory`, from the first epoch on, as long as they hold.
pub fn recompute(
    subject: &Subject,
    directory: &Path,
    findings: &mut Findings,
    reporter: &Reporter,
) -> Result<Published> {
    let last = last_epoch(directory)?.max(subject.distribution.current.epoch);
    let bar = reporter.count("Recomputing epochs", last);
    let mut verifier =
        Verifier::new(subject.campaign.distribution, subject.campaign_address, subject.terms());
    let mut published = Published::default();
    let (mut before, mut monotone, mut vaus) = (Vec::new(), None, 0);
    for epoch in 1..=last {
        let path = directory.join(ledger::file_name(epoch));
        if !path.exists() {
            findings.fail(RECOMPUTE, format!("{} is missing; fetch it from its publisher", path.display()));
            break;
        }
        let Verified { file, closed } = match verifier.verify(&path) {
            Ok(verified) => verified,
            Err(error) => {
                findings.fail(RECOMPUTE, error.to_string());
                break;
            }
        };
        vaus += file.attention.len() as u64;
        monotone = monotone.or_else(|| {
            let (index, fault) = first_fault(&before, &closed.payees)?;
            Some(format!("{}, line {}: {fault}", path.display(), file.line_of_payee(index)))
        });
        let total = published.epochs.last().map_or(0, |epoch: &Epoch| epoch.root.total);
        let increase = file.root.total.saturating_sub(total);
        published.epochs.push(Epoch {
            root: file.root,
            settled_through: closed.settled_through,
            data_hash: file.data_hash,
            history: *verifier.book().history(),
            fee: fee_on_top(increase, subject.campaign.fee_bps).unwrap_or(u64::MAX),
        });
        if published.epochs.len() == subject.finalized() {
            published.payees.clone_from(&closed.payees);
        }
        before = closed.payees;
        bar.inc(1);
    }
    bar.finish_and_clear();
    let (recomputed, payees) = (published.epochs.len(), grouped(before.len() as u64));
    if recomputed as u64 == last {
        let vaus = grouped(vaus);
        let detail =
            format!("{recomputed} epochs, {vaus} VAUs, {payees} payees: every seal, credit, leaf and root");
        findings.pass(RECOMPUTE, detail);
    }
    match monotone {
        None if recomputed as u64 == last => {
            findings.pass("4 monotone", "no index changed its payee and no amount fell between epochs");
        }
        None => findings.unchecked("4 monotone", recomputed),
        Some(fault) => findings.fail("4 monotone", fault),
    }
    Ok(published)
}

/// The highest epoch of which there is a file.
fn last_epoch(directory: &Path) -> Result<u64> {
    let mut last = 0;
    let entries = std::fs::read_dir(directory)
        .with_context(|| format!("cannot list {}; check its permissions", directory.display()))?;
    for entry in entries {
        let name = entry.with_context(|| format!("cannot list {}", directory.display()))?.file_name();
        last = last.max(name.to_str().and_then(ledger::epoch_of).unwrap_or(0));
    }
    Ok(last)
}

/// The first payee that an epoch moved to another index or that lost something.
fn first_fault(before: &[Payee], after: &[Payee]) -> Option<(usize, String)> {
    before.iter().enumerate().find_map(|(index, earlier)| match after.get(index) {
        None => Some((index, format!("index {index} is gone; it was {}", earlier.key))),
        Some(later) if later.key != earlier.key => {
            Some((index, format!("index {index} was {} and is now {}", earlier.key, later.key)))
        }
        Some(later) if later.cumulative < earlier.cumulative => Some((
            index,
            format!(
                "index {index} ({}) fell from {} to {}",
                earlier.key, earlier.cumulative, later.cumulative
            ),
        )),
        Some(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use solana_pubkey::Pubkey;

    fn payee(key: u8, cumulative: u64) -> Payee {
        Payee { key: Pubkey::new_from_array([key; 32]), cumulative }
    }

    #[test]
    fn what_must_not_change_between_epochs_is_found() {
        let before = [payee(1, 10), payee(2, 20)];
        assert_eq!(first_fault(&before, &[payee(1, 10), payee(2, 25), payee(3, 1)]), None);
        assert_eq!(first_fault(&before, &[payee(1, 10)]).map(|fault| fault.0), Some(1));
        assert_eq!(first_fault(&before, &[payee(3, 10), payee(2, 20)]).map(|fault| fault.0), Some(0));
        assert_eq!(first_fault(&before, &[payee(1, 10), payee(2, 19)]).map(|fault| fault.0), Some(1));
    }
}
