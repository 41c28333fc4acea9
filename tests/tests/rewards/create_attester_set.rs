use anchor_lang::{error::ErrorCode, system_program};
use solana_instruction::error::InstructionError;
use twist_client::{
    programs::twist_rewards::{error::TwistRewardsError as Error, events::AttesterSetCreated},
    rewards,
};
use twist_tests::{
    Events, Refusal, Variation, World,
    fixtures::rewards::{ATTESTER_SET, NEXT_EVENT},
};

#[test]
fn a_new_set_has_no_members() {
    let mut world = World::with_registry();
    let receipt = world.run(rewards::create_attester_set(&world.payer(), &world.authority(), u32::MAX));
    let event: AttesterSetCreated = receipt.event();
    let address = rewards::attester_set(u32::MAX);
    assert_eq!((event.header.seq, event.attester_set, event.id), (NEXT_EVENT, address, u32::MAX));
    let set = world.attester_set(u32::MAX);
    assert_eq!((set.version, set.id, set.set_version), (1, u32::MAX, 0));
    assert_eq!((set.terms.count, set.proposed.count, set.proposed_at), (0, 0, 0));
}

#[test]
fn only_the_authority_creates_sets() {
    let mut world = World::with_registry();
    let payer = world.payer();
    for key in [world.guardian(), world.stranger()] {
        world.refuses(rewards::create_attester_set(&payer, &key, 2), Error::NotAuthority);
    }
    let instruction = rewards::create_attester_set(&payer, &world.authority(), 2);
    world.needs_every_signature(&instruction);
    world.needs_the_rewards_config(&instruction);
}

#[test]
fn a_number_is_given_once_and_means_one_address() {
    let mut world = World::with_registry();
    let (payer, authority) = (world.payer(), world.authority());
    world.refuses(
        rewards::create_attester_set(&payer, &authority, ATTESTER_SET),
        Refusal::new(system_program::ID, InstructionError::Custom(0)),
    );
    let elsewhere = rewards::create_attester_set(&payer, &authority, 2)
        .with(&rewards::attester_set(2), &rewards::attester_set(3));
    world.refuses(elsewhere, ErrorCode::ConstraintSeeds);
}
