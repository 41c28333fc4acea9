//! `twist demo` and `twist replay` on the embedded chain, with good and bad input.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::{fs, io::Write, path::Path};

use common::{assert_conserved, twist};
use flate2::{Compression, write::GzEncoder};
use twist_attention::sample::sample_log;

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn demo_of(path: &Path) -> common::Run {
    twist(&["demo", "--json", "--log", path.to_str().unwrap()])
}

#[test]
fn the_built_in_sample_is_settled_to_the_last_unit() {
    let report = twist(&["demo", "--json"]).json();
    assert_conserved(&report);
    assert_eq!(report["epochs"], 3, "one per day of the sample");
    assert!(report["vaus_accepted"].as_u64().unwrap() > 100);
    let claim = &report["compute_units"]["rewards::claim"];
    assert!(
        claim["min"].as_u64() <= claim["median"].as_u64()
            && claim["median"].as_u64() <= claim["max"].as_u64()
    );
}

#[test]
fn viewers_stake_what_they_are_paid_and_earn_what_influencers_share_and_the_token_emits() {
    const TWIST: u64 = 1_000_000_000;
    let report = twist(&["demo", "--json"]).json();
    assert_conserved(&report);
    let number = |key: &str| report[key].as_u64().unwrap();

    // Three of the sample's four influencers have a pool and 2 TWIST in it, the holder has 100,000 in the global one.
    assert_eq!(number("pools"), 4);
    let by_viewers = number("staked") - 100_006 * TWIST;
    let viewers_earned = report["credited_by_role"]["viewers"].as_u64().unwrap();
    assert!(by_viewers > viewers_earned / 10 && by_viewers < viewers_earned, "about a third: {by_viewers}");
    assert!(number("positions") > 2 * number("pools"), "more stakers than those who were there first");

    let shared = report["credited_by_role"]["pools"].as_u64().unwrap();
    assert!(shared > TWIST, "{shared}");
    assert_eq!(number("pool_emission"), 10_000 * TWIST, "10 % of a period's 100,000");
    // A tenth of every influencer's share, rounded down at each of at most three syncs of three pools. The global pool has none.
    assert!(number("commission") <= shared / 10 && number("commission") + 9 > shared / 10);
    assert!(number("viewers_staker_claims") > 0 && number("viewers_staker_claims") < number("staker_claims"));

    for fresh in ["stake_vaults_before", "reward_vaults_before", "held_elsewhere"] {
        assert_eq!(number(fresh), 0, "{fresh}");
    }
    let (genesis, emitted) = (10_000_000 * TWIST, 100_000 * TWIST);
    assert_eq!(number("accounts_balance"), genesis + emitted, "every unit there is lies in a known account");
}

#[test]
fn a_person_gets_a_summary_that_ends_with_the_conservation_check() {
    let run = twist(&["demo"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for part in [
        "refused: bot",
        "influencers' pools",
        "paid to stakers",
        "left in pools",
        "Top payees",
        "Compute units",
        "rent per claimant",
        "fee per claim",
    ] {
        assert!(run.stdout.contains(part), "{part} in {}", run.stdout);
    }
    assert!(run.stdout.trim_end().lines().last().unwrap().contains("conserved"));
}

#[test]
fn a_compressed_log_and_a_plain_one_give_the_same() {
    let directory = tempfile::tempdir().unwrap();
    let (plain, packed) = (directory.path().join("access.log"), directory.path().join("access.log.gz"));
    let text = sample_log(7);
    fs::write(&plain, &text).unwrap();
    fs::write(&packed, gzip(&text)).unwrap();
    assert_eq!(demo_of(&plain).json(), demo_of(&packed).json());
}

#[test]
fn replaying_writes_the_files_that_the_demo_publishes() {
    let directory = tempfile::tempdir().unwrap();
    let (demo, replay) = (directory.path().join("demo"), directory.path().join("replay"));
    twist(&["demo", "--json", "--ledger", demo.to_str().unwrap()]).json();
    let report = twist(&["replay", "--json", "--ledger", replay.to_str().unwrap()]).json();
    assert_eq!(report["epochs"], 3);
    for epoch in 1..=3 {
        let name = format!("epoch-{epoch:06}.jsonl");
        assert_eq!(fs::read(demo.join(&name)).unwrap(), fs::read(replay.join(&name)).unwrap(), "{name}");
    }
}

#[test]
fn a_log_in_which_nobody_earns_settles_nothing_and_says_why() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("bots.log");
    let bot = r#"192.0.2.1 - - [05/Jan/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1 "http://www.example.com/" "ExampleBot/1.0""#;
    fs::write(&path, format!("{bot}\n")).unwrap();
    let run = demo_of(&path);
    let report = run.json();
    assert!(run.stderr.contains("nobody in this log earned anything"), "{}", run.stderr);
    assert_eq!((&report["epochs"], &report["credited"]), (&0.into(), &0.into()));
    assert_eq!(report["vaus_refused"]["bot"], 1);
    assert_conserved(&report);
}

#[test]
fn a_log_without_referrers_and_attention_needs_no_site() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("bots.log");
    let bot = r#"192.0.2.1 - - [05/Jan/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "ExampleBot/1.0""#;
    fs::write(&path, format!("{bot}\n")).unwrap();
    assert_eq!(demo_of(&path).json()["credited"], 0);

    let person = |second| {
        format!(
            r#"192.0.2.2 - - [05/Jan/2026:10:00:{second} +0000] "GET /{second}.html HTTP/1.1" 200 1 "-" "Mozilla/5.0""#
        )
    };
    fs::write(&path, format!("{}\n{}\n", person(10), person(40))).unwrap();
    let run = demo_of(&path);
    assert!(run.refusal().contains("--site HOST"), "{}", run.stderr);
}

#[test]
fn a_result_that_cannot_be_written_is_an_error_not_a_panic() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output =
        std::process::Command::new(env!("CARGO_BIN_EXE_twist")).arg("demo").stdout(full).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("cannot be written to stdout"), "{stderr}");
}

#[test]
fn a_log_from_before_all_chains_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("old.log");
    fs::write(&path, sample_log(1).replace("Jan/2026", "Jan/1970")).unwrap();
    let run = demo_of(&path);
    assert!(run.refusal().contains("check the log's dates"), "{}", run.stderr);
}

#[test]
fn lines_that_are_no_log_lines_are_counted_and_shown_but_not_fatal() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("access.log");
    fs::write(&path, format!("dear diary,\n{}", sample_log(1))).unwrap();
    let run = demo_of(&path);
    assert!(run.stderr.contains("not a log line, skipped: line 1"), "{}", run.stderr);
    assert_conserved(&run.json());
}

#[test]
fn a_file_that_is_no_log_is_refused_in_one_paragraph() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("notes.txt");
    for (content, says) in [
        (&b"dear diary,\ntoday\n"[..], "Combined Log Format"),
        (b"", "empty"),
        (b"\x7fELF\0\0\0", "binary"),
        (b"{\"a\": 1}\n", "JSON"),
    ] {
        fs::write(&path, content).unwrap();
        let run = demo_of(&path);
        let error = run.refusal();
        assert!(error.contains(says), "{error}");
        assert!(error.contains("notes.txt"), "{error}");
    }
}

#[test]
fn a_gz_that_ends_early_is_refused_in_one_paragraph() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("access.log.gz");
    let whole = gzip(&sample_log(1));
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let run = demo_of(&path);
    assert!(run.refusal().contains("access.log.gz"), "{}", run.stderr);
    fs::write(&path, sample_log(1)).unwrap();
    assert!(demo_of(&path).refusal().contains("access.log.gz"), "not compressed at all");
}

#[test]
fn a_missing_file_says_which() {
    let run = twist(&["demo", "--log", "no/such/file.log"]);
    assert!(run.refusal().contains("no/such/file.log"), "{}", run.stderr);
    let directory = tempfile::tempdir().unwrap();
    assert!(demo_of(directory.path()).refusal().contains("is a directory"));
}

#[test]
fn a_ledger_directory_with_another_season_is_not_overwritten() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().to_str().unwrap();
    twist(&["replay", "--json", "--ledger", path]).json();
    let first = fs::read(directory.path().join("epoch-000001.jsonl")).unwrap();
    let run = twist(&["demo", "--ledger", path]);
    assert!(run.refusal().contains("already holds epoch files"), "{}", run.stderr);
    assert!(!run.stderr.contains("campaign"), "nothing was set up for it: {}", run.stderr);
    assert_eq!(fs::read(directory.path().join("epoch-000001.jsonl")).unwrap(), first);

    fs::remove_file(directory.path().join("epoch-000001.jsonl")).unwrap();
    assert!(
        twist(&["demo", "--ledger", path]).refusal().contains("already holds epoch files"),
        "later ones count"
    );
    let file = directory.path().join("epoch-000002.jsonl");
    assert!(twist(&["demo", "--ledger", file.to_str().unwrap()]).refusal().contains("is a file"));
}

#[test]
fn an_unreachable_rpc_says_how_to_get_one() {
    let run = twist(&["demo", "--url", "http://127.0.0.1:1"]);
    let error = run.refusal();
    assert!(error.contains("127.0.0.1:1") && error.contains("twist localnet"), "{error}");
}

#[test]
fn an_unusable_key_file_says_what_one_looks_like() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("key.json");
    fs::write(&path, "[1, 2, 3]").unwrap();
    let run = twist(&["demo", "--url", "http://127.0.0.1:1", "--keypair", path.to_str().unwrap()]);
    let error = run.refusal();
    assert!(error.contains("64 numbers") && error.contains("key.json"), "{error}");
}

#[test]
fn an_audit_of_an_empty_directory_says_what_is_missing() {
    let directory = tempfile::tempdir().unwrap();
    let run =
        twist(&["audit", "--ledger", directory.path().to_str().unwrap(), "--url", "http://127.0.0.1:1"]);
    assert!(run.refusal().contains("epoch-000001.jsonl does not exist"), "{}", run.stderr);
    let file = directory.path().join("file");
    fs::write(&file, "").unwrap();
    let run = twist(&["audit", "--ledger", file.to_str().unwrap(), "--url", "http://127.0.0.1:1"]);
    assert!(run.refusal().contains("is a file"), "{}", run.stderr);
}

#[test]
fn what_is_no_url_is_refused_before_anything_is_done() {
    let run = twist(&["demo", "--url", "garbage"]);
    assert_eq!(run.code, 2, "a usage error");
    assert!(run.stderr.contains("http://"), "{}", run.stderr);
}
