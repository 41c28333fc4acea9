use twist_client::staking;
use twist_tests::{
    World,
    fixtures::{
        pools::stream,
        staking::{DAY, QUARTER, WINDOW, YEAR},
        token::TWIST,
    },
};

#[test]
fn a_crank_every_slot_loses_nothing() {
    // Seven base units a day, in thirds: whoever rounds at every call pays nobody anything.
    let pools = [1, 96].map(|steps: u32| {
        let mut world = World::with_staking();
        let pool = world.create_pool("influencer", 0);
        world.stake(&pool, "staker", 0, QUARTER, TWIST * 8 / 10);
        world.stake(&pool, "other", 0, YEAR, TWIST);
        world.reward(&pool, 7);
        for _ in 0..2 * steps {
            world.advance(WINDOW / i64::from(steps));
            world.sync_pool(&pool);
        }
        assert_eq!((world.pending(&pool, "staker", 0), world.pending(&pool, "other", 0)), (2, 4));
        let state = world.pool(&pool);
        (state.reward_per_weight, state.carried, stream(&state), state.accounted)
    });
    assert_eq!(pools[0], pools[1], "any schedule is the same schedule");
}

#[test]
fn donations_of_one_unit_bend_no_window() {
    let (mut world, pool) = World::with_stream();
    for hour in 1..24 {
        world.advance(3_600);
        world.reward(&pool, 1);
        // Still the same window, as far, as fast, with as much in it.
        assert_eq!(stream(&world.pool(&pool)), (hour * 3_600, 9 * TWIST, hour));
        assert_eq!(world.pending(&pool, "staker", 0), 9 * TWIST * hour / 24);
    }
    world.advance(3_600);
    assert_eq!(world.pending(&pool, "staker", 0), 9 * TWIST);
    world.sync_pool(&pool);
    assert_eq!(stream(&world.pool(&pool)), (0, 23, 0));
}

#[test]
fn a_donation_of_one_unit_neither_starts_a_window_nor_puts_one_off() {
    let (mut world, pool) = World::with_pool();
    world.advance(WINDOW / 2);
    world.reward(&pool, 1);
    world.advance(WINDOW / 4);
    world.reward(&pool, 10 * TWIST - 1);
    world.advance(WINDOW / 4 - 1);
    world.reward(&pool, 1);
    assert_eq!(stream(&world.pool(&pool)), (86_399, 0, 9 * TWIST + 2));
    world.advance(1);
    world.sync_pool(&pool);
    assert_eq!(stream(&world.pool(&pool)), (0, 9 * TWIST + 2, 0));
}

#[test]
fn nobody_captures_a_stream_by_donating_to_it_and_staking() {
    let (mut world, pool) = World::with_stream();
    world.advance(WINDOW / 2);
    world.reward(&pool, 1);
    world.stake(&pool, "late", 0, YEAR, TWIST);
    world.sync_pool(&pool);
    assert_eq!((world.pending(&pool, "staker", 0), world.pending(&pool, "late", 0)), (9 * TWIST / 2, 0));
    world.advance(WINDOW / 2);
    assert_eq!(world.pending(&pool, "staker", 0), 27 * TWIST / 4);
    assert_eq!(world.pending(&pool, "late", 0), 9 * TWIST / 4);
}

#[test]
fn a_stream_stands_still_below_one_twist_of_weight_and_goes_on_above() {
    let (mut world, pool) = (World::with_staking(), staking::global_pool());
    let pending = |world: &World, owner| world.pending(&pool, owner, 0);
    // Two units of weight are missing.
    assert_eq!(world.stake(&pool, "most", 0, QUARTER, 799_999_999).weight, 999_999_998);
    world.reward(&pool, 4 * TWIST);
    world.advance(5 * DAY);
    world.stake(&pool, "one", 0, QUARTER, 1);
    world.advance(5 * DAY);
    world.sync_pool(&pool);
    let state = world.pool(&pool);
    assert_eq!((state.stream.updated_at, stream(&state)), (world.time(), (0, 0, 4 * TWIST)));
    assert_eq!((pending(&world, "most"), pending(&world, "one")), (0, 0));

    world.stake(&pool, "another", 0, QUARTER, 1);
    assert_eq!(world.pool(&pool).total_weight, TWIST);
    world.advance(WINDOW + WINDOW / 2);
    let half = [999_999_998, 1, 1].map(|weight| 2 * weight);
    assert_eq!(["most", "one", "another"].map(|owner| pending(&world, owner)), half);

    world.leave(&pool, "another");
    world.advance(5 * DAY);
    world.sync_pool(&pool);
    assert_eq!(stream(&world.pool(&pool)), (43_200, 4 * TWIST, 0), "where it stopped");
    assert_eq!(["most", "one", "another"].map(|owner| pending(&world, owner)), half);

    world.stake(&pool, "third", 0, QUARTER, 1);
    world.advance(WINDOW / 2);
    assert_eq!((pending(&world, "most"), pending(&world, "one")), (4 * 999_999_998, 4));
    assert_eq!((pending(&world, "another"), pending(&world, "third")), (2, 2));
}

#[test]
fn what_an_empty_pool_was_given_weeks_ago_streams_when_somebody_stakes() {
    let mut world = World::with_staking();
    let pool = world.create_pool("influencer", 0);
    world.reward(&pool, 3 * TWIST);
    world.advance(20 * DAY);
    world.sync_pool(&pool);
    world.advance(20 * DAY);
    world.donate(&pool, TWIST);
    world.advance(20 * DAY);
    world.stake(&pool, "first", 0, YEAR, TWIST);
    assert_eq!(stream(&world.pool(&pool)), (0, 0, 3 * TWIST), "no time passed for an empty pool");
    world.sync_pool(&pool);
    assert_eq!((stream(&world.pool(&pool)), world.pending(&pool, "first", 0)), ((0, 0, 4 * TWIST), 0));
    world.advance(WINDOW);
    world.stake(&pool, "second", 0, YEAR, TWIST);
    world.advance(WINDOW / 2);
    assert_eq!(world.pending(&pool, "first", 0), TWIST);
    assert_eq!(world.pending(&pool, "second", 0), TWIST);
}

#[test]
fn a_clock_that_steps_back_streams_nothing_twice() {
    let (mut world, pool) = World::with_stream();
    world.advance(WINDOW / 2);
    world.sync_pool(&pool);
    let (reached, before) = (world.time(), world.pool(&pool));
    for time in [reached - WINDOW, reached] {
        world.set_time(time);
        world.sync_pool(&pool);
        let state = world.pool(&pool);
        assert_eq!((state.stream.updated_at, stream(&state)), (reached, stream(&before)));
        assert_eq!(state.reward_per_weight, before.reward_per_weight);
    }
    world.advance(WINDOW / 2);
    assert_eq!(world.pending(&pool, "staker", 0), 9 * TWIST);
}
