//! `twist pool`, and staking in a pool that is not the global one.

use twist_client::{staking, token};

use crate::world::{TWIST, World};

#[test]
fn an_influencers_pool_is_created_shown_and_staked_in() {
    let world = World::new();
    let (bob, mint) = (world.bob.wallet(), token::mint());
    let (wallet, address) = (bob.to_string(), staking::pool(&bob, &mint));

    let refused = world.as_person(&world.alice, &["stake", "1", "--lock", "30d", "--yes", "--pool", &wallet]);
    assert!(refused.refusal().contains("owns none that pays TWIST"), "{}", refused.stderr);
    let shown = world.as_person(&world.bob, &["pool", "create", "--commission", "10%"]);
    assert!(shown.refusal().contains("there is no terminal"), "{}", shown.stderr);
    assert!(shown.stderr.contains("10 % of the rewards are yours"), "{}", shown.stderr);
    let list = world.twist(&["positions", "--owner", &wallet, "--pool", &wallet]);
    assert!(list.refusal().contains("owns none"), "nothing was created: {}", list.stderr);

    let create = ["pool", "create", "--commission", "10%", "--yes", "--json"];
    let created = world.as_person(&world.bob, &create).json();
    assert_eq!((&created["pool"], &created["owner"]), (&address.to_string().into(), &wallet.clone().into()));
    assert_eq!(world.pool(&address).commission_bps, 1_000);
    assert!(
        world.as_person(&world.bob, &create).refusal().contains("has a pool that pays in this mint already")
    );

    let staked = world.alice_does(&["stake", "50", "--lock", "90d", "--pool", &wallet]);
    assert_eq!(staked["pool"], address.to_string());
    assert_eq!(world.pool(&address).total_staked, 50 * TWIST);

    for name in [&wallet, &address.to_string()] {
        let pool = world.twist(&["pool", "show", name, "--json"]).json();
        assert_eq!((&pool["pool"], &pool["global"]), (&address.to_string().into(), &false.into()), "{pool}");
        assert_eq!((&pool["staked"], &pool["weight"]), (&"50".into(), &"62.5".into()));
        assert_eq!((&pool["positions"], &pool["commission_bps"]), (&1.into(), &1_000.into()));
        assert_eq!(pool["tiers"].as_array().unwrap().len(), 2);
    }
    let text = world.twist(&["pool", "show", &wallet]).stdout;
    for part in ["50 TWIST", "10 % of the rewards", "per day", "tier 2: 90 days locked, weight 1.25x"] {
        assert!(text.contains(part), "{part} in {text}");
    }

    let global = world.pool(&staking::global_pool()).reward_vault;
    let left = world.alice_does(&["unstake", "0", "--early", "--pool", &wallet]);
    assert_eq!((&left["returned"], &left["penalty"]), (&"45".into(), &"5".into()));
    let pool = world.twist(&["pool", "show", "--json"]).json();
    assert_eq!(pool["unaccounted"], "5", "the penalty is in {global}, for the stakers of the global pool");
}

#[test]
fn a_higher_commission_is_seen_coming_before_anything_is_staked() {
    let mut world = World::new();
    let address = staking::pool(&world.bob.wallet(), &token::mint());
    world.as_person(&world.bob, &["pool", "create", "--commission", "10%", "--yes"]);
    let raise = staking::update_pool(&world.pool(&address), 2_000);
    let bob = world.bob.key.insecure_clone();
    world.run_signed(vec![raise], &bob);

    let pool = world.twist(&["pool", "show", &address.to_string(), "--json"]).json();
    assert_eq!((&pool["commission_bps"], &pool["owner_due"]), (&1_000.into(), &"0".into()));
    let pending = &pool["pending_commission"];
    assert_eq!(pending["commission_bps"], 2_000, "{pool}");
    assert_eq!(pending["from"], world.pool(&address).pending_commission_at);
    let stake = ["stake", "1", "--lock", "30d", "--pool", &address.to_string()];
    let shown = world.as_person(&world.alice, &stake).stderr;
    assert!(
        shown.contains("10 % of the rewards go to the pool's owner, 20 % can be put into force"),
        "{shown}"
    );
}

#[test]
fn a_pool_that_takes_no_stakes_says_so_before_it_asks() {
    let mut world = World::new();
    let wallet = world.bob.wallet();
    let address = staking::pool(&wallet, &token::mint());
    world.as_person(&world.bob, &["pool", "create", "--commission", "0%", "--yes"]);
    let retire = staking::retire_pool(&world.pool(&address));
    let bob = world.bob.key.insecure_clone();
    world.run_signed(vec![retire], &bob);
    let stake = ["stake", "1", "--lock", "30d", "--pool", &address.to_string()];
    assert!(world.alice_is_refused(&stake).contains("is retired and takes no more stakes"));
    let shown = world.twist(&["pool", "show", &address.to_string(), "--json"]).json();
    assert_eq!(shown["retired"], true);

    world.run(staking::pause(&world.authority(), 1));
    assert!(world.alice_is_refused(&["stake", "1", "--lock", "30d"]).contains("deposits are paused"));
    let shown = world.twist(&["pool", "show"]).stdout;
    assert!(shown.contains("not now: deposits are paused"), "{shown}");
}
