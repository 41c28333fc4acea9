use bytemuck::bytes_of;
use twist_client::{
    programs::twist_staking::{
        accounts::Position, error::TwistStakingError as Error, events::PositionMigrated,
    },
    staking,
};
use twist_tests::{Events, fixtures::staker::Staker};

#[test]
fn anyone_can_raise_a_position_of_an_older_layout_and_nothing_else_in_it_changes() {
    let mut staker = Staker::new();
    let before = staker.put_back_to_version_1();
    let migrate = staking::migrate_position(&before);
    assert!(migrate.accounts.iter().all(|account| !account.is_signer));
    let event: PositionMigrated = staker.world.run(migrate.clone()).event();
    assert_eq!((event.pool, event.position, event.version), (staker.pool, staker.address(), 2));
    assert_eq!(bytes_of(&staker.state()), bytes_of(&Position { version: 2, ..before }));
    staker.world.refuses(migrate, Error::AlreadyMigrated);
}

#[test]
fn the_owners_next_instruction_does_it_too() {
    let mut staker = Staker::new().unlocked();
    let before = staker.put_back_to_version_1();
    staker.world.run(staking::request_unstake(&before));
    assert_eq!(staker.state().version, 2);
    staker.world.refuses(staking::migrate_position(&before), Error::AlreadyMigrated);
}

#[test]
fn it_takes_the_positions_own_pool() {
    let mut staker = Staker::new();
    let before = staker.put_back_to_version_1();
    let other = staker.world.create_pool("another owner", 0);
    let mut migrate = staking::migrate_position(&before);
    for account in migrate.accounts.iter_mut().filter(|account| account.pubkey == before.pool) {
        account.pubkey = other;
    }
    staker.world.refuses(migrate, Error::WrongPool);
}
