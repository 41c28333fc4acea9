//! What the IDLs say beyond types: names of errors and events, and what to do about an error.

use std::sync::LazyLock;

use serde::Deserialize;
use solana_pubkey::Pubkey;

use crate::programs::{twist_campaign_registry, twist_rewards, twist_staking, twist_token};

/// The IDL of each of our programs.
pub(crate) const SOURCES: [(Pubkey, &str); 4] = [
    (twist_token::ID_CONST, include_str!("../idls/twist_token.json")),
    (twist_campaign_registry::ID_CONST, include_str!("../idls/twist_campaign_registry.json")),
    (twist_rewards::ID_CONST, include_str!("../idls/twist_rewards.json")),
    (twist_staking::ID_CONST, include_str!("../idls/twist_staking.json")),
];

/// The part of an IDL that is needed at run time.
#[derive(Debug, Deserialize)]
pub(crate) struct Idl {
    metadata: Metadata,
    /// The program's own errors.
    pub(crate) errors: Vec<IdlError>,
    /// Its events.
    pub(crate) events: Vec<IdlEvent>,
}

#[derive(Debug, Deserialize)]
struct Metadata {
    name: String,
}

/// One error of a program.
#[derive(Debug, Deserialize)]
pub(crate) struct IdlError {
    pub(crate) code: u32,
    pub(crate) name: String,
    pub(crate) msg: String,
}

/// One event of a program.
#[derive(Debug, Deserialize)]
pub(crate) struct IdlEvent {
    pub(crate) name: String,
    pub(crate) discriminator: [u8; 8],
}

// The sources are part of this crate and a test parses every one of them, so none is ever left out here.
static IDLS: LazyLock<Vec<(Pubkey, Idl)>> = LazyLock::new(|| {
    SOURCES.iter().filter_map(|(id, json)| Some((*id, serde_json::from_str(json).ok()?))).collect()
});

impl Idl {
    /// The program's name as people say it: `rewards`.
    pub(crate) fn program(&'static self) -> &'static str {
        self.metadata.name.strip_prefix("twist_").unwrap_or(&self.metadata.name)
    }

    /// The IDL of the program with this id, if it is one of ours.
    pub(crate) fn of(program: &Pubkey) -> Option<&'static Self> {
        IDLS.iter().find(|(id, _)| id == program).map(|(_, idl)| idl)
    }

    /// The error with this code, and the IDL that has it. Our programs number their errors apart.
    pub(crate) fn error(code: u32) -> Option<(&'static Self, &'static IdlError)> {
        IDLS.iter().find_map(|(_, idl)| Some((idl, idl.errors.iter().find(|error| error.code == code)?)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_idl_is_read_and_says_which_program_it_is_of() {
        for (id, json) in SOURCES {
            let value: serde_json::Value = serde_json::from_str(json).unwrap();
            assert_eq!(value["address"], id.to_string());
            assert!(!Idl::of(&id).unwrap().program().contains("twist"));
        }
    }

    #[test]
    fn error_codes_of_different_programs_never_meet() {
        let codes: Vec<_> = IDLS.iter().flat_map(|(_, idl)| idl.errors.iter().map(|e| e.code)).collect();
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
    }
}
