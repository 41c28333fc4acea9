//! Rows of `twist_rewards`. Whatever depends on the number of payees is measured with a million of them.

use solana_instruction::Instruction;
use solana_message::Message;
use solana_pubkey::Pubkey;
use twist_client::{
    chain::MAX_TRANSACTION_BYTES, programs::twist_rewards::constants::EXPIRE_AFTER, rewards, token,
};
use twist_merkle_sum::page_of;
use twist_tests::{
    World,
    compute::Table,
    fixtures::{ledger::Ledger, registry::USDC, token::POWER_DELAY},
};

/// Payees of the large distribution.
const PAYEES: u32 = 1_000_000;
/// The one who claims.
const INDEX: u32 = 765_432;
/// Most that a claim and a refreshed page may cost, compute units.
const CLAIM_BUDGET: u64 = 10_000;
/// Most that a vote and a finalized epoch may cost, compute units.
const EPOCH_BUDGET: u64 = 15_000;

pub fn measure(table: &mut Table) {
    governance(table);
    distributions(table);
    million_payees(table);
    without_a_campaign(table);
}

fn governance(table: &mut Table) {
    let mut world = World::new();
    let (payer, authority, next) = (world.payer(), world.authority(), world.actor("next"));
    table.record(&world.initialize_rewards(), "creates the config");
    table.record(&world.run(rewards::set_guardian(&authority, &world.guardian())), "");
    table.record(&world.run(rewards::propose_authority(&authority, &next)), "");
    table.record(&world.run(rewards::cancel_authority(&authority)), "");
    world.run(rewards::propose_authority(&authority, &next));
    table.record(&world.run(rewards::accept_authority(&next)), "");

    let set = rewards::attester_set(1);
    let mut terms = world.attester_terms();
    terms.members = (1..=16).map(|n| world.attester(n)).collect();
    terms.threshold = 9;
    table.record(&world.run(rewards::create_attester_set(&payer, &next, 1)), "creates the set");
    table.record(&world.run(rewards::propose_attester_set(&next, &set, terms.clone())), "16 members");
    table.record(&world.run(rewards::cancel_attester_set(&next, &set)), "");
    world.run(rewards::propose_attester_set(&next, &set, terms));
    world.advance(POWER_DELAY);
    table.record(&world.run(rewards::execute_attester_set(&set)), "16 members");
}

fn distributions(table: &mut Table) {
    let mut world = World::with_registry();
    let campaign = world.draft_campaign();
    table.record(&world.create_distribution(&campaign), "creates the distribution and its vault");
    let creation = world.emission_distribution_creation(&token::mint());
    table.record(&world.run(creation), "creates the distribution and its two vaults");
}

/// A distribution of which the first epoch was small and the second has [`PAYEES`] payees.
fn million_payees(table: &mut Table) {
    let (mut world, distribution) = World::with_rewards();
    let payee = world.payee(0);
    let key = |index: u32| if index == INDEX { payee } else { nobody(index) };
    let ledger = Ledger::new(&distribution, (0..PAYEES).map(|index| (key(index), 10)).collect());
    assert_eq!((ledger.total(), ledger.tree.depth()), (10 * USDC, 20));
    world.settle(&Ledger::new(&distribution, vec![(key(0), 1)]));

    let size = "distribution of 1,000,000 payees";
    let proposal = world.proposal(&ledger);
    let vote = world.run(world.vote(1, &distribution, &proposal));
    table.record_within(&vote, EPOCH_BUDGET, &format!("first vote; {size}"));
    let vote = world.run(world.vote(2, &distribution, &proposal));
    table.record_within(&vote, EPOCH_BUDGET, &format!("opens the challenge window; {size}"));
    let finalized = world.finalize_epoch(&distribution);
    table.record_within(&finalized, EPOCH_BUDGET, &format!("draws from the campaign; {size}"));

    let page = page_of(INDEX);
    table.record(&world.open_page(&distribution, page), "creates the page of 1,024 payees");
    let refreshed = world.run(ledger.refresh_page(page));
    table.record_within(&refreshed, CLAIM_BUDGET, &format!("10 levels; {size}"));
    let mint = world.usdc();
    world.open_ata(&payee, &mint);
    let claim = world.claim(&ledger, INDEX);
    let bytes = transaction_bytes(&claim);
    assert!(bytes <= MAX_TRANSACTION_BYTES, "{bytes} bytes");
    let note = format!("transaction of {bytes} bytes; {size}");
    table.record_within(&world.run(claim), CLAIM_BUDGET, &note);
    assert_eq!(world.balance(&payee, &mint), 10);
}

fn without_a_campaign(table: &mut Table) {
    let mut world = World::with_registry();
    let mint = world.usdc();
    let distribution = world.emission_distribution(&mint);
    world.give(&mint, &rewards::funding_authority(&distribution), USDC);
    let ledger = world.ledger(&distribution, &[USDC]);
    world.propose_epoch(&ledger);
    let veto = rewards::veto_epoch(&world.guardian(), None, &world.distribution(&distribution), [9; 32]);
    table.record(&world.run(veto), "");
    world.propose_epoch(&ledger);
    world.wait_out_challenge(&distribution);
    world.advance(EXPIRE_AFTER);
    table.record(&world.run(rewards::expire_pending(&world.distribution(&distribution))), "");
    world.propose_epoch(&ledger);
    table.record_within(&world.finalize_epoch(&distribution), EPOCH_BUDGET, "moves the increase");
}

/// A payee whom nobody pays here: any key will do.
fn nobody(index: u32) -> Pubkey {
    let mut key = [1; 32];
    key[..4].copy_from_slice(&index.to_le_bytes());
    Pubkey::new_from_array(key)
}

/// Size of a legacy transaction with only this instruction, paid for by one key that signs alone.
fn transaction_bytes(instruction: &Instruction) -> usize {
    let message = Message::new(std::slice::from_ref(instruction), Some(&Pubkey::new_unique()));
    // The number of signatures, and one of 64 bytes.
    1 + 64 + message.serialize().len()
}
