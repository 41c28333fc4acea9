//! The assertions can fail: a test that cannot is worth nothing.

use std::mem::offset_of;

use anchor_lang::Discriminator;
use solana_instruction::error::InstructionError;
use twist_client::{
    chain::Chain,
    programs::{
        twist_staking::accounts::Pool,
        twist_token::{constants::PAUSE_EMIT, error::TwistTokenError, events::GuardianSet},
    },
    staking, token,
};

use crate::{Events, Refusal, World};

#[test]
fn time_moves_only_when_told() {
    let mut world = World::with_token();
    assert_eq!(world.time(), World::START);
    world.advance(5);
    assert_eq!(world.time(), World::START + 5);
    world.set_time(World::START);
    assert_eq!(world.time(), World::START);
}

#[test]
#[should_panic = "it succeeded"]
fn a_success_where_a_refusal_is_due_is_noticed() {
    let mut world = World::with_token();
    world.refuses(token::pause(&world.guardian(), PAUSE_EMIT), TwistTokenError::NotAuthority);
}

#[test]
#[should_panic = "NotAuthorityOrGuardian"]
fn a_refusal_with_another_error_is_noticed() {
    let mut world = World::with_token();
    world.refuses(token::pause(&world.stranger(), PAUSE_EMIT), TwistTokenError::NotAuthority);
}

#[test]
#[should_panic = "NotAuthorityOrGuardian"]
fn the_same_error_of_another_program_is_noticed() {
    let mut world = World::with_token();
    let code = TwistTokenError::NotAuthorityOrGuardian.into();
    let others = Refusal::new(spl_token_interface::ID, InstructionError::Custom(code));
    world.refuses(token::pause(&world.stranger(), PAUSE_EMIT), others);
}

#[test]
#[should_panic = "another event"]
fn another_event_is_noticed() {
    let mut world = World::with_token();
    let _: GuardianSet = world.run(token::pause(&world.guardian(), PAUSE_EMIT)).event();
}

#[test]
#[should_panic = "staking PoolSynced"]
fn a_gap_between_a_pools_events_is_noticed() {
    let (mut world, pool) = (World::with_staking(), staking::global_pool());
    world.sync_pool(&pool);
    let mut account = world.existing_account("pool", &pool).unwrap();
    account.data[Pool::DISCRIMINATOR.len() + offset_of!(Pool, event_seq)] += 1;
    world.forge(pool, account);
    world.sync_pool(&pool);
}

#[test]
#[should_panic = "is not an actor"]
fn nobody_else_signs() {
    let mut world = World::with_token();
    world.run(token::pause(&token::mint(), PAUSE_EMIT));
}
