use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_rewards::{error::TwistRewardsError as Error, events::EpochVetoed},
    rewards,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::{ledger::Ledger, rewards::ATTESTER_SET},
};

const REASON: [u8; 32] = [9; 32];

/// A world with a root that waits out its challenge window, and the ledger below it.
fn pending() -> (World, Pubkey, Ledger) {
    let (mut world, distribution) = World::with_rewards();
    let ledger = world.ledger(&distribution, &[30, 20]);
    world.propose_epoch(&ledger);
    (world, distribution, ledger)
}

/// The guardian's veto, signed by `authority` too if there is one.
fn veto(world: &World, distribution: &Pubkey, authority: Option<&Pubkey>) -> Instruction {
    rewards::veto_epoch(&world.guardian(), authority, &world.distribution(distribution), REASON)
}

#[test]
fn the_guardian_cancels_a_pending_root() {
    let (mut world, distribution, ledger) = pending();
    let event: EpochVetoed = world.run(veto(&world, &distribution, None)).event();
    assert_eq!((event.header.seq, event.distribution), (5, distribution));
    assert_eq!((event.epoch, event.reason_hash), (1, REASON));

    let state = world.distribution(&distribution);
    assert_eq!(
        (state.settlement.has_pending, state.pending.root.epoch, state.pending.signer_count),
        (0, 0, 0)
    );
    assert_eq!((state.epoch_vetoes, state.settlement.vetoes), (1, 1));
    assert_eq!((state.votes, state.current.epoch), ([[0; 32]; 16], 0));
    assert_eq!(world.attester_set(ATTESTER_SET).value_at_risk, 0);
    let nothing = veto(&world, &distribution, None);
    world.refuses(nothing, Error::NothingPending);
    world.settle(&ledger);
    assert_eq!(world.distribution(&distribution).current.total, 50, "attesters may agree anew");
}

#[test]
fn a_second_veto_of_an_epoch_needs_the_authority() {
    let (mut world, distribution, ledger) = pending();
    world.run(veto(&world, &distribution, None));
    world.propose_epoch(&ledger);
    world.refuses(veto(&world, &distribution, None), Error::SecondVetoNeedsAuthority);
    let authority = world.authority();
    world.run(veto(&world, &distribution, Some(&authority)));
    let state = world.distribution(&distribution);
    assert_eq!((state.epoch_vetoes, state.settlement.vetoes), (2, 2));

    world.settle(&ledger);
    world.propose_epoch(&ledger);
    world.run(veto(&world, &distribution, None));
    let state = world.distribution(&distribution);
    assert_eq!((state.epoch_vetoes, state.settlement.vetoes), (1, 3), "another epoch, another first veto");
}

#[test]
fn the_authority_that_signs_along_must_be_the_authority() {
    let (mut world, distribution, _) = pending();
    for key in [world.attester(1), world.stranger()] {
        world.refuses(veto(&world, &distribution, Some(&key)), Error::NotAuthority);
    }
    let both = veto(&world, &distribution, Some(&world.authority()));
    world.needs_every_signature(&both);
}

#[test]
fn nobody_but_the_guardian_vetoes() {
    let (mut world, distribution, _) = pending();
    let state = world.distribution(&distribution);
    let authority = world.authority();
    for key in [authority, world.attester(1), world.stranger()] {
        let veto = rewards::veto_epoch(&key, Some(&authority), &state, REASON);
        world.refuses(veto, Error::NotGuardian);
    }
}

#[test]
fn a_veto_comes_too_late_only_once_the_root_is_final() {
    let (mut world, distribution, ledger) = pending();
    world.wait_out_challenge(&distribution);
    world.run(veto(&world, &distribution, None));
    world.settle(&ledger);
    world.refuses(veto(&world, &distribution, None), Error::NothingPending);
}

#[test]
fn only_the_right_accounts_are_taken() {
    let (mut world, distribution, _) = pending();
    world.install_attester_set(2, world.attester_terms());
    let instruction = veto(&world, &distribution, None);
    let own = rewards::attester_set(ATTESTER_SET);
    let other = instruction.clone().with(&own, &rewards::attester_set(2));
    world.refuses(other, Error::WrongAccount);
    world.needs_the_rewards_config(&instruction);
    world.needs_its_own_kind_of(&own, &instruction);
}
