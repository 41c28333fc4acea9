//! Instructions, errors and limits, against what the program exports.

use bytemuck::Zeroable;
use serde_json::Value;
use twist_client::programs::twist_staking::{accounts::StakingConfig, constants};
use twist_stake_math::{BASE_MULTIPLIER_BPS, MIN_STREAM_WEIGHT, WINDOW_SECONDS};

use super::table::{code, table};

/// A list of the program's IDL.
fn exported(list: &str) -> Vec<Value> {
    let idl: Value = serde_json::from_str(include_str!("../../../idl/twist_staking.json")).unwrap();
    idl[list].as_array().unwrap().clone()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn every_instruction_is_listed() {
    let mut listed: Vec<_> =
        table("| instruction |").rows.iter().map(|row| code(row[0]).to_owned()).collect();
    let mut expected: Vec<_> = exported("instructions").iter().map(|one| text(&one["name"])).collect();
    listed.sort();
    expected.sort();
    assert_eq!(listed, expected);
}

#[test]
fn every_error_is_listed_with_its_code() {
    let listed: Vec<_> = table("| what happens | error |")
        .rows
        .iter()
        .map(|row| (code(row[1]).to_owned(), row[2].parse().unwrap()))
        .collect();
    let expected: Vec<_> =
        exported("errors").iter().map(|one| (text(&one["name"]), one["code"].as_u64().unwrap())).collect();
    assert_eq!(listed, expected);
}

#[test]
fn every_limit_has_its_value() {
    let tiers = StakingConfig::zeroed().tiers.len();
    let expected = [
        ("MAX_TIERS", i64::try_from(tiers).unwrap()),
        ("MIN_LOCK_SECONDS", constants::MIN_LOCK_SECONDS),
        ("MAX_LOCK_SECONDS", constants::MAX_LOCK_SECONDS),
        ("MAX_COOLDOWN_SECONDS", constants::MAX_COOLDOWN_SECONDS),
        ("BASE_MULTIPLIER_BPS", BASE_MULTIPLIER_BPS.into()),
        ("MAX_MULTIPLIER_BPS", constants::MAX_MULTIPLIER_BPS.into()),
        ("MAX_PENALTY_BPS", constants::MAX_PENALTY_BPS.into()),
        ("MAX_COMMISSION_BPS", constants::MAX_COMMISSION_BPS.into()),
        ("COMMISSION_NOTICE_SECONDS", constants::COMMISSION_NOTICE_SECONDS),
        ("WINDOW_SECONDS", i64::try_from(WINDOW_SECONDS).unwrap()),
        ("MIN_STREAM_WEIGHT", i64::try_from(MIN_STREAM_WEIGHT).unwrap()),
    ];
    let listed: Vec<_> =
        table("| constant |").rows.iter().map(|row| (code(row[0]), row[1].parse::<i64>().unwrap())).collect();
    assert_eq!(listed, expected);

    // None is left out.
    for constant in exported("constants") {
        let name = text(&constant["name"]);
        let limit = ["MIN_", "MAX_", "_SECONDS"].iter().any(|part| name.contains(part));
        assert!(!limit || listed.iter().any(|(other, _)| *other == name), "{name}");
    }
}
