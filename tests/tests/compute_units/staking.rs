//! Rows of `twist_staking`. What may depend on the number of stakers is measured with one and with many.

use twist_client::{
    chain::Receipt, compute::costs, programs::twist_staking::constants::PAUSE_DEPOSITS, staking, token,
};
use twist_tests::{
    World,
    compute::Table,
    fixtures::{
        staker::Staker,
        staking::{COOLDOWN, DAY, MONTH, NOTICE, QUARTER, WINDOW, YEAR, terms, tiers},
        token::TWIST,
    },
};

/// Most that a stake, a claim and a withdrawal may cost, compute units.
const BUDGET: u64 = 12_000;
/// How many others stake where it is a crowd.
const CROWD: u32 = 50;

pub fn measure(table: &mut Table) {
    governance(table);
    pools(table);
    let alone = from_stake_to_withdrawal(table, 0, "the only position");
    let in_a_crowd = from_stake_to_withdrawal(table, CROWD, &format!("{CROWD} other positions"));
    // The same steps; what differs is how long divisions take, by the numbers in them.
    for (alone, in_a_crowd) in alone.into_iter().zip(in_a_crowd) {
        assert!(alone.abs_diff(in_a_crowd) * 100 <= alone, "{alone} {in_a_crowd}");
    }
    changes(table);
    migration(table);
    early_exits(table);
}

fn governance(table: &mut Table) {
    let mut world = World::with_token();
    table.record(&world.initialize_staking(), "creates the config, and the global pool with its two vaults");
    let (authority, guardian, next) = (world.authority(), world.guardian(), world.actor("next"));
    let eight = (1..=8).map(|months| terms(30 * months, 12_000)).collect();
    table.record(&world.run(staking::set_tiers(&authority, eight)), "8 tiers");
    world.run(staking::set_tiers(&authority, tiers()));
    table.record(&world.run(staking::set_guardian(&authority, &guardian)), "");
    table.record(&world.run(staking::pause(&guardian, PAUSE_DEPOSITS)), "");
    table.record(&world.run(staking::unpause(&authority, PAUSE_DEPOSITS)), "");
    table.record(&world.run(staking::propose_authority(&authority, &next)), "");
    table.record(&world.run(staking::cancel_authority(&authority)), "");
    world.run(staking::propose_authority(&authority, &next));
    table.record(&world.run(staking::accept_authority(&next)), "");
}

fn pools(table: &mut Table) {
    let mut world = World::with_staking();
    let (influencer, twist) = (world.actor("influencer"), token::mint());
    let creation = staking::create_pool(&world.payer(), &influencer, &twist, 1_000);
    table.record(&world.run(creation), "creates the pool and its two vaults");
    let pool = staking::pool(&influencer, &twist);
    world.stake(&pool, "staker", 0, YEAR, TWIST);
    world.advance(WINDOW);
    table.record(&world.reward(&pool, TWIST), "a window ends");
    table.record(&world.run(staking::update_pool(&world.pool(&pool), 2_000)), "begins a notice");
    world.advance(NOTICE);
    table.record(&world.run(staking::apply_pool_update(&world.pool(&pool))), "");
    world.open_ata(&influencer, &twist);
    table.record(&world.run(staking::claim_commission(&world.pool(&pool), None)), "");
    table.record(&world.run(staking::retire_pool(&world.pool(&pool))), "");
}

/// Stakes, claims, asks back, withdraws and closes, in a pool in which `others` stake. Returns what the budgeted ones cost.
fn from_stake_to_withdrawal(table: &mut Table, others: u32, note: &str) -> [u64; 3] {
    let mut world = World::with_staking();
    let pool = staking::global_pool();
    for n in 0..others {
        world.stake(&pool, "another", n, QUARTER, TWIST + u64::from(n));
    }
    world.give_twist(&world.actor("staker"), 2 * TWIST);
    let stake = world.run(world.staking_of(&pool, "staker", 0, MONTH, TWIST));
    // Finding the position's address costs about 350 for each bump below 255.
    let bump = world.position(&pool, "staker", 0).bump;
    table.record_within(&stake, BUDGET, &format!("creates the position, whose bump is {bump}; {note}"));
    world.reward(&pool, TWIST);
    world.advance(WINDOW + WINDOW / 2);
    let claim = staking::claim(&world.pool(&pool), &world.position(&pool, "staker", 0), None);
    let claim = world.run(claim);
    table.record_within(&claim, BUDGET, note);
    world.advance(30 * DAY);
    let request = staking::request_unstake(&world.position(&pool, "staker", 0));
    table.record(&world.run(request), note);
    world.advance(COOLDOWN);
    let withdrawal = staking::withdraw(&world.pool(&pool), &world.position(&pool, "staker", 0), None);
    let withdrawal = world.run(withdrawal);
    table.record_within(&withdrawal, BUDGET, note);
    [&stake, &claim, &withdrawal].map(units)
}

fn changes(table: &mut Table) {
    let mut world = World::with_staking();
    let pool = staking::global_pool();
    world.stake(&pool, "staker", 0, MONTH, TWIST);
    world.give_twist(&world.actor("staker"), TWIST);
    world.reward(&pool, TWIST);
    world.advance(WINDOW + WINDOW / 2);
    let position = world.position(&pool, "staker", 0);
    table.record(&world.run(staking::add_stake(&world.pool(&pool), &position, TWIST)), "");
    table.record(&world.run(staking::compound(&world.pool(&pool), &position)), "");
    world.advance(WINDOW);
    table.record(&world.run(staking::extend_lock(&position, QUARTER)), "");
    world.advance(90 * DAY);
    table.record(&world.run(staking::expire_lock(&position)), "");
    world.run(staking::request_unstake(&position));
    table.record(&world.run(staking::cancel_unstake(&position)), "");
}

fn migration(table: &mut Table) {
    let mut staker = Staker::new();
    let position = staker.put_back_to_version_1();
    table.record(&staker.world.run(staking::migrate_position(&position)), "");
}

fn early_exits(table: &mut Table) {
    let mut world = World::with_staking();
    let influencers = world.create_pool("influencer", 0);
    for (pool, note) in [
        (staking::global_pool(), "burns the penalty"),
        (influencers, "passes the penalty on to the global pool"),
    ] {
        world.stake(&pool, "staker", 0, YEAR, TWIST);
        let position = world.position(&pool, "staker", 0);
        let exit = staking::exit_early(&world.pool(&pool), &position, None);
        table.record(&world.run(exit), note);
        if pool == influencers {
            table.record(&world.run(staking::close_position(&position)), "");
        }
    }
}

/// What the last instruction of a transaction cost.
fn units(receipt: &Receipt) -> u64 {
    costs(&receipt.logs).pop().unwrap().compute_units
}
