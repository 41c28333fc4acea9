use twist_client::{
    programs::twist_token::{constants::PAUSE_EMIT, error::TwistTokenError, events::SplitsExecuted},
    token,
};
use twist_tests::{
    Events, World,
    fixtures::token::{PERIOD, POWER_DELAY, TWIST, splits},
};

/// Periods that end during the delay.
const PERIODS: u32 = 72;

/// Everything is proposed to go to `"grants"`, and the delay is over in `seconds_left`.
fn proposed(seconds_left: i64) -> World {
    let mut world = World::with_token();
    let new = splits(&world, &[("grants", 10_000)]);
    world.run(token::propose_splits(&world.authority(), new));
    world.open_split_vaults(&[world.actor("grants")]);
    world.advance(POWER_DELAY - seconds_left);
    world
}

#[test]
fn anyone_puts_them_into_force_after_the_delay() {
    let mut world = proposed(1);
    world.emit();
    world.refuses(token::execute_splits(), TwistTokenError::DelayNotOver);
    world.advance(1);
    world.emit();
    let event: SplitsExecuted = world.run(token::execute_splits()).event();
    assert_eq!(event.from_period, PERIODS);
    let config = world.token_config();
    let active: Vec<_> = token::active_splits(&config).iter().map(|split| split.beneficiary).collect();
    assert_eq!(active, [world.actor("grants")]);
    assert_eq!((config.pending_splits.count, config.pending_splits_at), (0, 0));
}

#[test]
fn a_change_never_reaches_back() {
    let mut world = proposed(0);
    world.refuses(token::execute_splits(), TwistTokenError::PeriodsStillDue);
    world.emit();
    world.run(token::execute_splits());
    let before = u64::from(PERIODS) * 10 * TWIST;
    assert_eq!((world.split_vault("ecosystem"), world.split_vault("grants")), (before / 4 * 3, 0));
    world.advance(PERIOD);
    world.emit();
    assert_eq!((world.split_vault("ecosystem"), world.split_vault("grants")), (before / 4 * 3, 10 * TWIST));
}

#[test]
fn a_pause_of_the_emission_holds_a_change_up_as_well() {
    let mut world = proposed(0);
    world.run(token::pause(&world.guardian(), PAUSE_EMIT));
    world.refuses(token::execute_splits(), TwistTokenError::PeriodsStillDue);
}

#[test]
fn without_a_proposal_there_is_nothing_to_execute() {
    let mut world = World::with_token();
    world.refuses(token::execute_splits(), TwistTokenError::NothingProposed);
    world.needs_the_token_config(&token::execute_splits());
}

#[test]
fn a_proposal_is_executed_once() {
    let mut world = proposed(0);
    world.emit();
    world.run(token::execute_splits());
    world.refuses(token::execute_splits(), TwistTokenError::NothingProposed);
}
