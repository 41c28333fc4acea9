//! Amounts for people: TWIST instead of base units.

use std::fmt;

/// Base units in one TWIST (9 decimals).
pub const BASE_UNITS: u64 = 1_000_000_000;

/// Base units in one SOL.
pub const LAMPORTS: u64 = 1_000_000_000;

/// An amount of base units, shown as TWIST with all its decimals and without trailing zeros: nothing is rounded away.
pub struct Twist(pub u64);

impl fmt::Display for Twist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = decimal(self.0, BASE_UNITS);
        f.pad(&shown)
    }
}

/// An amount of lamports, shown as SOL.
pub struct Sol(pub u64);

impl fmt::Display for Sol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = decimal(self.0, LAMPORTS);
        f.pad(&shown)
    }
}

/// An amount of a mint with that many decimals.
pub struct Units {
    /// The amount as the chain has it.
    pub base_units: u64,
    /// Decimals of the mint.
    pub decimals: u8,
}

impl fmt::Display for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A mint with more decimals than 64 bits hold is shown in base units.
        let unit = 10u64.checked_pow(self.decimals.into()).unwrap_or(1);
        f.pad(&decimal(self.base_units, unit))
    }
}

fn decimal(amount: u64, unit: u64) -> String {
    let whole = grouped(amount / unit);
    let digits = usize::try_from(unit.ilog10()).unwrap_or(0);
    let fraction = format!("{:0digits$}", amount % unit);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }
}

/// A count with thousands separated, so that 1000000 and 10000000 cannot be mistaken for one another.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut shown = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_rounded_away() {
        assert_eq!(Twist(0).to_string(), "0");
        assert_eq!(Twist(1).to_string(), "0.000000001");
        assert_eq!(Twist(1_500_000_000).to_string(), "1.5");
        assert_eq!(Twist(1_234_567 * BASE_UNITS).to_string(), "1,234,567");
        assert_eq!(Twist(u64::MAX).to_string(), "18,446,744,073.709551615");
        assert_eq!(format!("{:>8}", Twist(BASE_UNITS)), "       1");
        assert_eq!(Units { base_units: 1_050_000, decimals: 6 }.to_string(), "1.05");
        assert_eq!(Units { base_units: 7, decimals: 0 }.to_string(), "7");
    }
}
