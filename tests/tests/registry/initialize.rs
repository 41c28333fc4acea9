use anchor_lang::{error::ErrorCode, system_program};
use solana_instruction::error::InstructionError;
use solana_pubkey::Pubkey;
use twist_client::{
    programs::twist_campaign_registry::{
        ID,
        constants::{MAX_FEE_BPS, MAX_REFUND_GRACE_SECONDS, MIN_REFUND_GRACE_SECONDS},
        error::TwistCampaignRegistryError as Error,
        events::Initialized,
        types::InitializeArgs,
    },
    registry, rewards,
};
use twist_tests::{
    Events, Refusal, Variation, World,
    fixtures::registry::{FEE_BPS, GRACE, default_args},
};

fn refuses(change: impl FnOnce(&mut InitializeArgs), error: Error) {
    let mut world = World::new();
    let mut args = default_args(&world);
    change(&mut args);
    world.refuses(registry::initialize(&world.payer(), &world.actor("upgrader"), args), error);
}

#[test]
fn the_config_holds_what_was_asked_for() {
    let mut world = World::new();
    let event: Initialized = world.initialize_registry(|_| {}).event();
    assert_eq!(event.header.seq, 1);
    assert_eq!((event.authority, event.guardian), (world.authority(), world.guardian()));
    assert_eq!((event.registrar, event.fee_bps), (world.registrar(), FEE_BPS));
    assert_eq!(event.refund_grace_seconds, GRACE);

    let config = world.registry_config();
    assert_eq!((config.version, config.paused, config.event_seq), (1, 0, 1));
    assert_eq!((config.authority.current, config.authority.proposed), (world.authority(), Pubkey::default()));
    assert_eq!((config.guardian, config.registrar), (world.guardian(), world.registrar()));
    assert_eq!((config.fee_bps, config.pending_fee_at), (FEE_BPS, 0));
    assert_eq!(config.refund_grace_seconds, GRACE);
}

#[test]
fn only_the_upgrade_authority_initializes() {
    let mut world = World::new();
    let (payer, args) = (world.payer(), default_args(&world));
    world.refuses(registry::initialize(&payer, &world.stranger(), args), Error::NotUpgradeAuthority);
    world.refuses(registry::initialize(&payer, &world.authority(), args), Error::NotUpgradeAuthority);
    world.needs_every_signature(&registry::initialize(&payer, &world.actor("upgrader"), args));
}

#[test]
fn another_programs_data_account_proves_nothing() {
    let mut world = World::new();
    let data = solana_loader_v3_interface::get_program_data_address;
    let instruction = registry::initialize(&world.payer(), &world.actor("upgrader"), default_args(&world));
    let other = data(&twist_client::programs::twist_rewards::ID);
    world.refuses(instruction.with(&data(&ID), &other), ErrorCode::ConstraintSeeds);
}

#[test]
fn the_config_has_one_address() {
    let mut world = World::new();
    let instruction = registry::initialize(&world.payer(), &world.actor("upgrader"), default_args(&world));
    world.refuses(instruction.with(&registry::config(), &rewards::config()), ErrorCode::ConstraintSeeds);
}

#[test]
fn nobody_initializes_twice() {
    let mut world = World::with_registry();
    let args = InitializeArgs { authority: world.actor("upgrader"), ..default_args(&world) };
    world.refuses(
        registry::initialize(&world.payer(), &world.actor("upgrader"), args),
        Refusal::new(system_program::ID, InstructionError::Custom(0)),
    );
}

#[test]
fn somebody_must_be_in_charge() {
    refuses(|args| args.authority = Pubkey::default(), Error::InvalidAuthority);
}

#[test]
fn the_fee_has_a_limit() {
    World::new().initialize_registry(|args| args.fee_bps = MAX_FEE_BPS);
    World::new().initialize_registry(|args| args.fee_bps = 0);
    for fee_bps in [MAX_FEE_BPS + 1, u16::MAX] {
        refuses(|args| args.fee_bps = fee_bps, Error::InvalidFee);
    }
}

#[test]
fn the_refund_grace_has_limits() {
    for seconds in [MIN_REFUND_GRACE_SECONDS, MAX_REFUND_GRACE_SECONDS] {
        World::new().initialize_registry(|args| args.refund_grace_seconds = seconds);
    }
    for seconds in [MIN_REFUND_GRACE_SECONDS - 1, MAX_REFUND_GRACE_SECONDS + 1, i64::MIN, i64::MAX] {
        refuses(|args| args.refund_grace_seconds = seconds, Error::InvalidRefundGrace);
    }
}
