//! Where a claim goes: without the payee's signature only to its own token account, and only if that is its own alone.

use anchor_lang::{AnchorDeserialize, AnchorSerialize, error::ErrorCode};
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use spl_token_interface::{error::TokenError, instruction::AuthorityType};
use twist_client::{
    programs::twist_rewards::{error::TwistRewardsError as Error, events::Claimed, types::ClaimArgs},
    rewards::{self, ClaimParams},
    spl, token,
};
use twist_tests::{Events, Refusal, Variation, World, fixtures::ledger::Ledger};

/// `"payee 0"` can claim 30; its token account is open.
struct Payday {
    world: World,
    payee: Pubkey,
    mint: Pubkey,
    ata: Pubkey,
    params: ClaimParams,
}

impl Payday {
    fn new() -> Self {
        let (mut world, distribution) = World::with_rewards();
        let (payee, mint) = (world.payee(0), world.usdc());
        let ledger = world.ledger(&distribution, &[30, 20]);
        world.land(&ledger);
        let ata = world.open_ata(&payee, &mint);
        Self { world, payee, mint, ata, params: ledger.claim(&mint, 0) }
    }

    /// The claim into `destination`, signed by the payee.
    fn signed(&self, destination: &Pubkey) -> Instruction {
        rewards::claim(ClaimParams { destination: Some(*destination), ..self.params.clone() })
    }

    /// Without the payee's signature the claim into `destination` is refused; with it the tokens arrive.
    #[track_caller]
    fn needs_the_payees_signature_for(&mut self, destination: &Pubkey) {
        let signed = self.signed(destination);
        self.world.refuses(signed.clone().unsigned(&self.payee), Error::DestinationNotCanonical);
        let event: Claimed = self.world.run(signed).event();
        assert_eq!((event.payee, event.destination, event.amount), (self.payee, *destination, 30));
        assert_eq!(self.world.token_account(destination).amount, 30);
    }

    /// Neither without nor with the payee's signature.
    #[track_caller]
    fn never_pays_into(
        &mut self,
        destination: &Pubkey,
        unsigned: impl Into<Refusal>,
        signed: impl Into<Refusal>,
    ) {
        let claim = self.signed(destination);
        self.world.refuses(claim.clone().unsigned(&self.payee), unsigned);
        self.world.refuses(claim, signed);
    }
}

#[test]
fn a_delegate_might_take_it() {
    let mut day = Payday::new();
    let delegate = day.world.stranger();
    day.world.delegate(&day.ata, &day.payee, &delegate, 1);
    let ata = day.ata;
    day.needs_the_payees_signature_for(&ata);
}

#[test]
fn a_close_authority_might_take_the_rent() {
    let mut day = Payday::new();
    let other = day.world.stranger();
    day.world.hand_over(&day.ata, &day.payee, AuthorityType::CloseAccount, &other);
    let ata = day.ata;
    day.needs_the_payees_signature_for(&ata);
}

#[test]
fn an_account_at_the_payees_address_may_have_been_given_away() {
    let mut day = Payday::new();
    let other = day.world.stranger();
    day.world.hand_over(&day.ata, &day.payee, AuthorityType::AccountOwner, &other);
    let ata = day.ata;
    day.needs_the_payees_signature_for(&ata);
}

#[test]
fn another_account_of_the_payee_is_its_own_choice() {
    let mut day = Payday::new();
    let friend = day.world.actor("friend");
    let account = day.world.open_ata(&friend, &day.mint);
    day.world.hand_over(&account, &friend, AuthorityType::AccountOwner, &day.payee);
    day.needs_the_payees_signature_for(&account);
}

#[test]
fn somebody_elses_account_is_the_payees_choice_too() {
    let mut day = Payday::new();
    let (friend, mint) = (day.world.actor("friend"), day.mint);
    let account = day.world.open_ata(&friend, &mint);
    day.needs_the_payees_signature_for(&account);
}

#[test]
fn nobody_elses_signature_replaces_the_payees() {
    let mut day = Payday::new();
    let thief = day.world.actor("thief");
    let account = day.world.open_ata(&thief, &day.mint);
    let other_leaf = ClaimParams { payee: thief, destination: Some(account), ..day.params.clone() };
    day.world.refuses(rewards::claim(other_leaf), Error::InvalidProof);
}

#[test]
fn a_frozen_account_takes_nothing() {
    let mut day = Payday::new();
    day.world.freeze(&day.ata, &day.mint);
    let ata = day.ata;
    day.never_pays_into(&ata, Error::DestinationNotCanonical, TokenError::AccountFrozen);
}

#[test]
fn an_account_of_another_mint_takes_nothing() {
    let mut day = Payday::new();
    let silver = day.world.other_mint("silver");
    let account = day.world.open_ata(&day.payee, &silver);
    day.never_pays_into(&account, Error::DestinationNotCanonical, TokenError::MintMismatch);
}

#[test]
fn what_is_no_token_account_takes_nothing() {
    let mut day = Payday::new();
    let config = rewards::config();
    let foreign = || ErrorCode::AccountOwnedByWrongProgram;
    day.never_pays_into(&config, foreign(), foreign());
    let missing = spl::ata(&day.world.payee(1), &day.mint);
    let absent = || ErrorCode::AccountNotInitialized;
    day.never_pays_into(&missing, absent(), absent());
    let mint = day.mint;
    let no_account = || solana_instruction::error::InstructionError::InvalidAccountData;
    day.never_pays_into(&mint, no_account(), no_account());
}

#[test]
fn only_the_right_bump_shows_that_an_account_is_the_payees_own() {
    let mut day = Payday::new();
    let with_another_bump = |mut instruction: Instruction| {
        let mut args = ClaimArgs::try_from_slice(&instruction.data[8..]).unwrap();
        args.ata_bump = args.ata_bump.wrapping_sub(1);
        instruction.data.truncate(8);
        args.serialize(&mut instruction.data).unwrap();
        instruction
    };
    let claim = with_another_bump(rewards::claim(day.params.clone()));
    day.world.refuses(claim, Error::DestinationNotCanonical);
    let signed = with_another_bump(day.signed(&day.ata));
    day.world.run(signed);
    assert_eq!(day.world.token_account(&day.ata).amount, 30);
}

#[test]
fn a_payee_can_be_an_address_that_nobody_has_a_key_of() {
    let (mut world, distribution) = World::with_rewards();
    // Such as a staking pool.
    let pool = token::split_authority(&world.stranger());
    let ledger = Ledger::new(&distribution, vec![(pool, 30)]);
    world.land(&ledger);
    world.pay(&ledger, 0);
    let mint = world.usdc();
    assert_eq!(world.balance(&pool, &mint), 30);
}

#[test]
fn a_payee_cannot_sign_its_money_away_into_the_vault() {
    let mut payday = Payday::new();
    let vault = rewards::payout_vault(&payday.params.distribution, &payday.mint);
    payday.never_pays_into(&vault, Error::DestinationNotCanonical, Error::DestinationNotCanonical);
}
