use std::path::PathBuf;

use super::{seal::Sealer, *};
use crate::settlement::{
    Book,
    fixtures::{DAY, attended, key, terms},
};

/// A directory with one epoch file of three VAUs and five payees, and what went into it.
fn published() -> (tempfile::TempDir, PathBuf, EpochFile) {
    let directory = tempfile::tempdir().unwrap();
    let attention = [attended(1, None, 1, 60), attended(2, Some(100), 2, 60), attended(3, None, 3, 60)];
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
    assert!(matches!(read(&path), Err(LedgerError::Truncated { lines: 9, .. })));
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
