use twist_client::{
    programs::twist_rewards::{
        error::TwistRewardsError as Error, events::AttesterSetExecuted, types::AttesterTermsArg,
    },
    rewards,
};
use twist_tests::{
    Events, World,
    fixtures::{
        rewards::{ATTESTER_SET, NEXT_EVENT},
        token::POWER_DELAY,
    },
};

#[test]
fn proposed_terms_come_into_force_after_the_delay() {
    let mut world = World::with_registry();
    let address = rewards::attester_set(ATTESTER_SET);
    let terms = AttesterTermsArg {
        members: (4..=8).map(|n| world.attester(n)).collect(),
        threshold: 3,
        challenge_window: 7_200,
        max_value_at_risk: 5,
    };
    world.run(rewards::propose_attester_set(&world.authority(), &address, terms.clone()));
    world.advance(POWER_DELAY - 1);
    let execute = rewards::execute_attester_set(&address);
    world.refuses(execute.clone(), Error::DelayNotOver);
    world.advance(1);
    let event: AttesterSetExecuted = world.run(execute.clone()).event();
    assert_eq!((event.header.seq, event.attester_set, event.set_version), (NEXT_EVENT + 1, address, 2));

    let set = world.attester_set(ATTESTER_SET);
    assert_eq!((set.set_version, set.proposed_at, set.proposed.count), (2, 0, 0));
    assert_eq!((set.terms.count, set.terms.threshold), (5, 3));
    assert_eq!((set.terms.challenge_window, set.terms.max_value_at_risk), (7_200, 5));
    assert_eq!(set.terms.members[..5], terms.members);
    world.refuses(execute, Error::NothingProposed);
}

#[test]
fn a_set_without_a_proposal_stays_as_it_is() {
    let mut world = World::with_registry();
    world.run(rewards::create_attester_set(&world.payer(), &world.authority(), 2));
    for id in [ATTESTER_SET, 2] {
        world.refuses(rewards::execute_attester_set(&rewards::attester_set(id)), Error::NothingProposed);
    }
}

#[test]
fn anyone_executes_but_only_on_the_right_accounts() {
    let mut world = World::with_registry();
    let address = rewards::attester_set(ATTESTER_SET);
    world.run(rewards::propose_attester_set(&world.authority(), &address, world.attester_terms()));
    world.advance(POWER_DELAY);
    let execute = rewards::execute_attester_set(&address);
    assert!(execute.accounts.iter().all(|account| !account.is_signer));
    world.needs_the_rewards_config(&execute);
    world.needs_its_own_kind_of(&address, &execute);
}
