//! The rules: every number, and every reason for which an event earns nothing.
//!
//! `docs/VAU.md` is the same in prose; a test keeps the two in step. Changing a number here changes what ledgers hold, so it
//! is a new version of the rules: an attester running the old one will not agree with one running the new one.

pub mod bots;
pub mod pages;

use crate::clf::Request;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// Seconds between two pages of a device after which the second begins a new visit. Half an hour is what web analytics has
/// agreed on since log files were first counted.
pub const VISIT_GAP_SECONDS: i64 = 1_800;

/// The most seconds that one page can earn: after five minutes without a click, a log cannot tell reading from an open
/// tab.
pub const DWELL_CAP_SECONDS: u32 = 300;

/// Seconds in a day. Days are UTC days; there are no leap seconds in Unix time.
pub const DAY_SECONDS: i64 = 86_400;

pub use twist_money::BPS;

/// The statuses with which a page was shown: 200, and 304, with which the browser shows the copy that it has.
pub const SHOWN_STATUSES: [u16; 2] = [200, 304];

/// Why an event earns nothing. The order is the order of the checks: the first that applies is the reason.
///
/// The codes are stable: ledgers, JSON output and disputes name them. New reasons are added, none is renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Not a line of the Combined Log Format.
    Malformed,
    /// Made by a program, by its user agent or because it reads `robots.txt`.
    Bot,
    /// Another method than GET.
    Method,
    /// Another status than [`SHOWN_STATUSES`].
    ErrorStatus,
    /// Not a page: an image, a style sheet, a script, a font, a download or a feed.
    Asset,
    /// Said twice.
    Duplicate,
    /// The last page of its visit, so nothing tells how long it was looked at.
    LastPage,
    /// Left within the second in which it was opened.
    NoDwell,
    /// Before the campaign's start, or at its end or later.
    OutsideCampaign,
    /// Shorter than the campaign pays for.
    BelowMinAttention,
    /// The viewer has earned all that the campaign pays one viewer per day.
    ViewerDayCap,
    /// The campaign's budget or its daily pace is used up.
    Budget,
}

/// How many events were refused, by reason. Reasons that never applied are absent.
pub type Refused = BTreeMap<Refusal, u64>;

impl Refusal {
    /// All reasons, in the order of the checks.
    pub const ALL: [Self; 12] = [
        Self::Malformed,
        Self::Bot,
        Self::Method,
        Self::ErrorStatus,
        Self::Asset,
        Self::Duplicate,
        Self::LastPage,
        Self::NoDwell,
        Self::OutsideCampaign,
        Self::BelowMinAttention,
        Self::ViewerDayCap,
        Self::Budget,
    ];

    /// The stable code, which is also how it is serialized.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Bot => "bot",
            Self::Method => "method",
            Self::ErrorStatus => "error_status",
            Self::Asset => "asset",
            Self::Duplicate => "duplicate",
            Self::LastPage => "last_page",
            Self::NoDwell => "no_dwell",
            Self::OutsideCampaign => "outside_campaign",
            Self::BelowMinAttention => "below_min_attention",
            Self::ViewerDayCap => "viewer_day_cap",
            Self::Budget => "budget",
        }
    }
}

/// The explanation; the short form is [`Refusal::code`].
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Malformed => "not a line of the Combined Log Format",
            Self::Bot => "made by a program, not a person",
            Self::Method => "not a GET request",
            Self::ErrorStatus => "the server showed no page (status other than 200 and 304)",
            Self::Asset => "not a page but a part of one, a download or a feed",
            Self::Duplicate => "the same event was counted already",
            Self::LastPage => "last page of its visit: how long it was looked at is unknown",
            Self::NoDwell => "left within the second it was opened",
            Self::OutsideCampaign => "outside the campaign's start and end",
            Self::BelowMinAttention => "shorter than the campaign's minimum",
            Self::ViewerDayCap => "this viewer reached the campaign's limit for the day",
            Self::Budget => "the campaign's budget, or its daily pace, is used up",
        })
    }
}

/// Adds `events` refusals; nothing is recorded for none, so that equal tallies are equal maps.
pub(crate) fn refuse(tally: &mut Refused, reason: Refusal, events: u64) {
    if events > 0 {
        *tally.entry(reason).or_default() += events;
    }
}

/// The rules that one request can break on its own. `None` when it is a page view by what may be a person.
#[must_use]
pub fn refusal_of(request: &Request) -> Option<Refusal> {
    if request.user_agent.as_deref().is_none_or(bots::is_bot) {
        Some(Refusal::Bot)
    } else if request.method != "GET" {
        Some(Refusal::Method)
    } else if !SHOWN_STATUSES.contains(&request.status) {
        Some(Refusal::ErrorStatus)
    } else if !pages::is_page(&request.path) {
        Some(Refusal::Asset)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_what_serde_writes_and_follow_the_order_of_the_checks() {
        for reason in Refusal::ALL {
            assert_eq!(serde_json::to_string(&reason).unwrap(), format!("\"{}\"", reason.code()));
        }
        assert!(Refusal::ALL.is_sorted());
        // One more variant than ALL has would not serialize to a code that ALL lists.
        assert_eq!(Refusal::ALL.len(), Refusal::Budget as usize + 1);
    }

    #[test]
    fn the_first_rule_that_applies_is_the_reason() {
        let mut request = Request {
            address: "192.0.2.1".into(),
            time: 0,
            method: "POST".into(),
            path: "/style.css".into(),
            status: 404,
            bytes: 0,
            referrer: None,
            user_agent: None,
        };
        assert_eq!(refusal_of(&request), Some(Refusal::Bot), "no user agent");
        request.user_agent = Some("Examplebot/1.0".into());
        assert_eq!(refusal_of(&request), Some(Refusal::Bot));
        request.user_agent = Some("Mozilla/5.0 (X11; Linux x86_64)".into());
        assert_eq!(refusal_of(&request), Some(Refusal::Method));
        request.method = "GET".into();
        assert_eq!(refusal_of(&request), Some(Refusal::ErrorStatus));
        request.status = 304;
        assert_eq!(refusal_of(&request), Some(Refusal::Asset));
        request.path = "/".into();
        assert_eq!(refusal_of(&request), None);
        for status in [206, 301, 302, 500] {
            request.status = status;
            assert_eq!(refusal_of(&request), Some(Refusal::ErrorStatus), "{status}");
        }
    }
}
