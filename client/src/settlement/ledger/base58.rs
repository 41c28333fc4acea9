//! Keys as base58, the spelling that people and explorers use.

use serde::{Deserialize, Deserializer, Serializer, de::Error};
use solana_pubkey::Pubkey;

pub fn serialize<S: Serializer>(key: &Pubkey, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(key)
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Pubkey, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| D::Error::custom(format!("{text:?} is not a base58 key of 32 bytes")))
}
