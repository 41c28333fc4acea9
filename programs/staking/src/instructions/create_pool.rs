use anchor_lang::prelude::*;
use anchor_spl::{
    associated_token::AssociatedToken,
    token::{Mint, Token},
};
use twist_program_kit::vault::{ata, create_ata};

use crate::{
    constants::{POOL_SEED, STAKE_SEED},
    error::StakingError,
    events::PoolCreated,
    state::{Pool, PoolOrigin, StakingConfig},
};

/// Accounts of `create_pool`.
#[event_cpi]
#[derive(Accounts)]
pub struct CreatePool<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Whose pool it will be: an influencer's wallet.
    pub owner: Signer<'info>,
    /// The program's config.
    #[account(constraint = config.load()?.mint == stake_mint.key() @ StakingError::WrongMint)]
    pub config: AccountLoader<'info, StakingConfig>,
    /// TWIST.
    pub stake_mint: Box<Account<'info, Mint>>,
    /// What the pool's stakers earn: any classic SPL Token mint. Its freeze authority, if it has one, can freeze rewards, but no stake.
    pub reward_mint: Box<Account<'info, Mint>>,
    /// The pool to create.
    #[account(
        init, payer = payer, space = Pool::SPACE,
        seeds = [POOL_SEED, owner.key().as_ref(), reward_mint.key().as_ref()], bump,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// CHECK: the authority over the stake vault.
    #[account(seeds = [STAKE_SEED, pool.key().as_ref()], bump)]
    pub stake_authority: UncheckedAccount<'info>,
    /// CHECK: that authority's associated token account; created here unless somebody already did.
    #[account(mut, address = ata(stake_authority.key, &stake_mint.key()) @ StakingError::WrongAccount)]
    pub stake_vault: UncheckedAccount<'info>,
    /// CHECK: the pool's associated token account; created here unless somebody already did.
    #[account(mut, address = ata(&pool.key(), &reward_mint.key()) @ StakingError::WrongAccount)]
    pub reward_vault: UncheckedAccount<'info>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
    /// SPL Associated Token Account.
    pub associated_token_program: Program<'info, AssociatedToken>,
    /// System program.
    pub system_program: Program<'info, System>,
}

/// Creates the signing owner's pool for a reward mint: one each.
///
/// # Errors
/// `WrongMint`, `WrongAccount`, `InvalidCommission`.
pub fn create_pool(ctx: Context<CreatePool>, commission_bps: u16) -> Result<()> {
    let clock = Clock::get()?;
    create_vaults(ctx.accounts)?;
    let Context { accounts, bumps, .. } = &ctx;
    let (owner, reward_mint) = (accounts.owner.key(), accounts.reward_mint.key());
    let pool = &mut *accounts.pool.load_init()?;
    pool.open(
        PoolOrigin {
            bump: bumps.pool,
            stake_bump: bumps.stake_authority,
            owner,
            stake_mint: accounts.stake_mint.key(),
            reward_mint,
            stake_authority: accounts.stake_authority.key(),
            stake_vault: accounts.stake_vault.key(),
            reward_vault: accounts.reward_vault.key(),
            commission_bps,
        },
        clock.unix_timestamp,
    )?;
    pool.invariant()?;
    emit_event!(
        ctx,
        PoolCreated {
            header: pool.next_event(&clock)?,
            pool: accounts.pool.key(),
            owner,
            reward_mint,
            commission_bps,
        }
    );
    Ok(())
}

// Never inlined, for the caller's stack frame.
#[inline(never)]
fn create_vaults(accounts: &CreatePool) -> Result<()> {
    let vaults = [
        (&accounts.stake_vault, accounts.stake_authority.to_account_info(), &accounts.stake_mint),
        (&accounts.reward_vault, accounts.pool.to_account_info(), &accounts.reward_mint),
    ];
    for (vault, owner, mint) in vaults {
        create_ata(
            &accounts.payer,
            vault,
            &owner,
            mint.as_ref(),
            &accounts.token_program,
            &accounts.associated_token_program,
            &accounts.system_program,
        )?;
    }
    Ok(())
}
