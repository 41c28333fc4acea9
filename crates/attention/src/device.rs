//! Who watched, as far as a log can tell: a device.

use crate::{clf::Request, hex};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// A device: `sha256(address || 0x00 || user agent)`. Shown and stored as 64 hex digits.
///
/// The hash keeps addresses out of published ledgers, but it is no anonymity: who guesses the address and the user agent
/// can confirm the guess.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DeviceId(#[serde(with = "hex")] [u8; 32]);

impl DeviceId {
    /// The device behind an address and a user agent, both as logged.
    #[must_use]
    pub fn new(address: &str, user_agent: &str) -> Self {
        let hasher = Sha256::new().chain_update(address).chain_update([0]).chain_update(user_agent);
        Self(hasher.finalize().into())
    }

    /// The device that made a request; `None` when it did not name its user agent.
    #[must_use]
    pub fn of(request: &Request) -> Option<Self> {
        request.user_agent.as_deref().map(|agent| Self::new(&request.address, agent))
    }

    /// The hash itself.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(&self.0, f)
    }
}

impl fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceId({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_hash_that_anyone_can_compute() {
        // printf '192.0.2.7\0Mozilla/5.0' | sha256sum
        let digits = "2996e2056b2574da07ade08da3952de5afb954a62b90a4d0a1755fc43448d2ac";
        let device = DeviceId::new("192.0.2.7", "Mozilla/5.0");
        assert_eq!(device.to_string(), digits);
        assert_eq!(serde_json::to_string(&device).unwrap(), format!("\"{digits}\""));
        assert_eq!(serde_json::from_str::<DeviceId>(&format!("\"{digits}\"")).unwrap(), device);
    }

    #[test]
    fn the_separator_keeps_fields_apart() {
        assert_ne!(DeviceId::new("192.0.2.1", "1x"), DeviceId::new("192.0.2.11", "x"));
    }
}
