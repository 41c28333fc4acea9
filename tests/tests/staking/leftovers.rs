use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_staking::{error::TwistStakingError as Error, events::PoolSynced},
    staking, token,
};
use twist_tests::{
    Events, World,
    fixtures::{
        pools::stream,
        staking::{COOLDOWN, DAY, HALF_YEAR, MONTH, QUARTER, WINDOW, YEAR},
        token::TWIST,
    },
};

/// In a pool whose owner takes nothing half of a window of 4 TWIST has been streamed, and 3 TWIST wait for the next one.
fn streaming() -> (World, Pubkey) {
    let (mut world, pool) = World::with_pool_that_takes(0);
    world.reward(&pool, 4 * TWIST);
    world.advance(WINDOW + WINDOW / 2);
    world.reward(&pool, 3 * TWIST);
    (world, pool)
}

#[test]
fn what_nobody_has_earned_is_the_owners_when_nobody_stakes() {
    let (mut world, pool) = streaming();
    world.leave(&pool, "staker");
    world.owes_the_owner_nothing(&pool);
    world.retire(&pool);
    let state = world.pool(&pool);
    // The rest of the window, and what waited for the next one.
    assert_eq!((state.owner_due, state.accounted), (5 * TWIST, 7 * TWIST));
    assert_eq!(stream(&state), (0, 0, 0));
    assert_eq!(world.collect_commission(&pool), 5 * TWIST);
    world.owes_the_owner_nothing(&pool);
    assert_eq!(world.collect(&pool, "staker"), 2 * TWIST);
    assert_eq!((world.pool(&pool).accounted, world.twist(&pool)), (0, 0));
}

#[test]
fn it_becomes_the_owners_when_the_last_one_leaves_and_not_before() {
    let (mut world, pool) = streaming();
    world.stake(&pool, "other", 0, YEAR, TWIST);
    world.retire(&pool);
    world.leave(&pool, "staker");
    world.owes_the_owner_nothing(&pool);
    // "other" has the rest of the window to itself, and half of the next one.
    world.advance(WINDOW);
    world.leave(&pool, "other");
    world.advance(30 * DAY);
    assert_eq!(world.collect_commission(&pool), 3 * TWIST / 2);
    assert_eq!(world.collect(&pool, "other"), 7 * TWIST / 2);
    assert_eq!(world.collect(&pool, "staker"), 2 * TWIST);
    assert_eq!((world.pool(&pool).accounted, world.twist(&pool)), (0, 0));
}

#[test]
fn a_stake_that_was_asked_back_is_paid_back_and_holds_no_leftovers() {
    for retired_first in [true, false] {
        let mut world = World::with_staking();
        let pool = world.create_pool("influencer", 0);
        world.open_ata(&world.actor("influencer"), &token::mint());
        world.stake(&pool, "staker", 0, MONTH, 10 * TWIST);
        world.advance(30 * DAY - WINDOW / 2);
        world.reward(&pool, 22 * TWIST);
        world.advance(WINDOW / 2);
        if retired_first {
            world.retire(&pool);
        }
        // The lock is over, a window of 22 TWIST begins, and half of it passes.
        world.advance(WINDOW / 2);
        world.run(staking::request_unstake(&world.position(&pool, "staker", 0)));
        if !retired_first {
            world.owes_the_owner_nothing(&pool);
            world.retire(&pool);
        }
        assert_eq!((world.pool(&pool).total_weight, world.pool(&pool).unstaking), (0, 10 * TWIST));
        assert_eq!(world.collect_commission(&pool), 11 * TWIST, "{retired_first}");
        let position = world.position(&pool, "staker", 0);
        world.refuses(staking::cancel_unstake(&position), Error::PoolRetired);
        world.advance(COOLDOWN);
        assert_eq!(world.collect(&pool, "staker"), 11 * TWIST);
        world.run(staking::withdraw(&world.pool(&pool), &world.position(&pool, "staker", 0), None));
        assert_eq!(world.twist(&world.actor("staker")), 21 * TWIST);
        assert_eq!((world.pool(&pool).accounted, world.twist(&pool)), (0, 0));
    }
}

#[test]
fn what_comes_in_later_is_the_owners_once_it_is_synced() {
    let (mut world, pool) = streaming();
    world.leave(&pool, "staker");
    world.retire(&pool);
    world.collect_commission(&pool);
    world.donate(&pool, 6 * TWIST);
    world.owes_the_owner_nothing(&pool);
    let event: PoolSynced = world.sync_pool(&pool).event();
    assert_eq!((event.surplus, event.commission, event.queued), (6 * TWIST, 0, 0));
    assert_eq!(world.collect_commission(&pool), 6 * TWIST);
    assert_eq!(world.collect(&pool, "staker"), 2 * TWIST, "what was earned stays earned");
    assert_eq!((world.pool(&pool).accounted, world.twist(&pool)), (0, 0));
}

#[test]
fn a_gift_that_was_never_synced_is_the_owners_too() {
    let (mut world, pool) = streaming();
    world.donate(&pool, TWIST);
    world.leave(&pool, "staker");
    world.retire(&pool);
    assert_eq!(world.collect_commission(&pool), 5 * TWIST);
    world.sync_pool(&pool);
    assert_eq!(world.collect_commission(&pool), TWIST);
}

#[test]
fn a_pool_that_pays_another_mint_ends_alike() {
    let mut world = World::with_staking();
    let (usdc, influencer) = (world.other_mint("usdc"), world.actor("influencer"));
    let pool = world.create_pool_paying("influencer", &usdc, 1_000);
    world.open_ata(&influencer, &usdc);
    world.stake(&pool, "staker", 0, YEAR, TWIST);
    // A weight of 2 * 10^9 divides what is streamed without a rest.
    world.give(&usdc, &pool, 10_000_000_000);
    world.sync_pool(&pool);
    world.advance(WINDOW + WINDOW / 2);
    world.leave(&pool, "staker");
    world.retire(&pool);
    assert_eq!(world.collect_commission(&pool), 5_500_000_000);
    assert_eq!(world.collect(&pool, "staker"), 4_500_000_000);
    assert_eq!((world.balance(&pool, &usdc), world.pool(&pool).accounted), (0, 0));
    assert_eq!(world.twist(&world.actor("staker")), TWIST - TWIST / 10, "the principal less the penalty");
}

#[test]
fn every_unit_that_came_in_goes_out() {
    let mut world = World::with_staking();
    let pool = world.create_pool("influencer", 333);
    world.open_ata(&world.actor("influencer"), &token::mint());
    let stakers =
        [("a", MONTH, 1_234_567_891), ("b", QUARTER, 2_718_281_828), ("c", HALF_YEAR, 3_141_592_653)];
    for (name, terms, amount) in stakers {
        world.stake(&pool, name, 0, terms, amount);
        world.reward(&pool, 1_000_003);
        world.advance(50_021);
    }
    let mut paid = 0;
    for (name, _, _) in stakers {
        world.leave(&pool, name);
        paid += world.collect(&pool, name);
        world.run(staking::close_position(&world.position(&pool, name, 0)));
        world.advance(20_011);
    }
    world.retire(&pool);
    let leftovers = world.collect_commission(&pool);
    assert!(paid > 1_000_000 && leftovers > 100_000, "{paid} {leftovers}");
    assert_eq!(paid + leftovers, 3 * 1_000_003);
    let state = world.pool(&pool);
    assert_eq!((state.accounted, state.owner_due, state.carried), (0, 0, [0; 16]));
    assert_eq!((state.positions, state.total_staked, state.total_weight), (0, 0, 0));
    assert_eq!((world.twist(&pool), world.twist(&state.stake_authority)), (0, 0));
}
