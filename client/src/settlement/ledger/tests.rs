use std::path::PathBuf;

use super::{
    seal::{SUFFIX, Sealer, seal, suffix},
    *,
};
use crate::settlement::{
    Book,
    fixtures::{DAY, attended, key, pooled, terms},
};

/// A directory with one epoch file of four VAUs and eight payees, and what went into it.
fn published() -> (tempfile::TempDir, PathBuf, EpochFile) {
    let directory = tempfile::tempdir().unwrap();
    let attention = [
        attended(1, None, 1, 60),
        attended(2, Some(100), 2, 60),
        attended(3, None, 3, 60),
        pooled(4, 101, (150, 2_000), 4, 60),
    ];
    let closed = Book::new(key(9), terms()).close_epoch(&attention, DAY).unwrap();
    let header = Header {
        version: VERSION,
        distribution: key(9),
        campaign: key(8),
        epoch: 1,
        settled_through: DAY,
        terms: terms(),
        previous: [0; 32],
    };
    let data_hash = write(directory.path(), &header, &attention, &closed).unwrap();
    let file = EpochFile {
        header,
        attention: attention.into(),
        payees: closed.payees.clone(),
        root: RootLine::of(&closed),
        data_hash,
    };
    let path = directory.path().join(file_name(1));
    (directory, path, file)
}

/// Replaces `from` by `to` in the file and seals it anew, as whoever writes files can.
fn rewrite(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from} in {text}");
    let (mut last, mut sealed) = ([0; 32], String::new());
    for line in text.lines() {
        let content = format!("{}}}", &line[..line.len() - SUFFIX]).replace(from, to);
        last = seal(&last, content.as_bytes());
        sealed += &format!("{}{}\n", content.strip_suffix('}').unwrap(), suffix(&last));
    }
    fs::write(path, sealed).unwrap();
}

#[test]
fn what_is_written_is_read_back() {
    let (_directory, path, file) = published();
    let read = read(&path).unwrap();
    assert_eq!(read, file);
    let lines = fs::read_to_string(&path).unwrap();
    let root = lines.lines().nth(read.line_of_root() - 1).unwrap();
    assert!(root.starts_with("{\"root\":"), "{root}");
    let payee = lines.lines().nth(read.line_of_payee(0) - 1).unwrap();
    assert!(payee.starts_with("{\"index\":0,"), "{payee}");
}

#[test]
fn any_changed_byte_is_found_on_its_line_or_the_next() {
    let (_directory, path, _) = published();
    let good = fs::read(&path).unwrap();
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1;
        fs::write(&path, &bad).unwrap();
        let changed = good[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        match read(&path) {
            Err(LedgerError::Seal { line, .. }) => assert_eq!(line, changed, "byte {at}"),
            other => panic!("byte {at}: {other:?}"),
        }
    }
}

#[test]
fn a_line_taken_away_or_swapped_is_found() {
    let (_directory, path, _) = published();
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<_> = text.lines().collect();
    let rest = |without: usize| {
        let kept = lines.iter().enumerate().filter(|(i, _)| *i != without).map(|(_, line)| *line);
        kept.collect::<Vec<_>>().join("\n") + "\n"
    };
    for without in 0..lines.len() - 1 {
        fs::write(&path, rest(without)).unwrap();
        assert!(matches!(read(&path), Err(LedgerError::Seal { line, .. }) if line == without + 1));
    }
    fs::write(&path, rest(lines.len() - 1)).unwrap();
    assert!(matches!(read(&path), Err(LedgerError::Truncated { lines: 13, .. })));
    fs::write(&path, "").unwrap();
    assert!(matches!(read(&path), Err(LedgerError::Truncated { lines: 0, .. })));
}

#[test]
fn a_file_that_is_sealed_but_wrong_says_what_belongs_there() {
    let (_directory, path, _) = published();
    let mut sealer = Sealer::default();
    sealer.push(&PayeeLine { index: 0, payee: key(1), cumulative: 1 }).unwrap();
    fs::write(&path, &sealer.bytes).unwrap();
    let error = read(&path).unwrap_err().to_string();
    assert!(error.contains("line 1: expected the header of an epoch file"), "{error}");
}

/// How line 5 of the file says who referred.
fn referrer(payee: &str, pool: &str) -> String {
    format!("\"influencer\":{{\"payee\":\"{payee}\",\"pool\":{pool}}}")
}

fn pool(address: &Pubkey, share_bps: &str) -> String {
    format!("{{\"address\":\"{address}\",\"share_bps\":{share_bps}}}")
}

#[test]
fn a_pool_is_written_inside_its_influencer() {
    let (_directory, path, _) = published();
    let text = fs::read_to_string(&path).unwrap();
    let line = |n: usize| text.lines().nth(n - 1).unwrap();
    assert!(line(2).contains(",\"influencer\":null,\"seal\""), "{}", line(2));
    assert!(line(3).contains(&referrer(&key(100).to_string(), "null")), "{}", line(3));
    assert!(line(5).contains(&referrer(&key(101).to_string(), &pool(&key(150), "2000"))), "{}", line(5));
}

#[test]
fn a_share_that_no_pool_can_have_is_refused_by_line() {
    let (good, influencer) = (pool(&key(150), "2000"), key(101).to_string());
    for (bad, says) in [
        (pool(&key(150), "0"), "a pool's share is 1 to 5000"),
        (pool(&key(150), "5001"), "a pool's share is 1 to 5000"),
        (pool(&key(150), "65536"), "expected u16"),
        (pool(&key(150), "null"), "expected u16"),
        (pool(&Pubkey::default(), "2000"), "the zero key is no pool"),
        (format!("{{\"address\":\"{}\"}}", key(150)), "missing field `share_bps`"),
        ("{\"share_bps\":2000}".to_owned(), "missing field `address`"),
    ] {
        let (_directory, path, _) = published();
        rewrite(&path, &good, &bad);
        let error = read(&path).unwrap_err().to_string();
        let named = format!("{}, line 5: expected a VAU and its payees: ", path.display());
        assert!(error.starts_with(&named) && error.contains(says), "{bad}: {error}");
    }
    // A pool has nobody to share with where there is no influencer.
    let (_directory, path, _) = published();
    rewrite(&path, &format!("{{\"payee\":\"{influencer}\","), "{\"payee\":null,");
    assert!(matches!(read(&path), Err(LedgerError::Line { line: 5, .. })));
}

#[test]
fn there_is_one_way_to_write_a_line() {
    let (influencer, pool_address) = (key(101), key(150));
    let (payee, good) = (format!("\"payee\":\"{influencer}\""), pool(&pool_address, "2000"));
    let swapped = format!("{{\"share_bps\":2000,\"address\":\"{pool_address}\"}}");
    let alone = referrer(&key(100).to_string(), "null");
    for (line, from, to) in [
        (5, good.as_str(), swapped.as_str()),
        (5, "\"share_bps\":2000", "\"share_bps\": 2000"),
        (5, &format!("{payee},\"pool\":{good}"), &format!("\"pool\":{good},{payee}")),
        (3, &alone, &alone.replace(",\"pool\":null", "")),
        (3, "\"host100.example\"", "\"\\u0068ost100.example\""),
        (1, "\"version\":1,", "\"version\":1 ,"),
        (6, "\"index\":0,", "\"index\":0, "),
    ] {
        let (_directory, path, _) = published();
        rewrite(&path, from, to);
        match read(&path) {
            Err(LedgerError::Line { line: at, reason, .. }) => {
                assert_eq!(at, line, "{to}");
                assert!(reason.contains("spelled otherwise"), "{to}: {reason}");
            }
            other => panic!("{to}: {other:?}"),
        }
    }
}
