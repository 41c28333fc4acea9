use solana_instruction::{AccountMeta, error::InstructionError};
use spl_token_interface::{error::TokenError as SplTokenError, instruction::close_account};
use twist_client::{
    programs::twist_token::{
        constants::{MAX_PERIODS_PER_EMIT, PAUSE_EMIT, PAUSE_MINT},
        error::TwistTokenError,
        events::Emitted,
        types::StepArg,
    },
    token,
};
use twist_tests::{
    Events, Refusal, Variation, World,
    fixtures::token::{PERIOD, TWIST, splits},
};

#[test]
fn a_period_is_minted_into_the_vaults_when_it_has_ended() {
    let mut world = World::with_token();
    world.advance(PERIOD - 1);
    world.refuses(token::emit(&world.token_config()), TwistTokenError::NothingDue);
    world.advance(1);
    let event: Emitted = world.emit().event();
    assert_eq!((event.first_period, event.periods, event.carry), (0, 1, 0));
    assert_eq!(event.amounts, [TWIST * 15 / 2, TWIST * 5 / 2]);
    assert_eq!((world.split_vault("ecosystem"), world.split_vault("team")), (TWIST * 15 / 2, TWIST * 5 / 2));
    let config = world.token_config();
    assert_eq!((config.emission.next_period, config.emission.minted), (1, 10 * TWIST));
    assert_eq!((config.minted_lifetime, world.supply(&token::mint())), (1_010 * TWIST, 1_010 * TWIST));
}

#[test]
fn a_period_is_minted_once() {
    let mut world = World::with_token();
    world.advance(PERIOD);
    world.emit();
    world.refuses(token::emit(&world.token_config()), TwistTokenError::NothingDue);
    world.set_time(World::START + PERIOD - 1);
    world.refuses(token::emit(&world.token_config()), TwistTokenError::NothingDue);
}

#[test]
fn nothing_is_due_before_genesis() {
    let mut world = World::with_token_from(|args| args.emission_genesis = World::START + PERIOD);
    world.advance(2 * PERIOD - 1);
    world.refuses(token::emit(&world.token_config()), TwistTokenError::NothingDue);
    world.advance(1);
    world.emit();
}

#[test]
fn one_call_mints_a_bounded_number_of_periods_and_the_next_call_the_rest() {
    let mut world = World::with_token_from(|args| {
        args.steps = [(0, TWIST), (1_000, 0)]
            .map(|(from_period, per_period)| StepArg { from_period, per_period })
            .into();
    });
    world.advance(400 * PERIOD);
    let first: Emitted = world.emit().event();
    assert_eq!((first.first_period, first.periods), (0, MAX_PERIODS_PER_EMIT));
    let rest: Emitted = world.emit().event();
    assert_eq!((rest.first_period, rest.periods), (MAX_PERIODS_PER_EMIT, 400 - MAX_PERIODS_PER_EMIT));
    world.refuses(token::emit(&world.token_config()), TwistTokenError::NothingDue);
    assert_eq!(world.token_config().emission.minted, 400 * TWIST);
}

#[test]
fn rounding_is_carried_not_lost() {
    let mut world = World::with_token_from(|args| {
        args.steps =
            [(0, 1), (4, 0)].map(|(from_period, per_period)| StepArg { from_period, per_period }).into();
    });
    // One base unit per period, three quarters of it for the first beneficiary.
    let expected = [([0, 0], 1), ([1, 0], 1), ([1, 0], 1), ([1, 0], 1)];
    for (amounts, carry) in expected {
        world.advance(PERIOD);
        let event: Emitted = world.emit().event();
        assert_eq!((event.amounts, event.carry), (amounts.to_vec(), carry));
    }
}

#[test]
fn the_schedule_ends_with_everything_minted() {
    let mut world = World::with_token();
    world.advance(100 * PERIOD);
    world.emit();
    assert_eq!(world.token_config().emission.minted, 1_000 * TWIST);
    world.advance(1_000 * PERIOD);
    world.refuses(token::emit(&world.token_config()), TwistTokenError::NothingDue);
}

#[test]
fn paused_emission_is_late_and_not_lost() {
    let mut world = World::with_token();
    world.run(token::pause(&world.guardian(), PAUSE_EMIT));
    world.advance(5 * PERIOD);
    world.refuses(token::emit(&world.token_config()), TwistTokenError::EmissionPaused);
    world.run(token::unpause(&world.authority(), PAUSE_EMIT));
    let event: Emitted = world.emit().event();
    assert_eq!((event.periods, event.amounts.iter().sum::<u64>()), (5, 50 * TWIST));
}

#[test]
fn a_pause_of_minting_is_none_of_its_business() {
    let mut world = World::with_token();
    world.run(token::pause(&world.guardian(), PAUSE_MINT));
    world.advance(PERIOD);
    world.emit();
}

#[test]
fn exactly_the_splits_vaults_are_taken_in_their_order() {
    let mut world = World::with_token();
    world.advance(PERIOD);
    let right = token::emit(&world.token_config());
    let [ecosystem, team] = ["ecosystem", "team"].map(|name| token::split_vault(&world.actor(name)));
    let mut missing = right.clone();
    missing.accounts.pop();
    let mut more = right.clone();
    more.accounts.push(AccountMeta::new(team, false));
    let mut swapped = right.clone();
    let last = swapped.accounts.len() - 1;
    swapped.accounts.swap(last - 1, last);
    let thief = world.open_ata(&world.stranger(), &token::mint());
    let stolen = right.clone().with(&team, &thief);
    let twice = right.with(&team, &ecosystem);
    for wrong in [missing, more, swapped, stolen, twice] {
        world.refuses(wrong, TwistTokenError::WrongVaults);
    }
}

#[test]
fn a_vault_that_does_not_exist_yet_is_anyones_to_create() {
    let mut world = World::new();
    let new = splits(&world, &[("late", 10_000)]);
    world.run(world.token_initialization(|args| args.splits = new));
    world.advance(PERIOD);
    let missing = Refusal::new(spl_token_interface::ID, InstructionError::InvalidAccountData);
    world.refuses(token::emit(&world.token_config()), missing);
    world.open_split_vaults(&[world.actor("late")]);
    world.emit();
}

#[test]
fn a_beneficiary_cannot_close_its_vault_to_halt_emission() {
    let mut world = World::with_token();
    let team = world.actor("team");
    let vault = token::split_vault(&team);
    let close = close_account(&spl_token_interface::ID, &vault, &team, &team, &[]).unwrap();
    world.refuses(close, SplTokenError::OwnerMismatch);
}

#[test]
fn it_takes_the_right_mint_and_the_config() {
    let mut world = World::with_token();
    world.advance(PERIOD);
    let instruction = token::emit(&world.token_config());
    let other = world.other_mint("other");
    world.refuses(instruction.clone().with(&token::mint(), &other), TwistTokenError::WrongMint);
    world.needs_the_token_config(&instruction);
}
