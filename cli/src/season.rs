//! A log as a season of days, settled one epoch per day. What `demo` and `replay` have in common.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use solana_pubkey::Pubkey;
use twist_attention::{
    credit::{Terms, by_utc_day},
    rules::{DAY_SECONDS, Refused},
    vau::{Vau, extract},
};
use twist_client::settlement::{
    Attributed, Book, ByRole, ClosedEpoch, SettlementError,
    ledger::{self, Header},
};
use twist_merkle_sum::Hash;

use crate::{cast::Cast, log_input::SiteLog, output::Reporter};

/// A log's attention, day by day.
pub struct Season {
    /// The site's host.
    pub site: String,
    /// Lines of the log that are not empty.
    pub events_read: u64,
    /// What the rules refused, by reason.
    pub refused: Refused,
    /// VAUs by the beginning of their UTC day.
    pub days: BTreeMap<i64, Vec<Vau>>,
}

impl Season {
    /// Applies the rules to a log.
    pub fn of(input: &SiteLog, reporter: &Reporter) -> Result<Self> {
        let extraction = extract(&input.log, &input.site)?;
        for line in &extraction.malformed_lines {
            reporter.warn(&format!("not a log line, skipped: {line}"));
        }
        let hidden = input.log.malformed.saturating_sub(extraction.malformed_lines.len() as u64);
        if hidden > 0 {
            reporter.warn(&format!("{hidden} more lines are not log lines"));
        }
        Ok(Self {
            site: input.site.clone(),
            events_read: extraction.events_read,
            refused: extraction.refused,
            days: by_utc_day(extraction.vaus),
        })
    }

    /// The beginning of the first day with attention, Unix seconds.
    pub fn first_day(&self) -> Option<i64> {
        self.days.keys().next().copied()
    }

    /// The end of the last day with attention, Unix seconds.
    pub fn end(&self) -> Option<i64> {
        self.days.keys().next_back().map(|day| day + DAY_SECONDS)
    }

    /// The same attention as if the first day had begun at `start`, a beginning of a UTC day: a chain whose clock cannot be set
    /// back replays the log in its own present.
    pub fn starting_at(mut self, start: i64) -> Self {
        let shift = start - self.first_day().unwrap_or(start);
        let moved = |vau: Vau| Vau::new(vau.device, vau.site, vau.referrer_host, vau.at + shift, vau.seconds);
        self.days = self
            .days
            .into_iter()
            .map(|(day, vaus)| (day + shift, vaus.into_iter().map(moved).collect()))
            .collect();
        self
    }

    /// Every host that referred a visit.
    pub fn referrers(&self) -> BTreeSet<&str> {
        self.days.values().flatten().filter_map(|vau| vau.referrer_host.as_deref()).collect()
    }
}

/// An epoch that was closed and whose file is written.
pub struct Published {
    /// The epoch.
    pub closed: ClosedEpoch,
    /// Its file.
    pub path: PathBuf,
}

/// Closes epochs and publishes their files.
pub struct Settler<'a> {
    cast: &'a Cast,
    directory: &'a Path,
    distribution: Pubkey,
    campaign: Pubkey,
    book: Book,
    previous: Hash,
    /// Attention of days on which nobody had earned anything yet: it goes into the first epoch that has a payee.
    waiting: Vec<Attributed>,
    waiting_refused: Refused,
    /// Totals over all epochs.
    pub totals: Totals,
}

/// What a season came to.
#[derive(Debug, Default)]
pub struct Totals {
    /// VAUs that earned something.
    pub accepted: u64,
    /// VAUs that earned nothing, by reason.
    pub refused: Refused,
    /// What was credited, by role.
    pub by_role: ByRole,
}

impl<'a> Settler<'a> {
    /// Before the first day. `directory` has been [claimed](claim_directory).
    pub fn new(
        cast: &'a Cast,
        directory: &'a Path,
        distribution: Pubkey,
        campaign: Pubkey,
        terms: Terms,
    ) -> Self {
        Self {
            cast,
            directory,
            distribution,
            campaign,
            book: Book::new(distribution, terms),
            previous: [0; 32],
            waiting: Vec::new(),
            waiting_refused: Refused::new(),
            totals: Totals::default(),
        }
    }

    /// Settles the day that ends at `settled_through`. `None` while nobody has earned anything.
    pub fn close_day(&mut self, vaus: &[Vau], settled_through: i64) -> Result<Option<Published>> {
        let mut attention = std::mem::take(&mut self.waiting);
        attention.extend(vaus.iter().map(|vau| self.cast.attribute(vau.clone())));
        let closed = match self.book.close_epoch(&attention, settled_through) {
            Ok(closed) => closed,
            Err(SettlementError::NoPayees { refused, .. }) => {
                (self.waiting, self.waiting_refused) = (attention, refused);
                return Ok(None);
            }
            Err(error) => return Err(error.into()),
        };
        self.waiting_refused.clear();
        let header = Header {
            version: ledger::VERSION,
            distribution: self.distribution,
            campaign: self.campaign,
            epoch: closed.epoch,
            settled_through,
            terms: *self.book.terms(),
            previous: self.previous,
        };
        let data_hash = ledger::write(self.directory, &header, &attention, &closed)?;
        self.book.published(&closed, &data_hash);
        self.previous = data_hash;
        self.totals.add(&closed);
        Ok(Some(Published { closed, path: self.directory.join(ledger::file_name(header.epoch)) }))
    }

    /// Ends the season: attention that never found a payee counts as refused.
    pub fn finish(mut self) -> (Book, Totals) {
        add(&mut self.totals.refused, &self.waiting_refused);
        (self.book, self.totals)
    }
}

/// Creates the directory for a season's epoch files if need be, and refuses one that holds another season's.
pub fn claim_directory(directory: &Path) -> Result<()> {
    let shown = directory.display();
    if directory.is_file() {
        bail!("{shown} is a file: name a directory for the epoch files");
    }
    std::fs::create_dir_all(directory).with_context(|| {
        format!("cannot create the ledger directory {shown}; check the path and its permissions")
    })?;
    let entries = std::fs::read_dir(directory)
        .with_context(|| format!("cannot list the ledger directory {shown}; check its permissions"))?;
    for entry in entries {
        let name = entry.with_context(|| format!("cannot list {shown}"))?.file_name();
        if name.to_str().and_then(ledger::epoch_of).is_some() {
            bail!(
                "{shown} already holds epoch files: name another directory with --ledger, or remove it if you no longer need it"
            );
        }
    }
    Ok(())
}

impl Totals {
    fn add(&mut self, closed: &ClosedEpoch) {
        self.accepted += closed.credits.credits.len() as u64;
        add(&mut self.refused, &closed.credits.refused);
        self.by_role.add(&closed.by_role);
    }
}

/// Adds counts by reason.
pub fn add(sum: &mut Refused, more: &Refused) {
    for (reason, count) in more {
        *sum.entry(*reason).or_default() += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use solana_signer::Signer;
    use twist_attention::device::DeviceId;
    use twist_client::settlement::{PoolShare, Verifier};

    const TERMS: Terms = Terms {
        start: 0,
        end: 2 * DAY_SECONDS,
        rate_per_second: 1_000,
        min_attention_s: 1,
        max_seconds_per_viewer_day: 1_000,
        daily_cap: 10_000_000,
        budget: 100_000_000,
        viewer_bps: 5_000,
        publisher_bps: 3_000,
        influencer_bps: 1_500,
        fee_bps: 500,
    };

    fn vau(referrer: Option<&str>, at: i64) -> Vau {
        Vau::new(DeviceId::new("192.0.2.1", "test"), [7; 32], referrer.map(str::to_owned), at, 100)
    }

    #[test]
    fn pools_share_in_what_their_influencers_earn_and_nothing_is_lost() {
        let (directory, key) = (tempfile::tempdir().unwrap(), |n| Pubkey::new_from_array([n; 32]));
        let mut cast = Cast::new(None, 0);
        cast.pools.insert("pooled.example".to_owned(), PoolShare::new(key(9), 2_000).unwrap());
        let mut settler = Settler::new(&cast, directory.path(), key(1), key(2), TERMS);
        let mut verifier = Verifier::new(key(1), key(2), TERMS);
        for day in [0, DAY_SECONDS] {
            let vaus = [
                vau(Some("pooled.example"), day),
                vau(Some("alone.example"), day + 200),
                vau(None, day + 400),
            ];
            let published = settler.close_day(&vaus, day + DAY_SECONDS).unwrap().unwrap();
            let verified = verifier.verify(&published.path).unwrap();
            assert_eq!(verified.closed.by_role, published.closed.by_role);
        }

        let (book, totals) = settler.finish();
        let expected = ByRole { viewers: 300_000, publishers: 210_000, influencers: 54_000, pools: 6_000 };
        assert_eq!(totals.by_role, expected);
        assert_eq!(totals.by_role.total(), book.credited().owed());
        let earned = |payee| book.payees().iter().find(|leaf| leaf.key == payee).unwrap().cumulative;
        assert_eq!(earned(key(9)), 6_000);
        assert_eq!(earned(cast.influencer("pooled.example").pubkey()), 24_000);
        assert_eq!(earned(cast.influencer("alone.example").pubkey()), 30_000);
    }
}
