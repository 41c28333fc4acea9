//! From VAUs to what each of them earns whom, by a campaign's terms.
//!
//! Two laws hold for every input and are property-tested: what a VAU earns is split without remainder, and what was
//! credited up to any epoch, plus the protocol's fee on it, can be drawn on chain at the end of that epoch.

mod limits;
mod split;
mod terms;

pub use split::{Split, split};
pub use terms::{Terms, TermsError};

use crate::{
    device::DeviceId,
    hex,
    rules::{self, DAY_SECONDS, Refusal, Refused},
    vau::Vau,
};
use limits::Limits;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What one VAU earned whom, in base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credit {
    /// The VAU's id.
    #[serde(with = "hex")]
    pub vau: [u8; 32],
    /// The seconds that were paid for: at most those of the VAU, fewer where a limit was reached inside it.
    pub seconds: u32,
    /// Owed to the viewer.
    pub viewer: u64,
    /// Owed to the publisher of the site.
    pub publisher: u64,
    /// Owed to the influencer; 0 when nobody referred the visit.
    pub influencer: u64,
}

/// What one epoch credits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EpochCredits {
    /// The credits, ordered by their VAUs' time, then id.
    pub credits: Vec<Credit>,
    /// The VAUs that earned nothing. `credits.len()` and these add up to the VAUs of the epoch.
    pub refused: Refused,
    /// The sum of all credits, base units.
    pub owed: u64,
    /// The protocol's fee that the chain takes on top when it draws `owed`.
    pub fee: u64,
}

/// What a campaign's epochs so far have credited: the state that one epoch hands to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credited {
    owed: u64,
    fees: u64,
    last_day: Option<i64>,
}

impl Credited {
    /// The sum of all credits, base units.
    #[must_use]
    pub const fn owed(&self) -> u64 {
        self.owed
    }

    /// The sum of the fees on top, base units.
    #[must_use]
    pub const fn fees(&self) -> u64 {
        self.fees
    }

    /// What the campaign pays in all: credits and fees.
    #[must_use]
    pub const fn drawn(&self) -> u64 {
        self.owed.saturating_add(self.fees)
    }
}

/// Why an epoch cannot be credited.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreditError {
    /// The terms contradict themselves.
    #[error(transparent)]
    Terms(#[from] TermsError),
    /// The epoch reaches back into days that are settled.
    #[error(
        "the epoch holds attention of the day beginning at {day}, but days up to the one beginning at {last_day} are \
         credited: make epochs of whole UTC days and credit them in order, each once"
    )]
    OutOfOrder {
        /// The earliest day in the epoch, Unix seconds.
        day: i64,
        /// The last day that was credited, Unix seconds.
        last_day: i64,
    },
}

/// The beginning of the UTC day that a time is in, Unix seconds.
#[must_use]
pub const fn day_start(at: i64) -> i64 {
    at.saturating_sub(at.rem_euclid(DAY_SECONDS))
}

/// Groups VAUs by the UTC day in which they began; the keys are the days' beginnings.
#[must_use]
pub fn by_utc_day(vaus: impl IntoIterator<Item = Vau>) -> BTreeMap<i64, Vec<Vau>> {
    let mut days: BTreeMap<i64, Vec<Vau>> = BTreeMap::new();
    for vau in vaus {
        days.entry(day_start(vau.at)).or_default().push(vau);
    }
    days
}

/// Credits the VAUs of one epoch: one or more whole UTC days, later than those of every epoch before.
///
/// VAUs are taken by time, then id, whatever order they come in. Each is held against, in this order: seen before in this
/// epoch, without seconds, outside the campaign, below the minimum, the viewer's limit for its UTC day, budget and pace.
/// The last two shorten a VAU to the whole seconds that still fit, and refuse it when none does. A campaign's start and end
/// are held against the VAU's beginning, its minimum against the VAU's full length.
///
/// # Errors
/// [`CreditError`]; `so_far` is then unchanged.
pub fn credit_epoch(terms: &Terms, so_far: &mut Credited, vaus: &[Vau]) -> Result<EpochCredits, CreditError> {
    terms.validate()?;
    let mut ordered: Vec<&Vau> = vaus.iter().collect();
    ordered.sort_unstable_by_key(|vau| (vau.at, vau.id));
    let (Some(first), Some(last)) = (ordered.first(), ordered.last()) else {
        return Ok(EpochCredits::default());
    };
    let (day, end) = (day_start(first.at), day_start(last.at));
    if let Some(last_day) = so_far.last_day.filter(|last_day| day <= *last_day) {
        return Err(CreditError::OutOfOrder { day, last_day });
    }

    let mut epoch = EpochCredits::default();
    let mut limits = Limits::new(terms, so_far.drawn());
    let mut seen: BTreeSet<[u8; 32]> = BTreeSet::new();
    for vau in ordered {
        let outcome =
            if seen.insert(vau.id) { credit(terms, &mut limits, vau) } else { Err(Refusal::Duplicate) };
        match outcome {
            Ok(credit) => epoch.credits.push(credit),
            Err(reason) => rules::refuse(&mut epoch.refused, reason, 1),
        }
    }
    epoch.owed = limits.owed();
    epoch.fee = limits.fee();
    // Cannot saturate: the limits keep both within the budget.
    so_far.owed = so_far.owed.saturating_add(epoch.owed);
    so_far.fees = so_far.fees.saturating_add(epoch.fee);
    so_far.last_day = Some(end);
    Ok(epoch)
}

fn credit(terms: &Terms, limits: &mut Limits<'_>, vau: &Vau) -> Result<Credit, Refusal> {
    if vau.seconds == 0 {
        return Err(Refusal::NoDwell);
    }
    if !(terms.start..terms.end).contains(&vau.at) {
        return Err(Refusal::OutsideCampaign);
    }
    if vau.seconds < terms.min_attention_s {
        return Err(Refusal::BelowMinAttention);
    }
    let viewer: (DeviceId, i64) = (vau.device, day_start(vau.at));
    let (seconds, parts) = limits.take(viewer, vau.at, vau.seconds, vau.referrer_host.is_some())?;
    let Split { viewer, publisher, influencer } = parts;
    Ok(Credit { vau: vau.id, seconds, viewer, publisher, influencer })
}

#[cfg(test)]
mod tests;
