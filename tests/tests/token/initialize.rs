use anchor_lang::error::ErrorCode;
use solana_instruction::error::InstructionError;
use solana_loader_v3_interface::get_program_data_address;
use solana_program_pack::Pack;
use solana_pubkey::Pubkey;
use spl_token_interface::state::Mint;
use twist_client::{
    chain::Chain,
    programs::{
        twist_campaign_registry,
        twist_token::{
            self,
            constants::DECIMALS,
            error::TwistTokenError,
            events::Initialized,
            types::{SplitArg, StepArg},
        },
    },
    spl, token,
};
use twist_tests::{
    Events, Refusal, Variation, World,
    fixtures::token::{PERIOD, TWIST, splits},
};

fn schedule(steps: &[(u32, u64)]) -> Vec<StepArg> {
    steps
        .iter()
        .map(|(from_period, per_period)| StepArg { from_period: *from_period, per_period: *per_period })
        .collect()
}

#[test]
fn the_token_starts_as_told() {
    let mut world = World::new();
    let receipt = world.run(world.token_initialization(|_| {}));

    let config = world.token_config();
    assert_eq!((config.version, config.paused), (1, 0));
    assert_eq!((config.authority.current, config.authority.proposed), (world.authority(), Pubkey::default()));
    assert_eq!((config.guardian, config.mint), (world.guardian(), token::mint()));
    assert_eq!(
        (config.max_supply, config.minted_lifetime, config.burned),
        (10_000 * TWIST, 1_000 * TWIST, 0)
    );
    let emission = config.emission;
    assert_eq!((emission.genesis, emission.period_seconds), (World::START, PERIOD));
    assert_eq!((emission.next_period, emission.scheduled, emission.minted), (0, 1_000 * TWIST, 0));
    let splits = token::active_splits(&config);
    let ecosystem = world.actor("ecosystem");
    assert_eq!((splits.len(), splits[0].beneficiary, splits[0].bps), (2, ecosystem, 7_500));
    assert_eq!(splits[0].vault, token::split_vault(&ecosystem));
    assert_eq!(config.pending_splits.count, 0);
    assert_eq!(world.twist(&world.actor("treasury")), 1_000 * TWIST);

    let event: Initialized = receipt.event();
    assert_eq!((event.authority, event.guardian), (world.authority(), world.guardian()));
    assert_eq!((event.mint, event.max_supply), (token::mint(), 10_000 * TWIST));
    assert_eq!((event.genesis_allocation, event.emission_scheduled), (1_000 * TWIST, 1_000 * TWIST));
    assert_eq!((event.genesis_recipient, event.header.seq), (world.actor("treasury"), 1));
}

#[test]
fn only_the_config_can_mint_and_nobody_can_freeze() {
    let world = World::with_token();
    let mint = Mint::unpack(&world.existing_account("mint", &token::mint()).unwrap().data).unwrap();
    assert_eq!(mint.mint_authority, Some(token::config()).into());
    assert_eq!(mint.freeze_authority, None.into());
    assert_eq!((mint.decimals, mint.supply), (DECIMALS, 1_000 * TWIST));
}

#[test]
fn only_the_upgrade_authority_initializes() {
    let mut world = World::new();
    let instruction = world.token_initialization(|_| {});
    let claimed = instruction.clone().with(&world.actor("upgrader"), &world.stranger());
    world.refuses(claimed, TwistTokenError::NotUpgradeAuthority);
    world.needs_every_signature(&instruction);
}

#[test]
fn the_upgrade_authority_of_another_program_is_not_enough() {
    let mut world = World::new();
    let [ours, other] =
        [twist_token::ID, twist_campaign_registry::ID].map(|id| get_program_data_address(&id));
    world.refuses(world.token_initialization(|_| {}).with(&ours, &other), ErrorCode::ConstraintSeeds);
}

#[test]
fn it_happens_once() {
    let mut world = World::with_token();
    // The system program's error 0: the account is in use.
    let in_use = Refusal::new(Pubkey::default(), InstructionError::Custom(0));
    world.refuses(world.token_initialization(|_| {}), in_use);
}

#[test]
fn lamports_sent_ahead_do_not_keep_it_from_happening() {
    let mut world = World::new();
    for address in [token::config(), token::mint(), spl::ata(&world.actor("treasury"), &token::mint())] {
        world.airdrop(&address, 1).unwrap();
    }
    world.run(world.token_initialization(|_| {}));
}

#[test]
fn schedule_and_allocation_may_fill_the_cap_and_no_more() {
    let mut world = World::new();
    let over = world.token_initialization(|args| args.max_supply = 2_000 * TWIST - 1);
    world.refuses(over, TwistTokenError::ScheduleExceedsMaxSupply);
    world.run(world.token_initialization(|args| args.max_supply = 2_000 * TWIST));
}

#[test]
fn amounts_at_the_end_of_64_bits_do_not_wrap() {
    let mut world = World::new();
    let allocation = world.token_initialization(|args| {
        (args.max_supply, args.genesis_allocation) = (u64::MAX, u64::MAX);
    });
    world.refuses(allocation, TwistTokenError::ScheduleExceedsMaxSupply);
    let emission = world.token_initialization(|args| {
        (args.max_supply, args.steps) = (u64::MAX, schedule(&[(0, u64::MAX), (2, 0)]));
    });
    world.refuses(emission, TwistTokenError::ScheduleExceedsMaxSupply);
    world.run(world.token_initialization(|args| {
        (args.max_supply, args.genesis_allocation) = (u64::MAX, u64::MAX - 1_000 * TWIST);
    }));
    assert_eq!(world.supply(&token::mint()), u64::MAX - 1_000 * TWIST);
}

#[test]
fn without_an_allocation_nothing_exists_yet() {
    let world = World::with_token_from(|args| args.genesis_allocation = 0);
    assert_eq!(world.supply(&token::mint()), 0);
    assert_eq!(world.token_config().minted_lifetime, 0);
}

#[test]
fn malformed_schedules_are_refused() {
    let mut world = World::new();
    let seventeen: Vec<_> = (0..17).map(|n| (n, u64::from(16 - n))).collect();
    for steps in [
        &[][..],
        &[(0, 0)],
        &[(1, 5), (2, 0)],
        &[(0, 5), (2, 1)],
        &[(0, 5), (0, 0)],
        &[(0, 5), (3, 4), (2, 0)],
        &seventeen,
    ] {
        let instruction = world.token_initialization(|args| args.steps = schedule(steps));
        world.refuses(instruction, TwistTokenError::InvalidSchedule);
    }
    for (genesis, period) in [(0, PERIOD - 1), (0, 0), (0, -PERIOD), (-1, PERIOD)] {
        let instruction = world.token_initialization(|args| {
            (args.emission_genesis, args.period_seconds) = (genesis, period);
        });
        world.refuses(instruction, TwistTokenError::InvalidSchedule);
    }
}

#[test]
fn malformed_splits_are_refused() {
    let mut world = World::new();
    let nobody = vec![SplitArg { beneficiary: Pubkey::default(), bps: 10_000 }];
    for splits in [
        vec![],
        splits(&world, &[("ecosystem", 9_999)]),
        splits(&world, &[("ecosystem", 5_000), ("ecosystem", 5_000)]),
        nobody,
    ] {
        let instruction = world.token_initialization(|args| args.splits = splits);
        world.refuses(instruction, TwistTokenError::InvalidSplits);
    }
}

#[test]
fn somebody_must_be_in_charge() {
    let mut world = World::new();
    let instruction = world.token_initialization(|args| args.authority = Pubkey::default());
    world.refuses(instruction, TwistTokenError::InvalidAuthority);
}

#[test]
fn addresses_are_the_programs_own() {
    let mut world = World::new();
    let instruction = world.token_initialization(|_| {});
    let elsewhere = world.actor("elsewhere");
    for address in [token::config(), token::mint()] {
        world.refuses(instruction.clone().with(&address, &elsewhere), ErrorCode::ConstraintSeeds);
    }
    let token_program = spl_token_interface::ID;
    world.refuses(instruction.with(&token_program, &Pubkey::default()), ErrorCode::InvalidProgramId);
}
