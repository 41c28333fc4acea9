//! `docs/VAU.md` and the code say the same.

use std::fmt::Display;
use twist_attention::rules::{
    DWELL_CAP_SECONDS, Refusal, SHOWN_STATUSES, VISIT_GAP_SECONDS,
    bots::{BOT_TOKENS, ROBOTS_PATH},
    pages::{ASSET_DIRECTORIES, FEED_NAMES, PAGE_EXTENSIONS},
};

const RULES: &str = include_str!("../../../docs/VAU.md");

/// The rows of the table below a heading, without its header, as trimmed cells.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    RULES
        .lines()
        .skip_while(|line| *line != heading)
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'))
        .skip(2)
        .map(|row| row.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

fn code(word: impl Display) -> String {
    format!("`{word}`")
}

fn list<T: Display>(words: &[T]) -> String {
    words.iter().map(code).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_table_of_reasons_lists_every_code_in_the_order_of_the_checks() {
    let listed: Vec<_> = table("## Reasons").into_iter().map(|row| row[0]).collect();
    let expected: Vec<_> = Refusal::ALL.into_iter().map(|reason| code(reason.code())).collect();
    assert_eq!(listed, expected);
}

#[test]
fn the_table_of_constants_has_their_values() {
    let expected = [
        ("VISIT_GAP_SECONDS", VISIT_GAP_SECONDS.to_string()),
        ("DWELL_CAP_SECONDS", DWELL_CAP_SECONDS.to_string()),
        ("SHOWN_STATUSES", list(&SHOWN_STATUSES)),
        ("PAGE_EXTENSIONS", list(&PAGE_EXTENSIONS)),
        ("ASSET_DIRECTORIES", list(&ASSET_DIRECTORIES)),
        ("FEED_NAMES", list(&FEED_NAMES)),
        ("BOT_TOKENS", list(&BOT_TOKENS)),
    ]
    .map(|(name, value)| vec![code(name), value]);
    assert_eq!(table("### Constants"), expected);
    assert!(RULES.contains(&code(ROBOTS_PATH)));
}
