use anchor_lang::error::ErrorCode;
use solana_pubkey::Pubkey;
use twist_client::{
    programs::{
        twist_rewards::{error::TwistRewardsError as Error, events::Claimed},
        twist_token,
    },
    rewards::{self, ClaimParams},
    spl,
};
use twist_tests::{Events, Variation, World, fixtures::ledger::Ledger};

/// A world in which `"payee 0"`, `"payee 1"` and so on can claim these amounts.
fn landed(amounts: &[u64]) -> (World, Ledger) {
    let (mut world, distribution) = World::with_rewards();
    let ledger = world.ledger(&distribution, amounts);
    world.land(&ledger);
    (world, ledger)
}

/// What the payee with this index claims; its token account is open.
fn params(world: &mut World, ledger: &Ledger, index: u32) -> ClaimParams {
    let mint = world.distribution(&ledger.distribution).mint;
    let params = ledger.claim(&mint, index);
    world.open_ata(&params.payee, &mint);
    params
}

#[test]
fn a_payee_gets_what_it_earned() {
    let (mut world, ledger) = landed(&[30, 20]);
    let mint = world.usdc();
    let event: Claimed = world.pay(&ledger, 1).event();
    let payee = world.payee(1);
    // The page was opened and refreshed before.
    assert_eq!((event.header.seq, event.distribution, event.index), (3, ledger.distribution, 1));
    assert_eq!((event.payee, event.destination), (payee, spl::ata(&payee, &mint)));
    assert_eq!((event.amount, event.cumulative), (20, 20));
    assert_eq!((world.paid(&ledger, 1), world.payout_vault(&ledger.distribution)), (20, 30));
    let page = world.claim_page(&ledger.distribution, 0);
    assert_eq!((page.slots[0], page.slots[1], page.claimed, page.event_seq), (0, 20, 20, 3));
}

#[test]
fn anyone_can_claim_for_a_payee() {
    let (world, ledger) = landed(&[30]);
    assert!(world.claim(&ledger, 0).accounts.iter().all(|account| !account.is_signer));
}

#[test]
fn nobody_is_paid_twice() {
    let (mut world, ledger) = landed(&[30, 20]);
    world.pay(&ledger, 0);
    world.refuses(world.claim(&ledger, 0), Error::NothingDue);
    world.pay(&ledger, 1);
    for index in [0, 1] {
        world.refuses(world.claim(&ledger, index), Error::NothingDue);
    }
}

#[test]
fn in_any_order_everyone_is_paid_to_the_last_unit() {
    let amounts = [1, 999_999, 7, 31_337];
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
        let (mut world, ledger) = landed(&amounts);
        let mut left = ledger.total();
        for index in order {
            world.pay(&ledger, index);
            let amount = amounts[index as usize];
            left -= amount;
            assert_eq!(
                (world.paid(&ledger, index), world.payout_vault(&ledger.distribution)),
                (amount, left)
            );
        }
        assert_eq!(left, 0);
    }
}

#[test]
fn amounts_go_up_to_64_bits() {
    let mut world = World::with_registry();
    let mint = world.other_mint("gold");
    let distribution = world.emission_distribution(&mint);
    world.give(&mint, &rewards::funding_authority(&distribution), u64::MAX);
    let ledger = world.ledger(&distribution, &[u64::MAX - 5, 5]);
    world.land(&ledger);
    world.pay(&ledger, 1);
    world.pay(&ledger, 0);
    assert_eq!((world.paid(&ledger, 0), world.paid(&ledger, 1)), (u64::MAX - 5, 5));
    assert_eq!(world.claim_page(&distribution, 0).claimed, u64::MAX);
}

#[test]
fn who_has_earned_nothing_yet_is_due_nothing() {
    let (mut world, ledger) = landed(&[30, 0]);
    let params = params(&mut world, &ledger, 1);
    world.refuses(rewards::claim(params), Error::NothingDue);
}

#[test]
fn a_page_ends_at_slot_1023() {
    let (mut world, distribution) = World::with_rewards();
    let mut payees = vec![(world.stranger(), 0); 1_025];
    for (n, index) in [0, 1_023, 1_024].into_iter().enumerate() {
        payees[index] = (world.payee(n), 10 + n as u64);
    }
    let ledger = Ledger::new(&distribution, payees);
    world.land(&ledger);
    for (index, amount) in [(1_024, 12), (1_023, 11), (0, 10)] {
        world.pay(&ledger, index);
        assert_eq!(world.paid(&ledger, index), amount);
    }
    let [first, second] = [0, 1].map(|page| world.claim_page(&distribution, page));
    assert_eq!((first.slots[0], first.slots[1_023], first.claimed), (10, 11, 21));
    assert_eq!((second.slots[0], second.claimed), (12, 12));
}

#[test]
fn a_proof_is_worth_one_amount_to_one_payee_at_one_index() {
    let (mut world, ledger) = landed(&[30, 20, 10]);
    let [own, other] = [0, 1].map(|index| params(&mut world, &ledger, index));
    let (mut bent, mut overflowing) = (own.proof, own.proof);
    bent[4][0] ^= 1;
    overflowing[9][32..].copy_from_slice(&u64::MAX.to_le_bytes());
    for (what, wrong) in [
        ("more", ClaimParams { cumulative: 31, ..own.clone() }),
        ("less", ClaimParams { cumulative: 29, ..own.clone() }),
        ("nothing", ClaimParams { cumulative: 0, ..own.clone() }),
        ("everything", ClaimParams { cumulative: u64::MAX, ..own.clone() }),
        ("someone else's proof", ClaimParams { proof: other.proof, ..own.clone() }),
        ("someone else's index", ClaimParams { index: 1, ..own.clone() }),
        ("someone else's leaf", ClaimParams { payee: own.payee, ..other.clone() }),
        ("the last slot", ClaimParams { index: 1_023, ..own.clone() }),
        ("a changed sibling", ClaimParams { proof: bent, ..own.clone() }),
        ("sums that overflow", ClaimParams { proof: overflowing, ..own.clone() }),
        ("padding", ClaimParams { index: 3, cumulative: 0, ..own.clone() }),
    ] {
        println!("{what}");
        world.refuses(rewards::claim(wrong), Error::InvalidProof);
    }
    world.run(rewards::claim(own));
    world.run(rewards::claim(other));
}

#[test]
fn a_page_that_was_never_refreshed_pays_nothing_yet() {
    let (mut world, distribution) = World::with_rewards();
    let ledger = world.ledger(&distribution, &[30]);
    world.settle(&ledger);
    world.open_page(&distribution, 0);
    let params = params(&mut world, &ledger, 0);
    world.refuses(rewards::claim(params.clone()), Error::PageStale);
    world.run(ledger.refresh_page(0));
    world.run(rewards::claim(params));
}

#[test]
fn only_the_page_of_the_index_is_taken() {
    let (mut world, distribution) = World::with_rewards();
    let mut payees = vec![(world.stranger(), 1); 1_025];
    payees[0].0 = world.payee(0);
    payees[1_024].0 = world.payee(0);
    let ledger = Ledger::new(&distribution, payees);
    world.land(&ledger);
    let other = world.new_distribution("other advertiser");
    let other_ledger = world.ledger(&other, &[1]);
    world.land(&other_ledger);

    let pages = [0, 1].map(|page| rewards::claim_page(&distribution, page));
    for (index, own, wrong) in [(0, pages[0], pages[1]), (1_024, pages[1], pages[0])] {
        let claim = rewards::claim(params(&mut world, &ledger, index));
        world.refuses(claim.clone().with(&own, &wrong), Error::WrongPage);
        let elsewhere = claim.with(&own, &rewards::claim_page(&other, 0));
        world.refuses(elsewhere, Error::WrongPage);
    }
}

#[test]
fn a_proof_is_worth_nothing_in_another_distribution() {
    let (mut world, ledger) = landed(&[30, 20]);
    let other = world.new_distribution("other advertiser");
    let other_ledger = world.ledger(&other, &[30, 20]);
    world.land(&other_ledger);
    let mut params = params(&mut world, &ledger, 0);
    params.distribution = other;
    world.refuses(rewards::claim(params), Error::InvalidProof);
    world.pay(&other_ledger, 0);
}

#[test]
fn only_the_distributions_own_accounts_are_taken() {
    let (mut world, ledger) = landed(&[30]);
    let other = world.new_distribution("other advertiser");
    let mint = world.usdc();
    let (vault, other_vault) =
        (rewards::payout_vault(&ledger.distribution, &mint), rewards::payout_vault(&other, &mint));
    let claim = rewards::claim(params(&mut world, &ledger, 0));
    world.refuses(claim.clone().with(&vault, &other_vault), Error::WrongAccount);
    world.needs_its_own_kind_of(&ledger.distribution, &claim);
    world.needs_its_own_kind_of(&rewards::claim_page(&ledger.distribution, 0), &claim);
    let wrong_program = claim.with(&spl_token_interface::ID, &twist_token::ID);
    world.refuses(wrong_program, ErrorCode::InvalidProgramId);
}

#[test]
fn roots_that_take_back_what_was_paid_cannot_drain_a_page() {
    let (mut world, honest) = landed(&[100, 10]);
    let robbed = world.ledger(&honest.distribution, &[40, 90]);
    world.land(&robbed);
    // The previous root is still good, so both could be paid more than there is.
    world.pay(&honest, 0);
    let params = params(&mut world, &robbed, 1);
    world.refuses(rewards::claim(params), Error::InvariantBroken);
}

#[test]
fn one_payee_at_two_indices_is_paid_for_both() {
    let (mut world, distribution) = World::with_rewards();
    let payee: Pubkey = world.payee(0);
    let ledger = Ledger::new(&distribution, vec![(payee, 30), (payee, 12)]);
    world.land(&ledger);
    world.pay(&ledger, 0);
    world.pay(&ledger, 1);
    assert_eq!(world.paid(&ledger, 0), 42);
}
