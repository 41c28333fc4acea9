use twist_client::{
    programs::twist_token::{constants::PAUSE_EMIT, error::TwistTokenError},
    token,
};
use twist_tests::World;

#[test]
fn the_guardian_stops_emission() {
    let mut world = World::with_token();
    world.run(token::pause(&world.guardian(), PAUSE_EMIT));
    assert_eq!(world.token_config().paused, PAUSE_EMIT);
    world.refuses(token::pause(&world.stranger(), PAUSE_EMIT), TwistTokenError::NotAuthorityOrGuardian);
}
