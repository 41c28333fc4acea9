use anchor_lang::error::ErrorCode;
use solana_instruction::{Instruction, error::InstructionError};
use spl_token_interface::instruction::AuthorityType;
use twist_client::{
    programs::{
        twist_staking::{error::TwistStakingError as Error, events::Withdrawn},
        twist_token,
    },
    spl,
    staking::{self, PositionStatus, status},
    token,
};
use twist_tests::{
    Events, Variation,
    fixtures::{
        staker::{AMOUNT, NONCE, OWNER, REWARD, Staker},
        staking::{MONTH, YEAR},
        token::TWIST,
    },
};

/// The withdrawal into the owner's own token account, which is open.
fn withdraw(staker: &mut Staker) -> Instruction {
    staker.world.open_ata(&staker.owner, &token::mint());
    staking::withdraw(&staker.pool_state(), &staker.state(), None)
}

#[test]
fn a_principal_comes_back_whole() {
    let mut staker = Staker::new().withdrawable();
    let withdrawal = withdraw(&mut staker);
    let event: Withdrawn = staker.world.run(withdrawal).event();
    assert_eq!((event.header.seq, event.pool, event.position), (3, staker.pool, staker.address()));
    assert_eq!((event.owner, event.amount), (staker.owner, AMOUNT));
    assert_eq!(event.destination, staker.world.twist_account(&staker.owner));
    let position = staker.state();
    assert_eq!((status(&position), position.withdrawable_at), (PositionStatus::Empty, 0));
    assert_eq!((position.amount, position.weight), (0, 0));
    assert_eq!((staker.wallet(), staker.staked(), staker.sums()), (AMOUNT, 0, [0; 3]));
    // The account is there until it is closed.
    assert_eq!(staker.pool_state().positions, 1);
}

#[test]
fn not_before_the_cooldown_is_over() {
    let mut staker = Staker::new().unstaking();
    let (withdrawal, at) = (withdraw(&mut staker), staker.state().withdrawable_at);
    for now in [staker.world.time(), at - 1, i64::MIN] {
        staker.world.set_time(now);
        staker.world.refuses(withdrawal.clone(), Error::CooldownNotOver);
    }
    let line = format!("Program log: withdrawable_at: {at}");
    assert!(staker.log_of_refusal(withdrawal.clone()).contains(&line));
    staker.world.set_time(at);
    staker.world.run(withdrawal);
}

#[test]
fn only_what_was_asked_back() {
    for mut staker in [Staker::new(), Staker::new().unlocked()] {
        let withdrawal = withdraw(&mut staker);
        staker.world.refuses(withdrawal, Error::NotUnstaking);
    }
}

#[test]
fn only_once() {
    let mut staker = Staker::new();
    // There is enough in the vault.
    staker.world.stake(&staker.pool, "neighbour", 0, YEAR, 2 * AMOUNT);
    let mut staker = staker.empty();
    let withdrawal = withdraw(&mut staker);
    staker.world.refuses(withdrawal, Error::NotUnstaking);
    assert_eq!((staker.wallet(), staker.staked()), (AMOUNT, 2 * AMOUNT));
}

#[test]
fn only_ones_own_part_of_the_vault() {
    let mut staker = Staker::new();
    staker.world.stake(&staker.pool, OWNER, NONCE + 1, MONTH, 7 * TWIST);
    staker.world.stake(&staker.pool, "neighbour", 0, YEAR, 9 * TWIST);
    // Nobody's, for ever.
    let (stakes, treasury) = (staker.pool_state().stake_vault, staker.world.actor("treasury"));
    staker.world.transfer(&staker.world.twist_account(&treasury), &stakes, &treasury, 3);
    let mut staker = staker.withdrawable();
    assert_eq!(staker.sums(), [16 * TWIST, AMOUNT, 77 * TWIST / 10 + 18 * TWIST]);
    let withdrawal = withdraw(&mut staker);
    staker.world.run(withdrawal);
    assert_eq!((staker.wallet(), staker.staked()), (AMOUNT, 16 * TWIST + 3));
    assert_eq!(staker.sums()[..2], [16 * TWIST, 0]);
}

#[test]
fn neither_a_pause_nor_the_end_of_a_pool_covers_it() {
    let mut staker = Staker::with_influencer().withdrawable().retired().paused();
    let withdrawal = withdraw(&mut staker);
    staker.world.run(withdrawal);
    assert_eq!(staker.wallet(), AMOUNT);
}

#[test]
fn it_does_not_depend_on_rewards() {
    let mut staker = Staker::new().rewarded().withdrawable().miscounted();
    let withdrawal = withdraw(&mut staker);
    staker.world.run(withdrawal);
    assert_eq!(staker.wallet(), AMOUNT);
}

#[test]
fn rewards_are_left_to_be_claimed() {
    let mut staker = Staker::new().rewarded().empty();
    assert_eq!((staker.wallet(), staker.pending()), (AMOUNT, REWARD));
    staker.claim();
    assert_eq!(staker.wallet(), AMOUNT + REWARD);
}

#[test]
fn at_the_end_of_time_the_cooldown_is_over() {
    let mut staker = Staker::new();
    staker.world.set_time(i64::MAX);
    staker.world.run(staking::request_unstake(&staker.state()));
    let withdrawal = withdraw(&mut staker);
    staker.world.run(withdrawal);
    assert_eq!(staker.wallet(), AMOUNT);
}

#[test]
fn the_owner_says_where_it_goes() {
    let mut staker = Staker::new().withdrawable();
    let (friend, other) = (staker.world.actor("friend"), staker.world.stranger());
    let account = staker.world.open_ata(&friend, &token::mint());
    staker.world.delegate(&account, &friend, &other, 1);
    staker.world.hand_over(&account, &friend, AuthorityType::CloseAccount, &other);
    let withdrawal = staking::withdraw(&staker.pool_state(), &staker.state(), Some(&account));
    let event: Withdrawn = staker.world.run(withdrawal).event();
    assert_eq!((event.destination, staker.world.twist(&friend)), (account, AMOUNT));
}

#[test]
fn it_goes_to_an_account_for_twist_and_not_back_into_the_vault() {
    let mut staker = Staker::new().withdrawable();
    let right = withdraw(&mut staker);
    let own = staker.world.twist_account(&staker.owner);
    let vault = staker.pool_state().stake_vault;
    staker.world.refuses(right.clone().with(&own, &vault), Error::DestinationNotCanonical);
    let other = staker.world.other_mint("other");
    let foreign = staker.world.open_ata(&staker.owner, &other);
    staker.world.refuses(right.clone().with(&own, &foreign), Error::WrongMint);
    staker.world.refuses(right.clone().with(&own, &other), InstructionError::InvalidAccountData);
    let config = staking::config();
    staker.world.refuses(right.clone().with(&own, &config), ErrorCode::AccountOwnedByWrongProgram);
    let missing = spl::ata(&staker.world.stranger(), &token::mint());
    staker.world.refuses(right.with(&own, &missing), ErrorCode::AccountNotInitialized);
}

#[test]
fn only_the_owner_withdraws_its_own_from_its_pools_vault() {
    let mut staker = Staker::new().rewarded().withdrawable();
    let right = withdraw(&mut staker);
    staker.world.needs_every_signature(&right);
    // Above all not rewards.
    let (stakes, rewards) = (staker.pool_state().stake_vault, staker.pool_state().reward_vault);
    staker.world.refuses(right.clone().with(&stakes, &rewards), Error::WrongAccount);
    staker.needs_its_own_position(&right);
    let wrong_program = right.clone().with(&spl_token_interface::ID, &twist_token::ID);
    staker.world.refuses(wrong_program, ErrorCode::InvalidProgramId);
    staker.world.run(right);
}
