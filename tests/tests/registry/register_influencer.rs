use anchor_lang::{error::ErrorCode, system_program};
use solana_instruction::error::InstructionError;
use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_campaign_registry::{
        constants::MAX_POOL_SHARE_BPS, error::TwistCampaignRegistryError as Error,
        events::InfluencerRegistered, types::RegisterInfluencerArgs,
    },
    registry,
};
use twist_tests::{Events, Refusal, Variation, World, fixtures::registry::NEXT_EVENT};

use super::status;

fn args(world: &World) -> RegisterInfluencerArgs {
    RegisterInfluencerArgs {
        payout_owner: world.actor("payout"),
        handle_hash: [4; 32],
        pool: world.actor("pool"),
        pool_share_bps: MAX_POOL_SHARE_BPS,
    }
}

#[test]
fn a_first_pool_is_in_force_at_once() {
    let mut world = World::with_registry();
    let wallet = world.actor("influencer");
    let event: InfluencerRegistered =
        world.run(registry::register_influencer(&world.payer(), &wallet, args(&world))).event();
    let asked = args(&world);
    assert_eq!((event.header.seq, event.wallet), (NEXT_EVENT, wallet));
    assert_eq!(event.influencer, registry::influencer(&wallet));
    assert_eq!((event.payout_owner, event.handle_hash), (asked.payout_owner, asked.handle_hash));
    assert_eq!((event.pool, event.pool_share_bps), (asked.pool, asked.pool_share_bps));

    let state = world.influencer(&wallet);
    assert_eq!((state.version, state.status, state.pending_at), (1, status::influencer::ACTIVE, 0));
    assert_eq!((state.wallet, state.payout_owner), (wallet, asked.payout_owner));
    assert_eq!((state.pool, state.pool_share_bps), (asked.pool, asked.pool_share_bps));
}

#[test]
fn an_influencer_need_not_have_a_pool() {
    let mut world = World::with_registry();
    let wallet = world.influencer_with_share("influencer", 0);
    assert_eq!(world.influencer(&wallet).pool, Pubkey::default());
}

#[test]
fn impossible_entries_are_refused() {
    let mut world = World::with_registry();
    let (payer, wallet, valid) = (world.payer(), world.actor("influencer"), args(&world));
    let none = Pubkey::default();
    for (args, error) in [
        (RegisterInfluencerArgs { payout_owner: none, ..valid }, Error::InvalidPayoutOwner),
        (RegisterInfluencerArgs { pool: none, ..valid }, Error::InvalidPoolShare),
        (RegisterInfluencerArgs { pool_share_bps: 0, ..valid }, Error::InvalidPoolShare),
        (RegisterInfluencerArgs { pool_share_bps: MAX_POOL_SHARE_BPS + 1, ..valid }, Error::InvalidPoolShare),
    ] {
        world.refuses(registry::register_influencer(&payer, &wallet, args), error);
    }
}

#[test]
fn nobody_registers_twice_or_for_another() {
    let mut world = World::with_registry();
    let (payer, wallet, other) = (world.payer(), world.actor("influencer"), world.actor("other"));
    let instruction = registry::register_influencer(&payer, &wallet, args(&world));
    world.needs_every_signature(&instruction);
    world.refuses(instruction.clone().with(&wallet, &other), ErrorCode::ConstraintSeeds);
    world.run(instruction.clone());
    world.refuses(instruction, Refusal::new(system_program::ID, InstructionError::Custom(0)));
}
