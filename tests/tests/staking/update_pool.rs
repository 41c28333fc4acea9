use anchor_lang::error::ErrorCode;
use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_staking::{
        accounts::Pool, constants::MAX_COMMISSION_BPS, error::TwistStakingError as Error,
        events::CommissionChanged,
    },
    staking, token,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::{
        staking::{DAY, NOTICE},
        token::TWIST,
    },
};

/// The pool of `"influencer"`, which takes 10 %.
fn with_pool() -> (World, Pubkey) {
    let mut world = World::with_staking();
    let pool = world.create_pool("influencer", 1_000);
    (world, pool)
}

fn update(world: &mut World, pool: &Pubkey, commission_bps: u16) -> CommissionChanged {
    world.run(staking::update_pool(&world.pool(pool), commission_bps)).event()
}

/// Commission in force, commission announced, and since when that may hold.
fn commission(pool: &Pool) -> (u16, u16, i64) {
    (pool.commission_bps, pool.pending_commission_bps, pool.pending_commission_at)
}

#[test]
fn a_lower_commission_holds_at_once() {
    let (mut world, pool) = with_pool();
    for (seq, lower) in [(2, 999), (3, 0)] {
        let event = update(&mut world, &pool, lower);
        assert_eq!((event.header.seq, event.pool, event.commission_bps), (seq, pool, lower));
        assert_eq!((event.pending_commission_bps, event.pending_at), (0, 0));
        assert_eq!(commission(&world.pool(&pool)), (lower, 0, 0));
    }
}

#[test]
fn a_rise_is_only_announced() {
    let (mut world, pool) = with_pool();
    world.advance(DAY);
    let event = update(&mut world, &pool, MAX_COMMISSION_BPS);
    let at = world.time() + NOTICE;
    assert_eq!((event.header.seq, event.pool, event.commission_bps), (2, pool, 1_000));
    assert_eq!((event.pending_commission_bps, event.pending_at), (MAX_COMMISSION_BPS, at));
    assert_eq!(commission(&world.pool(&pool)), (1_000, MAX_COMMISSION_BPS, at));

    world.advance(NOTICE);
    world.reward(&pool, 10 * TWIST);
    assert_eq!(world.pool(&pool).owner_due, TWIST, "not even after the notice, until somebody applies it");
}

#[test]
fn a_later_rise_replaces_the_first_and_waits_anew() {
    let (mut world, pool) = with_pool();
    update(&mut world, &pool, 1_500);
    world.advance(NOTICE - 1);
    update(&mut world, &pool, 1_200);
    let at = world.time() + NOTICE;
    assert_eq!(commission(&world.pool(&pool)), (1_000, 1_200, at));
    world.advance(1);
    world.refuses(staking::apply_pool_update(&world.pool(&pool)), Error::NoticeNotOver);
}

#[test]
fn passing_the_present_commission_or_a_lower_one_takes_a_rise_back() {
    for commission_bps in [1_000, 500] {
        let (mut world, pool) = with_pool();
        update(&mut world, &pool, 2_000);
        let event = update(&mut world, &pool, commission_bps);
        assert_eq!(
            (event.commission_bps, event.pending_commission_bps, event.pending_at),
            (commission_bps, 0, 0)
        );
        assert_eq!(commission(&world.pool(&pool)), (commission_bps, 0, 0));
        world.advance(NOTICE);
        world.refuses(staking::apply_pool_update(&world.pool(&pool)), Error::NothingProposed);
    }
}

#[test]
fn what_came_in_before_is_divided_as_it_was_then() {
    for (commission_bps, next_tenth) in [(0, 0), (2_000, TWIST)] {
        let (mut world, pool) = with_pool();
        world.donate(&pool, 10 * TWIST);
        update(&mut world, &pool, commission_bps);
        let state = world.pool(&pool);
        assert_eq!((state.accounted, state.owner_due, state.stream.queued), (10 * TWIST, TWIST, 9 * TWIST));
        world.reward(&pool, 10 * TWIST);
        let state = world.pool(&pool);
        assert_eq!((state.accounted, state.owner_due), (20 * TWIST, TWIST + next_tenth));
    }
}

#[test]
fn no_commission_is_past_the_limit() {
    let (mut world, pool) = with_pool();
    world.donate(&pool, TWIST);
    for commission_bps in [MAX_COMMISSION_BPS + 1, 10_000, u16::MAX] {
        let instruction = staking::update_pool(&world.pool(&pool), commission_bps);
        world.refuses(instruction, Error::InvalidCommission);
    }
}

#[test]
fn only_the_owner_changes_it() {
    let (mut world, pool) = with_pool();
    world.create_pool("rival", 0);
    let instruction = staking::update_pool(&world.pool(&pool), 0);
    let influencer = world.actor("influencer");
    for who in [world.actor("rival"), world.authority(), world.guardian(), world.stranger()] {
        world.refuses(instruction.clone().with(&influencer, &who), Error::NotPoolOwner);
    }
    world.needs_every_signature(&instruction);
}

#[test]
fn nobody_takes_a_commission_of_the_global_pool() {
    let mut world = World::with_staking();
    let config = staking::config();
    let instruction = staking::update_pool(&world.pool(&staking::global_pool()), 1);
    world.refuses(instruction.clone().unsigned(&config), ErrorCode::AccountNotSigner);
    for who in [world.authority(), world.actor("upgrader"), world.stranger()] {
        world.refuses(instruction.clone().with(&config, &who), Error::NotPoolOwner);
    }
}

#[test]
fn pool_and_vault_belong_together() {
    let (mut world, pool) = with_pool();
    let (usdc, influencer, mint) = (world.other_mint("usdc"), world.actor("influencer"), token::mint());
    let (rival, own) = (world.create_pool("rival", 0), world.create_pool_paying("influencer", &usdc, 0));
    let state = world.pool(&pool);
    let instruction = staking::update_pool(&state, 0);
    let mine = world.open_ata(&influencer, &mint);
    let others =
        [state.stake_vault, staking::reward_vault(&rival, &mint), staking::reward_vault(&own, &usdc)];
    for other in [mine, others[0], others[1], others[2]] {
        world.refuses(instruction.clone().with(&state.reward_vault, &other), Error::WrongAccount);
    }
    world.refuses(instruction.clone().with(&pool, &own), Error::WrongAccount);
    world.refuses(instruction.clone().with(&pool, &rival), Error::NotPoolOwner);
    world
        .refuses(instruction.clone().with(&state.reward_vault, &pool), ErrorCode::AccountOwnedByWrongProgram);
    world.needs_its_kind_of_staking_account(&pool, &instruction);
}
