//! Where a claim goes: without the owner's signature only to its own token account, and only if that is its own alone.

use anchor_lang::error::ErrorCode;
use solana_instruction::{Instruction, error::InstructionError};
use solana_pubkey::Pubkey;
use spl_token_interface::{error::TokenError as SplTokenError, instruction::AuthorityType};
use twist_client::{
    programs::twist_staking::{error::TwistStakingError as Error, events::RewardsClaimed},
    spl, staking,
};
use twist_tests::{
    Events, Refusal, Variation, World,
    fixtures::staker::{REWARD, Staker},
};

/// A [`Staker`] who can claim [`REWARD`] in a mint whose issuer can freeze; its token account is open.
struct Payday {
    staker: Staker,
    mint: Pubkey,
    ata: Pubkey,
}

impl Payday {
    fn new() -> Self {
        let mut world = World::with_staking();
        let mint = world.other_mint("usdc");
        let pool = world.create_pool_paying("influencer", &mint, 0);
        let mut staker = Staker::in_pool(world, pool);
        staker.world.give(&mint, &pool, REWARD);
        staker.world.sync_pool(&pool);
        staker.world.stream_out();
        let ata = staker.world.open_ata(&staker.owner, &mint);
        Self { staker, mint, ata }
    }

    /// The claim into `destination`, signed by the owner.
    fn signed(&self, destination: &Pubkey) -> Instruction {
        staking::claim(&self.staker.pool_state(), &self.staker.state(), Some(destination))
    }

    /// Without the owner's signature the claim into `destination` is refused; with it the tokens arrive.
    #[track_caller]
    fn needs_the_owners_signature_for(&mut self, destination: &Pubkey) {
        let (signed, owner) = (self.signed(destination), self.staker.owner);
        let world = &mut self.staker.world;
        world.refuses(signed.clone().unsigned(&owner), Error::DestinationNotCanonical);
        let event: RewardsClaimed = world.run(signed).event();
        assert_eq!((event.owner, event.destination, event.amount), (owner, *destination, REWARD));
        assert_eq!(world.token_account(destination).amount, REWARD);
    }

    /// Neither without nor with the owner's signature.
    #[track_caller]
    fn never_pays_into(
        &mut self,
        destination: &Pubkey,
        unsigned: impl Into<Refusal>,
        signed: impl Into<Refusal>,
    ) {
        let claim = self.signed(destination);
        self.staker.world.refuses(claim.clone().unsigned(&self.staker.owner), unsigned);
        self.staker.world.refuses(claim, signed);
    }
}

#[test]
fn a_delegate_might_take_it() {
    let mut day = Payday::new();
    let delegate = day.staker.world.stranger();
    day.staker.world.delegate(&day.ata, &day.staker.owner, &delegate, 1);
    let ata = day.ata;
    day.needs_the_owners_signature_for(&ata);
}

#[test]
fn a_close_authority_might_take_the_rent_and_a_new_owner_everything() {
    for what in [AuthorityType::CloseAccount, AuthorityType::AccountOwner] {
        let mut day = Payday::new();
        let other = day.staker.world.stranger();
        day.staker.world.hand_over(&day.ata, &day.staker.owner, what, &other);
        let ata = day.ata;
        day.needs_the_owners_signature_for(&ata);
    }
}

#[test]
fn another_account_is_the_owners_choice_be_it_its_own_or_not() {
    for given_away in [true, false] {
        let mut day = Payday::new();
        let friend = day.staker.world.actor("friend");
        let account = day.staker.world.open_ata(&friend, &day.mint);
        if given_away {
            let owner = day.staker.owner;
            day.staker.world.hand_over(&account, &friend, AuthorityType::AccountOwner, &owner);
        }
        day.needs_the_owners_signature_for(&account);
    }
}

#[test]
fn nobody_elses_signature_replaces_the_owners() {
    let mut day = Payday::new();
    let thief = day.staker.world.actor("thief");
    let account = day.staker.world.open_ata(&thief, &day.mint);
    let as_thief = day.signed(&account).with(&day.staker.owner, &thief);
    day.staker.world.refuses(as_thief, Error::NotPositionOwner);
}

#[test]
fn a_frozen_account_takes_nothing() {
    let mut day = Payday::new();
    day.staker.world.freeze(&day.ata, &day.mint);
    let ata = day.ata;
    day.never_pays_into(&ata, Error::DestinationNotCanonical, SplTokenError::AccountFrozen);
}

#[test]
fn an_account_of_another_mint_takes_nothing() {
    let mut day = Payday::new();
    let twist = day.staker.pool_state().stake_mint;
    let account = day.staker.world.open_ata(&day.staker.owner, &twist);
    day.never_pays_into(&account, Error::WrongMint, Error::WrongMint);
}

#[test]
fn what_is_no_token_account_takes_nothing() {
    let mut day = Payday::new();
    let foreign = || ErrorCode::AccountOwnedByWrongProgram;
    day.never_pays_into(&staking::config(), foreign(), foreign());
    let missing = spl::ata(&day.staker.world.stranger(), &day.mint);
    let absent = || ErrorCode::AccountNotInitialized;
    day.never_pays_into(&missing, absent(), absent());
    let mint = day.mint;
    let no_account = || InstructionError::InvalidAccountData;
    day.never_pays_into(&mint, no_account(), no_account());
}

#[test]
fn only_the_right_bump_shows_that_an_account_is_the_owners_own() {
    let mut day = Payday::new();
    let with_another_bump = |mut instruction: Instruction| {
        // The only argument.
        let bump = instruction.data.last_mut().unwrap();
        *bump = bump.wrapping_sub(1);
        instruction
    };
    let signed = day.signed(&day.ata);
    let unsigned = with_another_bump(signed.clone().unsigned(&day.staker.owner));
    day.staker.world.refuses(unsigned, Error::DestinationNotCanonical);
    day.staker.world.run(with_another_bump(signed));
    assert_eq!(day.staker.world.token_account(&day.ata).amount, REWARD);
}

#[test]
fn an_owner_cannot_sign_its_rewards_away_into_the_vault() {
    let mut day = Payday::new();
    let vault = day.staker.pool_state().reward_vault;
    day.never_pays_into(&vault, Error::DestinationNotCanonical, Error::DestinationNotCanonical);
}
