//! The runbooks, run: every command of `docs/runbooks/` in order, on a chain in the state that the runbook is for, with the output
//! that it promises.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;
#[path = "common/localnet.rs"]
mod localnet;
#[path = "common/operators.rs"]
mod operators;
#[path = "common/runbook.rs"]
mod runbook;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use operators::{CLUSTER, DAY, HOUR, Operators, TWIST, address, key};
use runbook::{Part, Shell, Variables, read, variables};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use solana_rpc_client_api::request::RpcRequest;
use solana_signer::Signer;
use twist_client::{
    artifacts::{Artifacts, Program},
    chain::Chain,
    programs::twist_token::types::{MinterLimitsArg, ProposeMinterArgs},
    registry, rewards, token,
};
use twist_release::loader::Upload;

/// Runbooks about what runs: they upload programs.
const RELEASES: [&str; 2] = ["release", "rollback"];
/// Runbooks about epochs.
const EPOCHS: [&str; 4] = ["wrong-root-proposed", "stuck-epoch", "attester-down", "attester-key-stolen"];
/// Runbooks about switches and keys; the last one changes who is in charge.
const KEYS: [&str; 4] = ["pause-and-unpause", "mint-emergency", "rpc-outage", "authority-rotation"];

/// Where the release after the present one is.
const NEXT_RELEASE: &str = "next-release";

#[test]
fn releases() {
    run_all(&RELEASES);
}

#[test]
fn epochs() {
    run_all(&EPOCHS);
}

#[test]
fn switches_and_keys() {
    run_all(&KEYS);
}

#[test]
fn every_runbook_is_run_indexed_and_uses_only_variables_that_are_explained() {
    let index = fs::read_to_string(directory().join("README.md")).unwrap();
    let files: BTreeSet<String> = fs::read_dir(directory())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md")
        .collect();
    let run: BTreeSet<String> =
        [&RELEASES[..], &EPOCHS, &KEYS].concat().iter().map(|name| format!("{name}.md")).collect();
    assert_eq!(files, run);
    for name in files {
        let text = fs::read_to_string(directory().join(&name)).unwrap();
        let parts = read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(index.contains(&format!("]({name})")), "{name} is not in the index");
        for heading in
            ["Symptoms", "What it means", "Commands", "What must be true afterwards", "If that fails"]
        {
            assert!(text.contains(&format!("\n## {heading}\n")), "{name}: no section {heading:?}");
        }
        for variable in variables(&parts) {
            assert!(index.contains(&format!("| `{variable}` |")), "{name}: {variable} is not in the index");
        }
        let checks = |part: &Part| matches!(part, Part::Run { expected, .. } if !expected.is_empty());
        assert!(parts.iter().filter(|part| checks(part)).count() >= 2, "{name} checks next to nothing");
        let after = text.split_once("## What must be true afterwards").unwrap().1;
        assert!(after.contains("# expect: "), "{name}: nothing shows what must be true afterwards");
    }
}

/// Runs runbooks one after the other on one chain: each leaves it as it must be.
fn run_all(names: &[&str]) {
    let mut operators = Operators::new();
    for name in names {
        let variables = prepare(name, &mut operators);
        if let Err(error) = run(name, &mut operators, &variables) {
            panic!("docs/runbooks/{name}.md, {error}");
        }
    }
}

fn run(name: &str, operators: &mut Operators, variables: &Variables) -> Result<(), String> {
    let text = fs::read_to_string(directory().join(format!("{name}.md"))).unwrap();
    let mut shell = Shell::start(operators.directory(), variables);
    for part in read(&text)? {
        match part {
            Part::Run { line, commands, expected } => shell.run(line, &commands, &expected)?,
            Part::Wait(seconds) => operators.advance(seconds),
        }
    }
    Ok(())
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/runbooks")
}

/// Brings the chain into the state that a runbook is for; returns the runbook's variables.
fn prepare(name: &str, operators: &mut Operators) -> Variables {
    let mut variables = Variables::from([
        ("CLUSTER", CLUSTER.to_owned()),
        ("KEYPAIR", operators.key_file("payer")),
        ("GUARDIAN_KEYPAIR", operators.key_file("guardian")),
        ("AUTHORITY_KEYPAIR", operators.key_file("authority")),
    ]);
    match name {
        "release" => {
            variables.insert("ARTIFACTS", next_release(operators.directory()));
            interrupted_upload(operators, &next_token(&Artifacts::load().unwrap()));
        }
        "rollback" => {
            let present = Artifacts::load().unwrap();
            interrupted_upload(operators, present.code(Program::Token));
            variables.insert("PREVIOUS_ARTIFACTS", present.directory().to_str().unwrap().to_owned());
            variables
                .insert("ARTIFACTS", operators.directory().join(NEXT_RELEASE).to_str().unwrap().to_owned());
        }
        "wrong-root-proposed" => variables.extend(wrong_root(operators)),
        "stuck-epoch" => variables.extend(stuck_epochs(operators)),
        "attester-down" => {
            let distribution = operators.distribution(3);
            let proposal = operators.proposal(&distribution, &[TWIST]);
            operators.vote(&[1], &distribution, proposal);
            variables.extend([
                ("DISTRIBUTION", distribution.to_string()),
                ("ATTESTER", address("attester 3").to_string()),
                ("NEXT_ATTESTER", address("attester 4").to_string()),
            ]);
        }
        "attester-key-stolen" => {
            let distribution = operators.distribution(4);
            let proposal = operators.proposal(&distribution, &[TWIST]);
            operators.vote(&[2], &distribution, proposal);
            variables.extend([
                ("DISTRIBUTION", distribution.to_string()),
                ("ATTESTER", address("attester 2").to_string()),
                ("NEXT_ATTESTER", address("attester 5").to_string()),
            ]);
        }
        "mint-emergency" => variables.extend([("MINTER", minter(operators))]),
        "rpc-outage" => {
            // The usual node is gone, another one is not.
            let (file, url) = (operators.file(), operators.url().to_owned());
            let text = fs::read_to_string(&file).unwrap();
            fs::write(&file, text.replace(&url, "http://127.0.0.1:1")).unwrap();
            variables.insert("FALLBACK_URL", url);
        }
        "authority-rotation" => variables.extend([
            ("NEXT_AUTHORITY", address("next").to_string()),
            ("NEXT_AUTHORITY_KEYPAIR", operators.key_file("next")),
        ]),
        "pause-and-unpause" => {}
        other => panic!("nobody has said what {other}.md is for"),
    }
    variables
}

/// A release after the present one: of the token program, with other bytes behind it, which the loader takes as well.
fn next_release(directory: &Path) -> String {
    let (present, next) = (Artifacts::load().unwrap(), directory.join(NEXT_RELEASE));
    fs::create_dir(&next).unwrap();
    let mut sums = String::new();
    for program in Program::ALL {
        let code = match program {
            Program::Token => next_token(&present),
            other => present.code(other).to_vec(),
        };
        let file = format!("{}.so", program.name());
        sums += &format!("{}  {file}\n", hex::encode(Sha256::digest(&code)));
        fs::write(next.join(file), code).unwrap();
    }
    fs::write(next.join("SHA256SUMS"), sums).unwrap();
    next.to_str().unwrap().to_owned()
}

/// The next release of the token program.
fn next_token(present: &Artifacts) -> Vec<u8> {
    [present.code(Program::Token), b"the next release"].concat()
}

/// The upload of `code`, interrupted shortly before its end: what is left takes seconds instead of minutes on this chain.
fn interrupted_upload(operators: &Operators, code: &[u8]) {
    /// Bytes that are missing.
    const LEFT: usize = 20_000;
    let payer = key("payer");
    let buffer = Upload::new(code, &payer).unwrap().buffer;
    // The loader's state of a buffer with an authority, then the code.
    let mut data = [&[1, 0, 0, 0, 1][..], payer.pubkey().as_array(), code].concat();
    let end = data.len();
    data[end - LEFT..].fill(0);
    let lamports = operators.chain().minimum_balance(data.len()).unwrap();
    let account = json!({
        "lamports": lamports,
        "owner": "BPFLoaderUpgradeab1e11111111111111111111111",
        "data": hex::encode(data),
    });
    let request = RpcRequest::Custom { method: "surfnet_setAccount" };
    operators.chain().client().send::<Value>(request, json!([buffer.to_string(), account])).unwrap();
}

/// A campaign with its published ledger, and a root that two attesters agreed on although no file says so.
fn wrong_root(operators: &mut Operators) -> Variables {
    let ledger = operators.directory().join("ledger").to_str().unwrap().to_owned();
    let payer = operators.key_file("payer");
    let demo = common::twist(&[
        "demo",
        "--url",
        operators.url(),
        "--keypair",
        &payer,
        "--ledger",
        &ledger,
        "--json",
    ]);
    assert_eq!(demo.code, 0, "{}", demo.stderr);
    let distribution = rewards::distribution(&registry::campaign(&address("advertiser"), 1));
    let state = operators.state(&distribution);
    let mut amounts = vec![0; usize::try_from(state.current.leaf_count).unwrap()];
    amounts[0] = state.current.total + TWIST;
    operators.advance(HOUR);
    operators.agree(&distribution, &amounts);
    Variables::from([
        ("DISTRIBUTION", distribution.to_string()),
        ("LEDGER", ledger),
        ("URL", operators.url().to_owned()),
    ])
}

/// A root that nobody finalized although its window is over, and one that nobody can.
fn stuck_epochs(operators: &mut Operators) -> Variables {
    let (payable, unpayable) = (operators.distribution(1), operators.freezable_distribution(2));
    operators.agree(&payable, &[5 * TWIST, 7 * TWIST]);
    operators.agree(&unpayable, &[TWIST]);
    operators.freeze(&unpayable);
    operators.advance(6 * HOUR);
    Variables::from([("DISTRIBUTION", payable.to_string()), ("UNPAYABLE", unpayable.to_string())])
}

/// A minter in force that has minted.
fn minter(operators: &mut Operators) -> String {
    let (minter, authority) = (key("minter"), key("authority"));
    let limits = MinterLimitsArg { allowance: 500 * TWIST, capacity: 100 * TWIST, refill_per_second: TWIST };
    let propose = ProposeMinterArgs { key: minter.pubkey(), limits, label_hash: [9; 32] };
    operators
        .send(vec![token::propose_minter(&address("payer"), &authority.pubkey(), propose)], &[&authority]);
    operators.advance(3 * DAY);
    operators.send(vec![token::execute_minter(&minter.pubkey())], &[]);
    operators.advance(100);
    operators.send(vec![token::mint_to(&minter.pubkey(), &address("treasury"), 40 * TWIST)], &[&minter]);
    minter.pubkey().to_string()
}
