//! Keys as base58, the spelling that people and explorers use.

use serde::{Deserialize, Deserializer, Serializer, de::Error};
use solana_pubkey::Pubkey;

pub fn serialize<S: Serializer>(key: &Pubkey, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(key)
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Pubkey, D::Error> {
    parse(&String::deserialize(deserializer)?)
}

fn parse<E: Error>(text: &str) -> Result<Pubkey, E> {
    text.parse().map_err(|_| E::custom(format!("{text:?} is not a base58 key of 32 bytes")))
}

pub mod option {
    use super::*;

    pub fn serialize<S: Serializer>(key: &Option<Pubkey>, serializer: S) -> Result<S::Ok, S::Error> {
        match key {
            Some(key) => serializer.collect_str(key),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Pubkey>, D::Error> {
        Option::<String>::deserialize(deserializer)?.as_deref().map(parse).transpose()
    }
}
