use twist_client::{
    programs::twist_staking::{
        constants::{
            MAX_COOLDOWN_SECONDS, MAX_LOCK_SECONDS, MAX_MULTIPLIER_BPS, MAX_PENALTY_BPS, MIN_LOCK_SECONDS,
        },
        error::TwistStakingError as Error,
        events::TiersSet,
        types::TermsArg,
    },
    staking,
};
use twist_tests::{
    Events, World,
    fixtures::{
        staking::{COOLDOWN, DAY, MONTH, PENALTY_BPS, QUARTER, YEAR, malformed_tiers, said, terms},
        token::TWIST,
    },
};

/// What is on offer.
fn offer(world: &World) -> Vec<(i64, i64, u16, u16)> {
    let config = world.staking_config();
    staking::offered(&config).iter().map(|terms| said(&(*terms).into())).collect()
}

#[test]
fn another_offer_replaces_the_one_before() {
    let mut world = World::with_staking();
    assert_eq!(offer(&world).len(), 4);
    let event: TiersSet = world.run(staking::set_tiers(&world.authority(), vec![QUARTER])).event();
    assert_eq!(event.header.seq, 2);
    let quarter = (90 * DAY, COOLDOWN, 12_500, PENALTY_BPS);
    assert_eq!(event.tiers.iter().map(said).collect::<Vec<_>>(), [quarter]);
    assert_eq!(offer(&world), [quarter]);
    let config = world.staking_config();
    assert_eq!((config.tier_count, config.event_seq), (1, 2));
    assert!(config.tiers[1..].iter().all(|unused| unused.lock_seconds == 0 && unused.multiplier_bps == 0));
}

#[test]
fn only_what_is_on_offer_now_can_be_had() {
    let (mut world, pool) = (World::with_staking(), staking::global_pool());
    world.run(staking::set_tiers(&world.authority(), vec![QUARTER, terms(200, 10_000)]));
    world.give_twist(&world.actor("staker"), TWIST);
    let unused = TermsArg { lock_seconds: 0, cooldown_seconds: 0, multiplier_bps: 0, penalty_bps: 0 };
    for gone in [MONTH, YEAR, TermsArg { penalty_bps: 0, ..QUARTER }, unused] {
        world.refuses(world.staking_of(&pool, "staker", 0, gone, TWIST), Error::TierNotListed);
    }
    world.run(world.staking_of(&pool, "staker", 0, QUARTER, TWIST));
}

#[test]
fn positions_keep_the_terms_that_they_have() {
    let (mut world, pool) = (World::with_staking(), staking::global_pool());
    let before = world.stake(&pool, "staker", 0, YEAR, TWIST);
    let harsher = TermsArg { cooldown_seconds: MAX_COOLDOWN_SECONDS, penalty_bps: MAX_PENALTY_BPS, ..MONTH };
    world.run(staking::set_tiers(&world.authority(), vec![harsher]));
    let after = world.position(&pool, "staker", 0);
    assert_eq!(said(&after.terms.into()), said(&YEAR));
    assert_eq!((after.weight, after.locked_until), (before.weight, before.locked_until));

    let state = world.pool(&pool);
    world.give_twist(&world.actor("staker"), TWIST);
    world.refuses(staking::add_stake(&state, &after, TWIST), Error::TierNotListed);
    world.refuses(staking::extend_lock(&after, YEAR), Error::TierNotListed);
    let balance = world.twist(&world.actor("staker"));
    world.run(staking::exit_early(&state, &after, None));
    let penalty = TWIST * u64::from(PENALTY_BPS) / 10_000;
    assert_eq!(world.twist(&world.actor("staker")), balance + TWIST - penalty);
}

#[test]
fn the_offer_may_go_to_the_programs_limits() {
    let mut world = World::with_staking();
    let mildest = TermsArg {
        lock_seconds: MIN_LOCK_SECONDS,
        cooldown_seconds: 0,
        multiplier_bps: 10_000,
        penalty_bps: 0,
    };
    let harshest = TermsArg {
        lock_seconds: MAX_LOCK_SECONDS,
        cooldown_seconds: MAX_COOLDOWN_SECONDS,
        multiplier_bps: MAX_MULTIPLIER_BPS,
        penalty_bps: MAX_PENALTY_BPS,
    };
    let mut eight: Vec<_> = (2..8).map(|days| terms(days, 10_000)).collect();
    eight.insert(0, mildest);
    eight.push(harshest);
    let expected: Vec<_> = eight.iter().map(said).collect();
    world.run(staking::set_tiers(&world.authority(), eight));
    assert_eq!(offer(&world), expected);
}

#[test]
fn nothing_past_the_limits_is_offered() {
    let mut world = World::with_staking();
    let before = offer(&world);
    for tiers in malformed_tiers() {
        world.refuses(staking::set_tiers(&world.authority(), tiers), Error::InvalidTiers);
    }
    assert_eq!(offer(&world), before);
}

#[test]
fn only_the_authority_makes_offers() {
    let mut world = World::with_staking();
    for who in [world.guardian(), world.actor("upgrader"), world.stranger()] {
        world.refuses(staking::set_tiers(&who, vec![MONTH]), Error::NotAuthority);
    }
    let instruction = staking::set_tiers(&world.authority(), vec![MONTH]);
    world.needs_every_signature(&instruction);
    world.needs_the_staking_config(&instruction);
}
