//! From attention to a stake in one go.

use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_message::Message;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::{
    chain::{Chain, MAX_TRANSACTION_BYTES, Submission},
    programs::twist_staking::{accounts::Position, types::StakeArgs},
    rewards, spl, staking, token,
};
use twist_tests::{
    World,
    fixtures::{ledger::Ledger, rewards::ATTESTER_SET, staking::MONTH, token::TWIST},
};

/// Bytes of the transaction below, which the payee alone signs.
const BYTES: usize = 1_143;

#[test]
fn a_payee_without_a_token_account_claims_and_stakes_in_one_transaction() {
    let mut world = World::with_staking();
    world.initialize_rewards();
    world.install_attester_set(ATTESTER_SET, world.attester_terms());
    let (mint, wallet, earned) = (token::mint(), Keypair::new_from_array([1; 32]), 50 * TWIST);
    let payee = wallet.pubkey();
    let distribution = world.emission_distribution(&mint);
    world.give_twist(&rewards::funding_authority(&distribution), 80 * TWIST);
    let ledger = Ledger::new(&distribution, vec![(world.payee(0), 30 * TWIST), (payee, earned)]);
    world.land(&ledger);
    let pool = world.create_pool("influencer", 0);
    // For the fee, and the rent of token account and position.
    world.airdrop(&payee, 10_000_000).unwrap();
    assert!(world.account(&world.twist_account(&payee)).unwrap().is_none());

    let args = StakeArgs { nonce: 0, amount: earned, terms: MONTH };
    let instructions = vec![
        spl::create_ata(&payee, &payee, &mint),
        world.claim(&ledger, 1),
        staking::stake(&payee, &payee, &world.pool(&pool), args),
    ];
    assert_eq!(transaction_bytes(&instructions, &payee), BYTES);
    const { assert!(BYTES <= MAX_TRANSACTION_BYTES) };
    let published = format!("{BYTES} of the 1,232 bytes");
    assert!(include_str!("../../../docs/STAKING.md").contains(&published), "docs/STAKING.md: {published}");

    let submission = Submission { label: "stake", instructions, payer: &wallet, signers: vec![] };
    world.send(&submission).unwrap();
    let position: Position = world.fetch(&staking::position(&pool, &payee, 0));
    assert_eq!((position.owner, position.rent_payer, position.amount), (payee, payee, earned));
    assert_eq!((world.twist(&payee), world.payout_vault(&distribution)), (0, 30 * TWIST));
}

/// Size of a legacy transaction that `payer` pays for and signs alone.
fn transaction_bytes(instructions: &[Instruction], payer: &Pubkey) -> usize {
    let message = Message::new(instructions, Some(payer));
    assert_eq!(message.header.num_required_signatures, 1);
    // The number of signatures, and one of 64 bytes.
    1 + 64 + message.serialize().len()
}
