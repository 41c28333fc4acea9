use solana_pubkey::Pubkey;
use spl_token_interface::error::TokenError as SplTokenError;
use twist_client::{
    programs::twist_token::{
        constants::{PAUSE_EMIT, PAUSE_MINT},
        error::TwistTokenError,
        events::Burned,
    },
    token,
};
use twist_tests::{Events, Variation, World, fixtures::token::TWIST};

/// Somebody with 100 TWIST, and where they are.
fn holding() -> (World, Pubkey, Pubkey) {
    let mut world = World::with_token();
    let holder = world.actor("holder");
    let account = world.give_twist(&holder, 100 * TWIST);
    (world, holder, account)
}

#[test]
fn tokens_are_gone_and_counted() {
    let (mut world, holder, account) = holding();
    let event: Burned = world.run(token::burn(&holder, &account, 30 * TWIST)).event();
    assert_eq!((event.holder, event.amount, event.burned), (holder, 30 * TWIST, 30 * TWIST));
    let event: Burned = world.run(token::burn(&holder, &account, TWIST)).event();
    assert_eq!(event.burned, 31 * TWIST);
    assert_eq!((world.twist(&holder), world.supply(&token::mint())), (69 * TWIST, 969 * TWIST));
    let config = world.token_config();
    assert_eq!((config.burned, config.minted_lifetime), (31 * TWIST, 1_000 * TWIST));
}

#[test]
fn all_can_be_burned_and_no_more() {
    let (mut world, holder, account) = holding();
    for amount in [100 * TWIST + 1, u64::MAX] {
        world.refuses(token::burn(&holder, &account, amount), SplTokenError::InsufficientFunds);
    }
    world.refuses(token::burn(&holder, &account, 0), TwistTokenError::ZeroAmount);
    world.run(token::burn(&holder, &account, 100 * TWIST));
    assert_eq!(world.twist(&holder), 0);
}

#[test]
fn nobody_burns_what_is_anothers() {
    let (mut world, holder, account) = holding();
    world.refuses(token::burn(&world.stranger(), &account, 1), SplTokenError::OwnerMismatch);
    let instruction = token::burn(&holder, &account, 1);
    world.needs_every_signature(&instruction);
    world.needs_the_token_config(&instruction);
}

#[test]
fn a_delegate_burns_what_was_delegated() {
    let (mut world, holder, account) = holding();
    let delegate = world.actor("delegate");
    world.delegate(&account, &holder, &delegate, TWIST);
    world.refuses(token::burn(&delegate, &account, TWIST + 1), SplTokenError::InsufficientFunds);
    let event: Burned = world.run(token::burn(&delegate, &account, TWIST)).event();
    assert_eq!((event.holder, world.twist(&holder)), (delegate, 99 * TWIST));
}

#[test]
fn no_pause_covers_it() {
    let (mut world, holder, account) = holding();
    world.run(token::pause(&world.guardian(), PAUSE_EMIT | PAUSE_MINT));
    world.run(token::burn(&holder, &account, TWIST));
}

#[test]
fn only_twist_is_burned() {
    let (mut world, holder, account) = holding();
    let other = world.other_mint("other");
    let others = world.give(&other, &holder, 5);
    let instruction = token::burn(&holder, &account, 5);
    world.refuses(instruction.clone().with(&token::mint(), &other), TwistTokenError::WrongMint);
    world.refuses(instruction.clone().with(&account, &others), SplTokenError::MintMismatch);
    world.refuses(
        instruction.with(&token::mint(), &other).with(&account, &others),
        TwistTokenError::WrongMint,
    );
}
