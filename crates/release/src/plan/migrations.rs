//! Accounts of an older layout than the deployed programs'.

use twist_client::chain::Scan;

use super::{Action, Change, Step};
use crate::{ReleaseError, desired::Resolved, loader, migrations};

pub(super) fn steps(chain: &dyn Scan, desired: &Resolved) -> Result<Vec<Step>, ReleaseError> {
    let mut steps = Vec::new();
    let all = migrations::all().map_err(|reason| ReleaseError::Migrations { reason })?;
    // Those after belong to later releases than the one that is desired: this is a roll-back, or was one.
    for migration in all.into_iter().filter(|migration| migration.number <= desired.migrations) {
        let Some((program, wanted)) =
            desired.programs.iter().find(|(program, _)| program.name() == migration.program)
        else {
            return Err(ReleaseError::UnknownMigration { number: migration.number });
        };
        // A program before this layout takes no such instruction; the plan has the upgrade in front.
        let runs = loader::deployed(chain, &program.id())?
            .is_some_and(|found| wanted.is_some_and(|wanted| found.sha256 == wanted));
        let cranks = migration.cranks(chain)?;
        if cranks.is_empty() {
            continue;
        }
        let (account, from, to, count) = (&migration.account, migration.from, migration.to, cranks.len());
        let step = Step::new(
            format!("{}: migrate {account} to version {to}", migration.program),
            "Raises the layout version of accounts that nobody has touched since the upgrade. Changes nothing else in them; every \
             owner's next instruction would do the same.",
            Action::SendEach(cranks),
        )
        .changing([Change::new("accounts", format!("{count} of version {from}"), format!("version {to}"))]);
        steps.push(if runs { step } else { step.not_before(i64::MAX) });
    }
    Ok(steps)
}
