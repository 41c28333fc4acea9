use anchor_lang::error::ErrorCode;
use twist_client::{
    programs::twist_staking::{
        error::TwistStakingError as Error,
        events::{PoolRetired, PoolSynced},
    },
    staking, token,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::{
        pools::stream,
        staking::{DAY, MONTH, QUARTER, WINDOW, YEAR},
        token::TWIST,
    },
};

#[test]
fn nothing_is_staked_any_more() {
    let mut world = World::with_staking();
    let pool = world.create_pool("influencer", 0);
    for (nonce, terms) in (0..).zip([YEAR, MONTH]) {
        world.stake(&pool, "staker", nonce, terms, TWIST);
    }
    world.reward(&pool, TWIST);
    world.advance(30 * DAY);
    world.run(staking::request_unstake(&world.position(&pool, "staker", 1)));
    let event: PoolRetired = world.run(staking::retire_pool(&world.pool(&pool))).event();
    assert_eq!((event.header.seq, event.pool), (6, pool));
    let state = world.pool(&pool);
    assert_eq!((state.retired, state.positions, state.total_staked), (1, 2, TWIST));

    world.give_twist(&world.actor("staker"), TWIST);
    let [staked, asked_back] = [0, 1].map(|nonce| world.position(&pool, "staker", nonce));
    for refused in [
        world.staking_of(&pool, "staker", 2, MONTH, TWIST),
        staking::add_stake(&state, &staked, TWIST),
        staking::extend_lock(&staked, YEAR),
        staking::compound(&state, &staked),
        staking::cancel_unstake(&asked_back),
    ] {
        world.refuses(refused, Error::PoolRetired);
    }
}

#[test]
fn a_pool_is_retired_once() {
    let (mut world, pool) = World::with_pool();
    world.retire(&pool);
    world.refuses(staking::retire_pool(&world.pool(&pool)), Error::PoolRetired);
}

#[test]
fn who_stakes_goes_on_earning_all_but_the_commission() {
    let (mut world, pool) = World::with_stream();
    world.advance(WINDOW / 2);
    world.reward(&pool, 10 * TWIST);
    world.retire(&pool);
    assert_eq!(
        (stream(&world.pool(&pool)), world.pool(&pool).owner_due),
        ((43_200, 9 * TWIST, 9 * TWIST), 2 * TWIST)
    );
    assert_eq!(world.collect_commission(&pool), 2 * TWIST);
    world.stream_out();
    world.owes_the_owner_nothing(&pool);
    assert_eq!(world.collect(&pool, "staker"), 18 * TWIST);

    let event: PoolSynced = world.reward(&pool, 10 * TWIST).event();
    assert_eq!((event.surplus, event.commission, event.queued), (10 * TWIST, TWIST, 9 * TWIST));
    assert_eq!(world.collect_commission(&pool), TWIST);
    world.stream_out();
    world.owes_the_owner_nothing(&pool);
    assert_eq!(world.collect(&pool, "staker"), 9 * TWIST);
    assert_eq!((world.pool(&pool).accounted, world.twist(&pool)), (0, 0));
}

#[test]
fn whoever_is_left_gets_it_all_however_little_is_staked() {
    let mut world = World::with_staking();
    let pool = world.create_pool("influencer", 0);
    world.open_ata(&world.actor("influencer"), &token::mint());
    assert_eq!(world.stake(&pool, "staker", 0, QUARTER, TWIST * 4 / 10).weight, TWIST / 2);
    world.reward(&pool, 4 * TWIST);
    world.advance(10 * DAY);
    world.retire(&pool);
    // Up to now the stream stood still.
    assert_eq!(stream(&world.pool(&pool)), (0, 0, 4 * TWIST));
    assert_eq!(world.pending(&pool, "staker", 0), 0);
    world.advance(WINDOW + WINDOW / 2);
    assert_eq!(world.collect(&pool, "staker"), 2 * TWIST);
    world.owes_the_owner_nothing(&pool);
    world.advance(WINDOW / 2);
    assert_eq!(world.collect(&pool, "staker"), 2 * TWIST);
}

#[test]
fn only_the_owner_retires_its_pool() {
    let (mut world, pool) = World::with_pool();
    let rival = world.create_pool("rival", 0);
    let (influencer, instruction) = (world.actor("influencer"), staking::retire_pool(&world.pool(&pool)));
    for who in [world.actor("rival"), world.authority(), world.guardian(), world.stranger()] {
        world.refuses(instruction.clone().with(&influencer, &who), Error::NotPoolOwner);
    }
    world.refuses(instruction.clone().with(&pool, &rival), Error::NotPoolOwner);
    world.needs_every_signature(&instruction);
    world.needs_its_kind_of_staking_account(&pool, &instruction);
}

#[test]
fn nobody_retires_the_global_pool() {
    let mut world = World::with_staking();
    let config = staking::config();
    let instruction = staking::retire_pool(&world.pool(&staking::global_pool()));
    world.refuses(instruction.clone().unsigned(&config), ErrorCode::AccountNotSigner);
    for who in [world.authority(), world.actor("upgrader"), world.stranger()] {
        world.refuses(instruction.clone().with(&config, &who), Error::NotPoolOwner);
    }
}
