//! Hashes as 64 lower-case hex digits, the one spelling that ledger files use.
//!
//! Upper case is refused when reading: two spellings of one hash would give two contents, hence two content hashes, to
//! what is the same ledger.

use serde::{Deserialize, Deserializer, Serializer, de::Error};
use std::fmt;

/// Writes the digits.
pub(crate) fn write(bytes: &[u8; 32], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

struct Digits<'a>(&'a [u8; 32]);

impl fmt::Display for Digits<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(self.0, f)
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// Reads 64 lower-case digits, nothing else.
pub(crate) fn decode(digits: &str) -> Option<[u8; 32]> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    if pairs.len() != 32 || !rest.is_empty() {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = (nibble(*high)? << 4) | nibble(*low)?;
    }
    Some(bytes)
}

/// For `#[serde(with = "crate::hex")]`.
pub(crate) fn serialize<S: Serializer>(bytes: &[u8; 32], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&Digits(bytes))
}

/// For `#[serde(with = "crate::hex")]`.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 32], D::Error> {
    let digits = String::deserialize(deserializer)?;
    decode(&digits).ok_or_else(|| D::Error::custom(format!("{digits:?} is not 64 lower-case hex digits")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reads_what_it_wrote(bytes: [u8; 32]) {
            prop_assert_eq!(decode(&Digits(&bytes).to_string()), Some(bytes));
        }
    }

    #[test]
    fn only_one_spelling_is_accepted() {
        let good = "0123456789abcdef".repeat(4);
        assert!(decode(&good).is_some());
        assert_eq!(decode(&good.to_uppercase()), None);
        assert_eq!(decode(&good[..62]), None);
        assert_eq!(decode(&good[..63]), None);
        assert_eq!(decode(&format!("{good}00")), None);
        assert_eq!(decode(&format!("{}é", &good[..62])), None);
    }
}
