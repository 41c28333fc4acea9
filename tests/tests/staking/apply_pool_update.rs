use anchor_lang::error::ErrorCode;
use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_staking::{error::TwistStakingError as Error, events::CommissionChanged},
    staking, token,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::{staking::NOTICE, token::TWIST},
};

/// The pool of `"influencer"`, which takes 10 % and has just announced 20 %.
fn announced() -> (World, Pubkey) {
    let mut world = World::with_staking();
    let pool = world.create_pool("influencer", 1_000);
    world.run(staking::update_pool(&world.pool(&pool), 2_000));
    (world, pool)
}

#[test]
fn a_rise_waits_for_the_last_second_of_its_notice() {
    let (mut world, pool) = announced();
    world.advance(NOTICE - 1);
    world.refuses(staking::apply_pool_update(&world.pool(&pool)), Error::NoticeNotOver);
    world.advance(1);
    let event: CommissionChanged = world.run(staking::apply_pool_update(&world.pool(&pool))).event();
    assert_eq!((event.header.seq, event.pool, event.commission_bps), (3, pool, 2_000));
    assert_eq!((event.pending_commission_bps, event.pending_at), (0, 0));
    let state = world.pool(&pool);
    assert_eq!((state.commission_bps, state.pending_commission_bps), (2_000, 0));
    assert_eq!(state.pending_commission_at, 0);
}

#[test]
fn a_rise_is_applied_once() {
    let (mut world, pool) = announced();
    world.advance(NOTICE);
    world.run(staking::apply_pool_update(&world.pool(&pool)));
    world.refuses(staking::apply_pool_update(&world.pool(&pool)), Error::NothingProposed);
}

#[test]
fn there_must_have_been_a_notice() {
    let mut world = World::with_staking();
    let pool = world.create_pool("influencer", 1_000);
    world.advance(NOTICE);
    for pool in [pool, staking::global_pool()] {
        world.refuses(staking::apply_pool_update(&world.pool(&pool)), Error::NothingProposed);
    }
}

#[test]
fn what_came_in_before_is_divided_as_it_was_then() {
    let (mut world, pool) = announced();
    world.reward(&pool, 10 * TWIST);
    assert_eq!(world.pool(&pool).owner_due, TWIST, "during the notice");
    world.advance(NOTICE);
    world.donate(&pool, 10 * TWIST);
    world.run(staking::apply_pool_update(&world.pool(&pool)));
    assert_eq!(world.pool(&pool).owner_due, 2 * TWIST, "in the vault when the rise came into force");
    world.reward(&pool, 10 * TWIST);
    let state = world.pool(&pool);
    assert_eq!((state.owner_due, state.accounted), (4 * TWIST, 30 * TWIST), "after it");
}

#[test]
fn anyone_applies_it() {
    let (mut world, pool) = announced();
    world.advance(NOTICE);
    let instruction = staking::apply_pool_update(&world.pool(&pool));
    assert!(instruction.accounts.iter().all(|account| !account.is_signer));
    world.run(instruction);
}

#[test]
fn pool_and_vault_belong_together() {
    let (mut world, pool) = announced();
    world.advance(NOTICE);
    let (rival, state) = (world.create_pool("rival", 0), world.pool(&pool));
    let instruction = staking::apply_pool_update(&state);
    let empty = world.open_ata(&world.stranger(), &token::mint());
    for other in [empty, state.stake_vault, staking::reward_vault(&rival, &token::mint())] {
        world.refuses(instruction.clone().with(&state.reward_vault, &other), Error::WrongAccount);
    }
    world.refuses(instruction.clone().with(&pool, &rival), Error::WrongAccount);
    world
        .refuses(instruction.clone().with(&state.reward_vault, &pool), ErrorCode::AccountOwnedByWrongProgram);
    world.needs_its_kind_of_staking_account(&pool, &instruction);
}
