//! What a fan pays for leaving early.

use twist_client::{programs::twist_staking::events::ExitedEarly, staking, token};
use twist_tests::{
    Events, World,
    fixtures::{
        staking::{PENALTY_BPS, YEAR},
        token::TWIST,
    },
};

use super::stakers::{STAKERS, join, reward_vault, share, sync};

#[test]
fn the_penalty_of_an_influencers_pool_is_shared_by_those_of_the_global_one() {
    let mut world = World::with_staking();
    let (global, left) = (staking::global_pool(), world.create_pool("influencer", 5_000));
    join(&mut world, &global);
    // A fan who will leave, and one who stays.
    let principal = 409_600_u64 * TWIST / 1_000;
    let penalty = principal * u64::from(PENALTY_BPS) / 10_000;
    let leaver = world.stake(&left, "leaver", 0, YEAR, principal);
    world.stake(&left, "loyal fan", 0, YEAR, TWIST);

    let supply = world.supply(&token::mint());
    let exit = staking::exit_early(&world.pool(&left), &leaver, None);
    let event: ExitedEarly = world.run(exit).event();
    assert_eq!((event.returned, event.penalty), (principal - penalty, penalty));
    assert_eq!(world.twist(&leaver.owner), principal - penalty);
    assert_eq!((reward_vault(&world, &global), reward_vault(&world, &left)), (penalty, 0));

    sync(&mut world, &global, penalty, 0);
    share(&mut world, &global, penalty);
    assert_eq!(reward_vault(&world, &global), 0);
    // Nothing was burned, and neither who stayed nor the influencer gained.
    assert_eq!(world.supply(&token::mint()), supply);
    assert_eq!(world.pending(&left, "loyal fan", 0), 0);
    assert_eq!(staking::pending_commission(&world.pool(&left), world.time()), 0);
    let staked: u64 = STAKERS.iter().map(|(_, amount, _)| amount).sum();
    assert_eq!(world.pool(&global).total_staked, staked);
}
