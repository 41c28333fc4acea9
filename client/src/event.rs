//! What programs say happened. They say it in instructions to themselves, which no log truncation can lose.

use std::fmt;

use anchor_lang::{AnchorDeserialize, event::EVENT_IX_TAG_LE};
use solana_pubkey::Pubkey;
use thiserror::Error;

use crate::{
    chain::{InnerInstruction, Receipt},
    idl::Idl,
    programs::{
        twist_campaign_registry, twist_rewards, twist_staking,
        twist_token::{self, types::EventHeader},
    },
};

pub use crate::programs::{
    twist_campaign_registry::parsers::Event as RegistryEvent, twist_rewards::parsers::Event as RewardsEvent,
    twist_staking::parsers::Event as StakingEvent, twist_token::parsers::Event as TokenEvent,
};

/// An event of one of our programs.
pub enum Event {
    /// Of `twist_token`.
    Token(TokenEvent),
    /// Of `twist_campaign_registry`.
    Registry(RegistryEvent),
    /// Of `twist_rewards`.
    Rewards(RewardsEvent),
    /// Of `twist_staking`.
    Staking(StakingEvent),
}

/// An event, and what all events have.
pub struct EventRecord {
    /// Who says it.
    pub program: &'static str,
    /// The event's name: `Claimed`.
    pub name: &'static str,
    /// When, and its number among the events of the account that it is about. Laid out alike in every program.
    pub header: EventHeader,
    /// What.
    pub event: Event,
}

impl fmt::Debug for EventRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { program, name, header, event: _ } = self;
        write!(f, "{program} {name} {header:?}")
    }
}

/// An event that this client cannot read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum EventError {
    /// Its type is not in the program's IDL.
    #[error("{program} emitted an event with the unknown discriminator {discriminator}: use a newer client")]
    Unknown {
        /// The program.
        program: &'static str,
        /// First eight bytes of the event, in hexadecimal.
        discriminator: String,
    },
    /// Its fields are not those in the program's IDL.
    #[error("{program} emitted a {name} with other fields than this client knows: use a newer client")]
    Malformed {
        /// The program.
        program: &'static str,
        /// The event.
        name: &'static str,
    },
}

/// Reads the event in an instruction's data; `None` if the instruction is not an event of one of our programs.
///
/// # Errors
/// See [`EventError`].
pub fn decode_event(program: &Pubkey, data: &[u8]) -> Result<Option<EventRecord>, EventError> {
    let (Some(idl), Some(data)) = (Idl::of(program), data.strip_prefix(EVENT_IX_TAG_LE)) else {
        return Ok(None);
    };
    let program_name = idl.program();
    let Some(known) = idl.events.iter().find(|event| data.starts_with(&event.discriminator)) else {
        let discriminator = hex::encode(data.get(..8).unwrap_or(data));
        return Err(EventError::Unknown { program: program_name, discriminator });
    };
    let malformed = EventError::Malformed { program: program_name, name: &known.name };
    let fields = data.get(known.discriminator.len()..).unwrap_or_default();
    let (Ok(header), Some(event)) = (EventHeader::deserialize(&mut &*fields), parse(program, data)) else {
        return Err(malformed);
    };
    Ok(Some(EventRecord { program: program_name, name: &known.name, header, event }))
}

/// The events of a transaction, in order.
///
/// # Errors
/// See [`EventError`].
pub fn decode_events(receipt: &Receipt) -> Result<Vec<EventRecord>, EventError> {
    let decode = |call: &InnerInstruction| decode_event(&call.program_id, &call.data).transpose();
    receipt.inner_instructions.iter().filter_map(decode).collect()
}

fn parse(program: &Pubkey, data: &[u8]) -> Option<Event> {
    match *program {
        twist_token::ID_CONST => TokenEvent::parse(data).ok().map(Event::Token),
        twist_campaign_registry::ID_CONST => RegistryEvent::parse(data).ok().map(Event::Registry),
        twist_rewards::ID_CONST => RewardsEvent::parse(data).ok().map(Event::Rewards),
        twist_staking::ID_CONST => StakingEvent::parse(data).ok().map(Event::Staking),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use anchor_lang::Event as _;

    use super::*;
    use crate::programs::twist_rewards::{self, events::Claimed};

    fn instruction(event: &impl anchor_lang::Event) -> Vec<u8> {
        [EVENT_IX_TAG_LE, &event.data()].concat()
    }

    fn claimed() -> Claimed {
        Claimed {
            header: twist_rewards::types::EventHeader { slot: 5, unix_timestamp: 6, seq: 7 },
            distribution: Pubkey::new_from_array([1; 32]),
            index: 1_025,
            payee: Pubkey::new_from_array([2; 32]),
            destination: Pubkey::new_from_array([3; 32]),
            amount: 8,
            cumulative: 9,
        }
    }

    #[test]
    fn an_event_is_read_back() {
        let record = decode_event(&twist_rewards::ID, &instruction(&claimed())).unwrap().unwrap();
        assert_eq!((record.program, record.name), ("rewards", "Claimed"));
        assert_eq!((record.header.slot, record.header.unix_timestamp, record.header.seq), (5, 6, 7));
        let Event::Rewards(RewardsEvent::Claimed(read)) = record.event else { panic!("another event") };
        assert_eq!(read.data(), claimed().data());
    }

    #[test]
    fn the_same_bytes_are_no_event_elsewhere() {
        let data = instruction(&claimed());
        assert!(decode_event(&Pubkey::new_from_array([9; 32]), &data).unwrap().is_none(), "another program");
        assert!(decode_event(&twist_rewards::ID, &data[8..]).unwrap().is_none(), "another instruction");
    }

    #[test]
    fn events_of_another_version_are_errors() {
        let data = instruction(&claimed());
        assert!(matches!(
            decode_event(&twist_token::ID, &data).unwrap_err(),
            EventError::Unknown { program: "token", .. }
        ));
        for changed in [&data[..data.len() - 1], &[&*data, &[0]].concat()] {
            assert_eq!(
                decode_event(&twist_rewards::ID, changed).unwrap_err(),
                EventError::Malformed { program: "rewards", name: "Claimed" }
            );
        }
    }

    #[test]
    fn every_event_of_every_idl_is_known_to_the_generated_parser() {
        for (id, json) in crate::idl::SOURCES {
            let idl: serde_json::Value = serde_json::from_str(json).unwrap();
            for event in idl["events"].as_array().unwrap() {
                let discriminator: [u8; 8] = serde_json::from_value(event["discriminator"].clone()).unwrap();
                // A header and enough zeros for any event: fields that are missing are missing lists.
                let read = (24..1_024).find_map(|length| {
                    let data = [EVENT_IX_TAG_LE, &discriminator, &vec![0; length]].concat();
                    decode_event(&id, &data).ok().flatten()
                });
                assert_eq!(read.unwrap().name, event["name"]);
            }
        }
    }
}
