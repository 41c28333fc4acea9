use anchor_lang::{error::ErrorCode, system_program};
use solana_account::Account;
use solana_instruction::{Instruction, error::InstructionError};
use solana_pubkey::Pubkey;
use twist_client::{
    chain::Chain,
    programs::twist_staking::{
        constants::{MAX_COMMISSION_BPS, PAUSE_DEPOSITS},
        error::TwistStakingError as Error,
        events::PoolCreated,
    },
    spl, staking, token,
};
use twist_tests::{
    Events, Refusal, Variation, World,
    fixtures::{staking::MONTH, token::TWIST},
};

/// With what `"influencer"` creates its pool for `reward_mint`.
fn creation(world: &World, reward_mint: &Pubkey) -> Instruction {
    staking::create_pool(&world.payer(), &world.actor("influencer"), reward_mint, 1_000)
}

#[test]
fn a_pool_records_whose_it_is_and_what_it_pays() {
    let mut world = World::with_staking();
    let (influencer, usdc) = (world.actor("influencer"), world.other_mint("usdc"));
    for mint in [token::mint(), usdc] {
        world.advance(1);
        let address = staking::pool(&influencer, &mint);
        let event: PoolCreated = world.run(creation(&world, &mint)).event();
        assert_eq!((event.header.seq, event.pool, event.owner), (1, address, influencer));
        assert_eq!((event.reward_mint, event.commission_bps), (mint, 1_000));

        let pool = world.pool(&address);
        assert_eq!((pool.version, pool.retired, pool.event_seq, pool.positions), (1, 0, 1, 0));
        assert_eq!((pool.owner, pool.stake_mint, pool.reward_mint), (influencer, token::mint(), mint));
        assert_eq!((pool.commission_bps, pool.pending_commission_bps), (1_000, 0));
        assert_eq!(
            (pool.pending_commission_at, pool.stake_authority),
            (0, staking::stake_authority(&address))
        );
        assert_eq!((pool.total_staked, pool.unstaking, pool.total_weight), (0, 0, 0));
        assert_eq!((pool.accounted, pool.owner_due), (0, 0));
        let stream = pool.stream;
        assert_eq!((stream.updated_at, stream.elapsed), (world.time(), 0));
        assert_eq!((stream.amount, stream.queued), (0, 0));

        let vaults =
            [(pool.stake_vault, pool.stake_authority, token::mint()), (pool.reward_vault, address, mint)];
        for (vault, owner, mint) in vaults {
            assert_eq!(vault, spl::ata(&owner, &mint));
            let account = world.token_account(&vault);
            assert_eq!((account.owner, account.mint, account.amount), (owner, mint, 0));
        }
    }
}

#[test]
fn an_owner_has_one_pool_for_each_mint() {
    let mut world = World::with_staking();
    let usdc = world.other_mint("usdc");
    for mint in [token::mint(), usdc] {
        world.create_pool_paying("influencer", &mint, 0);
        let in_use = Refusal::new(system_program::ID, InstructionError::Custom(0));
        world.refuses(creation(&world, &mint), in_use);
        world.create_pool_paying("another influencer", &mint, 0);
    }
}

#[test]
fn a_retired_pool_cannot_be_created_again() {
    let mut world = World::with_staking();
    let pool = world.create_pool("influencer", 0);
    world.run(staking::retire_pool(&world.pool(&pool)));
    let in_use = Refusal::new(system_program::ID, InstructionError::Custom(0));
    world.refuses(creation(&world, &token::mint()), in_use);
}

#[test]
fn what_others_put_there_first_is_no_obstacle() {
    let mut world = World::with_staking();
    let usdc = world.other_mint("usdc");
    let address = staking::pool(&world.actor("influencer"), &usdc);
    let authority = staking::stake_authority(&address);
    for address in [address, authority] {
        world.airdrop(&address, 1).unwrap();
    }
    // Both vaults exist and hold something before the pool does.
    world.give_twist(&authority, TWIST);
    world.give(&usdc, &address, 10_000_000);
    world.run(creation(&world, &usdc));

    let pool = world.pool(&address);
    assert_eq!((pool.total_staked, pool.accounted), (0, 0));
    let staked = world.stake(&address, "staker", 0, MONTH, TWIST);
    assert_eq!((staked.amount, world.pool(&address).total_staked), (TWIST, TWIST));
    assert_eq!(world.token_account(&pool.stake_vault).amount, 2 * TWIST);
    world.sync_pool(&address);
    let pool = world.pool(&address);
    assert_eq!((pool.owner_due, pool.stream.queued), (1_000_000, 9_000_000), "a gift is a reward");
}

#[test]
fn a_commission_goes_to_the_limit_and_no_further() {
    let mut world = World::with_staking();
    for (name, commission_bps) in [("free", 0), ("dear", MAX_COMMISSION_BPS)] {
        let pool = world.create_pool(name, commission_bps);
        assert_eq!(world.pool(&pool).commission_bps, commission_bps);
    }
    let (payer, influencer) = (world.payer(), world.actor("influencer"));
    for commission_bps in [MAX_COMMISSION_BPS + 1, u16::MAX] {
        let instruction = staking::create_pool(&payer, &influencer, &token::mint(), commission_bps);
        world.refuses(instruction, Error::InvalidCommission);
    }
}

#[test]
fn owner_and_payer_sign() {
    let mut world = World::with_staking();
    let instruction = creation(&world, &token::mint());
    world.needs_every_signature(&instruction);
    let (influencer, stranger) = (world.actor("influencer"), world.stranger());
    world.refuses(instruction.with(&influencer, &stranger), ErrorCode::ConstraintSeeds);
}

#[test]
fn no_pool_can_be_made_for_the_config() {
    let mut world = World::with_staking();
    let (config, usdc) = (staking::config(), world.other_mint("usdc"));
    let instruction = staking::create_pool(&world.payer(), &config, &usdc, 0).unsigned(&config);
    world.refuses(instruction, ErrorCode::AccountNotSigner);
}

#[test]
fn a_pause_of_deposits_does_not_cover_it() {
    let mut world = World::with_staking();
    world.run(staking::pause(&world.guardian(), PAUSE_DEPOSITS));
    world.create_pool("influencer", 0);
}

#[test]
fn only_twist_is_staked() {
    let mut world = World::with_staking();
    let usdc = world.other_mint("usdc");
    let address = staking::pool(&world.actor("influencer"), &usdc);
    let authority = staking::stake_authority(&address);
    let instruction = creation(&world, &usdc).with(&token::mint(), &usdc);
    world.refuses(instruction.clone(), Error::WrongMint);
    let consistent = instruction.with(&staking::stake_vault(&address), &spl::ata(&authority, &usdc));
    world.refuses(consistent, Error::WrongMint);
}

#[test]
fn what_is_no_classic_mint_is_not_earned() {
    let mut world = World::with_staking();
    let (stranger, usdc) = (world.stranger(), world.other_mint("usdc"));
    let account = world.open_ata(&stranger, &usdc);
    world.refuses(creation(&world, &account), InstructionError::InvalidAccountData);
    world.refuses(creation(&world, &stranger), ErrorCode::AccountNotInitialized);
    // A mint of Token-2022, whose extensions could take tokens out of a vault.
    let token_2022: Pubkey = "TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb".parse().unwrap();
    let (extended, mint) = (world.actor("extended mint"), world.existing_account("mint", &usdc).unwrap());
    world.forge(extended, Account { owner: token_2022, ..mint });
    world.refuses(creation(&world, &extended), ErrorCode::AccountOwnedByWrongProgram);
}

#[test]
fn the_vaults_are_the_pools_own() {
    let mut world = World::with_staking();
    let (mint, stranger) = (token::mint(), world.stranger());
    let (thief, rival) = (world.open_ata(&stranger, &mint), world.create_pool("rival", 0));
    let address = staking::pool(&world.actor("influencer"), &mint);
    let instruction = creation(&world, &mint);
    let [stakes, rewards] = [staking::stake_vault(&address), staking::reward_vault(&address, &mint)];
    for other in [thief, rewards, staking::stake_vault(&rival), staking::reward_vault(&rival, &mint)] {
        world.refuses(instruction.clone().with(&stakes, &other), Error::WrongAccount);
    }
    for other in [thief, stakes, staking::stake_vault(&rival), staking::reward_vault(&rival, &mint)] {
        world.refuses(instruction.clone().with(&rewards, &other), Error::WrongAccount);
    }
    let authority = staking::stake_authority(&address);
    for (account, other) in [(authority, staking::stake_authority(&rival)), (address, stranger)] {
        world.refuses(instruction.clone().with(&account, &other), ErrorCode::ConstraintSeeds);
    }
    let both = instruction.with(&authority, &stranger).with(&stakes, &thief);
    world.refuses(both, ErrorCode::ConstraintSeeds);
}

#[test]
fn it_takes_the_config_and_the_programs() {
    let mut world = World::with_staking();
    let instruction = creation(&world, &token::mint());
    world.needs_the_staking_config(&instruction);
    let associated = spl::create_ata(&token::mint(), &token::mint(), &token::mint()).program_id;
    for program in [spl_token_interface::ID, associated, system_program::ID] {
        let another = instruction.clone().with(&program, &token::config());
        world.refuses(another, ErrorCode::InvalidProgramId);
    }
}
