use anchor_lang::{error::ErrorCode, system_program};
use solana_instruction::error::InstructionError;
use twist_client::{
    chain::Chain,
    programs::twist_campaign_registry::{
        constants::{MAX_HORIZON_SECONDS, MAX_SECONDS_PER_VIEWER_DAY, PAUSE_CREATE, PAUSE_FUND},
        error::TwistCampaignRegistryError as Error,
        events::CampaignCreated,
        types::{CampaignTerms, CreateCampaignArgs, MintRuleArgs},
    },
    registry, rewards, token,
};
use twist_tests::{
    Events, Refusal, Variation, World,
    fixtures::{
        registry::{DAY, FEE_BPS, GRACE},
        rewards::ATTESTER_SET,
    },
};

use super::status;

/// Tries to create campaigns on terms with one change, at [`World::time`].
fn refuses(changes: &[fn(&mut CampaignTerms, i64)], error: Error) {
    let mut world = World::with_registry();
    for change in changes {
        let mut args = world.campaign_args(1);
        change(&mut args.terms, world.time());
        world.refuses(world.creation("advertiser", args), error);
    }
}

/// Creates campaigns on terms with one change, at [`World::time`].
fn accepts(changes: &[fn(&mut CampaignTerms, i64)]) {
    let mut world = World::with_registry();
    for (id, change) in (1..).zip(changes) {
        let mut args = world.campaign_args(id);
        change(&mut args.terms, world.time());
        world.run(world.creation("advertiser", args));
    }
}

#[test]
fn a_draft_records_its_terms_and_everything_that_it_will_ever_pay_through() {
    let mut world = World::with_registry();
    let (args, usdc) = (world.campaign_args(1), world.usdc());
    let event: CampaignCreated = world.run(world.creation("advertiser", args)).event();
    let (advertiser, terms) = (world.actor("advertiser"), args.terms);
    let address = registry::campaign(&advertiser, 1);
    let distribution = rewards::distribution(&address);
    assert_eq!((event.header.seq, event.campaign, event.advertiser), (1, address, advertiser));
    assert_eq!((event.id, event.mint, event.fee_bps), (1, usdc, FEE_BPS));
    assert_eq!((event.distribution, event.attester_set), (distribution, rewards::attester_set(ATTESTER_SET)));
    assert_eq!((event.terms.start, event.terms.end), (terms.start, terms.end));

    let c = world.campaign(&address);
    assert_eq!((c.version, c.status, c.event_seq, c.id), (1, status::campaign::DRAFT, 1, 1));
    assert_eq!((c.advertiser, c.mint, c.distribution), (advertiser, usdc, distribution));
    assert_eq!(c.attester_set, rewards::attester_set(ATTESTER_SET));
    assert_eq!(c.vault, registry::campaign_vault(&address, &usdc));
    assert_eq!(c.payout_vault, rewards::payout_vault(&distribution, &usdc));
    assert_eq!((c.start, c.end, c.daily_cap), (terms.start, terms.end, terms.daily_cap));
    assert_eq!((c.rate_per_second, c.min_trust), (terms.rate_per_second, terms.min_trust));
    assert_eq!((c.min_attention_s, c.max_seconds_per_viewer_day), (5, terms.max_seconds_per_viewer_day));
    assert_eq!((c.viewer_bps, c.publisher_bps, c.influencer_bps), (5_000, 3_000, 1_500));
    assert_eq!((c.terms_version, c.terms_hash), (terms.terms_version, terms.terms_hash));
    assert_eq!((c.fee_bps, c.refund_grace_seconds), (FEE_BPS, GRACE));
    assert_eq!((c.funded, c.drawn, c.fees, c.refunded, c.last_draw_epoch), (0, 0, 0, 0, 0));
    assert_eq!((c.activated_at, c.paused_at, c.closed_at), (0, 0, 0));
    let vault = world.token_account(&c.vault);
    assert_eq!((vault.owner, vault.amount), (address, 0));
}

#[test]
fn an_id_is_used_once_per_advertiser_even_after_closing() {
    let mut world = World::with_registry();
    let campaign = world.draft_campaign();
    let used = Refusal::new(system_program::ID, InstructionError::Custom(0));
    let again = world.creation("advertiser", world.campaign_args(1));
    world.refuses(again.clone(), used.clone());
    world.close_campaign(&campaign);
    world.refuses(again, used);
    world.draft_campaign_of("another advertiser", 1);
    world.draft_campaign_of("advertiser", u64::MAX);
}

#[test]
fn gifts_to_its_addresses_do_not_keep_a_campaign_from_being_created() {
    let mut world = World::with_registry();
    let (address, usdc) = (registry::campaign(&world.actor("advertiser"), 1), world.usdc());
    world.airdrop(&address, 1).unwrap();
    world.give(&usdc, &address, 7);
    world.draft_campaign();
    assert_eq!((world.campaign(&address).funded, world.campaign_vault(&address)), (0, 7));
}

#[test]
fn a_pause_of_creation_holds_it_up_and_one_of_funding_does_not() {
    let mut world = World::with_registry();
    world.run(registry::pause(&world.guardian(), PAUSE_FUND));
    world.draft_campaign();
    world.run(registry::pause(&world.guardian(), PAUSE_CREATE));
    let another = world.creation("advertiser", world.campaign_args(2));
    world.refuses(another, Error::CreationPaused);
}

#[test]
fn the_advertiser_acknowledges_the_freeze_authority() {
    let mut world = World::with_registry();
    let args = world.campaign_args(1);
    for acknowledged_freeze_authority in [None, Some(world.stranger())] {
        let args = CreateCampaignArgs { acknowledged_freeze_authority, ..args };
        world.refuses(world.creation("advertiser", args), Error::FreezeAuthorityMismatch);
    }
}

#[test]
fn a_mint_must_be_accepted_and_enabled() {
    let mut world = World::with_registry();
    let (usdc, eurc, args) = (world.usdc(), world.other_mint("eurc"), world.campaign_args(1));
    let instruction = world.creation("advertiser", args);
    world.refuses(instruction.clone().with(&usdc, &eurc), Error::WrongMint);
    let no_rule = registry::mint_rule(&token::mint());
    let without = instruction.clone().with(&registry::mint_rule(&usdc), &no_rule);
    world.refuses(without, ErrorCode::AccountOwnedByWrongProgram);
    let disabled = MintRuleArgs { enabled: false, ..world.rule_args(&usdc) };
    world.run(registry::update_mint_rule(&world.authority(), &usdc, disabled));
    world.refuses(instruction, Error::MintDisabled);
}

#[test]
fn the_rule_must_be_the_mints_own() {
    let mut world = World::with_registry();
    let (usdc, eurc) = (world.usdc(), world.other_mint("eurc"));
    world.allow_mint(&eurc);
    let instruction = world.creation("advertiser", world.campaign_args(1));
    let crossed = instruction.with(&registry::mint_rule(&usdc), &registry::mint_rule(&eurc));
    world.refuses(crossed, Error::WrongMint);
}

#[test]
fn a_typo_cannot_make_a_campaign_that_nobody_settles() {
    let mut world = World::with_registry();
    let instruction = world.creation("advertiser", world.campaign_args(1));
    let set = rewards::attester_set(ATTESTER_SET);
    for other in [rewards::attester_set(2), registry::config(), world.stranger()] {
        world.refuses(instruction.clone().with(&set, &other), Error::WrongAttesterSet);
    }
}

#[test]
fn the_vault_and_the_campaign_have_one_address_each() {
    let mut world = World::with_registry();
    let (usdc, args) = (world.usdc(), world.campaign_args(1));
    let other = world.draft_campaign_of("advertiser", 2);
    let instruction = world.creation("advertiser", args);
    let address = registry::campaign(&world.actor("advertiser"), 1);
    let vault = registry::campaign_vault(&address, &usdc);
    let thief = world.open_ata(&world.stranger(), &usdc);
    for wrong in [thief, registry::campaign_vault(&other, &usdc)] {
        world.refuses(instruction.clone().with(&vault, &wrong), Error::WrongAccount);
    }
    let elsewhere = registry::campaign(&world.actor("advertiser"), 3);
    world.refuses(instruction.with(&address, &elsewhere), ErrorCode::ConstraintSeeds);
}

#[test]
fn the_advertiser_and_the_payer_sign() {
    let mut world = World::with_registry();
    let instruction = world.creation("advertiser", world.campaign_args(1));
    world.needs_every_signature(&instruction);
    let (advertiser, stranger) = (world.actor("advertiser"), world.stranger());
    world.refuses(instruction.with(&advertiser, &stranger), ErrorCode::ConstraintSeeds);
}

#[test]
fn the_window_is_open_at_its_end_and_not_years_away() {
    accepts(&[
        |terms, now| (terms.start, terms.end) = (now - DAY, now + 1),
        |terms, now| (terms.start, terms.end) = (now + MAX_HORIZON_SECONDS - 1, now + MAX_HORIZON_SECONDS),
    ]);
    refuses(
        &[
            |terms, _| terms.end = terms.start,
            |terms, _| terms.end = terms.start - 1,
            |terms, now| (terms.start, terms.end) = (now - 1, now),
            |terms, now| terms.start = now - DAY - 1,
            |terms, _| terms.start = i64::MIN,
            |terms, now| terms.end = now + MAX_HORIZON_SECONDS + 1,
            |terms, _| terms.end = i64::MAX,
        ],
        Error::InvalidWindow,
    );
}

#[test]
fn all_parts_and_the_fee_make_a_whole() {
    accepts(&[|terms, _| {
        (terms.viewer_bps, terms.publisher_bps, terms.influencer_bps) = (10_000 - FEE_BPS, 0, 0);
    }]);
    refuses(
        &[
            |terms, _| terms.viewer_bps += 1,
            |terms, _| terms.influencer_bps -= 1,
            |terms, _| terms.viewer_bps += FEE_BPS,
            |terms, _| (terms.viewer_bps, terms.publisher_bps) = (u16::MAX, u16::MAX),
        ],
        Error::InvalidSplits,
    );
}

#[test]
fn a_second_pays_at_least_one_unit_after_the_fee() {
    accepts(&[
        |terms, _| terms.rate_per_second = 2,
        |terms, _| (terms.rate_per_second, terms.daily_cap) = (u64::MAX, 1),
    ]);
    refuses(
        &[
            |terms, _| terms.rate_per_second = 1,
            |terms, _| terms.rate_per_second = 0,
            |terms, _| terms.daily_cap = 0,
        ],
        Error::InvalidPrice,
    );
}

#[test]
fn attention_limits_fit_into_a_day() {
    accepts(&[
        |terms, _| (terms.min_attention_s, terms.max_seconds_per_viewer_day) = (1, 1),
        |terms, _| {
            terms.min_attention_s = MAX_SECONDS_PER_VIEWER_DAY;
            terms.max_seconds_per_viewer_day = MAX_SECONDS_PER_VIEWER_DAY;
        },
    ]);
    refuses(
        &[
            |terms, _| terms.min_attention_s = 0,
            |terms, _| terms.min_attention_s = terms.max_seconds_per_viewer_day + 1,
            |terms, _| terms.max_seconds_per_viewer_day = MAX_SECONDS_PER_VIEWER_DAY + 1,
            |terms, _| (terms.min_attention_s, terms.max_seconds_per_viewer_day) = (0, 0),
        ],
        Error::InvalidAttentionLimits,
    );
}
