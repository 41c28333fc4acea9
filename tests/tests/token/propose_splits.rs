use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_token::{error::TwistTokenError, events::SplitsProposed, types::SplitArg},
    token,
};
use twist_tests::{
    Events, World,
    fixtures::token::{POWER_DELAY, splits},
};

#[test]
fn a_proposal_waits_beside_the_splits_in_force() {
    let mut world = World::with_token();
    let new = splits(&world, &[("grants", 6_000), ("team", 4_000)]);
    let event: SplitsProposed = world.run(token::propose_splits(&world.authority(), new)).event();
    let (grants, earliest) = (world.actor("grants"), World::START + POWER_DELAY);
    assert_eq!(event.beneficiaries, [grants, world.actor("team")]);
    assert_eq!((event.bps, event.earliest), (vec![6_000, 4_000], earliest));

    let config = world.token_config();
    assert_eq!((config.pending_splits.count, config.pending_splits_at), (2, earliest));
    let pending = config.pending_splits.entries[0];
    assert_eq!((pending.beneficiary, pending.bps), (grants, 6_000));
    assert_eq!(pending.vault, token::split_vault(&grants));
    assert_eq!(token::active_splits(&config)[0].beneficiary, world.actor("ecosystem"));
}

#[test]
fn a_later_proposal_replaces_an_earlier_one_and_waits_anew() {
    let mut world = World::with_token();
    let [first, second] = ["first", "second"].map(|name| splits(&world, &[(name, 10_000)]));
    world.run(token::propose_splits(&world.authority(), first));
    world.advance(POWER_DELAY);
    world.run(token::propose_splits(&world.authority(), second));
    let config = world.token_config();
    assert_eq!(config.pending_splits.entries[0].beneficiary, world.actor("second"));
    assert_eq!(config.pending_splits_at, World::START + 2 * POWER_DELAY);
    world.refuses(token::execute_splits(), TwistTokenError::DelayNotOver);
}

#[test]
fn parts_are_positive_distinct_at_most_eight_and_add_up_to_the_whole() {
    let mut world = World::with_token();
    let names = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let equal = |count: usize, bps| names.map(|name| (name, bps)).into_iter().take(count).collect::<Vec<_>>();
    let nobody = vec![SplitArg { beneficiary: Pubkey::default(), bps: 10_000 }];
    let mut nine = equal(8, 1_111);
    nine.push(("9", 10_000 - 8 * 1_111));
    for bad in [
        vec![],
        nobody,
        splits(&world, &[("1", 9_999)]),
        splits(&world, &[("1", 10_001)]),
        splits(&world, &[("1", 10_000), ("2", 0)]),
        splits(&world, &[("1", 5_000), ("1", 5_000)]),
        splits(&world, &nine),
    ] {
        let instruction = token::propose_splits(&world.authority(), bad);
        world.refuses(instruction, TwistTokenError::InvalidSplits);
    }
    let eight = splits(&world, &equal(8, 1_250));
    world.run(token::propose_splits(&world.authority(), eight));
}

#[test]
fn only_the_authority_proposes() {
    let mut world = World::with_token();
    let new = splits(&world, &[("stranger", 10_000)]);
    for who in [world.guardian(), world.stranger()] {
        world.refuses(token::propose_splits(&who, new.clone()), TwistTokenError::NotAuthority);
    }
    let instruction = token::propose_splits(&world.authority(), new);
    world.needs_every_signature(&instruction);
    world.needs_the_token_config(&instruction);
}
