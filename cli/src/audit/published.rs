//! The published side: recomputes every epoch file.

use std::path::Path;

use anyhow::Result;
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
    /// The payees after the last of them.
    pub payees: Vec<Payee>,
    /// The payees before it.
    pub payees_before: Vec<Payee>,
}

/// Recomputes the files in `directory`, from the first epoch on, as long as they hold.
pub fn recompute(
    subject: &Subject,
    directory: &Path,
    findings: &mut Findings,
    reporter: &Reporter,
) -> Result<Published> {
    let files = (1..).map(|epoch| directory.join(ledger::file_name(epoch))).take_while(|path| path.exists());
    let files: Vec<_> = files.collect();
    let bar = reporter.count("Recomputing epochs", files.len() as u64);
    let mut verifier =
        Verifier::new(subject.campaign.distribution, subject.campaign_address, subject.terms());
    let (mut published, mut monotone, mut vaus) = (Published::default(), None, 0);
    for path in &files {
        let Verified { file, closed } = match verifier.verify(path) {
            Ok(verified) => verified,
            Err(error) => {
                findings.fail("epoch files recompute", error.to_string());
                break;
            }
        };
        vaus += file.attention.len() as u64;
        monotone = monotone.or_else(|| {
            let fault = first_fault(&published.payees, &closed.payees)?;
            Some(format!("{}, line {}: {}", path.display(), file.line_of_payee(fault.0), fault.1))
        });
        let before = published.epochs.last().map_or(0, |epoch: &Epoch| epoch.root.total);
        let increase = file.root.total.saturating_sub(before);
        published.epochs.push(Epoch {
            root: file.root,
            settled_through: closed.settled_through,
            history: *verifier.book().history(),
            fee: fee_on_top(increase, subject.campaign.fee_bps).unwrap_or(u64::MAX),
        });
        published.payees_before = std::mem::replace(&mut published.payees, closed.payees);
        bar.inc(1);
    }
    bar.finish_and_clear();
    if published.epochs.len() == files.len() {
        let detail = format!(
            "{} epochs, {} VAUs, {} payees: every seal, credit, leaf and root",
            published.epochs.len(),
            grouped(vaus),
            grouped(published.payees.len() as u64)
        );
        findings.pass("epoch files recompute", detail);
    }
    match monotone {
        None => findings.pass("4 monotone", "no index changed its payee and no amount fell between epochs"),
        Some(fault) => findings.fail("4 monotone", fault),
    }
    Ok(published)
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
