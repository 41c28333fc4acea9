//! The vote that reaches the threshold asks whether the increase can be paid, and whether so much may be at risk.

use solana_pubkey::Pubkey;
use twist_client::{
    programs::{
        twist_campaign_registry::constants::FALLBACK_SECONDS,
        twist_rewards::{
            error::TwistRewardsError as Error,
            types::{AttesterTermsArg, Proposal},
        },
    },
    registry, rewards,
};
use twist_tests::{
    World,
    fixtures::{
        registry::{BUDGET, DAILY_CAP, DAY, DURATION, FEE_BPS, GRACE},
        rewards::ATTESTER_SET,
    },
};

/// The increase that costs `gross` with the fee, base units.
fn net(gross: u64) -> u64 {
    gross / 10_000 * (10_000 - u64::from(FEE_BPS))
}

/// Attester 1 votes for a total of `total`; attester 2's vote will decide.
fn half_voted(world: &mut World, distribution: &Pubkey, total: u64) -> Proposal {
    let proposal = world.proposal(&world.ledger(distribution, &[total]));
    world.run(world.vote(1, distribution, &proposal));
    proposal
}

/// A distribution that pays in a mint of its own, whose funding vault holds `amount`.
fn emission_funded(world: &mut World, mint: &str, amount: u64) -> Pubkey {
    let mint = world.other_mint(mint);
    let distribution = world.emission_distribution(&mint);
    world.give(&mint, &rewards::funding_authority(&distribution), amount);
    distribution
}

#[test]
fn more_than_the_pace_allows_waits_for_the_next_day() {
    let (mut world, distribution) = World::with_rewards();
    let proposal = half_voted(&mut world, &distribution, net(DAILY_CAP) + 1);
    world.refuses(world.vote(2, &distribution, &proposal), Error::NotDrawable);
    world.advance(DAY - 2);
    world.refuses(world.vote(2, &distribution, &proposal), Error::NotDrawable);
    world.advance(1);
    world.run(world.vote(2, &distribution, &proposal));
    assert_eq!(world.distribution(&distribution).pending.increase, net(DAILY_CAP) + 1);
}

#[test]
fn more_than_the_budget_waits_for_funding() {
    let (mut world, distribution) = World::with_rewards();
    world.advance(20 * DAY);
    let proposal = half_voted(&mut world, &distribution, net(BUDGET) + 1);
    world.refuses(world.vote(2, &distribution, &proposal), Error::NotDrawable);
    let campaign = world.distribution(&distribution).source;
    world.fund_campaign(&campaign, 1);
    world.run(world.vote(2, &distribution, &proposal));
    assert_eq!(world.distribution(&distribution).pending.increase, net(BUDGET) + 1);
}

#[test]
fn all_that_pace_and_budget_allow_is_drawable() {
    let (mut world, distribution) = World::with_rewards();
    let [first, last] = [DAILY_CAP, BUDGET].map(|gross| world.ledger(&distribution, &[net(gross)]));
    world.settle(&first);
    world.advance(20 * DAY);
    world.settle(&last);
    let campaign = world.distribution(&distribution).source;
    assert_eq!(world.campaign_vault(&campaign), 0);
}

#[test]
fn what_was_earned_is_settled_after_a_pause_and_after_the_end() {
    let (mut world, distribution) = World::with_rewards();
    let campaign = world.distribution(&distribution).source;
    world.run(registry::pause_campaign(&world.actor("advertiser"), &campaign));
    world.settle(&world.ledger(&distribution, &[10]));
    world.advance(DURATION + GRACE);
    world.settle(&world.ledger(&distribution, &[20]));
    assert_eq!(world.payout_vault(&distribution), 20);
}

#[test]
fn nothing_can_be_drawn_from_a_closed_campaign() {
    let (mut world, distribution) = World::with_rewards();
    let proposal = half_voted(&mut world, &distribution, 10);
    world.advance(DURATION + GRACE + FALLBACK_SECONDS);
    let campaign = world.distribution(&distribution).source;
    world.close_campaign(&campaign);
    world.refuses(world.vote(2, &distribution, &proposal), Error::NotDrawable);
}

#[test]
fn an_emission_funded_increase_must_be_in_the_funding_vault() {
    let mut world = World::with_registry();
    let distribution = emission_funded(&mut world, "gold", 99);
    let proposal = half_voted(&mut world, &distribution, 100);
    world.refuses(world.vote(2, &distribution, &proposal), Error::NotDrawable);
    let mint = world.other_mint("gold");
    world.give(&mint, &rewards::funding_authority(&distribution), 1);
    world.run(world.vote(2, &distribution, &proposal));
}

#[test]
fn value_at_risk_is_bounded_over_all_distributions_of_a_set() {
    let (mut world, first) = World::with_rewards();
    let terms = AttesterTermsArg { max_value_at_risk: 100, ..world.attester_terms() };
    world.change_attester_set(ATTESTER_SET, terms);
    let second = world.new_distribution("other advertiser");
    let alone = half_voted(&mut world, &first, 101);
    world.refuses(world.vote(2, &first, &alone), Error::ValueAtRiskExceeded);

    world.propose_epoch(&world.ledger(&first, &[60]));
    let together = half_voted(&mut world, &second, 41);
    world.refuses(world.vote(2, &second, &together), Error::ValueAtRiskExceeded);
    world.propose_epoch(&world.ledger(&second, &[40]));
    assert_eq!(world.attester_set(ATTESTER_SET).value_at_risk, 100);

    world.finalize_epoch(&second);
    assert_eq!(world.attester_set(ATTESTER_SET).value_at_risk, 60);
    world.finalize_epoch(&first);
    assert_eq!(world.attester_set(ATTESTER_SET).value_at_risk, 0);
    world.propose_epoch(&world.ledger(&second, &[140]));
}

#[test]
fn value_at_risk_fits_64_bits_over_all_distributions() {
    let mut world = World::with_registry();
    let first = emission_funded(&mut world, "gold", u64::MAX);
    let second = emission_funded(&mut world, "silver", 1);
    world.propose_epoch(&world.ledger(&first, &[u64::MAX]));
    let proposal = half_voted(&mut world, &second, 1);
    world.refuses(world.vote(2, &second, &proposal), Error::Overflow);
    world.finalize_epoch(&first);
    world.run(world.vote(2, &second, &proposal));
}

#[test]
fn an_epoch_in_which_nobody_earned_puts_nothing_at_risk() {
    let (mut world, distribution) = World::with_rewards();
    world.propose_epoch(&world.ledger(&distribution, &[0]));
    assert_eq!(world.attester_set(ATTESTER_SET).value_at_risk, 0);
    world.finalize_epoch(&distribution);
    assert_eq!(world.distribution(&distribution).current.epoch, 1);
}
