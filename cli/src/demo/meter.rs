//! What everything cost: compute units, fees, rent.

use std::collections::BTreeMap;

use serde::Serialize;
use twist_client::{chain::Receipt, compute::costs, programs};

/// The least, the middle and the most compute units that an instruction took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Spread {
    pub min: u64,
    pub median: u64,
    pub max: u64,
}

/// Collects the costs of every transaction.
#[derive(Debug, Default)]
pub struct Meter {
    compute_units: BTreeMap<String, Vec<u64>>,
    /// Transactions so far.
    pub transactions: u64,
    /// What they were charged, lamports.
    pub fee_lamports: u64,
}

impl Meter {
    /// Counts a transaction.
    pub fn record(&mut self, receipt: &Receipt) {
        self.transactions += 1;
        self.fee_lamports += receipt.fee_lamports;
        for cost in costs(&receipt.logs) {
            let (Some(program), Some(instruction)) = (programs::name(&cost.program), cost.name) else {
                continue;
            };
            let name = format!("{program}::{instruction}");
            self.compute_units.entry(name).or_default().push(cost.compute_units);
        }
    }

    /// The spread per instruction of our programs.
    pub fn spreads(&self) -> BTreeMap<String, Spread> {
        self.compute_units.iter().filter_map(|(name, units)| Some((name.clone(), spread(units)?))).collect()
    }
}

fn spread(units: &[u64]) -> Option<Spread> {
    let mut sorted = units.to_vec();
    sorted.sort_unstable();
    let median = *sorted.get(sorted.len() / 2)?;
    Some(Spread { min: *sorted.first()?, median, max: *sorted.last()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_of_what_was_measured() {
        assert_eq!(spread(&[]), None);
        assert_eq!(spread(&[5, 1, 3]), Some(Spread { min: 1, median: 3, max: 5 }));
    }
}
