//! Emission that names the global pool.

use twist_client::{programs::twist_token::types::SplitArg, rewards, staking, token};
use twist_tests::{
    World,
    fixtures::token::{PERIOD, TWIST},
};

use super::stakers::{assert_nobody_signs, join, reward_vault, share, sync};

#[test]
fn the_emissions_split_for_stakers_reaches_those_of_the_global_pool() {
    let pool = staking::global_pool();
    // The addresses are known before there is anything at them.
    let attention = rewards::funding_authority(&rewards::emission_distribution(token::mint().as_array()));
    let parts = [(attention, 7_500), (pool, 2_500)];
    let mut world = World::with_token_from(|args| {
        args.splits = parts.map(|(beneficiary, bps)| SplitArg { beneficiary, bps }).into();
    });
    world.initialize_staking();
    join(&mut world, &pool);

    // 40 periods, then 48 more while the first 40 stream: of 10 TWIST each, of which a quarter is the stakers'.
    world.advance(40 * PERIOD);
    for arrives in [100 * TWIST, 120 * TWIST] {
        world.emit();
        let withdraw = token::withdraw_split(&pool, None);
        assert_nobody_signs(&withdraw);
        world.run(withdraw);
        assert_eq!(reward_vault(&world, &pool), arrives);
        sync(&mut world, &pool, arrives, 0);
        share(&mut world, &pool, arrives);
        assert_eq!(reward_vault(&world, &pool), 0);
    }
    assert_eq!(world.twist(&token::split_authority(&attention)), 660 * TWIST);
}
