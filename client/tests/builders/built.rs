//! One call of every builder of every program, and the fetched accounts that some of them take.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use twist_client::{
    programs::{twist_campaign_registry, twist_rewards, twist_staking, twist_token},
    registry, rewards, staking, token,
};

pub fn key(n: u8) -> Pubkey {
    Pubkey::new_from_array([n; 32])
}

pub fn token_instructions() -> Vec<Instruction> {
    use twist_token::types::{InitializeArgs, MinterLimitsArg, ProposeMinterArgs, SplitArg};

    let limits = MinterLimitsArg { allowance: 3, capacity: 2, refill_per_second: 1 };
    let splits = vec![SplitArg { beneficiary: key(9), bps: 10_000 }];
    let args = InitializeArgs {
        authority: key(1),
        guardian: key(2),
        max_supply: 1,
        genesis_allocation: 0,
        emission_genesis: 0,
        period_seconds: 3_600,
        steps: vec![],
        splits: splits.clone(),
    };
    let minter = ProposeMinterArgs { key: key(5), limits, label_hash: [0; 32] };
    vec![
        token::initialize(&key(1), &key(2), &key(3), args),
        token::propose_authority(&key(1), &key(2)),
        token::accept_authority(&key(1)),
        token::cancel_authority(&key(1)),
        token::set_guardian(&key(1), &key(2)),
        token::pause(&key(1), 1),
        token::unpause(&key(1), 1),
        token::propose_splits(&key(1), splits),
        token::execute_splits(),
        token::cancel_splits(&key(1)),
        token::emit(&token_config(&[])),
        token::withdraw_split(&key(1), None),
        token::propose_minter(&key(1), &key(2), minter),
        token::propose_minter_limits(&key(1), &key(2), limits),
        token::execute_minter(&key(1)),
        token::cancel_minter(&key(1), &key(2)),
        token::update_minter(&key(1), &key(2), limits),
        token::revoke_minter(&key(1), &key(2)),
        token::mint_to(&key(1), &key(2), 5),
        token::burn(&key(1), &key(2), 5),
    ]
}

pub fn registry_instructions() -> Vec<Instruction> {
    use twist_campaign_registry::types::{
        CampaignTerms, CreateCampaignArgs, InitializeArgs, MintRuleArgs, RegisterInfluencerArgs,
        UpdateInfluencerArgs,
    };

    let args = InitializeArgs {
        authority: key(1),
        guardian: key(2),
        registrar: key(3),
        fee_bps: 100,
        refund_grace_seconds: 86_400,
    };
    let rule = MintRuleArgs { min_budget: 1, enabled: true, freeze_authority: None };
    let influencer = RegisterInfluencerArgs {
        payout_owner: key(1),
        handle_hash: [0; 32],
        pool: Pubkey::default(),
        pool_share_bps: 0,
    };
    let update = UpdateInfluencerArgs { payout_owner: key(1), pool: Pubkey::default(), pool_share_bps: 0 };
    let terms = CampaignTerms { end: 1, ..CampaignTerms::default() };
    let campaign = CreateCampaignArgs { id: 7, acknowledged_freeze_authority: None, terms };
    vec![
        registry::initialize(&key(1), &key(2), args),
        registry::propose_authority(&key(1), &key(2)),
        registry::accept_authority(&key(1)),
        registry::cancel_authority(&key(1)),
        registry::set_guardian(&key(1), &key(2)),
        registry::set_registrar(&key(1), &key(2)),
        registry::pause(&key(1), 1),
        registry::unpause(&key(1), 1),
        registry::set_fee(&key(1), 100),
        registry::execute_fee(),
        registry::cancel_fee(&key(1)),
        registry::allow_mint(&key(1), &key(2), &key(3), rule),
        registry::update_mint_rule(&key(1), &key(2), rule),
        registry::withdraw_fees(&key(1), &key(2), &key(3), 5),
        registry::register_publisher(&key(1), &key(2), [3; 32], &key(4)),
        registry::verify_publisher(&key(1), &key(2), &key(3), 5),
        registry::update_publisher(&key(1), &key(2), &key(3)),
        registry::suspend_publisher(&key(1), &key(2)),
        registry::reinstate_publisher(&key(1), &key(2)),
        registry::register_influencer(&key(1), &key(2), influencer),
        registry::update_influencer(&key(1), update),
        registry::apply_influencer_update(&key(1)),
        registry::suspend_influencer(&key(1), &key(2)),
        registry::reinstate_influencer(&key(1), &key(2)),
        registry::create_campaign(&key(1), &key(2), &key(3), &key(4), campaign),
        registry::fund_campaign(&key(1), &key(2), &key(3), &key(4), 5),
        registry::activate(&key(1), &key(2), &key(3)),
        registry::pause_campaign(&key(1), &key(2)),
        registry::resume_campaign(&key(1), &key(2)),
        registry::extend_campaign(&key(1), &key(2), 5, 6),
        registry::draw(&key(1), &key(2), &key(3), 5, 6),
        registry::close_campaign(&key(1), &key(2), &key(3), &key(4)),
    ]
}

pub fn rewards_instructions() -> Vec<Instruction> {
    use twist_rewards::types::{AttesterTermsArg, Proposal};

    let terms = AttesterTermsArg {
        members: vec![key(1)],
        threshold: 1,
        challenge_window: 3_600,
        max_value_at_risk: 5,
    };
    let proposal = Proposal {
        epoch: 1,
        root: [1; 32],
        total: 2,
        leaf_count: 3,
        depth: 10,
        settled_through: 4,
        data_hash: [5; 32],
        uri_hash: [6; 32],
    };
    let state = distribution(key(1), key(1));
    vec![
        rewards::initialize(&key(1), &key(2), &key(3), &key(4)),
        rewards::propose_authority(&key(1), &key(2)),
        rewards::accept_authority(&key(1)),
        rewards::cancel_authority(&key(1)),
        rewards::set_guardian(&key(1), &key(2)),
        rewards::create_attester_set(&key(1), &key(2), 3),
        rewards::propose_attester_set(&key(1), &key(2), terms),
        rewards::execute_attester_set(&key(1)),
        rewards::cancel_attester_set(&key(1), &key(2)),
        rewards::create_distribution(&key(1), &key(2), &key(3), &key(4), &key(5)),
        rewards::create_emission_distribution(&key(1), &key(2), [3; 32], &key(4), &key(5)),
        rewards::vote_epoch(&key(1), &state, proposal),
        rewards::veto_epoch(&key(1), None, &state, [2; 32]),
        rewards::veto_epoch(&key(1), Some(&key(2)), &state, [2; 32]),
        rewards::finalize_epoch(&state),
        rewards::finalize_emission_epoch(&distribution(key(1), key(2))),
        rewards::expire_pending(&state),
        rewards::open_page(&key(1), &key(2), 3),
        rewards::refresh_page(&key(1), 2, [3; 40], vec![[4; 40]]),
        rewards::claim(claim_to(None)),
    ]
}

pub fn staking_instructions() -> Vec<Instruction> {
    use twist_staking::types::{InitializeArgs, StakeArgs, TermsArg};

    let terms = TermsArg { lock_seconds: 4, cooldown_seconds: 3, multiplier_bps: 2, penalty_bps: 1 };
    let args = InitializeArgs { authority: key(1), guardian: key(2), tiers: vec![terms] };
    let (pool, position) = (pool(key(1), key(2)), position(key(3)));
    vec![
        staking::initialize(&key(1), &key(2), args),
        staking::set_tiers(&key(1), vec![terms]),
        staking::propose_authority(&key(1), &key(2)),
        staking::accept_authority(&key(1)),
        staking::cancel_authority(&key(1)),
        staking::set_guardian(&key(1), &key(2)),
        staking::pause(&key(1), 1),
        staking::unpause(&key(1), 1),
        staking::create_pool(&key(1), &key(2), &key(3), 4),
        staking::sync(&pool),
        staking::update_pool(&pool, 5),
        staking::apply_pool_update(&pool),
        staking::claim_commission(&pool, None),
        staking::retire_pool(&pool),
        staking::stake(&key(1), &key(2), &pool, StakeArgs { nonce: 3, amount: 4, terms }),
        staking::add_stake(&pool, &position, 5),
        staking::extend_lock(&position, terms),
        staking::expire_lock(&position),
        staking::migrate_position(&position),
        staking::claim(&pool, &position, None),
        staking::compound(&pool, &position),
        staking::request_unstake(&position),
        staking::cancel_unstake(&position),
        staking::withdraw(&pool, &position, None),
        staking::exit_early(&pool, &position, None),
        staking::close_position(&position),
    ]
}

pub fn token_config(vaults: &[Pubkey]) -> twist_token::accounts::TokenConfig {
    let mut config: twist_token::accounts::TokenConfig = bytemuck::Zeroable::zeroed();
    config.mint = token::mint();
    config.splits.count = u64::try_from(vaults.len()).unwrap();
    for (entry, vault) in config.splits.entries.iter_mut().zip(vaults) {
        entry.vault = *vault;
    }
    config
}

pub fn distribution(source: Pubkey, funding_account: Pubkey) -> twist_rewards::accounts::Distribution {
    let mut state: twist_rewards::accounts::Distribution = bytemuck::Zeroable::zeroed();
    state.source = source;
    state.funding_account = funding_account;
    state
}

/// A pool that stakes TWIST, as it would be fetched.
pub fn pool(owner: Pubkey, reward_mint: Pubkey) -> twist_staking::accounts::Pool {
    let address = staking::pool(&owner, &reward_mint);
    let mut pool: twist_staking::accounts::Pool = bytemuck::Zeroable::zeroed();
    (pool.owner, pool.stake_mint, pool.reward_mint) = (owner, token::mint(), reward_mint);
    pool.stake_authority = staking::stake_authority(&address);
    pool.stake_vault = staking::stake_vault(&address);
    pool.reward_vault = staking::reward_vault(&address, &reward_mint);
    pool
}

/// A position in the pool of `key(1)` that pays `key(2)`.
pub fn position(owner: Pubkey) -> twist_staking::accounts::Position {
    let mut position: twist_staking::accounts::Position = bytemuck::Zeroable::zeroed();
    (position.owner, position.rent_payer, position.nonce) = (owner, key(4), 7);
    position.pool = staking::pool(&key(1), &key(2));
    position
}

pub fn claim_to(destination: Option<Pubkey>) -> rewards::ClaimParams {
    rewards::ClaimParams {
        distribution: key(1),
        mint: key(2),
        payee: key(3),
        index: 1_024,
        cumulative: 5,
        proof: [[6; 40]; 10],
        destination,
    }
}
