use super::*;
use crate::settlement::{
    Attributed,
    fixtures::{DAY, attended, key, pooled, terms},
    ledger::{Header, VERSION, file_name, write},
};

/// A publisher that closes one epoch a day, and whoever checks it.
struct Season {
    directory: tempfile::TempDir,
    book: Book,
    previous: Hash,
    verifier: Verifier,
}

impl Season {
    fn new() -> Self {
        Self {
            directory: tempfile::tempdir().unwrap(),
            book: Book::new(key(9), terms()),
            previous: [0; 32],
            verifier: Verifier::new(key(9), key(8), terms()),
        }
    }

    /// Publishes the next epoch, after `forge` had its way with what is written, and returns what the verifier says.
    fn publish(
        &mut self,
        attention: &[Attributed],
        forge: impl FnOnce(&mut Header, &mut ClosedEpoch),
    ) -> Result<Verified, VerifyError> {
        let through = DAY * i64::try_from(self.book.epoch() + 1).unwrap();
        let mut closed = self.book.close_epoch(attention, through).unwrap();
        let mut header = Header {
            version: VERSION,
            distribution: key(9),
            campaign: key(8),
            epoch: closed.epoch,
            settled_through: through,
            terms: terms(),
            previous: self.previous,
        };
        forge(&mut header, &mut closed);
        self.previous = write(self.directory.path(), &header, attention, &closed).unwrap();
        self.verifier.verify(&self.directory.path().join(file_name(header.epoch)))
    }
}

fn day(n: i64) -> [Attributed; 2] {
    [attended(1, Some(100), n * DAY + 5, 60), attended(2, None, n * DAY + 9, 60)]
}

/// What a verifier says differs, and on which line.
fn difference(result: Result<Verified, VerifyError>) -> (&'static str, usize) {
    match result.unwrap_err() {
        VerifyError::Differs { what, line, .. } => (what, line),
        other => panic!("{other}"),
    }
}

#[test]
fn honest_files_verify_one_after_the_other() {
    let mut season = Season::new();
    for n in 0..3 {
        let attention = day(n);
        let verified = season.publish(&attention, |_, _| ()).unwrap();
        assert_eq!(verified.closed.payees, season.book.payees());
        season.book.published(&verified.closed, &verified.file.data_hash);
        assert_eq!(season.verifier.book().history(), season.book.history());
    }
}

#[test]
fn a_payee_that_gets_more_than_it_earned_is_named_by_line() {
    let mut season = Season::new();
    let forged = season.publish(&day(0), |_, closed| closed.payees[1].cumulative += 1);
    // A header and two VAUs come before the first payee.
    assert_eq!(difference(forged), ("the payee", 5));
}

#[test]
fn a_payee_left_out_or_added_is_named_by_line() {
    let left_out = Season::new().publish(&day(0), |_, closed| {
        closed.payees.pop();
    });
    assert_eq!(difference(left_out), ("the payee", 7));
    let added = Season::new()
        .publish(&day(0), |_, closed| closed.payees.push(Payee { key: key(66), cumulative: 1_000 }));
    assert_eq!(difference(added), ("the payee", 8));
}

/// Attention of a day, brought by an influencer with a pool and by one without.
fn shared(n: i64, share_bps: u16) -> [Attributed; 2] {
    [pooled(1, 100, (150, share_bps), n * DAY + 5, 60), attended(2, Some(101), n * DAY + 9, 60)]
}

#[test]
fn a_pools_part_is_recomputed_from_the_share_that_the_file_states() {
    let mut season = Season::new();
    for (n, share_bps, cumulative) in [(0, 2_000, 1_800), (1, 5_000, 1_800 + 4_500)] {
        let verified = season.publish(&shared(n, share_bps), |_, _| ()).unwrap();
        let pool = verified.closed.payees.iter().find(|payee| payee.key == key(150)).unwrap();
        assert_eq!(pool.cumulative, cumulative, "a raised share counts from its epoch on");
        assert_eq!(verified.closed.by_role.total(), verified.closed.credits.owed);
    }
}

#[test]
fn a_pools_part_that_went_to_its_influencer_is_named_by_line() {
    let kept = Book::new(key(9), terms()).close_epoch(&[pooled(1, 100, (150, 1), 5, 60)], DAY).unwrap();
    let forged = Season::new().publish(&[pooled(1, 100, (150, 2_000), 5, 60)], |_, closed| *closed = kept);
    // A header, a VAU and the viewer come before the influencer.
    assert_eq!(difference(forged), ("the payee", 4));
}

#[test]
fn another_root_over_the_same_payees_is_found() {
    let other = Book::new(key(77), terms()).close_epoch(&day(0), DAY).unwrap().tree;
    let forged = Season::new().publish(&day(0), |_, closed| closed.tree = other);
    assert_eq!(difference(forged), ("the root", 8));
}

#[test]
fn headers_are_held_against_the_chain_and_the_file_before() {
    let header =
        |forge: fn(&mut Header)| difference(Season::new().publish(&day(0), |header, _| forge(header)));
    assert_eq!(header(|h| h.distribution = key(1)), ("the distribution", 1));
    assert_eq!(header(|h| h.campaign = key(1)), ("the campaign", 1));
    assert_eq!(header(|h| h.epoch = 2), ("the epoch", 1));
    assert_eq!(header(|h| h.previous = [1; 32]), ("the hash of the file before", 1));
    assert_eq!(header(|h| h.terms.rate_per_second += 1), ("the campaign's terms", 1));
    assert_eq!(header(|h| h.terms.budget += 1), ("the campaign's terms", 1), "more than it was funded with");
}

#[test]
fn terms_may_have_been_lower_before_they_were_raised() {
    let mut season = Season::new();
    season.publish(&day(0), |header, _| header.terms.budget -= 1).unwrap();
    season.publish(&day(1), |_, _| ()).unwrap();
    let fell = season.publish(&day(2), |header, _| header.terms.budget -= 1);
    assert_eq!(difference(fell), ("the campaign's terms", 1));
}

#[test]
fn attention_outside_the_epoch_is_named_by_line() {
    let mut season = Season::new();
    season.publish(&day(0), |_, _| ()).unwrap();
    let late = season.publish(&[attended(1, None, DAY + 5, 60), attended(2, None, 2 * DAY, 60)], |_, _| ());
    assert_eq!(difference(late), ("the VAU's time", 3));
}

#[test]
fn a_refused_file_leaves_the_verifier_as_it_was() {
    let mut season = Season::new();
    assert!(season.publish(&day(0), |_, closed| closed.payees[0].cumulative += 1).is_err());
    season.book = Book::new(key(9), terms());
    season.previous = [0; 32];
    season.publish(&day(0), |_, _| ()).unwrap();
}
