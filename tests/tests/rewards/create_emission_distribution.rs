use anchor_lang::{error::ErrorCode, system_program};
use solana_instruction::error::InstructionError;
use twist_client::{
    programs::twist_rewards::{error::TwistRewardsError as Error, events::DistributionCreated},
    rewards, token,
};
use twist_tests::{Events, Refusal, Variation, World, fixtures::rewards::ATTESTER_SET};

#[test]
fn it_pays_out_of_a_vault_of_its_own() {
    let mut world = World::with_registry();
    let mint = token::mint();
    let instruction = world.emission_distribution_creation(&mint);
    let event: DistributionCreated = world.run(instruction).event();
    let address = rewards::emission_distribution(mint.as_array());
    let payout_vault = rewards::payout_vault(&address, &mint);
    // Named after its mint.
    assert_eq!((event.header.seq, event.distribution, event.source), (1, address, mint));
    assert_eq!((event.mint, event.payout_vault), (mint, payout_vault));
    assert_eq!(event.attester_set, rewards::attester_set(ATTESTER_SET));

    let state = world.distribution(&address);
    assert_eq!((state.version, state.funding, state.status, state.event_seq), (1, 1, 0, 1));
    assert_eq!((state.source, state.funding_account), (mint, rewards::funding_vault(&address, &mint)));
    assert_eq!((state.mint, state.payout_vault), (mint, payout_vault));
    assert_eq!(state.attester_set, rewards::attester_set(ATTESTER_SET));
    assert_eq!(state.settlement.settled_through, world.time());
    assert_eq!(world.token_account(&payout_vault).owner, address);
    let funding = world.token_account(&state.funding_account);
    assert_eq!((funding.owner, funding.mint), (rewards::funding_authority(&address), mint));
}

#[test]
fn a_name_is_given_once() {
    let mut world = World::with_registry();
    let mint = token::mint();
    world.emission_distribution(&mint);
    let taken = Refusal::new(system_program::ID, InstructionError::Custom(0));
    world.refuses(world.emission_distribution_creation(&mint), taken);
}

#[test]
fn only_the_authority_creates_one() {
    let mut world = World::with_registry();
    let instruction = world.emission_distribution_creation(&token::mint());
    for key in [world.guardian(), world.stranger()] {
        let instruction = instruction.clone().with(&world.authority(), &key);
        world.refuses(instruction, Error::NotAuthority);
    }
    world.needs_every_signature(&instruction);
    world.needs_the_rewards_config(&instruction);
    world.needs_its_own_kind_of(&rewards::attester_set(ATTESTER_SET), &instruction);
}

#[test]
fn nobody_blocks_it_by_opening_its_vaults_first() {
    let mut world = World::with_registry();
    let mint = token::mint();
    let address = rewards::emission_distribution(mint.as_array());
    world.open_ata(&address, &mint);
    world.open_ata(&rewards::funding_authority(&address), &mint);
    world.emission_distribution(&mint);
    assert_eq!(world.distribution(&address).mint, mint);
}

#[test]
fn only_its_own_vaults_are_taken() {
    let mut world = World::with_registry();
    let mint = token::mint();
    let address = rewards::emission_distribution(mint.as_array());
    let instruction = world.emission_distribution_creation(&mint);
    let other = world.open_ata(&world.stranger(), &mint);
    for vault in [rewards::payout_vault(&address, &mint), rewards::funding_vault(&address, &mint)] {
        world.refuses(instruction.clone().with(&vault, &other), Error::WrongAccount);
    }
    let stranger = world.stranger();
    for pda in [address, rewards::funding_authority(&address)] {
        world.refuses(instruction.clone().with(&pda, &stranger), ErrorCode::ConstraintSeeds);
    }
}
