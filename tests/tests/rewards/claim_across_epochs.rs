//! Claims while roots change: nothing goes stale in flight, nothing is paid twice, nothing stops them.

use solana_pubkey::Pubkey;
use twist_client::{
    programs::{
        twist_campaign_registry::constants::FALLBACK_SECONDS,
        twist_rewards::{constants::CLAIM_PERIOD, error::TwistRewardsError as Error, events::Claimed},
    },
    rewards,
};
use twist_tests::{
    Events, World,
    fixtures::{
        ledger::Ledger,
        registry::{DURATION, GRACE},
    },
};

/// A world with a distribution, and the ledgers of its first epochs, of which none has landed.
fn ledgers<const N: usize>(amounts: [&[u64]; N]) -> (World, [Ledger; N]) {
    let (mut world, distribution) = World::with_rewards();
    let ledgers = amounts.map(|amounts| world.ledger(&distribution, amounts));
    let mint = world.usdc();
    for n in 0..3 {
        world.open_ata(&world.payee(n), &mint);
    }
    (world, ledgers)
}

/// What `"payee 0"` and so on have got, base units.
fn got<const N: usize>(world: &mut World) -> [u64; N] {
    let mint = world.usdc();
    std::array::from_fn(|n| world.balance(&world.payee(n), &mint))
}

#[test]
fn a_later_claim_pays_only_what_is_new() {
    let (mut world, [first, second]) = ledgers([&[30, 20], &[37, 20]]);
    world.land(&first);
    world.pay(&first, 0);
    world.land(&second);
    let event: Claimed = world.pay(&second, 0).event();
    assert_eq!((event.amount, event.cumulative), (7, 37));
    let event: Claimed = world.pay(&second, 1).event();
    assert_eq!((event.amount, event.cumulative), (20, 20), "both epochs at once");
    assert_eq!((got(&mut world), world.payout_vault(&first.distribution)), ([37, 20], 0));
}

#[test]
fn a_proof_of_the_previous_epoch_is_good_before_and_after_the_page_is_refreshed() {
    let (mut world, [first, second]) = ledgers([&[30, 20, 10], &[31, 21, 11]]);
    world.land(&first);
    world.settle(&second);
    world.pay(&first, 0);
    // Nobody has proven the new page root yet.
    world.refuses(world.claim(&second, 1), Error::InvalidProof);
    world.run(second.refresh_page(0));
    world.pay(&first, 1);
    world.pay(&second, 0);
    world.pay(&second, 1);
    world.pay(&second, 2);
    assert_eq!((got(&mut world), world.payout_vault(&first.distribution)), ([31, 21, 11], 0));
}

#[test]
fn an_older_proof_takes_nothing_after_a_newer_one() {
    let (mut world, [first, second]) = ledgers([&[30], &[31]]);
    world.land(&first);
    world.land(&second);
    world.pay(&second, 0);
    for ledger in [&first, &second] {
        world.refuses(world.claim(ledger, 0), Error::NothingDue);
    }
}

#[test]
fn a_proof_of_the_epoch_before_the_previous_one_is_worth_nothing() {
    let (mut world, [first, second, third]) = ledgers([&[30], &[31], &[32]]);
    world.land(&first);
    world.land(&second);
    world.settle(&third);
    // The page still knows the first root, but the distribution does not.
    world.refuses(world.claim(&first, 0), Error::InvalidProof);
    world.run(third.refresh_page(0));
    world.refuses(world.claim(&first, 0), Error::InvalidProof);
    world.pay(&second, 0);
    world.pay(&third, 0);
    assert_eq!(got(&mut world), [32]);
}

#[test]
fn a_stale_page_is_refreshed_in_the_transaction_that_claims() {
    let (mut world, [first, second, third]) = ledgers([&[30], &[31], &[32]]);
    world.land(&first);
    world.settle(&second);
    world.settle(&third);
    for ledger in [&first, &second, &third] {
        world.refuses(world.claim(ledger, 0), Error::PageStale);
    }
    let receipt = world.run_all(vec![third.refresh_page(0), world.claim(&third, 0)]);
    assert_eq!(receipt.event_among_others::<Claimed>().amount, 32);
}

#[test]
fn whoever_came_before_a_new_level_and_whoever_came_with_it_are_paid() {
    let (mut world, distribution) = World::with_rewards();
    let mut payees: Vec<(Pubkey, u64)> = vec![(world.stranger(), 0); 1_024];
    payees[1_023] = (world.payee(0), 30);
    let first = Ledger::new(&distribution, payees.clone());
    world.land(&first);
    world.pay(&first, 1_023);
    payees[1_023].1 = 31;
    payees.push((world.payee(1), 9));
    let second = Ledger::new(&distribution, payees);
    assert_eq!((first.tree.depth(), second.tree.depth()), (10, 11));
    world.land(&second);
    world.refuses(world.claim(&first, 1_023), Error::NothingDue);
    world.pay(&second, 1_023);
    world.pay(&second, 1_024);
    assert_eq!((got(&mut world), world.payout_vault(&distribution)), ([31, 9], 0));
}

#[test]
fn a_veto_takes_nothing_from_what_is_final() {
    let (mut world, [first, second]) = ledgers([&[30], &[99]]);
    world.land(&first);
    world.propose_epoch(&second);
    let state = world.distribution(&first.distribution);
    world.run(rewards::veto_epoch(&world.guardian(), None, &state, [9; 32]));
    world.refuses(world.claim(&second, 0), Error::InvalidProof);
    world.pay(&first, 0);
    assert_eq!(got(&mut world), [30]);
}

#[test]
fn a_closed_campaign_and_a_passed_deadline_stop_no_claim() {
    let (mut world, [ledger]) = ledgers([&[30, 20]]);
    world.land(&ledger);
    world.advance(DURATION + GRACE + FALLBACK_SECONDS);
    let campaign = world.distribution(&ledger.distribution).source;
    world.close_campaign(&campaign);
    world.pay(&ledger, 0);
    world.advance(CLAIM_PERIOD);
    world.pay(&ledger, 1);
    assert_eq!((got(&mut world), world.payout_vault(&ledger.distribution)), ([30, 20], 0));
}
