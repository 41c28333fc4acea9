use anchor_lang::{error::ErrorCode, system_program};
use solana_instruction::error::InstructionError;
use twist_client::{
    programs::twist_campaign_registry::{
        error::TwistCampaignRegistryError as Error, events::MintRuleSet, types::MintRuleArgs,
    },
    registry, spl, token,
};
use twist_tests::{
    Events, Refusal, Variation, World,
    fixtures::registry::{MIN_BUDGET, NEXT_EVENT},
};

#[test]
fn a_mint_is_accepted_and_its_freeze_authority_pinned() {
    let mut world = World::with_registry();
    let mint = world.other_mint("eurc");
    let event: MintRuleSet = world.allow_mint(&mint).event();
    let issuer = world.actor("mint authority");
    assert_eq!((event.header.seq, event.mint, event.min_budget), (NEXT_EVENT, mint, MIN_BUDGET));
    assert_eq!((event.enabled, event.freeze_authority), (true, Some(issuer)));
    assert_eq!(event.fee_vault, registry::fee_vault(&mint));

    let rule = world.mint_rule(&mint);
    assert_eq!((rule.version, rule.enabled, rule.min_budget), (1, 1, MIN_BUDGET));
    assert_eq!((rule.mint, rule.freeze_authority, rule.fee_vault), (mint, issuer, event.fee_vault));
    assert_eq!(rule.fees_withdrawn, 0);
    assert_eq!(world.token_account(&rule.fee_vault).owner, registry::fee_authority());
}

#[test]
fn twist_itself_has_no_freeze_authority_to_pin() {
    let mut world = World::with_registry();
    let event: MintRuleSet = world.allow_mint(&token::mint()).event();
    assert_eq!(event.freeze_authority, None);
}

#[test]
fn somebody_elses_creating_the_fee_vault_first_is_no_obstacle() {
    let mut world = World::with_registry();
    let mint = world.other_mint("eurc");
    world.give(&mint, &registry::fee_authority(), 7);
    world.allow_mint(&mint);
    assert_eq!(world.fee_vault(&mint), 7);
}

#[test]
fn the_freeze_authority_must_be_the_one_that_the_mint_has() {
    let mut world = World::with_registry();
    let (payer, authority, mint) = (world.payer(), world.authority(), world.other_mint("eurc"));
    let args = world.rule_args(&mint);
    for freeze_authority in [None, Some(world.stranger())] {
        let args = MintRuleArgs { freeze_authority, ..args };
        let instruction = registry::allow_mint(&payer, &authority, &mint, args);
        world.refuses(instruction, Error::FreezeAuthorityMismatch);
    }
    let args = MintRuleArgs { freeze_authority: Some(world.stranger()), ..args };
    let instruction = registry::allow_mint(&payer, &authority, &token::mint(), args);
    world.refuses(instruction, Error::FreezeAuthorityMismatch);
}

#[test]
fn only_the_authority_accepts_mints() {
    let mut world = World::with_registry();
    let (payer, mint) = (world.payer(), world.other_mint("eurc"));
    let args = world.rule_args(&mint);
    for key in [world.guardian(), world.registrar(), world.stranger()] {
        world.refuses(registry::allow_mint(&payer, &key, &mint, args), Error::NotAuthority);
    }
    world.needs_every_signature(&registry::allow_mint(&payer, &world.authority(), &mint, args));
}

#[test]
fn a_mint_is_accepted_once() {
    let mut world = World::with_registry();
    let (payer, authority, usdc) = (world.payer(), world.authority(), world.usdc());
    let instruction = registry::allow_mint(&payer, &authority, &usdc, world.rule_args(&usdc));
    world.refuses(instruction, Refusal::new(system_program::ID, InstructionError::Custom(0)));
}

#[test]
fn fees_go_to_the_registrys_own_vault() {
    let mut world = World::with_registry();
    let (payer, authority, mint) = (world.payer(), world.authority(), world.other_mint("eurc"));
    let instruction = registry::allow_mint(&payer, &authority, &mint, world.rule_args(&mint));
    let (vault, thief) = (registry::fee_vault(&mint), world.open_ata(&world.stranger(), &mint));
    world.refuses(instruction.clone().with(&vault, &thief), Error::WrongAccount);
    let other = registry::fee_vault(&world.usdc());
    world.refuses(instruction.clone().with(&vault, &other), Error::WrongAccount);
    let stranger = world.stranger();
    let both =
        instruction.with(&vault, &spl::ata(&stranger, &mint)).with(&registry::fee_authority(), &stranger);
    world.refuses(both, ErrorCode::ConstraintSeeds);
}

#[test]
fn what_is_no_mint_is_refused() {
    let mut world = World::with_registry();
    let (payer, authority, usdc) = (world.payer(), world.authority(), world.usdc());
    let account = world.open_ata(&world.stranger(), &usdc);
    let instruction = registry::allow_mint(&payer, &authority, &account, world.rule_args(&usdc));
    world.refuses(instruction, InstructionError::InvalidAccountData);
}
