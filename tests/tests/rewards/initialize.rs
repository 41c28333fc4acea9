use anchor_lang::{error::ErrorCode, system_program};
use solana_instruction::error::InstructionError;
use solana_loader_v3_interface::get_program_data_address;
use solana_pubkey::Pubkey;
use twist_client::{
    programs::{
        twist_rewards::{ID, error::TwistRewardsError as Error, events::Initialized},
        twist_token,
    },
    rewards,
};
use twist_tests::{Events, Refusal, Variation, World};

#[test]
fn the_config_holds_what_was_asked_for() {
    let mut world = World::new();
    let event: Initialized = world.initialize_rewards().event();
    let (authority, guardian) = (world.authority(), world.guardian());
    assert_eq!((event.header.seq, event.authority, event.guardian), (1, authority, guardian));

    let config = world.rewards_config();
    assert_eq!((config.version, config.event_seq), (1, 1));
    assert_eq!((config.authority.current, config.authority.proposed), (authority, Pubkey::default()));
    assert_eq!(config.guardian, guardian);
}

#[test]
fn only_the_upgrade_authority_initializes() {
    let mut world = World::new();
    let (payer, authority, guardian) = (world.payer(), world.authority(), world.guardian());
    for key in [authority, world.stranger()] {
        let instruction = rewards::initialize(&payer, &key, &authority, &guardian);
        world.refuses(instruction, Error::NotUpgradeAuthority);
    }
    let instruction = rewards::initialize(&payer, &world.actor("upgrader"), &authority, &guardian);
    world.needs_every_signature(&instruction);
}

#[test]
fn another_programs_data_account_proves_nothing() {
    let mut world = World::new();
    let (payer, upgrader, authority) = (world.payer(), world.actor("upgrader"), world.authority());
    let instruction = rewards::initialize(&payer, &upgrader, &authority, &authority);
    let other = get_program_data_address(&twist_token::ID);
    world.refuses(instruction.with(&get_program_data_address(&ID), &other), ErrorCode::ConstraintSeeds);
}

#[test]
fn the_config_has_one_address() {
    let mut world = World::new();
    let (payer, upgrader, authority) = (world.payer(), world.actor("upgrader"), world.authority());
    let instruction = rewards::initialize(&payer, &upgrader, &authority, &authority);
    let other = rewards::attester_set(1);
    world.refuses(instruction.with(&rewards::config(), &other), ErrorCode::ConstraintSeeds);
}

#[test]
fn nobody_initializes_twice() {
    let mut world = World::new();
    world.initialize_rewards();
    let (payer, upgrader) = (world.payer(), world.actor("upgrader"));
    world.refuses(
        rewards::initialize(&payer, &upgrader, &upgrader, &upgrader),
        Refusal::new(system_program::ID, InstructionError::Custom(0)),
    );
}

#[test]
fn somebody_must_be_in_charge_and_nobody_need_be_guardian() {
    let mut world = World::new();
    let (payer, upgrader, nobody) = (world.payer(), world.actor("upgrader"), Pubkey::default());
    world.refuses(rewards::initialize(&payer, &upgrader, &nobody, &upgrader), Error::InvalidAuthority);
    world.run(rewards::initialize(&payer, &upgrader, &world.authority(), &nobody));
}
