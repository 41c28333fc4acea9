use anchor_lang::error::ErrorCode;
use spl_token_interface::error::TokenError as SplTokenError;
use twist_client::{
    programs::twist_staking::{error::TwistStakingError as Error, events::PoolSynced},
    staking, token,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::{
        pools::stream,
        staking::{WINDOW, YEAR},
        token::TWIST,
    },
};

#[test]
fn what_came_in_is_divided_and_streams_in_the_next_window() {
    let (mut world, pool) = World::with_pool();
    world.advance(WINDOW / 4);
    world.donate(&pool, 10 * TWIST);
    let event: PoolSynced = world.sync_pool(&pool).event();
    assert_eq!((event.header.seq, event.pool, event.surplus), (3, pool, 10 * TWIST));
    assert_eq!((event.commission, event.queued), (TWIST, 9 * TWIST));
    let state = world.pool(&pool);
    assert_eq!((state.accounted, state.owner_due), (10 * TWIST, TWIST));
    assert_eq!((state.stream.updated_at, stream(&state)), (world.time(), (21_600, 0, 9 * TWIST)));

    for (seconds, due) in [
        (WINDOW * 3 / 4, 0),
        (WINDOW / 2, 9 * TWIST / 2),
        (WINDOW / 4, 27 * TWIST / 4),
        (WINDOW / 4, 9 * TWIST),
        (7 * WINDOW, 9 * TWIST),
    ] {
        world.advance(seconds);
        assert_eq!(world.pending(&pool, "staker", 0), due);
    }
    assert_eq!(world.collect(&pool, "staker"), 9 * TWIST);
}

#[test]
fn with_nothing_new_it_only_lets_time_pass() {
    let (mut world, pool) = World::with_stream();
    world.advance(WINDOW / 2);
    let event: PoolSynced = world.sync_pool(&pool).event();
    assert_eq!((event.surplus, event.commission, event.queued), (0, 0, 0));
    let state = world.pool(&pool);
    assert_eq!((state.accounted, state.owner_due), (10 * TWIST, TWIST));
    assert_eq!((state.stream.updated_at, stream(&state)), (world.time(), (43_200, 9 * TWIST, 0)));
    let again: PoolSynced = world.sync_pool(&pool).event();
    assert_eq!((again.header.seq, again.surplus), (event.header.seq + 1, 0));
}

#[test]
fn what_waits_together_streams_together() {
    let (mut world, pool) = World::with_stream();
    for (amount, queued) in [(10 * TWIST, 9 * TWIST), (20 * TWIST, 27 * TWIST)] {
        world.advance(WINDOW / 4);
        let event: PoolSynced = world.reward(&pool, amount).event();
        assert_eq!((event.surplus, event.queued), (amount, queued));
    }
    world.advance(WINDOW / 2);
    world.sync_pool(&pool);
    assert_eq!(stream(&world.pool(&pool)), (0, 27 * TWIST, 0));
    world.advance(WINDOW / 2);
    assert_eq!(world.pending(&pool, "staker", 0), 9 * TWIST + 27 * TWIST / 2);
}

#[test]
fn the_owners_commission_is_rounded_down() {
    let (mut world, pool) = World::with_pool();
    let event: PoolSynced = world.reward(&pool, 19).event();
    assert_eq!((event.surplus, event.commission, event.queued), (19, 1, 18));
    let event: PoolSynced = world.reward(&pool, 9).event();
    assert_eq!((event.surplus, event.commission, event.queued), (9, 0, 27));
}

#[test]
fn a_pool_earns_its_reward_mint_and_nothing_else() {
    let mut world = World::with_staking();
    let usdc = world.other_mint("usdc");
    let pool = world.create_pool_paying("influencer", &usdc, 1_000);
    world.stake(&pool, "staker", 0, YEAR, TWIST);
    world.donate(&pool, TWIST);
    world.give_twist(&staking::stake_authority(&pool), TWIST);
    let event: PoolSynced = world.sync_pool(&pool).event();
    assert_eq!(event.surplus, 0);
    world.give(&usdc, &pool, 20_000_000);
    let event: PoolSynced = world.sync_pool(&pool).event();
    assert_eq!((event.surplus, event.commission, event.queued), (20_000_000, 2_000_000, 18_000_000));
    world.stream_out();
    // 18 USDC over a weight of 2 * 10^9 is no binary fraction: a part of a unit stays carried.
    assert_eq!(world.collect(&pool, "staker"), 17_999_999);
    assert_eq!(world.pool(&pool).accounted, 2_000_001);
}

#[test]
fn a_frozen_reward_vault_stops_payments_only_until_it_is_thawed() {
    let mut world = World::with_staking();
    let usdc = world.other_mint("usdc");
    let pool = world.create_pool_paying("influencer", &usdc, 0);
    world.stake(&pool, "staker", 0, YEAR, TWIST);
    world.give(&usdc, &pool, 2_000_000_000);
    let state = world.pool(&pool);
    world.freeze(&state.reward_vault, &usdc);
    world.sync_pool(&pool);
    world.stream_out();
    let position = world.position(&pool, "staker", 0);
    world.open_ata(&position.owner, &usdc);
    world.refuses(staking::claim(&state, &position, None), SplTokenError::AccountFrozen);
    world.leave(&pool, "staker");
    world.thaw(&state.reward_vault, &usdc);
    assert_eq!(world.collect(&pool, "staker"), 2_000_000_000);
}

#[test]
fn anyone_turns_the_crank() {
    let (mut world, pool) = World::with_pool();
    for pool in [pool, staking::global_pool()] {
        let instruction = staking::sync(&world.pool(&pool));
        assert!(instruction.accounts.iter().all(|account| !account.is_signer));
        world.run(instruction);
    }
}

#[test]
fn pool_and_vault_belong_together() {
    let (mut world, pool) = World::with_pool();
    let (rival, state) = (world.create_pool("rival", 0), world.pool(&pool));
    let instruction = staking::sync(&state);
    let rich = world.give_twist(&world.stranger(), TWIST);
    for other in [rich, state.stake_vault, staking::reward_vault(&rival, &token::mint())] {
        world.refuses(instruction.clone().with(&state.reward_vault, &other), Error::WrongAccount);
    }
    world.refuses(instruction.clone().with(&pool, &rival), Error::WrongAccount);
    world
        .refuses(instruction.clone().with(&state.reward_vault, &pool), ErrorCode::AccountOwnedByWrongProgram);
    world.needs_its_kind_of_staking_account(&pool, &instruction);
}
