//! Rows of `twist_token`.

use twist_client::{
    programs::twist_token::{
        constants::{MAX_PERIODS_PER_EMIT, PAUSE_EMIT},
        types::StepArg,
    },
    token,
};
use twist_tests::{
    World,
    compute::Table,
    fixtures::token::{LIMITS, PERIOD, POWER_DELAY, TWIST, splits},
};

pub fn measure(table: &mut Table) {
    supply(table);
    minters(table);
    governance(table);
    largest_emission(table);
}

fn supply(table: &mut Table) {
    let mut world = World::new();
    let (treasury, ecosystem) = (world.actor("treasury"), world.actor("ecosystem"));
    table.record(&world.initialize_token(|_| {}), "creates mint, config and the treasury's account");
    world.advance(PERIOD);
    table.record(&world.emit(), "1 period, 2 splits");
    world.open_ata(&ecosystem, &token::mint());
    table.record(&world.run(token::withdraw_split(&ecosystem, None)), "");
    table.record(&world.run(token::burn(&treasury, &world.twist_account(&treasury), TWIST)), "");
}

fn minters(table: &mut Table) {
    let mut world = World::with_token();
    let (authority, minter) = (world.authority(), world.actor("minter"));
    table.record(&world.propose_minter("minter", LIMITS), "creates the minter");
    table.record(&world.run(token::cancel_minter(&authority, &minter)), "");
    table.record(&world.run(token::propose_minter_limits(&authority, &minter, LIMITS)), "");
    world.advance(POWER_DELAY);
    table.record(&world.run(token::execute_minter(&minter)), "");
    world.advance(PERIOD);
    let treasury = world.actor("treasury");
    table.record(&world.run(token::mint_to(&minter, &treasury, TWIST)), "");
    table.record(&world.run(token::update_minter(&authority, &minter, LIMITS)), "");
    table.record(&world.run(token::revoke_minter(&authority, &minter)), "");
}

fn governance(table: &mut Table) {
    let mut world = World::with_token();
    let (authority, guardian, next) = (world.authority(), world.guardian(), world.actor("next"));
    table.record(&world.run(token::set_guardian(&authority, &guardian)), "");
    table.record(&world.run(token::pause(&guardian, PAUSE_EMIT)), "");
    table.record(&world.run(token::unpause(&authority, PAUSE_EMIT)), "");
    let eight = splits(&world, &["a", "b", "c", "d", "e", "f", "g", "h"].map(|name| (name, 1_250)));
    table.record(&world.run(token::propose_splits(&authority, eight.clone())), "8 splits");
    table.record(&world.run(token::cancel_splits(&guardian)), "");
    world.run(token::propose_splits(&authority, eight));
    world.advance(POWER_DELAY);
    world.emit();
    table.record(&world.run(token::execute_splits()), "");
    table.record(&world.run(token::propose_authority(&authority, &next)), "");
    table.record(&world.run(token::cancel_authority(&authority)), "");
    world.run(token::propose_authority(&authority, &next));
    table.record(&world.run(token::accept_authority(&next)), "");
}

/// The most that one call of `emit` can have to do.
fn largest_emission(table: &mut Table) {
    let mut world = World::new();
    let parts: Vec<_> = ["a", "b", "c", "d", "e", "f", "g", "h"].map(|name| (name, 1_250)).to_vec();
    let splits = splits(&world, &parts);
    world.initialize_token(|args| {
        args.splits = splits;
        args.steps =
            (0..15).map(|n| StepArg { from_period: 20 * n, per_period: u64::from(14 - n) }).collect();
    });
    world.advance(PERIOD * i64::from(MAX_PERIODS_PER_EMIT));
    table.record(&world.emit(), "366 periods over 15 steps, 8 splits");
}
