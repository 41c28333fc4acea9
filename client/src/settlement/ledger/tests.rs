use super::*;
use crate::settlement::Book;
use twist_attention::device::DeviceId;

const DAY: i64 = 86_400;

fn terms() -> Terms {
    Terms {
        start: 0,
        end: 100 * DAY,
        rate_per_second: 1_000,
        min_attention_s: 1,
        max_seconds_per_viewer_day: 1_000,
        daily_cap: u64::MAX / 200,
        budget: u64::MAX / 2,
        viewer_bps: 5_000,
        publisher_bps: 3_000,
        influencer_bps: 1_500,
        fee_bps: 500,
    }
}

fn key(n: u8) -> Pubkey {
    Pubkey::new_from_array([n; 32])
}

/// A directory with one epoch file of three VAUs and five payees, and what went into it.
fn published() -> (tempfile::TempDir, PathBuf, EpochFile) {
    let directory = tempfile::tempdir().unwrap();
    let attention: Vec<_> = (1..=3)
        .map(|n| Attributed {
            vau: Vau::new(
                DeviceId::new(&n.to_string(), "test"),
                [7; 32],
                (n == 2).then(|| "host.example".to_owned()),
                i64::from(n),
                60,
            ),
            viewer: key(n),
            publisher: key(200),
            influencer: (n == 2).then(|| key(100)),
        })
        .collect();
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
        attention,
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
