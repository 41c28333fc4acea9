use twist_client::{
    programs::twist_staking::{
        constants::PAUSE_DEPOSITS, error::TwistStakingError as Error, events::PauseChanged,
    },
    staking, token,
};
use twist_tests::{
    Events, World,
    fixtures::{
        staking::{COOLDOWN, DAY, MONTH, YEAR, tiers},
        token::TWIST,
    },
};

#[test]
fn the_guardian_and_the_authority_stop_deposits() {
    for stopper in [World::guardian, World::authority] {
        let mut world = World::with_staking();
        let by = stopper(&world);
        let event: PauseChanged = world.run(staking::pause(&by, PAUSE_DEPOSITS)).event();
        assert_eq!((event.header.seq, event.by, event.paused), (2, by, PAUSE_DEPOSITS));
        assert_eq!(world.staking_config().paused, PAUSE_DEPOSITS);
    }
}

#[test]
fn stakes_of_every_kind_are_refused_in_every_pool() {
    let mut world = World::with_staking();
    let pools = [staking::global_pool(), world.create_pool("influencer", 0)];
    for pool in &pools {
        world.stake(pool, "staker", 0, MONTH, TWIST);
        world.reward(pool, TWIST);
    }
    world.stream_out();
    world.give_twist(&world.actor("staker"), 2 * TWIST);
    world.run(staking::pause(&world.guardian(), PAUSE_DEPOSITS));
    for pool in &pools {
        let (state, position) = (world.pool(pool), world.position(pool, "staker", 0));
        let stake = world.staking_of(pool, "staker", 1, MONTH, TWIST);
        let add = staking::add_stake(&state, &position, TWIST);
        let compound = staking::compound(&state, &position);
        for deposit in [&stake, &add, &compound] {
            world.refuses(deposit.clone(), Error::DepositsPaused);
        }
    }
    world.run(staking::unpause(&world.authority(), PAUSE_DEPOSITS));
    for pool in &pools {
        let (state, position) = (world.pool(pool), world.position(pool, "staker", 0));
        world.run(world.staking_of(pool, "staker", 1, MONTH, TWIST / 2));
        world.run(staking::add_stake(&state, &position, TWIST / 2));
        world.run(staking::compound(&state, &position));
    }
}

#[test]
fn a_pause_reaches_nothing_but_deposits() {
    let mut world = World::with_staking();
    let (influencer, pool) = (world.actor("influencer"), world.create_pool("influencer", 1_000));
    for (nonce, terms) in (0..).zip([MONTH, YEAR, YEAR]) {
        world.stake(&pool, "staker", nonce, terms, TWIST);
    }
    world.open_ata(&influencer, &token::mint());
    world.donate(&pool, TWIST);
    world.run(staking::pause(&world.guardian(), PAUSE_DEPOSITS));

    let at = |world: &World, nonce| world.position(&pool, "staker", nonce);
    let state = world.pool(&pool);
    world.sync_pool(&pool);
    world.run(staking::update_pool(&state, 2_000));
    world.run(staking::claim_commission(&state, None));
    world.stream_out();
    world.run(staking::claim(&state, &at(&world, 0), None));
    world.run(staking::exit_early(&state, &at(&world, 1), None));
    world.advance(30 * DAY);
    world.run(staking::apply_pool_update(&state));
    world.run(staking::expire_lock(&at(&world, 0)));
    world.run(staking::extend_lock(&at(&world, 2), YEAR));
    world.run(staking::request_unstake(&at(&world, 0)));
    world.run(staking::cancel_unstake(&at(&world, 0)));
    world.run(staking::request_unstake(&at(&world, 0)));
    world.advance(COOLDOWN);
    world.run(staking::withdraw(&state, &at(&world, 0), None));
    world.run(staking::claim(&state, &at(&world, 1), None));
    world.run(staking::close_position(&at(&world, 1)));
    world.run(staking::retire_pool(&state));
    world.create_pool("another influencer", 0);
    world.run(staking::set_tiers(&world.authority(), tiers()));
}

#[test]
fn bits_that_change_nothing_are_refused() {
    let mut world = World::with_staking();
    let guardian = world.guardian();
    for bits in [0, 2, PAUSE_DEPOSITS | 2, 128, u8::MAX] {
        world.refuses(staking::pause(&guardian, bits), Error::InvalidPauseBits);
    }
    world.run(staking::pause(&guardian, PAUSE_DEPOSITS));
    world.refuses(staking::pause(&guardian, PAUSE_DEPOSITS), Error::InvalidPauseBits);
}

#[test]
fn a_stranger_stops_nothing() {
    let mut world = World::with_staking();
    for who in [world.actor("upgrader"), world.stranger()] {
        world.refuses(staking::pause(&who, PAUSE_DEPOSITS), Error::NotAuthorityOrGuardian);
    }
    let instruction = staking::pause(&world.guardian(), PAUSE_DEPOSITS);
    world.needs_every_signature(&instruction);
    world.needs_the_staking_config(&instruction);
}
