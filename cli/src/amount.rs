//! Amounts for people: TWIST instead of base units.

use std::fmt;

/// Decimals of TWIST.
pub const TWIST_DECIMALS: u8 = 9;

/// Base units in one TWIST.
pub const BASE_UNITS: u64 = 1_000_000_000;

/// Base units in one SOL.
pub const LAMPORTS: u64 = 1_000_000_000;

/// An amount of base units, shown as TWIST with all its decimals and without trailing zeros: nothing is rounded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Twist(pub u64);

impl Twist {
    /// Reads an amount that is to be moved: TWIST as in `12.5`, exactly.
    ///
    /// # Errors
    /// See [`AmountError`].
    pub fn parse(text: &str) -> Result<Self, AmountError> {
        if text.starts_with('-') {
            return Err(AmountError::Negative);
        }
        if text.contains([',', '_', '\'', ' ']) {
            return Err(AmountError::Separators);
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(fraction) {
            return Err(AmountError::NotANumber);
        }
        let digits = usize::from(TWIST_DECIMALS);
        if fraction.len() > digits {
            return Err(AmountError::TooManyDecimals);
        }
        // Digits of base units: what is left to overflow is their number.
        let units = format!("{whole}{fraction:0<digits$}").parse().map_err(|_| AmountError::Overflow)?;
        if units == 0 { Err(AmountError::Zero) } else { Ok(Self(units)) }
    }

    /// As [`Twist::parse`] reads it: for programs, without thousands separated.
    pub fn plain(self) -> String {
        Units { base_units: self.0, decimals: TWIST_DECIMALS }.plain()
    }
}

impl fmt::Display for Twist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = decimal(self.0, BASE_UNITS, grouped);
        f.pad(&shown)
    }
}

/// Why a text is not an amount of TWIST that can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// It is no decimal number.
    NotANumber,
    /// It has separators, which mean thousands here and decimals there.
    Separators,
    /// It is below zero.
    Negative,
    /// It is zero.
    Zero,
    /// It is finer than a base unit.
    TooManyDecimals,
    /// It is more than 64 bits of base units.
    Overflow,
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotANumber => "not an amount of TWIST: write it as in 12.5",
            Self::Separators => {
                "ambiguous: write the decimals behind a dot and nothing between thousands, as in 1234.5"
            }
            Self::Negative => "negative: the amount must be more than zero",
            Self::Zero => "zero: the amount must be more than zero",
            Self::TooManyDecimals => "too many decimals: TWIST has 9",
            Self::Overflow => "too large: there can be no more than 18446744073.709551615 TWIST",
        })
    }
}

impl std::error::Error for AmountError {}

/// An amount of lamports, shown as SOL.
pub struct Sol(pub u64);

impl fmt::Display for Sol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = decimal(self.0, LAMPORTS, grouped);
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

impl Units {
    /// For programs: without thousands separated.
    pub fn plain(&self) -> String {
        decimal(self.base_units, self.unit(), |whole| whole.to_string())
    }

    /// Base units in one. A mint with more decimals than 64 bits hold is shown in base units.
    fn unit(&self) -> u64 {
        10u64.checked_pow(self.decimals.into()).unwrap_or(1)
    }
}

impl fmt::Display for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&decimal(self.base_units, self.unit(), grouped))
    }
}

fn decimal(amount: u64, unit: u64, show_whole: impl FnOnce(u64) -> String) -> String {
    let whole = show_whole(amount / unit);
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
        assert_eq!(Units { base_units: 7, decimals: 200 }.to_string(), "7");
    }

    #[test]
    fn what_programs_read_has_no_separators_and_can_be_read_back() {
        for units in [1, 1_500_000_000, 1_234_567 * BASE_UNITS, u64::MAX] {
            assert_eq!(Twist::parse(&Twist(units).plain()), Ok(Twist(units)));
        }
        assert_eq!(Twist(1_234_567 * BASE_UNITS).plain(), "1234567");
        assert_eq!(Units { base_units: 1_234_050_000, decimals: 6 }.plain(), "1234.05");
    }

    #[test]
    fn amounts_are_read_to_the_last_unit() {
        for (text, units) in [
            ("12.5", 12_500_000_000),
            ("1", BASE_UNITS),
            ("0.000000001", 1),
            ("1.000000000", BASE_UNITS),
            ("007", 7 * BASE_UNITS),
            ("18446744073.709551615", u64::MAX),
        ] {
            assert_eq!(Twist::parse(text), Ok(Twist(units)), "{text}");
        }
    }

    #[test]
    fn what_could_be_meant_otherwise_is_not_an_amount() {
        for (text, error) in [
            ("", AmountError::NotANumber),
            (".", AmountError::NotANumber),
            (".5", AmountError::NotANumber),
            ("5.", AmountError::NotANumber),
            ("1.2.3", AmountError::NotANumber),
            ("1e9", AmountError::NotANumber),
            ("0x10", AmountError::NotANumber),
            ("+1", AmountError::NotANumber),
            ("١٢", AmountError::NotANumber),
            ("all", AmountError::NotANumber),
            ("12,5", AmountError::Separators),
            ("1,234.5", AmountError::Separators),
            ("1_000", AmountError::Separators),
            (" 1", AmountError::Separators),
            ("-1", AmountError::Negative),
            ("-0", AmountError::Negative),
            ("0", AmountError::Zero),
            ("0.000000000", AmountError::Zero),
            ("0.0000000001", AmountError::TooManyDecimals),
            ("1.0000000000", AmountError::TooManyDecimals),
            ("18446744073.709551616", AmountError::Overflow),
            ("99999999999999999999999999999999999999999999", AmountError::Overflow),
        ] {
            assert_eq!(Twist::parse(text), Err(error), "{text}");
        }
    }
}
