//! Verified Attention Units, and how they are extracted from a log.

use crate::{
    clf::Request,
    device::DeviceId,
    hex,
    host::{self, HostError},
    log::{Log, MalformedLine},
    rules::{self, DWELL_CAP_SECONDS, Refusal, Refused, VISIT_GAP_SECONDS},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// One Verified Attention Unit: a device looked at one page of a site for some seconds.
///
/// Reading one from a ledger checks that its id is the hash of its fields, so a changed byte is found where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Vau {
    /// The hash of all other fields, see [`Vau::new`].
    #[serde(with = "hex")]
    pub id: [u8; 32],
    /// Who watched.
    pub device: DeviceId,
    /// [`host::hash`] of the site that was watched.
    #[serde(with = "hex")]
    pub site: [u8; 32],
    /// The canonical host that brought the visit (the influencer); `None` when it came by itself.
    pub referrer_host: Option<String>,
    /// When the page was opened, Unix seconds.
    pub at: i64,
    /// For how long it was looked at, 1 to [`DWELL_CAP_SECONDS`].
    pub seconds: u32,
}

/// Why a record in a ledger is not a VAU.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VauError {
    /// The id is not the hash of the other fields.
    #[error(
        "the id of the VAU at {at} is not the hash of its fields: the ledger was changed, fetch it again"
    )]
    Id {
        /// When the page was opened.
        at: i64,
    },
    /// The rules give no such dwell time.
    #[error("a VAU of {0} seconds: the rules give 1 to {DWELL_CAP_SECONDS}")]
    Seconds(u32),
    /// The referrer's host is not in its canonical spelling.
    #[error("the referrer host {0:?} is not in its canonical spelling: lower case, no \"www.\", no port")]
    ReferrerHost(String),
}

impl Vau {
    /// A VAU with its id:
    /// `sha256("twist-vau-v1" || device || site || at i64 LE || seconds u32 LE || 0x00, or 0x01 || referrer host)`.
    ///
    /// The page is not a part of it: what somebody read is nobody's business, and within one second a device has at most
    /// one page with a dwell time, so ids stay apart without it.
    #[must_use]
    pub fn new(
        device: DeviceId,
        site: [u8; 32],
        referrer_host: Option<String>,
        at: i64,
        seconds: u32,
    ) -> Self {
        let hasher = Sha256::new()
            .chain_update(b"twist-vau-v1")
            .chain_update(device.as_bytes())
            .chain_update(site)
            .chain_update(at.to_le_bytes())
            .chain_update(seconds.to_le_bytes());
        let hasher = match &referrer_host {
            None => hasher.chain_update([0]),
            Some(host) => hasher.chain_update([1]).chain_update(host),
        };
        Self { id: hasher.finalize().into(), device, site, referrer_host, at, seconds }
    }
}

/// The fields of a [`Vau`] as they stand in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    #[serde(with = "hex")]
    id: [u8; 32],
    device: DeviceId,
    #[serde(with = "hex")]
    site: [u8; 32],
    referrer_host: Option<String>,
    at: i64,
    seconds: u32,
}

impl TryFrom<Unchecked> for Vau {
    type Error = VauError;

    fn try_from(file: Unchecked) -> Result<Self, VauError> {
        let vau = Self::new(file.device, file.site, file.referrer_host, file.at, file.seconds);
        if vau.id != file.id {
            return Err(VauError::Id { at: vau.at });
        }
        if !(1..=DWELL_CAP_SECONDS).contains(&vau.seconds) {
            return Err(VauError::Seconds(vau.seconds));
        }
        match &vau.referrer_host {
            Some(host) if host::canonical(host).as_ref() != Ok(host) => {
                Err(VauError::ReferrerHost(host.clone()))
            }
            _ => Ok(vau),
        }
    }
}

/// What a log gives. `events_read == vaus.len() + the sum of refused`, always.
///
/// The order of the log's lines changes nothing but [`Extraction::malformed_lines`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extraction {
    /// Lines of the log that are not empty.
    pub events_read: u64,
    /// What was accepted, ordered by time, then id.
    pub vaus: Vec<Vau>,
    /// What was not, by reason.
    pub refused: Refused,
    /// The first few malformed lines, for people.
    pub malformed_lines: Vec<MalformedLine>,
}

/// The site that a log is of, as far as the log can tell: its most frequent referring host, in canonical spelling.
///
/// Every image, style sheet and inner link of a site is requested with the site itself as referrer, so no other host comes
/// near it. Of equally frequent ones the first in the alphabet is taken; `None` when no request has a referrer.
#[must_use]
pub fn guess_site(requests: &[Request]) -> Option<String> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for host in requests.iter().filter_map(|request| host::of_url(request.referrer.as_deref()?)) {
        *counts.entry(host).or_default() += 1;
    }
    // `max_by_key` takes the last of equals; in reverse that is the first in the alphabet.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(host, _)| host)
}

/// Applies the rules to the log of `site` (its host, in any spelling).
///
/// # Errors
/// [`HostError`] when `site` is not a host name.
pub fn extract(log: &Log, site: &str) -> Result<Extraction, HostError> {
    let site = Site::new(site)?;
    let mut refused = Refused::new();
    rules::refuse(&mut refused, Refusal::Malformed, log.malformed);

    let robots = rules::bots::robots_readers(&log.requests);
    let mut pages: BTreeMap<DeviceId, Vec<&Request>> = BTreeMap::new();
    for request in &log.requests {
        match (DeviceId::of(request), rules::refusal_of(request)) {
            (Some(device), _) if robots.contains(&device) => rules::refuse(&mut refused, Refusal::Bot, 1),
            (Some(device), None) => pages.entry(device).or_default().push(request),
            (None, None) => rules::refuse(&mut refused, Refusal::Bot, 1),
            (_, Some(reason)) => rules::refuse(&mut refused, reason, 1),
        }
    }

    let mut vaus = Vec::new();
    for (device, mut pages) in pages {
        let read = pages.len();
        // All fields that requests of one device can differ in, so that the result does not depend on the log's order.
        pages.sort_unstable_by_key(|page| (page.time, &page.path, &page.referrer, page.status, page.bytes));
        pages.dedup();
        rules::refuse(&mut refused, Refusal::Duplicate, (read - pages.len()) as u64);
        for visit in
            pages.chunk_by(|page, next| next.time.abs_diff(page.time) <= VISIT_GAP_SECONDS.unsigned_abs())
        {
            site.watch(device, visit, &mut vaus, &mut refused);
        }
    }
    vaus.sort_unstable_by_key(|vau| (vau.at, vau.id));
    let events_read = log.requests.len() as u64 + log.malformed;
    Ok(Extraction { events_read, vaus, refused, malformed_lines: log.malformed_lines.clone() })
}

/// The site whose log is read.
struct Site {
    host: String,
    hash: [u8; 32],
}

impl Site {
    fn new(host: &str) -> Result<Self, HostError> {
        let host = host::canonical(host)?;
        Ok(Self { hash: host::hash(&host), host })
    }

    /// The VAUs of one visit: each page is looked at until the next one.
    fn watch(&self, device: DeviceId, visit: &[&Request], vaus: &mut Vec<Vau>, refused: &mut Refused) {
        let referrer = visit
            .first()
            .and_then(|page| host::of_url(page.referrer.as_deref()?))
            .filter(|referrer| *referrer != self.host);
        for pair in visit.windows(2) {
            let [page, next] = pair else { continue };
            let dwell =
                u32::try_from(next.time.abs_diff(page.time)).unwrap_or(u32::MAX).min(DWELL_CAP_SECONDS);
            if dwell == 0 {
                rules::refuse(refused, Refusal::NoDwell, 1);
            } else {
                vaus.push(Vau::new(device, self.hash, referrer.clone(), page.time, dwell));
            }
        }
        rules::refuse(refused, Refusal::LastPage, u64::from(!visit.is_empty()));
    }
}

#[cfg(test)]
mod tests;
