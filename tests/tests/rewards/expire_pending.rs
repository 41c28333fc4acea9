use solana_pubkey::Pubkey;
use spl_token_interface::error::TokenError;
use twist_client::{
    programs::{
        twist_campaign_registry::{constants::FALLBACK_SECONDS, error::TwistCampaignRegistryError},
        twist_rewards::{constants::EXPIRE_AFTER, error::TwistRewardsError as Error, events::PendingExpired},
    },
    rewards,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::{
        registry::{DURATION, GRACE},
        rewards::ATTESTER_SET,
    },
};

/// A world with a root that waits out its challenge window.
fn pending() -> (World, Pubkey) {
    let (mut world, distribution) = World::with_rewards();
    world.propose_epoch(&world.ledger(&distribution, &[30, 20]));
    (world, distribution)
}

#[test]
fn a_root_that_nobody_finalized_is_cleared_after_a_week() {
    let (mut world, distribution) = pending();
    let expire = rewards::expire_pending(&world.distribution(&distribution));
    assert!(expire.accounts.iter().all(|account| !account.is_signer), "anyone can");
    world.refuses(expire.clone(), Error::NotExpired);
    world.wait_out_challenge(&distribution);
    world.advance(EXPIRE_AFTER - 1);
    world.refuses(expire.clone(), Error::NotExpired);
    world.advance(1);
    let event: PendingExpired = world.run(expire.clone()).event();
    assert_eq!((event.header.seq, event.distribution, event.epoch), (5, distribution, 1));

    let state = world.distribution(&distribution);
    assert_eq!((state.settlement.has_pending, state.pending.increase, state.current.epoch), (0, 0, 0));
    assert_eq!((state.votes, state.epoch_vetoes, state.settlement.vetoes), ([[0; 32]; 16], 0, 0));
    assert_eq!(world.attester_set(ATTESTER_SET).value_at_risk, 0);
    world.refuses(expire, Error::NothingPending);
}

#[test]
fn until_it_is_cleared_an_old_root_can_still_be_finalized() {
    let (mut world, distribution) = pending();
    world.wait_out_challenge(&distribution);
    world.advance(10 * EXPIRE_AFTER);
    world.finalize_epoch(&distribution);
    let expire = rewards::expire_pending(&world.distribution(&distribution));
    world.refuses(expire, Error::NothingPending);
}

#[test]
fn expiring_unblocks_a_distribution_whose_funds_were_frozen() {
    let mut world = World::with_registry();
    let mint = world.usdc();
    let distribution = world.emission_distribution(&mint);
    let vault = world.give(&mint, &rewards::funding_authority(&distribution), 100);
    world.propose_epoch(&world.ledger(&distribution, &[70]));
    world.freeze(&vault, &mint);
    world.wait_out_challenge(&distribution);
    let state = world.distribution(&distribution);
    world.refuses(rewards::finalize_emission_epoch(&state), TokenError::AccountFrozen);
    world.advance(EXPIRE_AFTER);
    world.run(rewards::expire_pending(&state));

    world.settle(&world.ledger(&distribution, &[0]));
    assert_eq!(world.distribution(&distribution).current.epoch, 1, "a root that can be paid is agreed on");
}

#[test]
fn expiring_clears_what_a_closed_campaign_can_no_longer_pay() {
    let (mut world, distribution) = pending();
    let state = world.distribution(&distribution);
    world.advance(DURATION + GRACE + FALLBACK_SECONDS);
    world.close_campaign(&state.source);
    // Its vault is gone, too, but the registry looks at the status first.
    world.refuses(rewards::finalize_epoch(&state), TwistCampaignRegistryError::CampaignClosed);
    world.run(rewards::expire_pending(&state));
    assert_eq!(world.attester_set(ATTESTER_SET).value_at_risk, 0, "it burdens no other distribution");
}

#[test]
fn only_the_right_accounts_are_taken() {
    let (mut world, distribution) = pending();
    world.install_attester_set(2, world.attester_terms());
    world.advance(10 * EXPIRE_AFTER);
    let expire = rewards::expire_pending(&world.distribution(&distribution));
    let own = rewards::attester_set(ATTESTER_SET);
    world.refuses(expire.clone().with(&own, &rewards::attester_set(2)), Error::WrongAccount);
    world.needs_its_own_kind_of(&own, &expire);
    world.needs_its_own_kind_of(&distribution, &expire);
}
