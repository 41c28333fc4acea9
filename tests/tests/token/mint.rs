use anchor_lang::error::ErrorCode;
use solana_pubkey::Pubkey;
use spl_token_interface::instruction::AuthorityType;
use twist_client::{
    programs::twist_token::{
        constants::{PAUSE_EMIT, PAUSE_MINT},
        error::TwistTokenError,
        events::Minted,
        types::MinterLimitsArg,
    },
    token,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::token::{LIMITS, PERIOD, TWIST},
};

/// A minter with a full bucket, and somebody with a token account.
fn ready() -> (World, Pubkey, Pubkey) {
    let mut world = World::with_minter();
    let (key, holder) = (world.actor("minter"), world.actor("holder"));
    world.open_ata(&holder, &token::mint());
    (world, key, holder)
}

/// A minter that only the cap bounds; its bucket fills in one second.
fn unbounded() -> (World, Pubkey, Pubkey) {
    let mut world = World::with_token();
    let everything = MinterLimitsArg { allowance: u64::MAX, capacity: u64::MAX, refill_per_second: u64::MAX };
    let key = world.install_minter("minter", everything);
    world.advance(1);
    let holder = world.actor("treasury");
    (world, key, holder)
}

#[test]
fn tokens_arrive_and_are_counted() {
    let (mut world, key, holder) = ready();
    let event: Minted = world.run(token::mint_to(&key, &holder, 3 * TWIST)).event();
    assert_eq!((event.minter, event.recipient), (key, holder));
    assert_eq!((event.amount, event.minted_lifetime), (3 * TWIST, 1_003 * TWIST));
    assert_eq!((world.twist(&holder), world.supply(&token::mint())), (3 * TWIST, 1_003 * TWIST));
    assert_eq!(world.token_config().minted_lifetime, 1_003 * TWIST);
    let minter = world.minter("minter");
    assert_eq!((minter.used, minter.level), (3 * TWIST, LIMITS.capacity - 3 * TWIST));
}

#[test]
fn the_bucket_bounds_what_is_minted_at_once_and_refills_with_time() {
    let (mut world, key, holder) = ready();
    world.refuses(token::mint_to(&key, &holder, LIMITS.capacity + 1), TwistTokenError::RateExceeded);
    world.run(token::mint_to(&key, &holder, LIMITS.capacity));
    world.refuses(token::mint_to(&key, &holder, 1), TwistTokenError::RateExceeded);
    world.advance(2);
    let refilled = 2 * LIMITS.refill_per_second;
    world.refuses(token::mint_to(&key, &holder, refilled + 1), TwistTokenError::RateExceeded);
    world.run(token::mint_to(&key, &holder, refilled));
}

#[test]
fn a_clock_that_steps_back_refills_nothing_twice() {
    let (mut world, key, holder) = ready();
    let now = world.time();
    world.run(token::mint_to(&key, &holder, LIMITS.capacity));
    world.set_time(now - 5);
    world.refuses(token::mint_to(&key, &holder, 1), TwistTokenError::RateExceeded);
    world.set_time(now);
    world.refuses(token::mint_to(&key, &holder, 1), TwistTokenError::RateExceeded);
}

#[test]
fn the_allowance_bounds_what_is_minted_ever() {
    let (mut world, key, holder) = ready();
    for _ in 0..LIMITS.allowance / LIMITS.capacity {
        world.run(token::mint_to(&key, &holder, LIMITS.capacity));
        world.advance(10);
    }
    world.refuses(token::mint_to(&key, &holder, 1), TwistTokenError::AllowanceExceeded);
}

#[test]
fn what_the_schedule_will_emit_is_not_room_for_a_minter() {
    let (mut world, key, holder) = unbounded();
    // 10,000 at most, less 1,000 that exist and 1,000 that are scheduled.
    world.refuses(token::mint_to(&key, &holder, 8_000 * TWIST + 1), TwistTokenError::CapExceeded);
    world.run(token::mint_to(&key, &holder, 8_000 * TWIST));
    world.advance(1);
    world.refuses(token::mint_to(&key, &holder, 1), TwistTokenError::CapExceeded);
    world.advance(100 * PERIOD);
    world.emit();
    assert_eq!(world.supply(&token::mint()), 10_000 * TWIST);
    world.refuses(token::mint_to(&key, &holder, 1), TwistTokenError::CapExceeded);
}

#[test]
fn a_burn_makes_no_room() {
    let (mut world, key, holder) = unbounded();
    world.run(token::mint_to(&key, &holder, 8_000 * TWIST));
    world.run(token::burn(&holder, &world.twist_account(&holder), 9_000 * TWIST));
    world.advance(1);
    world.refuses(token::mint_to(&key, &holder, 1), TwistTokenError::CapExceeded);
}

#[test]
fn amounts_at_the_end_of_64_bits_do_not_wrap() {
    let (mut world, key, holder) = unbounded();
    world.refuses(token::mint_to(&key, &holder, u64::MAX), TwistTokenError::Overflow);
    world.refuses(token::mint_to(&key, &holder, u64::MAX - 1_000 * TWIST), TwistTokenError::CapExceeded);
    world.run(token::mint_to(&key, &holder, 1));
    world.refuses(token::mint_to(&key, &holder, u64::MAX), TwistTokenError::Overflow);
    world.refuses(token::mint_to(&key, &holder, 0), TwistTokenError::ZeroAmount);
}

#[test]
fn a_pause_of_minting_stops_it_and_a_pause_of_emission_does_not() {
    let (mut world, key, holder) = ready();
    world.run(token::pause(&world.guardian(), PAUSE_EMIT));
    world.run(token::mint_to(&key, &holder, TWIST));
    world.run(token::pause(&world.guardian(), PAUSE_MINT));
    world.refuses(token::mint_to(&key, &holder, TWIST), TwistTokenError::MintingPaused);
}

#[test]
fn a_minter_acts_for_itself() {
    let (mut world, key, holder) = ready();
    let other = world.install_minter("other", LIMITS);
    world.advance(10);
    let instruction = token::mint_to(&key, &holder, TWIST);
    let (mine, others) = (token::minter(&key), token::minter(&other));
    world.refuses(instruction.clone().with(&mine, &others), TwistTokenError::NotMinter);
    world.refuses(instruction.clone().with(&key, &world.stranger()), TwistTokenError::NotMinter);
    world.needs_every_signature(&instruction);
    world.needs_the_token_config(&instruction);
    world.needs_a_minter(&instruction, "minter");
}

#[test]
fn only_the_recipients_own_account_is_credited() {
    let (mut world, key, holder) = ready();
    let stranger = world.open_ata(&world.stranger(), &token::mint());
    let (account, instruction) = (world.twist_account(&holder), token::mint_to(&key, &holder, TWIST));
    let elsewhere = instruction.clone().with(&account, &stranger);
    world.refuses(elsewhere, TwistTokenError::DestinationNotCanonical);
    world.delegate(&account, &holder, &world.stranger(), 1);
    world.refuses(instruction, TwistTokenError::DestinationNotCanonical);
}

#[test]
fn an_account_that_another_can_close_or_owns_is_not_credited() {
    for what in [AuthorityType::CloseAccount, AuthorityType::AccountOwner] {
        let (mut world, key, holder) = ready();
        world.hand_over(&world.twist_account(&holder), &holder, what, &world.stranger());
        world.refuses(token::mint_to(&key, &holder, TWIST), TwistTokenError::DestinationNotCanonical);
    }
}

#[test]
fn the_recipients_account_must_exist() {
    let (mut world, key, _) = ready();
    let nobody = world.actor("nobody");
    world.refuses(token::mint_to(&key, &nobody, TWIST), ErrorCode::AccountNotInitialized);
}

#[test]
fn it_takes_the_right_mint() {
    let (mut world, key, holder) = ready();
    let other = world.other_mint("other");
    let instruction = token::mint_to(&key, &holder, TWIST).with(&token::mint(), &other);
    world.refuses(instruction, TwistTokenError::WrongMint);
}
