//! The operators' commands over real JSON-RPC: pauses, epochs, minters and the keys in charge.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod common;
#[path = "common/localnet.rs"]
mod localnet;
#[path = "common/operators.rs"]
mod operators;

use std::fs;

use operators::{DAY, HOUR, Operators, TWIST, address, key};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use solana_signer::Signer;
use twist_client::{
    account,
    chain::{Chain, Rpc},
    programs::{
        twist_rewards::types::AttesterTermsArg,
        twist_token::{
            accounts::{Minter, TokenConfig},
            types::{MinterLimitsArg, ProposeMinterArgs, SplitArg},
        },
    },
    registry, rewards, spl, token,
};

#[test]
fn what_is_paused_stands_still_until_the_authority_resumes_it() {
    let mut operators = Operators::new();
    let (guardian, authority) = (operators.key_file("guardian"), operators.key_file("authority"));
    let switches = |operators: &Operators| {
        let shown = operators.twist(&["pause", "show", "--json"]).json();
        let programs = shown["programs"].as_array().unwrap().clone();
        let switches = programs.iter().flat_map(|program| program["switches"].as_array().unwrap().clone());
        switches
            .filter(|switch| switch["paused"] == true)
            .map(|switch| switch["switch"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(switches(&operators), [""; 0]);

    // Nobody agreed, and nobody who may: nothing happens.
    let unasked = operators.twist(&["pause", "token", "--signer", &guardian]);
    assert!(unasked.refusal().contains("there is no terminal"), "{}", unasked.stderr);
    assert!(
        unasked.stderr.contains("~ paused                           nothing -> emit, mint"),
        "{}",
        unasked.stderr
    );
    let stranger = operators.twist(&["pause", "token", "--yes"]);
    for needed in [address("guardian"), address("authority")] {
        assert!(stranger.refusal().contains(&needed.to_string()), "{}", stranger.stderr);
    }
    let unknown = operators.twist(&["pause", "token", "--what", "fund", "--yes", "--signer", &guardian]);
    assert!(unknown.refusal().contains("it has emit and mint"), "{}", unknown.stderr);
    assert_eq!(switches(&operators), [""; 0]);

    // The guardian alone stops; the programs say so to everybody.
    let paused =
        operators.twist(&["pause", "token", "--what", "emit", "--yes", "--json", "--keypair", &guardian]);
    assert!(paused.refusal().contains("too little SOL"), "the guardian's key pays: {}", paused.stderr);
    let paused = operators
        .twist(&["pause", "token", "--what", "emit", "--yes", "--json", "--signer", &guardian])
        .json();
    assert_eq!((&paused["what"], &paused["paused"]), (&json!(["emit"]), &json!(["emit"])));
    assert!(paused["signature"].is_string(), "{paused}");
    let emit = |operators: &mut Operators| {
        let config: TokenConfig = account::fetch(operators.chain(), &token::config()).unwrap();
        operators.try_send(vec![token::emit(&config)], &[])
    };
    let refused = emit(&mut operators).unwrap_err().to_string();
    assert!(refused.contains("EmissionPaused (6007)"), "{refused}");

    // All of a program's switches: what is paused already is not paused again.
    let paused = operators.twist(&["pause", "token", "--yes", "--json", "--signer", &guardian]).json();
    assert_eq!((&paused["what"], &paused["paused"]), (&json!(["mint"]), &json!(["emit", "mint"])));
    let again = operators.twist(&["pause", "token", "--yes", "--json", "--signer", &guardian]).json();
    assert_eq!((&again["paused"], &again["signature"]), (&json!(["emit", "mint"]), &Value::Null));
    operators.run(&["pause", "registry", "--what", "create,fund", "--yes", "--signer", &guardian]);
    operators.run(&["pause", "staking", "--yes", "--by", "authority", "--signer", &authority]);
    assert_eq!(switches(&operators), ["emit", "mint", "create", "fund", "deposits"]);
    let drift = operators.twist(&["drift"]);
    assert_eq!((drift.code, drift.stdout.matches(": paused").count()), (2, 3), "{}", drift.stdout);

    // The guardian cannot resume, and the program would not let it.
    let refused = operators.twist(&["unpause", "token", "--yes", "--signer", &guardian]);
    assert!(
        refused.refusal().contains(&format!("needs the signature of [{}]", address("authority"))),
        "{}",
        refused.stderr
    );
    let forged = operators.try_send(vec![token::unpause(&address("guardian"), 3)], &[&key("guardian")]);
    assert!(forged.unwrap_err().to_string().contains("NotAuthority (6001)"));

    let resumed = operators
        .twist(&["unpause", "token", "--what", "emit", "--yes", "--json", "--signer", &authority])
        .json();
    assert_eq!((&resumed["what"], &resumed["paused"]), (&json!(["emit"]), &json!(["mint"])));
    emit(&mut operators).unwrap();
    for program in ["token", "registry", "staking"] {
        operators.run(&["unpause", program, "--yes", "--signer", &authority]);
    }
    let again = operators.run(&["unpause", "token", "--yes", "--signer", &authority]);
    assert_eq!(again, "token: emit, mint are not paused: nothing was sent\n");
    assert_eq!(operators.twist(&["drift"]).code, 0);
}

#[test]
fn a_multisig_gets_a_message_and_nothing_is_sent() {
    let operators = Operators::new();
    let directory = operators.directory().join("messages");
    let to = directory.to_str().unwrap();
    let message = |run: Value| -> Value {
        assert_eq!(run["signature"], Value::Null, "{run}");
        serde_json::from_str(&fs::read_to_string(run["exported"].as_str().unwrap()).unwrap()).unwrap()
    };
    let pause = message(operators.twist(&["pause", "token", "--export", to, "--json"]).json());
    assert_eq!(
        (&pause["step"], &pause["signers"]),
        (&json!("token: pause emit, mint"), &json!([address("guardian").to_string()]))
    );
    assert_eq!(pause["changes"], json!(["paused: nothing -> emit, mint"]));
    let by_authority = ["pause", "registry", "--what", "fund", "--export", to, "--by", "authority", "--json"];
    let pause = message(operators.twist(&by_authority).json());
    assert_eq!(pause["signers"], json!([address("authority").to_string()]));
    assert!(directory.join("001-registry-pause-fund.json").exists());

    let text = operators.run(&["pause", "staking", "--export", to]);
    assert!(text.starts_with("nothing was sent: the unsigned message is in "), "{text}");
    assert_eq!(operators.twist(&["drift"]).code, 0);
}

#[test]
fn an_epoch_is_shown_vetoed_finalized_and_expired() {
    let mut operators = Operators::new();
    let distribution = operators.distribution(1);
    let name = distribution.to_string();
    let (guardian, authority) = (operators.key_file("guardian"), operators.key_file("authority"));
    let show = |operators: &Operators| operators.twist(&["epoch", "show", &name, "--json"]).json();
    let act = |operators: &Operators, arguments: &[&str]| {
        operators.twist(&[&["epoch", arguments[0], &name], &arguments[1..], &["--yes", "--json"]].concat())
    };

    // Voting.
    let shown = show(&operators);
    assert_eq!(
        (&shown["state"], &shown["pending"], &shown["current"]["epoch"]),
        (&json!("voting"), &Value::Null, &json!(0))
    );
    assert_eq!((&shown["funded_by"], &shown["claim_deadline"]), (&json!("emission"), &Value::Null));
    assert!(act(&operators, &["finalize"]).refusal().contains("no root is pending"));
    let proposal = operators.proposal(&distribution, &[5 * TWIST, 7 * TWIST]);
    operators.vote(&[3], &distribution, proposal);
    let text = operators.run(&["epoch", "show", &name]);
    assert!(text.contains(&format!("attester            {} has not voted", address("attester 1"))), "{text}");
    assert!(text.contains("2 of the 3 attesters must agree; most equal votes so far: 1"), "{text}");

    // Pending: only the guardian can act.
    operators.vote(&[1], &distribution, proposal);
    let shown = show(&operators);
    assert_eq!((&shown["state"], &shown["pending"]["increase"]), (&json!("challenge"), &json!("12")));
    assert_eq!(shown["pending"]["signers"].as_array().unwrap().len(), 2);
    assert_eq!(shown["pending"]["hash"], hex::encode(proposal.root));
    assert_eq!(
        shown["pending"]["challenge_ends"].as_i64().unwrap() - shown["now"].as_i64().unwrap(),
        6 * HOUR
    );
    assert!(act(&operators, &["finalize"]).refusal().contains("the challenge window of epoch 1 ends at"));
    assert!(act(&operators, &["expire"]).refusal().contains("epoch 1 can be expired from"));
    let reason = "Epoch 1 pays somebody who was never there";
    let stranger = act(&operators, &["veto", "--reason", reason]);
    assert!(stranger.refusal().contains(&address("guardian").to_string()), "{}", stranger.stderr);

    let vetoed = act(&operators, &["veto", "--reason", reason, "--signer", &guardian]).json();
    assert_eq!((&vetoed["action"], &vetoed["epoch"]), (&json!("veto"), &json!(1)));
    assert_eq!(vetoed["reason_sha256"], hex::encode(Sha256::digest(reason)));
    let shown = show(&operators);
    assert_eq!((&shown["state"], &shown["vetoes"]), (&json!("voting"), &json!(1)));

    // The second veto of the same epoch takes the authority.
    operators.agree(&distribution, &[6 * TWIST, 7 * TWIST]);
    let alone = act(&operators, &["veto", "--reason", reason, "--signer", &guardian]);
    assert!(alone.refusal().contains(&address("authority").to_string()), "{}", alone.stderr);
    act(&operators, &["veto", "--reason", reason, "--signer", &guardian, "--signer", &authority]).json();

    // Paid by anyone once the window is over.
    operators.agree(&distribution, &[5 * TWIST, 6 * TWIST]);
    operators.advance(6 * HOUR);
    assert_eq!(show(&operators)["state"], "payable");
    let finalized = act(&operators, &["finalize"]).json();
    assert_eq!((&finalized["increase"], &finalized["total"]), (&json!("11"), &json!("11")));
    let shown = show(&operators);
    assert_eq!(
        (&shown["current"]["epoch"], &shown["current"]["total"], &shown["vetoes"]),
        (&json!(1), &json!("11"), &json!(0))
    );
    let vault = operators.chain().account(&operators.state(&distribution).payout_vault).unwrap().unwrap();
    assert_eq!(spl::token_balance(&vault).unwrap(), 11 * TWIST);

    // Dropped by anyone when nobody could pay it for a week.
    let frozen = operators.freezable_distribution(2);
    let name = frozen.to_string();
    operators.agree(&frozen, &[TWIST]);
    operators.freeze(&frozen);
    operators.advance(6 * HOUR);
    let stuck = operators.twist(&["epoch", "finalize", &name, "--yes"]);
    assert!(stuck.stderr.contains("finalize_epoch: SPL Token refused: AccountFrozen"), "{}", stuck.stderr);
    operators.advance(7 * DAY);
    let text = operators.run(&["epoch", "show", &name]);
    assert!(text.contains("epoch 1 is pending and nobody finalized it for a week"), "{text}");
    assert!(operators.set().value_at_risk > 0);
    operators.run(&["epoch", "expire", &name, "--yes"]);
    assert_eq!(operators.set().value_at_risk, 0);

    let nothing = operators.twist(&["epoch", "show", &address("nobody").to_string()]);
    assert!(nothing.refusal().contains("there is nothing at"), "{}", nothing.stderr);
    let other = operators.twist(&["epoch", "show", &token::config().to_string()]);
    assert!(other.refusal().contains("is neither a distribution nor a campaign"), "{}", other.stderr);
}

#[test]
fn a_minters_power_ends_at_once() {
    let mut operators = Operators::new();
    let (minter, name) = (key("minter"), address("minter").to_string());
    assert!(
        operators.twist(&["minter", "show", &name]).refusal().contains("is no minter and was never proposed")
    );
    let limits = MinterLimitsArg { allowance: 500 * TWIST, capacity: 100 * TWIST, refill_per_second: TWIST };
    let propose = ProposeMinterArgs { key: minter.pubkey(), limits, label_hash: [9; 32] };
    let authority = key("authority");
    operators
        .send(vec![token::propose_minter(&address("payer"), &authority.pubkey(), propose)], &[&authority]);
    let shown = operators.twist(&["minter", "show", "--json"]).json()["minters"][0].clone();
    assert_eq!((&shown["key"], &shown["limits"]), (&json!(name), &Value::Null));
    assert_eq!(shown["proposed"]["allowance"], "500");
    operators.advance(3 * DAY);
    operators.send(vec![token::execute_minter(&minter.pubkey())], &[]);
    operators.advance(100);
    let treasury = address("treasury");
    let mint = token::mint_to(&minter.pubkey(), &treasury, 40 * TWIST);
    operators.send(vec![mint.clone()], &[&minter]);
    let shown = operators.twist(&["minter", "show", &name, "--json"]).json()["minters"][0].clone();
    assert_eq!(
        (&shown["used"], &shown["limits"]["capacity"], &shown["proposed"]),
        (&json!("40"), &json!("100"), &Value::Null)
    );
    let text = operators.run(&["minter", "show", &name]);
    assert!(
        text.contains("power to mint       500 TWIST in all, at most 100 at once, 1 more per second"),
        "{text}"
    );

    let guardian = operators.key_file("guardian");
    let revoke = ["minter", "revoke", &name, "--yes", "--json", "--signer", &guardian];
    let revoked = operators.twist(&revoke).json();
    assert_eq!((&revoked["key"], &revoked["used"]), (&json!(name), &json!("40")));
    let refused = operators.try_send(vec![mint], &[&minter]).unwrap_err().to_string();
    assert!(refused.contains("AllowanceExceeded (6020)"), "{refused}");
    let state: Minter = account::fetch(operators.chain(), &token::minter(&minter.pubkey())).unwrap();
    assert_eq!((state.limits.allowance, state.used), (0, 40 * TWIST));
    assert_eq!(operators.twist(&revoke).json()["signature"], Value::Null, "there is nothing left to end");
}

#[test]
fn every_key_in_charge_is_shown_with_hand_overs_under_way() {
    let mut operators = Operators::new();
    let shown = operators.twist(&["authority", "show", "--json"]).json();
    let keys = shown["keys"].as_array().unwrap();
    assert_eq!(keys.len(), 4 * 3 + 1, "{shown}");
    let of = |program: &str, role: &str| {
        keys.iter().find(|held| held["program"] == program && held["role"] == role).unwrap().clone()
    };
    for program in ["token", "registry", "rewards", "staking"] {
        for (role, holder) in
            [("upgrade authority", "payer"), ("authority", "authority"), ("guardian", "guardian")]
        {
            assert_eq!(of(program, role)["key"], address(holder).to_string(), "{program} {role}");
        }
    }
    assert_eq!(of("registry", "registrar")["key"], address("registrar").to_string());

    let authority = key("authority");
    operators.send(vec![token::propose_authority(&authority.pubkey(), &address("next"))], &[&authority]);
    let text = operators.run(&["authority", "show"]);
    let line = format!(
        "token     authority          {}  proposed, not accepted: {}",
        address("authority"),
        address("next")
    );
    assert!(text.lines().any(|found| found == line), "{line}\nin\n{text}");

    let elsewhere = Rpc::connect("http://127.0.0.1:1").err().unwrap().to_string();
    let run = operators.twist(&["authority", "show", "--url", "http://127.0.0.1:1"]);
    assert!(run.refusal().contains(&elsewhere), "{}", run.stderr);
}

#[test]
fn what_was_proposed_is_shown_and_taken_back() {
    let mut operators = Operators::new();
    assert_eq!(operators.run(&["proposal", "show"]), "nothing is proposed\n");
    let (guardian, authority) = (key("guardian"), key("authority"));
    let by = authority.pubkey();
    let limits = MinterLimitsArg { allowance: TWIST, capacity: TWIST, refill_per_second: 1 };
    let minter = ProposeMinterArgs { key: address("minter"), limits, label_hash: [9; 32] };
    let terms = AttesterTermsArg {
        members: vec![address("thief")],
        threshold: 1,
        challenge_window: HOUR,
        max_value_at_risk: TWIST,
    };
    let splits = vec![SplitArg { beneficiary: address("thief"), bps: 10_000 }];
    let proposals = [
        token::propose_splits(&by, splits),
        token::propose_minter(&address("payer"), &by, minter),
        token::propose_authority(&by, &address("thief")),
        registry::set_fee(&by, 2_000),
        rewards::propose_attester_set(&by, &rewards::attester_set(1), terms),
    ];
    for proposal in proposals {
        operators.send(vec![proposal], &[&authority]);
    }
    let shown = operators.twist(&["proposal", "show", "--json"]).json();
    let names: Vec<_> = shown["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["name"].as_str().unwrap().to_owned())
        .collect();
    let minter = format!("token:minter-{}", address("minter"));
    assert_eq!(names, ["token:hand-over", "token:splits", &minter, "registry:fee", "rewards:attester-set-1"]);
    let fee = &shown["proposals"][3];
    assert_eq!(fee["change"], "fee of new campaigns 500 -> 2000 bps");
    let waits = fee["from"].as_i64().unwrap() - shown["now"].as_i64().unwrap();
    assert!((3 * DAY - 600..=3 * DAY).contains(&waits), "{waits}");
    let text = operators.run(&["proposal", "show"]);
    assert!(text.contains(&format!("  would change      attesters 1 of [{}]\n", address("thief"))), "{text}");

    // The guardian takes all back but the hand-over.
    let file = operators.key_file("guardian");
    let refused = operators.twist(&["proposal", "cancel", &names[0], "--yes", "--signer", &file]);
    assert!(refused.refusal().contains(&by.to_string()), "{}", refused.stderr);
    for name in &names[1..] {
        operators.run(&["proposal", "cancel", name, "--yes", "--signer", &file]);
        let again = operators.twist(&["proposal", "cancel", name, "--yes", "--signer", &file]);
        assert!(again.refusal().contains("is not proposed, or not any more"), "{}", again.stderr);
    }
    let cancel = token::cancel_authority(&guardian.pubkey());
    assert!(operators.try_send(vec![cancel], &[&guardian]).unwrap_err().to_string().contains("NotAuthority"));
    operators.run(&[
        "proposal",
        "cancel",
        "token:hand-over",
        "--yes",
        "--signer",
        &operators.key_file("authority"),
    ]);
    assert_eq!(operators.run(&["proposal", "show"]), "nothing is proposed\n");
    assert_eq!(operators.twist(&["drift"]).code, 0);
}
