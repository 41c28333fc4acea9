use anchor_lang::error::ErrorCode;
use solana_pubkey::Pubkey;
use spl_token_interface::{error::TokenError as SplTokenError, instruction::AuthorityType};
use twist_client::{
    programs::twist_token::{
        constants::{PAUSE_EMIT, PAUSE_MINT},
        error::TwistTokenError,
        events::SplitWithdrawn,
    },
    token,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::token::{PERIOD, POWER_DELAY, TWIST, splits},
};

/// What the first period puts into the vault of `"team"`.
const AMOUNT: u64 = TWIST * 5 / 2;

/// The first period is emitted; returns `"team"` and its own, empty, token account.
fn emitted() -> (World, Pubkey, Pubkey) {
    let mut world = World::with_token();
    world.advance(PERIOD);
    world.emit();
    let team = world.actor("team");
    let account = world.open_ata(&team, &token::mint());
    (world, team, account)
}

#[test]
fn anyone_pays_a_beneficiary_into_its_own_account() {
    let (mut world, team, account) = emitted();
    let event: SplitWithdrawn = world.run(token::withdraw_split(&team, None)).event();
    assert_eq!((event.beneficiary, event.destination, event.amount), (team, account, AMOUNT));
    assert_eq!((world.twist(&team), world.split_vault("team")), (AMOUNT, 0));
    assert_eq!(world.split_vault("ecosystem"), 3 * AMOUNT);
}

#[test]
fn what_was_paid_is_not_paid_again() {
    let (mut world, team, _) = emitted();
    world.run(token::withdraw_split(&team, None));
    world.refuses(token::withdraw_split(&team, None), TwistTokenError::NothingToWithdraw);
}

#[test]
fn the_beneficiary_chooses_another_destination_by_signing() {
    let (mut world, team, _) = emitted();
    let elsewhere = world.open_ata(&world.actor("elsewhere"), &token::mint());
    let instruction = token::withdraw_split(&team, Some(&elsewhere));
    world.refuses(instruction.clone().unsigned(&team), TwistTokenError::DestinationNotCanonical);
    let event: SplitWithdrawn = world.run(instruction).event();
    assert_eq!((event.destination, world.twist(&world.actor("elsewhere"))), (elsewhere, AMOUNT));
}

#[test]
fn a_strangers_signature_is_not_the_beneficiarys() {
    let (mut world, team, _) = emitted();
    let stranger = world.stranger();
    let account = world.open_ata(&stranger, &token::mint());
    // The stranger signs as the beneficiary: its own vault does not exist.
    let as_oneself = token::withdraw_split(&stranger, Some(&account));
    world.refuses(as_oneself.clone(), ErrorCode::AccountNotInitialized);
    // Another's vault is not under its authority.
    let others = as_oneself.with(&token::split_vault(&stranger), &token::split_vault(&team));
    world.refuses(others.clone(), ErrorCode::ConstraintTokenOwner);
    let (mine, theirs) = (token::split_authority(&stranger), token::split_authority(&team));
    world.refuses(others.with(&mine, &theirs), ErrorCode::ConstraintSeeds);
}

#[test]
fn an_encumbered_account_is_not_paid_unasked() {
    for what in [AuthorityType::CloseAccount, AuthorityType::AccountOwner] {
        let (mut world, team, account) = emitted();
        world.hand_over(&account, &team, what, &world.stranger());
        world.refuses(token::withdraw_split(&team, None), TwistTokenError::DestinationNotCanonical);
    }
    let (mut world, team, account) = emitted();
    world.delegate(&account, &team, &world.stranger(), 1);
    world.refuses(token::withdraw_split(&team, None), TwistTokenError::DestinationNotCanonical);
    world.run(token::withdraw_split(&team, Some(&account)));
}

#[test]
fn only_twist_accounts_are_paid() {
    let (mut world, team, _) = emitted();
    let other = world.other_mint("other");
    let account = world.give(&other, &team, 1);
    let instruction = token::withdraw_split(&team, Some(&account));
    world.refuses(instruction.clone(), SplTokenError::MintMismatch);
    world.refuses(instruction.unsigned(&team), TwistTokenError::DestinationNotCanonical);
}

#[test]
fn the_vault_is_the_canonical_one() {
    let (mut world, team, account) = emitted();
    let (vault, ecosystem) = (token::split_vault(&team), world.actor("ecosystem"));
    let instruction = token::withdraw_split(&team, None);
    let others = instruction.clone().with(&vault, &token::split_vault(&ecosystem));
    world.refuses(others, ErrorCode::ConstraintTokenOwner);
    // An account that was handed over to the vault's authority is owned by it, but is not its associated one.
    let (owner, gift) = (world.actor("giver"), world.give_twist(&world.actor("giver"), TWIST));
    world.hand_over(&gift, &owner, AuthorityType::AccountOwner, &token::split_authority(&team));
    world.refuses(instruction.with(&vault, &gift), ErrorCode::ConstraintAssociated);
    assert_eq!(world.token_account(&account).amount, 0);
}

#[test]
fn no_pause_covers_it() {
    let (mut world, team, _) = emitted();
    world.run(token::pause(&world.guardian(), PAUSE_EMIT | PAUSE_MINT));
    world.run(token::withdraw_split(&team, None));
}

#[test]
fn who_lost_its_split_keeps_what_was_emitted_before() {
    let mut world = World::with_token();
    let (team, everything) = (world.actor("team"), splits(&world, &[("ecosystem", 10_000)]));
    world.run(token::propose_splits(&world.authority(), everything));
    world.advance(POWER_DELAY);
    world.emit();
    world.run(token::execute_splits());
    world.open_ata(&team, &token::mint());
    world.run(token::withdraw_split(&team, None));
    assert_eq!(world.twist(&team), 72 * AMOUNT);
}

#[test]
fn gifts_to_the_vault_are_paid_out_with_the_rest() {
    let (mut world, team, _) = emitted();
    let treasury = world.actor("treasury");
    world.transfer(&world.twist_account(&treasury), &token::split_vault(&team), &treasury, TWIST);
    world.run(token::withdraw_split(&team, None));
    assert_eq!(world.twist(&team), AMOUNT + TWIST);
}

#[test]
fn it_takes_the_config() {
    let (mut world, team, _) = emitted();
    world.needs_the_token_config(&token::withdraw_split(&team, None));
}
