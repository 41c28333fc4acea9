//! The whole protocol over real JSON-RPC, against a localnet whose programs came through the upgradeable loader, and the audit of
//! what it left behind.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;
#[path = "common/localnet.rs"]
mod localnet;

use std::{fs, path::Path};

use common::{assert_conserved, twist};
use serde_json::Value;
use solana_keypair::Keypair;

#[test]
fn the_demo_runs_over_json_rpc_and_its_ledger_passes_the_audit_until_a_byte_is_changed() {
    let directory = tempfile::tempdir().unwrap();
    let payer = Keypair::new();
    let key_file = localnet::save(&payer, "payer", directory.path());
    let localnet = localnet::start(&payer);
    let url = localnet.rpc_url();
    let ledger = directory.path().join("ledger");
    let ledger_path = ledger.to_str().unwrap();

    let stranger = localnet::save(&Keypair::new(), "stranger", directory.path());
    let run = twist(&["demo", "--url", url, "--keypair", &stranger]);
    assert!(run.refusal().contains("can be upgraded by"), "{}", run.stderr);

    let report =
        twist(&["demo", "--json", "--url", url, "--keypair", &key_file, "--ledger", ledger_path]).json();
    assert_conserved(&report);
    assert_eq!(report["epochs"], 3);

    let audit = twist(&["audit", "--ledger", ledger_path, "--url", url]);
    assert_eq!(audit.code, 0, "{}{}", audit.stdout, audit.stderr);
    assert!(!audit.stdout.contains("FAIL") && audit.stdout.contains("PASS"), "{}", audit.stdout);

    every_changed_byte_is_named(&ledger, url);
    a_changed_first_line_is_a_finding_too(&ledger, url);
    a_missing_epoch_is_named(&ledger, url);

    let again = directory.path().join("again");
    let second =
        twist(&["demo", "--json", "--url", url, "--keypair", &key_file, "--ledger", again.to_str().unwrap()])
            .json();
    assert_conserved(&second);
    the_second_run_goes_on_where_the_first_ended(&report, &second);
    localnet.stop().unwrap();
}

/// The same viewers stake more in the same positions; those who had a stake before the demo keep theirs.
fn the_second_run_goes_on_where_the_first_ended(first: &Value, second: &Value) {
    for (before, then) in [
        ("stake_vaults_before", "stake_vaults_balance"),
        ("reward_vaults_before", "reward_vaults_balance"),
        ("positions", "positions"),
        ("held_elsewhere", "campaign_vault_balance"),
    ] {
        assert_eq!(second[before], first[then], "{before}");
    }
    let number = |report: &Value, key: &str| report[key].as_u64().unwrap();
    assert_eq!(number(first, "staked") - number(second, "staked"), 100_006_000_000_000);
    for paid in ["staker_claims", "viewers_staker_claims", "commission"] {
        assert!(number(first, paid) > 0 && number(second, paid) > 0, "{paid}");
    }
}

fn every_changed_byte_is_named(ledger: &Path, url: &str) {
    let path = ledger.join("epoch-000002.jsonl");
    let good = fs::read(&path).unwrap();
    for at in [0, good.len() / 3, good.len() / 2, good.len() - 40] {
        let mut bad = good.clone();
        bad[at] = if bad[at] == b'0' { b'1' } else { b'0' };
        fs::write(&path, &bad).unwrap();
        let line = good[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let audit = twist(&["audit", "--ledger", ledger.to_str().unwrap(), "--url", url]);
        assert_eq!(audit.code, 1, "byte {at}: {}", audit.stdout);
        let named = format!("epoch-000002.jsonl, line {line}:");
        assert!(
            audit.stdout.contains("FAIL") && audit.stdout.contains(&named),
            "{named} in {}",
            audit.stdout
        );
    }
    fs::write(&path, &good).unwrap();
}

fn a_changed_first_line_is_a_finding_too(ledger: &Path, url: &str) {
    let path = ledger.join("epoch-000001.jsonl");
    let good = fs::read(&path).unwrap();
    let mut bad = good.clone();
    bad[2] = b'V';
    fs::write(&path, &bad).unwrap();
    let audit = twist(&["audit", "--json", "--ledger", ledger.to_str().unwrap(), "--url", url]);
    assert_eq!(audit.code, 1);
    assert!(audit.stdout.contains("epoch-000001.jsonl, line 1:"), "{}", audit.stdout);
    fs::write(&path, &good).unwrap();
}

/// Without its last file a ledger is still consistent in itself: only the chain can tell.
fn a_missing_epoch_is_named(ledger: &Path, url: &str) {
    for epoch in [2, 3] {
        let (file, kept) = (ledger.join(format!("epoch-00000{epoch}.jsonl")), ledger.join("kept"));
        fs::rename(&file, &kept).unwrap();
        let audit = twist(&["audit", "--ledger", ledger.to_str().unwrap(), "--url", url]);
        assert_eq!(audit.code, 1);
        let recomputed = epoch - 1;
        for says in [
            format!("epoch-00000{epoch}.jsonl is missing"),
            format!("the chain is at epoch 3, but only {recomputed} could be recomputed"),
            format!("not established: only the first {recomputed} epochs"),
        ] {
            assert!(audit.stdout.contains(&says), "{says} in {}", audit.stdout);
        }
        assert!(!audit.stdout.contains("was paid"), "nobody is accused: {}", audit.stdout);
        fs::rename(&kept, &file).unwrap();
    }
}
