use anchor_lang::{error::ErrorCode, system_program};
use solana_instruction::error::InstructionError;
use solana_loader_v3_interface::get_program_data_address;
use solana_pubkey::Pubkey;
use twist_client::{
    chain::Chain,
    programs::{
        twist_rewards,
        twist_staking::{self, error::TwistStakingError as Error, events::Initialized},
    },
    spl, staking, token,
};
use twist_tests::{
    Events, Refusal, Variation, World,
    fixtures::{
        staking::{MONTH, malformed_tiers, said, tiers},
        token::TWIST,
    },
};

#[test]
fn the_config_holds_what_was_asked_for() {
    let mut world = World::with_token();
    let event: Initialized = world.initialize_staking().event();
    assert_eq!(event.header.seq, 1);
    assert_eq!((event.authority, event.guardian), (world.authority(), world.guardian()));
    assert_eq!((event.mint, event.global_pool), (token::mint(), staking::global_pool()));
    let asked: Vec<_> = tiers().iter().map(said).collect();
    assert_eq!(event.tiers.iter().map(said).collect::<Vec<_>>(), asked);

    let config = world.staking_config();
    assert_eq!((config.version, config.paused, config.event_seq), (1, 0, 1));
    assert_eq!((config.authority.current, config.authority.proposed), (world.authority(), Pubkey::default()));
    assert_eq!((config.guardian, config.mint), (world.guardian(), token::mint()));
    assert_eq!(config.global_pool, staking::global_pool());
    assert_eq!(config.global_reward_vault, staking::reward_vault(&staking::global_pool(), &token::mint()));
    let offered: Vec<_> = staking::offered(&config).iter().map(|terms| said(&(*terms).into())).collect();
    assert_eq!(offered, asked);
}

#[test]
fn the_global_pool_is_the_configs_and_pays_twist() {
    let mut world = World::with_token();
    world.advance(5);
    world.initialize_staking();
    let (address, pool) = (staking::global_pool(), world.pool(&staking::global_pool()));
    assert_eq!((pool.version, pool.retired, pool.event_seq), (1, 0, 0));
    assert_eq!(
        (pool.owner, pool.stake_mint, pool.reward_mint),
        (staking::config(), token::mint(), token::mint())
    );
    assert_eq!((pool.commission_bps, pool.pending_commission_bps, pool.pending_commission_at), (0, 0, 0));
    assert_eq!(pool.stake_authority, staking::stake_authority(&address));
    assert_eq!((pool.positions, pool.total_staked, pool.unstaking, pool.total_weight), (0, 0, 0, 0));
    assert_eq!((pool.accounted, pool.owner_due), (0, 0));
    let stream = pool.stream;
    assert_eq!(
        (stream.updated_at, stream.elapsed, stream.amount, stream.queued),
        (World::START + 5, 0, 0, 0)
    );
    for (vault, owner) in [(pool.stake_vault, pool.stake_authority), (pool.reward_vault, address)] {
        assert_eq!(vault, spl::ata(&owner, &token::mint()));
        let account = world.token_account(&vault);
        assert_eq!((account.owner, account.mint, account.amount), (owner, token::mint(), 0));
        assert!(account.delegate.is_none() && account.close_authority.is_none());
    }
    assert_ne!(pool.stake_vault, pool.reward_vault);
}

#[test]
fn only_the_upgrade_authority_initializes() {
    let mut world = World::with_token();
    let instruction = world.staking_initialization(|_| {});
    for who in [world.authority(), world.stranger()] {
        let claimed = instruction.clone().with(&world.actor("upgrader"), &who);
        world.refuses(claimed, Error::NotUpgradeAuthority);
    }
    world.needs_every_signature(&instruction);
}

#[test]
fn another_programs_data_account_proves_nothing() {
    let mut world = World::with_token();
    let [ours, other] = [twist_staking::ID, twist_rewards::ID].map(|id| get_program_data_address(&id));
    let instruction = world.staking_initialization(|_| {});
    world.refuses(instruction.with(&ours, &other), ErrorCode::ConstraintSeeds);
}

#[test]
fn it_happens_once() {
    let mut world = World::with_staking();
    let again = world.staking_initialization(|args| args.authority = world.actor("upgrader"));
    world.refuses(again, Refusal::new(system_program::ID, InstructionError::Custom(0)));
}

#[test]
fn there_must_be_a_token() {
    let mut world = World::new();
    world.refuses(world.staking_initialization(|_| {}), ErrorCode::AccountNotInitialized);
}

#[test]
fn what_others_put_there_first_does_not_keep_it_from_happening() {
    let mut world = World::with_token();
    let pool = staking::global_pool();
    for address in [staking::config(), pool, staking::stake_authority(&pool)] {
        world.airdrop(&address, 1).unwrap();
    }
    world.give_twist(&staking::stake_authority(&pool), TWIST);
    world.give_twist(&pool, 2 * TWIST);
    world.initialize_staking();
    let state = world.pool(&pool);
    assert_eq!((state.total_staked, state.accounted), (0, 0));
    world.stake(&pool, "staker", 0, MONTH, TWIST);
    assert_eq!(world.token_account(&state.stake_vault).amount, 2 * TWIST);
    world.sync_pool(&pool);
    assert_eq!(world.pool(&pool).stream.queued, 2 * TWIST, "a gift to the reward vault is a reward");
}

#[test]
fn somebody_must_be_in_charge_but_nobody_need_be_guardian() {
    let mut world = World::with_token();
    let nobody = world.staking_initialization(|args| args.authority = Pubkey::default());
    world.refuses(nobody, Error::InvalidAuthority);
    world.run(world.staking_initialization(|args| args.guardian = Pubkey::default()));
    assert_eq!(world.staking_config().guardian, Pubkey::default());
}

#[test]
fn malformed_tiers_are_refused() {
    let mut world = World::with_token();
    for tiers in malformed_tiers() {
        let instruction = world.staking_initialization(|args| args.tiers = tiers);
        world.refuses(instruction, Error::InvalidTiers);
    }
}

#[test]
fn addresses_are_the_programs_own() {
    let mut world = World::with_token();
    let instruction = world.staking_initialization(|_| {});
    let (elsewhere, pool) = (world.actor("elsewhere"), staking::global_pool());
    for address in [staking::config(), pool, staking::stake_authority(&pool)] {
        world.refuses(instruction.clone().with(&address, &elsewhere), ErrorCode::ConstraintSeeds);
    }
    let thief = world.open_ata(&world.stranger(), &token::mint());
    let [stakes, rewards] = [staking::stake_vault(&pool), staking::reward_vault(&pool, &token::mint())];
    for (vault, other) in [(stakes, thief), (stakes, rewards), (rewards, thief), (rewards, stakes)] {
        world.refuses(instruction.clone().with(&vault, &other), Error::WrongAccount);
    }
    let associated = spl::create_ata(&thief, &thief, &thief).program_id;
    for program in [spl_token_interface::ID, system_program::ID, associated] {
        world.refuses(instruction.clone().with(&program, &token::config()), ErrorCode::InvalidProgramId);
    }
}

#[test]
fn no_other_mint_takes_the_place_of_twist() {
    let mut world = World::with_token();
    let other = world.other_mint("other");
    let instruction = world.staking_initialization(|_| {}).with(&token::mint(), &other);
    world.refuses(instruction.clone(), ErrorCode::ConstraintSeeds);
    // The same with everything derived from that mint.
    let (twist, pool) = (staking::global_pool(), staking::pool(&staking::config(), &other));
    let authority = staking::stake_authority(&pool);
    let consistent = instruction
        .with(&twist, &pool)
        .with(&staking::stake_authority(&twist), &authority)
        .with(&staking::stake_vault(&twist), &spl::ata(&authority, &other))
        .with(&staking::reward_vault(&twist, &token::mint()), &staking::reward_vault(&pool, &other));
    world.refuses(consistent, ErrorCode::ConstraintSeeds);
}
