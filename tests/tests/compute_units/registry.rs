//! Rows of `twist_campaign_registry`. `draw` is part of `finalize_epoch` of the rewards program.

use twist_client::{
    programs::twist_campaign_registry::{constants::PAUSE_FUND, types::UpdateInfluencerArgs},
    registry,
};
use twist_tests::{
    World,
    compute::Table,
    fixtures::{
        registry::{BUDGET, DAILY_CAP, DAY, DURATION, GRACE, SITE, USDC},
        token::POWER_DELAY,
    },
};

pub fn measure(table: &mut Table) {
    campaigns(table);
    mints(table);
    publishers(table);
    influencers(table);
    governance(table);
}

fn campaigns(table: &mut Table) {
    let mut world = World::with_registry();
    let (advertiser, usdc) = (world.actor("advertiser"), world.usdc());
    let campaign = registry::campaign(&advertiser, 1);
    let create = world.creation("advertiser", world.campaign_args(1));
    table.record(&world.run(create), "creates campaign and vault");
    table.record(&world.fund_campaign(&campaign, BUDGET), "");
    world.create_distribution(&campaign);
    table.record(&world.activate(&campaign), "");
    table.record(&world.run(registry::pause_campaign(&advertiser, &campaign)), "");
    table.record(&world.run(registry::resume_campaign(&advertiser, &campaign)), "");
    let end = world.campaign(&campaign).end;
    table.record(&world.run(registry::extend_campaign(&advertiser, &campaign, end, DAILY_CAP + 1)), "");
    world.advance(DURATION);
    world.settle_campaign(&campaign, 95 * USDC);
    world.advance(GRACE);
    table.record(&world.close_campaign(&campaign), "refunds and closes the vault");

    let destination = world.open_ata(&world.authority(), &usdc);
    let withdraw = registry::withdraw_fees(&world.authority(), &usdc, &destination, USDC);
    table.record(&world.run(withdraw), "");
}

fn mints(table: &mut Table) {
    let mut world = World::with_registry();
    let mint = world.other_mint("eurc");
    table.record(&world.allow_mint(&mint), "creates rule and fee vault");
    let update = registry::update_mint_rule(&world.authority(), &mint, world.rule_args(&mint));
    table.record(&world.run(update), "");
}

fn publishers(table: &mut Table) {
    let mut world = World::with_registry();
    let (owner, registrar) = (world.actor("owner"), world.registrar());
    let (publisher, until) = (registry::publisher(&SITE, &owner), world.time() + DAY);
    let register = registry::register_publisher(&world.payer(), &owner, SITE, &owner);
    table.record(&world.run(register), "creates the publisher");
    table.record(&world.run(registry::verify_publisher(&registrar, &owner, &publisher, until)), "");
    table.record(&world.run(registry::update_publisher(&owner, &publisher, &registrar)), "");
    table.record(&world.run(registry::suspend_publisher(&registrar, &publisher)), "");
    table.record(&world.run(registry::reinstate_publisher(&registrar, &publisher)), "");
}

fn influencers(table: &mut Table) {
    let mut world = World::with_registry();
    let (wallet, receipt) = world.register_influencer("influencer", 1_000);
    table.record(&receipt, "creates the influencer");
    let worse = UpdateInfluencerArgs { payout_owner: wallet, pool: world.actor("pool"), pool_share_bps: 1 };
    table.record(&world.run(registry::update_influencer(&wallet, worse)), "begins a notice");
    world.advance(7 * DAY);
    table.record(&world.run(registry::apply_influencer_update(&wallet)), "");
    table.record(&world.run(registry::suspend_influencer(&world.registrar(), &wallet)), "");
    table.record(&world.run(registry::reinstate_influencer(&world.registrar(), &wallet)), "");
}

fn governance(table: &mut Table) {
    let mut world = World::with_token();
    table.record(&world.initialize_registry(|_| {}), "creates the config");
    let (authority, guardian, next) = (world.authority(), world.guardian(), world.actor("next"));
    table.record(&world.run(registry::set_guardian(&authority, &guardian)), "");
    table.record(&world.run(registry::set_registrar(&authority, &world.registrar())), "");
    table.record(&world.run(registry::pause(&guardian, PAUSE_FUND)), "");
    table.record(&world.run(registry::unpause(&authority, PAUSE_FUND)), "");
    table.record(&world.run(registry::set_fee(&authority, 600)), "proposes a rise");
    table.record(&world.run(registry::cancel_fee(&guardian)), "");
    world.run(registry::set_fee(&authority, 600));
    world.advance(POWER_DELAY);
    table.record(&world.run(registry::execute_fee()), "");
    table.record(&world.run(registry::propose_authority(&authority, &next)), "");
    table.record(&world.run(registry::cancel_authority(&authority)), "");
    world.run(registry::propose_authority(&authority, &next));
    table.record(&world.run(registry::accept_authority(&next)), "");
}
