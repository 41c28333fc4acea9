use anchor_lang::{prelude::*, solana_program::bpf_loader_upgradeable};
use anchor_spl::{
    associated_token::AssociatedToken,
    token::{Mint, Token},
};
use twist_program_kit::{
    authority::AuthorityPair,
    ids,
    vault::{ata, create_ata},
};

use super::TermsArg;
use crate::{
    constants::{CONFIG_SEED, MINT_SEED, POOL_SEED, STAKE_SEED},
    error::StakingError,
    events::Initialized,
    state::{Pool, PoolOrigin, StakingConfig},
};

/// What the program starts with.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct InitializeArgs {
    /// Who will be in charge.
    pub authority: Pubkey,
    /// Who can stop deposits.
    pub guardian: Pubkey,
    /// Terms on offer, shortest lock first.
    pub tiers: Vec<TermsArg>,
}

/// Accounts of `initialize`.
#[event_cpi]
#[derive(Accounts)]
pub struct Initialize<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The key that could replace this program: nobody else can claim it first.
    pub upgrade_authority: Signer<'info>,
    /// This program's data account, which names the upgrade authority.
    #[account(
        seeds = [crate::ID.as_ref()], bump, seeds::program = bpf_loader_upgradeable::ID,
        constraint = program_data.upgrade_authority_address == Some(upgrade_authority.key()) @ StakingError::NotUpgradeAuthority,
    )]
    pub program_data: Box<Account<'info, ProgramData>>,
    /// The config to create.
    #[account(init, payer = payer, space = StakingConfig::SPACE, seeds = [CONFIG_SEED], bump)]
    pub config: AccountLoader<'info, StakingConfig>,
    /// The TWIST mint: what is staked, and what the global pool pays.
    #[account(seeds = [MINT_SEED], bump, seeds::program = ids::TOKEN)]
    pub mint: Box<Account<'info, Mint>>,
    /// The global pool to create, owned by the config.
    #[account(
        init, payer = payer, space = Pool::SPACE,
        seeds = [POOL_SEED, config.key().as_ref(), mint.key().as_ref()], bump,
    )]
    pub global_pool: AccountLoader<'info, Pool>,
    /// CHECK: the authority over the global pool's stake vault.
    #[account(seeds = [STAKE_SEED, global_pool.key().as_ref()], bump)]
    pub stake_authority: UncheckedAccount<'info>,
    /// CHECK: that authority's associated token account; created here unless somebody already did.
    #[account(mut, address = ata(stake_authority.key, &mint.key()) @ StakingError::WrongAccount)]
    pub stake_vault: UncheckedAccount<'info>,
    /// CHECK: the global pool's associated token account; created here unless somebody already did.
    #[account(mut, address = ata(&global_pool.key(), &mint.key()) @ StakingError::WrongAccount)]
    pub reward_vault: UncheckedAccount<'info>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
    /// SPL Associated Token Account.
    pub associated_token_program: Program<'info, AssociatedToken>,
    /// System program.
    pub system_program: Program<'info, System>,
}

/// Creates the config and the global pool.
///
/// # Errors
/// `NotUpgradeAuthority`, `WrongAccount`, `InvalidTiers`; `InvalidAuthority` for the zero key.
pub fn initialize(ctx: Context<Initialize>, args: InitializeArgs) -> Result<()> {
    let InitializeArgs { authority, guardian, tiers } = args;
    require_keys_neq!(authority, Pubkey::default(), StakingError::InvalidAuthority);
    let clock = Clock::get()?;
    create_vaults(ctx.accounts)?;

    let Context { accounts, bumps, .. } = &ctx;
    let (mint, global_pool) = (accounts.mint.key(), accounts.global_pool.key());
    accounts.global_pool.load_init()?.open(
        PoolOrigin {
            bump: bumps.global_pool,
            stake_bump: bumps.stake_authority,
            owner: accounts.config.key(),
            stake_mint: mint,
            reward_mint: mint,
            stake_authority: accounts.stake_authority.key(),
            stake_vault: accounts.stake_vault.key(),
            reward_vault: accounts.reward_vault.key(),
            commission_bps: 0,
        },
        clock.unix_timestamp,
    )?;
    let header = {
        let config = &mut *accounts.config.load_init()?;
        config.version = StakingConfig::VERSION;
        config.bump = bumps.config;
        config.authority = AuthorityPair::new(authority);
        config.guardian = guardian;
        config.mint = mint;
        config.global_pool = global_pool;
        config.global_reward_vault = accounts.reward_vault.key();
        config.set_tiers(&TermsArg::terms(&tiers))?;
        config.invariant()?;
        config.next_event(&clock)?
    };
    emit_event!(ctx, Initialized { header, authority, guardian, mint, global_pool, tiers });
    Ok(())
}

// Never inlined, for the caller's stack frame.
#[inline(never)]
fn create_vaults(accounts: &Initialize) -> Result<()> {
    let vaults = [
        (&accounts.stake_vault, accounts.stake_authority.to_account_info()),
        (&accounts.reward_vault, accounts.global_pool.to_account_info()),
    ];
    for (vault, owner) in vaults {
        create_ata(
            &accounts.payer,
            vault,
            &owner,
            accounts.mint.as_ref(),
            &accounts.token_program,
            &accounts.associated_token_program,
            &accounts.system_program,
        )?;
    }
    Ok(())
}
