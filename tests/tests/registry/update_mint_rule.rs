use spl_token_interface::instruction::AuthorityType;
use twist_client::{
    programs::twist_campaign_registry::{
        error::TwistCampaignRegistryError as Error, events::MintRuleSet, types::MintRuleArgs,
    },
    registry,
};
use twist_tests::{
    Events, Variation, World,
    fixtures::registry::{MIN_BUDGET, NEXT_EVENT},
};

#[test]
fn new_terms_replace_the_old_ones_and_leave_the_counters() {
    let mut world = World::with_registry();
    let usdc = world.usdc();
    let before = world.mint_rule(&usdc);
    let args = MintRuleArgs { min_budget: u64::MAX, enabled: false, ..world.rule_args(&usdc) };
    let event: MintRuleSet = world.run(registry::update_mint_rule(&world.authority(), &usdc, args)).event();
    assert_eq!((event.header.seq, event.mint, event.min_budget), (NEXT_EVENT, usdc, u64::MAX));
    assert_eq!((event.enabled, event.fee_vault), (false, registry::fee_vault(&usdc)));

    let rule = world.mint_rule(&usdc);
    assert_eq!((rule.min_budget, rule.enabled), (u64::MAX, 0));
    assert_eq!((rule.mint, rule.fee_vault), (before.mint, before.fee_vault));
    assert_eq!(rule.fees_withdrawn, before.fees_withdrawn);
}

#[test]
fn a_changed_freeze_authority_is_pinned_anew() {
    let mut world = World::with_registry();
    let (authority, usdc, issuer) = (world.authority(), world.usdc(), world.actor("mint authority"));
    let new = world.actor("new issuer");
    let old_args = world.rule_args(&usdc);
    world.hand_over(&usdc, &issuer, AuthorityType::FreezeAccount, &new);

    let stale = registry::update_mint_rule(&authority, &usdc, old_args);
    world.refuses(stale, Error::FreezeAuthorityMismatch);
    let args = world.campaign_args(1);
    world.refuses(world.creation("advertiser", args), Error::FreezeAuthorityMismatch);

    world.run(registry::update_mint_rule(&authority, &usdc, world.rule_args(&usdc)));
    assert_eq!(world.mint_rule(&usdc).freeze_authority, new);
    world.run(world.creation("advertiser", args));
}

#[test]
fn a_disabled_mint_does_not_touch_campaigns_that_exist() {
    let mut world = World::with_registry();
    let (usdc, campaign) = (world.usdc(), world.draft_campaign());
    let args = MintRuleArgs { enabled: false, ..world.rule_args(&usdc) };
    world.run(registry::update_mint_rule(&world.authority(), &usdc, args));
    world.fund_campaign(&campaign, MIN_BUDGET);
    world.create_distribution(&campaign);
    world.activate(&campaign);
    world.advance(1);
    world.settle_campaign(&campaign, 95);
    assert_eq!(world.campaign(&campaign).drawn, 100);
}

#[test]
fn a_rule_is_changed_with_its_own_mint_only() {
    let mut world = World::with_registry();
    let (authority, usdc, eurc) = (world.authority(), world.usdc(), world.other_mint("eurc"));
    world.allow_mint(&eurc);
    let instruction = registry::update_mint_rule(&authority, &usdc, world.rule_args(&usdc));
    world.refuses(instruction.clone().with(&usdc, &eurc), Error::WrongMint);
    let other_rule = instruction.with(&registry::mint_rule(&usdc), &registry::mint_rule(&eurc));
    world.refuses(other_rule, Error::WrongMint);
}

#[test]
fn only_the_authority_changes_rules() {
    let mut world = World::with_registry();
    let usdc = world.usdc();
    let args = world.rule_args(&usdc);
    for key in [world.guardian(), world.registrar(), world.stranger()] {
        world.refuses(registry::update_mint_rule(&key, &usdc, args), Error::NotAuthority);
    }
    world.needs_every_signature(&registry::update_mint_rule(&world.authority(), &usdc, args));
}
