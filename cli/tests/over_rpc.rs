//! The whole protocol over real JSON-RPC, against a localnet whose programs came through the upgradeable loader, and the audit of
//! what it left behind.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;

use std::{fs, path::Path};

use common::{assert_conserved, twist};
use solana_keypair::Keypair;
use solana_signer::Signer;
use twist_client::artifacts::{Artifacts, Program};
use twist_localnet::{Localnet, LocalnetConfig, ProgramArtifact};

/// A localnet with our programs, whose upgrade authority and payer is a fresh key, saved in `directory`.
fn localnet(directory: &Path) -> (Localnet, String) {
    let payer = Keypair::new();
    let key_file = directory.join("payer.json");
    fs::write(&key_file, serde_json::to_string(&payer.to_bytes().to_vec()).unwrap()).unwrap();
    let artifacts = Artifacts::load().unwrap();
    let programs = Program::ALL.map(|program| ProgramArtifact {
        name: program.name().to_owned(),
        id: program.id(),
        so: artifacts.path(program),
    });
    let config = LocalnetConfig {
        funded: vec![payer.pubkey()],
        programs: programs.into(),
        ..LocalnetConfig::new(payer.pubkey())
    };
    (Localnet::start(config).unwrap(), key_file.to_str().unwrap().to_owned())
}

#[test]
fn the_demo_runs_over_json_rpc_and_its_ledger_passes_the_audit_until_a_byte_is_changed() {
    let directory = tempfile::tempdir().unwrap();
    let (localnet, key_file) = localnet(directory.path());
    let url = localnet.rpc_url();
    let ledger = directory.path().join("ledger");
    let ledger_path = ledger.to_str().unwrap();

    let stranger = directory.path().join("stranger.json");
    fs::write(&stranger, serde_json::to_string(&Keypair::new().to_bytes().to_vec()).unwrap()).unwrap();
    let run = twist(&["demo", "--url", url, "--keypair", stranger.to_str().unwrap()]);
    assert!(run.refusal().contains("NotUpgradeAuthority"), "{}", run.stderr);

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
        twist(&["demo", "--json", "--url", url, "--keypair", &key_file, "--ledger", again.to_str().unwrap()]);
    assert_conserved(&second.json());
    localnet.stop().unwrap();
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
