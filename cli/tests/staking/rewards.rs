//! `twist claim-stake`: what came in streams, is claimed and compounded.

use twist_client::staking;

use crate::world::{DAY, TWIST, World};

/// The two windows that pass until what was synced has all been released, and some.
const RELEASED: i64 = 2 * DAY + 60;

#[test]
fn what_comes_in_is_synced_streams_and_is_claimed_once() {
    let mut world = World::new();
    let (alice, pool) = (world.alice.wallet(), staking::global_pool());
    let nothing = world.alice_does(&["claim-stake"]);
    assert_eq!((&nothing["action"], &nothing["total"]), (&"none".into(), &"0".into()), "{nothing}");

    for lock in ["30d", "30d", "30d", "30d", "30d", "90d", "90d", "90d"] {
        world.alice_does(&["stake", "10", "--lock", lock]);
    }
    world.give(&pool, 864 * TWIST / 10);
    let shown = world.twist(&["pool", "show", "--json"]).json();
    assert_eq!((&shown["unaccounted"], &shown["stream"]["queued"]), (&"86.4".into(), &"0".into()));

    let synced = world.alice_does(&["claim-stake"]);
    assert_eq!((&synced["action"], &synced["synced"]), (&"sync".into(), &"86.4".into()), "{synced}");
    world.advance_to(world.now() + RELEASED);

    let preview = world.as_person(&world.alice, &["claim-stake"]);
    assert!(preview.refusal().contains("there is no terminal"), "{}", preview.stderr);
    assert!(preview.stderr.contains("position            0: "), "{}", preview.stderr);
    let before = world.balance(&alice);
    let claimed = world.alice_does(&["claim-stake"]);
    assert_eq!(claimed["action"], "claim", "{claimed}");
    assert_eq!(claimed["positions"].as_array().unwrap().len(), 8);
    assert_eq!(claimed["signatures"].as_array().unwrap().len(), 2, "more than fit one transaction");
    let received = world.balance(&alice) - before;
    assert_eq!(claimed["total"], twist_text(received));
    assert!((864 * TWIST / 10 - 8..=864 * TWIST / 10).contains(&received), "{received}");

    assert_eq!(world.alice_does(&["claim-stake"])["action"], "none");
    assert_eq!(world.balance(&alice), before + received, "once");
}

#[test]
fn compounded_rewards_are_staked_under_the_lock_as_it_stands() {
    let mut world = World::new();
    let alice = world.alice.wallet();
    world.alice_does(&["stake", "10", "--lock", "90d"]);
    world.give(&staking::global_pool(), 4 * TWIST);
    world.alice_does(&["claim-stake"]);
    world.advance_to(world.now() + RELEASED);

    let (before, position) = (world.balance(&alice), world.position(0).unwrap());
    let compounded = world.alice_does(&["claim-stake", "--position", "0", "--compound"]);
    assert_eq!((&compounded["action"], &compounded["total"]), (&"compound".into(), &"3.999999999".into()));
    let grown = world.position(0).unwrap();
    assert_eq!(grown.amount, 13_999_999_999);
    assert_eq!(grown.locked_until, position.locked_until);
    assert_eq!(world.balance(&alice), before, "nothing was paid out");
}

#[test]
fn a_withdrawal_takes_the_rewards_along() {
    let mut world = World::new();
    let alice = world.alice.wallet();
    world.alice_does(&["stake", "10", "--lock", "30d"]);
    world.give(&staking::global_pool(), TWIST);
    world.alice_does(&["claim-stake"]);
    world.advance_to(world.position(0).unwrap().locked_until);
    let asked = world.alice_does(&["unstake", "0"]);
    world.advance_to(asked["withdrawable_at"].as_i64().unwrap());

    let before = world.balance(&alice);
    let withdrawn = world.alice_does(&["unstake", "0"]);
    assert_eq!((&withdrawn["returned"], &withdrawn["closed"]), (&"10".into(), &true.into()), "{withdrawn}");
    let received = world.balance(&alice) - before;
    assert_eq!(withdrawn["rewards"], twist_text(received - 10 * TWIST));
    assert!(received >= 11 * TWIST - 1, "{received}");
}

/// Base units as the commands' JSON has them.
fn twist_text(units: u64) -> String {
    let text = format!("{}.{:09}", units / TWIST, units % TWIST);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
