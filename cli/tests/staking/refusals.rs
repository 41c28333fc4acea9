//! What is not done: because it is not understood, not possible, or not agreed to.

use twist_client::staking;

use crate::{
    common::twist,
    world::{TWIST, World},
};

#[test]
fn what_is_not_understood_is_refused_before_anything_is_looked_at() {
    let chain = ["--url", "http://127.0.0.1:1", "--keypair", "none.json"];
    for (arguments, says) in [
        (&["stake", "12,5", "--lock", "90d"][..], "ambiguous"),
        (&["stake", "-5", "--lock", "90d"], "negative"),
        (&["stake", "0", "--lock", "90d"], "zero"),
        (&["stake", "0.0000000001", "--lock", "90d"], "TWIST has 9"),
        (&["stake", "99999999999999", "--lock", "90d"], "too large"),
        (&["stake", "1", "--lock", "90"], "write days, as in 90d"),
        (&["stake", "1", "--lock", "90d", "--tier", "2"], "cannot be used with"),
        (&["stake", "1", "--lock", "90d", "--position", "0"], "cannot be used with"),
        (&["stake", "1", "--lock", "90d", "--pool", "me"], "not a pool"),
        (&["unstake", "0", "--early", "--cancel"], "cannot be used with"),
        (&["pool", "create", "--commission", "10"], "say of what"),
        (&["pool", "create", "--commission", "51%"], "at most 50 %"),
    ] {
        let run = twist(&[arguments, &chain].concat());
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(says), "{says} in {}", run.stderr);
    }
    let run = twist(&["positions", "--url", "http://127.0.0.1:1"]);
    assert!(run.code == 2 && run.stderr.contains("--owner"), "{}", run.stderr);
    let run = twist(&["stake", "1", "--lock", "90d", "--url", chain[1], "--keypair", "none.json"]);
    assert!(run.refusal().contains("none.json is not a usable key file"), "{}", run.stderr);
}

#[test]
fn every_command_explains_itself_with_examples_and_its_json() {
    for command in [
        &["stake"][..],
        &["unstake"],
        &["claim-stake"],
        &["pool", "create"],
        &["pool", "show"],
        &["positions"],
    ] {
        let help = twist(&[command, &["--help"]].concat()).stdout;
        let example = format!("twist {}", command.join(" "));
        for part in ["Examples:", &example, "JSON:", "--json", "--url"] {
            assert!(help.contains(part), "{part} in {help}");
        }
    }
}

#[test]
fn what_is_not_possible_or_not_agreed_to_moves_nothing() {
    let world = World::new();
    let alice = world.alice.wallet();
    for (arguments, says) in [
        (&["stake", "1"][..], "--lock 30d (weight 1.1x), --lock 90d (weight 1.25x)"),
        (&["stake", "1", "--lock", "91d"], "no such lock is on offer"),
        (&["stake", "1", "--tier", "3"], "no such lock is on offer"),
        (&["stake", "1000.000000001", "--lock", "90d"], "holds 1,000 TWIST: stake at most that"),
        (&["stake", "1", "--position", "0"], "(it has none)"),
        (&["unstake", "7"], "(it has none)"),
        (&["claim-stake", "--position", "7"], "(it has none)"),
    ] {
        let refusal = world.alice_is_refused(arguments);
        assert!(refusal.contains(says), "{says} in {refusal}");
    }

    let shown = world.as_person(&world.alice, &["stake", "12.5", "--lock", "90d", "--json"]);
    assert!(shown.refusal().contains("nothing was done, because there is no terminal"), "{}", shown.stderr);
    for part in [
        "amount              12.5 TWIST",
        "the global pool",
        "UTC (in 90 days)",
        "weight              15.625 (1.25x)",
        "share of the pool   100 %",
        "costs 10 % of the stake: 1.25 TWIST",
        "after a cooldown of 7 days",
    ] {
        assert!(shown.stderr.contains(part), "{part} in {}", shown.stderr);
    }
    assert_eq!(world.balance(&alice), 1_000 * TWIST);
    assert_eq!(world.pool(&staking::global_pool()).positions, 0);
}

#[cfg(target_os = "linux")]
#[test]
fn at_a_terminal_only_yes_is_an_agreement() {
    let world = World::new();
    let alice = world.alice.wallet();
    let stake = ["stake", "12.5", "--lock", "90d"];
    for answer in ["y", "no", ""] {
        let run = world.alice_answers(answer, &stake);
        assert_eq!(run.code, 1, "{}", run.stdout);
        assert!(run.stdout.contains("Type yes to do it:"), "{}", run.stdout);
        assert!(run.stdout.contains("nothing was done"), "{}", run.stdout);
        assert_eq!(world.balance(&alice), 1_000 * TWIST);
    }
    let run = world.alice_answers("yes", &stake);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(run.stdout.contains("Staked 12.5 TWIST in position 0"), "{}", run.stdout);
    assert_eq!(world.balance(&alice), 1_000 * TWIST - 12_500_000_000);
}
