//! A stake's life, from `twist stake` to the closed position.

use twist_client::staking;

use crate::world::{DAY, TWIST, World};

#[test]
fn a_stake_goes_in_waits_and_comes_back_to_the_last_unit() {
    let mut world = World::new();
    let alice = world.alice.wallet();

    let staked = world.alice_does(&["stake", "12.5", "--lock", "90d"]);
    assert_eq!((&staked["action"], &staked["position"]), (&"stake".into(), &0.into()), "{staked}");
    assert_eq!(staked["amount"], "12.5");
    assert_eq!(staked["weight"], "15.625");
    assert_eq!(staked["share_percent"], "100");
    assert_eq!(world.balance(&alice), 1_000 * TWIST - 12_500_000_000);
    let position = world.position(0).unwrap();
    assert_eq!((position.amount, position.terms.lock_seconds), (12_500_000_000, 90 * DAY));
    assert_eq!(staked["locked_until"], position.locked_until);

    let added = world.alice_does(&["stake", "7.5", "--position", "0"]);
    assert_eq!((&added["action"], &added["added"]), (&"add_stake".into(), &"7.5".into()), "{added}");
    assert_eq!((&added["amount"], &added["weight"]), (&"20".into(), &"25".into()));
    let locked_until = world.position(0).unwrap().locked_until;
    assert!(locked_until >= position.locked_until);
    assert_eq!(added["locked_until"], locked_until);

    let second = world.alice_does(&["stake", "0.000000001", "--tier", "1"]);
    assert_eq!((&second["position"], &second["lock_seconds"]), (&1.into(), &(30 * DAY).into()));

    let refusal = world.alice_is_refused(&["unstake", "0"]);
    for part in ["is locked until", "--early", "costs 2 TWIST", "10 %", "returns 18 TWIST"] {
        assert!(refusal.contains(part), "{part} in {refusal}");
    }
    assert!(world.alice_is_refused(&["unstake", "0", "--cancel"]).contains("nothing to cancel"));

    world.advance_to(locked_until);
    assert!(world.alice_is_refused(&["unstake", "0", "--early"]).contains("costs nothing"));
    let asked = world.alice_does(&["unstake", "0"]);
    assert_eq!(asked["action"], "request_unstake", "{asked}");
    let withdrawable_at = world.position(0).unwrap().withdrawable_at;
    assert_eq!(asked["withdrawable_at"], withdrawable_at);
    assert!(world.alice_is_refused(&["unstake", "0"]).contains("is cooling down until"));
    assert!(world.alice_is_refused(&["unstake", "0", "--early"]).contains("asked back already"));

    let cancelled = world.alice_does(&["unstake", "0", "--cancel"]);
    assert_eq!((&cancelled["action"], &cancelled["closed"]), (&"cancel_unstake".into(), &false.into()));
    let position = world.position(0).unwrap();
    assert_eq!((position.status, position.weight), (0, 20 * TWIST), "without a lock it weighs its amount");

    let asked = world.alice_does(&["unstake", "0"]);
    world.advance_to(asked["withdrawable_at"].as_i64().unwrap());
    let before = world.balance(&alice);
    let withdrawn = world.alice_does(&["unstake", "0"]);
    assert_eq!((&withdrawn["action"], &withdrawn["closed"]), (&"withdraw".into(), &true.into()));
    assert_eq!((&withdrawn["returned"], &withdrawn["penalty"]), (&"20".into(), &"0".into()));
    assert_eq!(world.balance(&alice), before + 20 * TWIST);
    assert!(world.position(0).is_none());
    assert!(world.alice_is_refused(&["unstake", "0"]).contains("(it has 1)"));
}

#[test]
fn leaving_early_costs_what_was_shown_and_the_penalty_is_burned() {
    let world = World::new();
    let alice = world.alice.wallet();
    world.alice_does(&["stake", "100", "--lock", "30d"]);
    let (supply, before) = (world.supply(), world.balance(&alice));

    let shown = world.as_person(&world.alice, &["unstake", "0", "--early"]);
    assert!(shown.refusal().contains("there is no terminal"), "{}", shown.stderr);
    for part in ["penalty             10 TWIST (10 %)", "returned now        90 TWIST", "is burned"] {
        assert!(shown.stderr.contains(part), "{part} in {}", shown.stderr);
    }
    assert_eq!((world.supply(), world.balance(&alice)), (supply, before));
    assert_eq!(world.position(0).unwrap().amount, 100 * TWIST, "nothing moved");

    let left = world.alice_does(&["unstake", "0", "--early"]);
    assert_eq!((&left["action"], &left["closed"]), (&"exit_early".into(), &true.into()), "{left}");
    assert_eq!((&left["returned"], &left["penalty"]), (&"90".into(), &"10".into()));
    assert_eq!(world.balance(&alice), before + 90 * TWIST);
    assert_eq!(world.supply(), supply - 10 * TWIST);
    assert_eq!(world.pool(&staking::global_pool()).positions, 0);
}

#[test]
fn positions_say_what_they_are_and_what_comes_next() {
    let mut world = World::new();
    world.alice_does(&["stake", "30", "--lock", "30d"]);
    world.alice_does(&["stake", "10", "--lock", "90d"]);
    let first = world.position(0).unwrap();
    world.advance_to(first.locked_until);
    world.alice_does(&["unstake", "0"]);

    let list = world.as_person(&world.alice, &["positions", "--json"]).json();
    assert_eq!(list["staked"], "40");
    let [asked_back, locked] = &list["positions"].as_array().unwrap()[..] else { panic!("{list}") };
    assert_eq!((&asked_back["state"], &asked_back["weight"]), (&"cooling_down".into(), &"0".into()));
    assert_eq!(asked_back["withdrawable_at"], world.position(0).unwrap().withdrawable_at);
    assert!(asked_back["early_exit"].is_null() && locked["withdrawable_at"].is_null());
    assert_eq!((&locked["state"], &locked["share_percent"]), (&"locked".into(), &"100".into()));
    assert_eq!(locked["early_exit"]["penalty"], "1");

    let owner = world.alice.wallet().to_string();
    let text = world.twist(&["positions", "--owner", &owner]).stdout;
    for part in ["position 0: 30 TWIST", "asked back", "position 1: 10 TWIST", "locked until", "40 TWIST"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let nobody = world.twist(&["positions", "--owner", &world.bob.wallet().to_string()]);
    assert!(nobody.stdout.contains("has no positions in the global pool"), "{}", nobody.stdout);
}
