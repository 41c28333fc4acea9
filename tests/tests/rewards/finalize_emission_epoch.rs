use anchor_lang::error::ErrorCode;
use solana_pubkey::Pubkey;
use twist_client::{
    programs::{
        twist_rewards::{constants::CLAIM_PERIOD, error::TwistRewardsError as Error, events::EpochFinalized},
        twist_token::types::SplitArg,
    },
    rewards, token,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::{
        rewards::ATTESTER_SET,
        token::{PERIOD, TWIST},
    },
};

/// A world whose emission-funded distribution, with 100 in its funding vault, has waited out the window of a root of 70.
fn ripe() -> (World, Pubkey) {
    let mut world = World::with_registry();
    let mint = world.usdc();
    let distribution = world.emission_distribution(&mint);
    world.give(&mint, &rewards::funding_authority(&distribution), 100);
    world.propose_epoch(&world.ledger(&distribution, &[40, 30]));
    world.wait_out_challenge(&distribution);
    (world, distribution)
}

#[test]
fn emission_reaches_payees_from_the_mint_on() {
    let mint = token::mint();
    let distribution = rewards::emission_distribution(mint.as_array());
    let beneficiary = rewards::funding_authority(&distribution);
    let mut world = World::with_token_from(|args| args.splits = vec![SplitArg { beneficiary, bps: 10_000 }]);
    world.initialize_rewards();
    world.install_attester_set(ATTESTER_SET, world.attester_terms());
    world.emission_distribution(&mint);
    // The wait for the attester set was 72 periods of 10 TWIST.
    world.emit();
    world.run(token::withdraw_split(&beneficiary, None));
    assert_eq!(world.twist(&beneficiary), 720 * TWIST);

    let first = world.ledger(&distribution, &[100 * TWIST, 300 * TWIST]);
    world.land(&first);
    assert_eq!((world.twist(&beneficiary), world.payout_vault(&distribution)), (320 * TWIST, 400 * TWIST));
    world.pay(&first, 1);
    world.advance(PERIOD);
    world.emit();
    world.run(token::withdraw_split(&beneficiary, None));
    let second = world.ledger(&distribution, &[110 * TWIST, 300 * TWIST, 5 * TWIST]);
    world.land(&second);
    world.pay(&second, 2);
    world.pay(&second, 0);
    assert_eq!([0, 1, 2].map(|n| world.twist(&world.payee(n)) / TWIST), [110, 300, 5]);
    assert_eq!(world.payout_vault(&distribution), 0);
}

#[test]
fn exactly_the_increase_leaves_the_funding_vault() {
    let (mut world, distribution) = ripe();
    let state = world.distribution(&distribution);
    let event: EpochFinalized = world.run(rewards::finalize_emission_epoch(&state)).event();
    assert_eq!((event.header.seq, event.distribution, event.epoch), (5, distribution, 1));
    assert_eq!((event.total, event.increase), (70, 70));
    assert_eq!(event.claim_deadline, world.time() + CLAIM_PERIOD);
    assert_eq!(world.token_account(&state.funding_account).amount, 30);
    assert_eq!(world.payout_vault(&distribution), 70);
    let state = world.distribution(&distribution);
    assert_eq!((state.current.epoch, state.current.total, state.settlement.has_pending), (1, 70, 0));
    assert_eq!(world.attester_set(ATTESTER_SET).value_at_risk, 0);
}

#[test]
fn a_root_is_final_only_after_its_challenge_window() {
    let (mut world, distribution) = ripe();
    let finalize = rewards::finalize_emission_epoch(&world.distribution(&distribution));
    assert!(finalize.accounts.iter().all(|account| !account.is_signer), "anyone can");
    world.set_time(world.time() - 1);
    world.refuses(finalize.clone(), Error::ChallengeWindowOpen);
    world.advance(1);
    world.run(finalize.clone());
    world.refuses(finalize, Error::NothingPending);
}

#[test]
fn a_campaign_does_not_pay_for_the_emission() {
    let (mut world, distribution) = ripe();
    world.refuses(rewards::finalize_epoch(&world.distribution(&distribution)), Error::WrongFunding);
}

#[test]
fn only_the_distributions_own_accounts_are_taken() {
    let (mut world, distribution) = ripe();
    let state = world.distribution(&distribution);
    world.install_attester_set(2, world.attester_terms());
    let other_vault = world.open_ata(&world.stranger(), &state.mint);
    let finalize = rewards::finalize_emission_epoch(&state);
    for (account, other) in [
        (state.attester_set, rewards::attester_set(2)),
        (state.funding_account, other_vault),
        (state.payout_vault, other_vault),
    ] {
        world.refuses(finalize.clone().with(&account, &other), Error::WrongAccount);
    }
    let authority = rewards::funding_authority(&distribution);
    let stranger = world.stranger();
    world.refuses(finalize.clone().with(&authority, &stranger), ErrorCode::ConstraintSeeds);
    world.needs_its_own_kind_of(&distribution, &finalize);
    world.needs_its_own_kind_of(&state.attester_set, &finalize);
}
