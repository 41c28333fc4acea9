//! Account lists and arguments that several instructions share: who signs is checked here, once.

use anchor_lang::prelude::*;
use anchor_spl::token::TokenAccount;
use twist_program_kit::{
    cpi::transfer_signed,
    vault::{is_ata, is_unencumbered},
};

use crate::{
    constants::POOL_SEED,
    error::StakingError,
    state::{Pool, Position, StakingConfig, Terms},
};

/// The authority acts on the config.
#[event_cpi]
#[derive(Accounts)]
pub struct AuthorityOnly<'info> {
    /// The key in charge.
    pub authority: Signer<'info>,
    /// The program's config.
    #[account(mut, constraint = config.load()?.is_authority(authority.key) @ StakingError::NotAuthority)]
    pub config: AccountLoader<'info, StakingConfig>,
}

/// The authority or the guardian stops something in the config.
#[event_cpi]
#[derive(Accounts)]
pub struct AuthorityOrGuardian<'info> {
    /// The key in charge, or the guardian.
    pub stopper: Signer<'info>,
    /// The program's config.
    #[account(mut, constraint = config.load()?.can_stop(stopper.key) @ StakingError::NotAuthorityOrGuardian)]
    pub config: AccountLoader<'info, StakingConfig>,
}

/// An owner changes what its position does, without moving tokens.
#[event_cpi]
#[derive(Accounts)]
pub struct ChangePosition<'info> {
    /// Whose position it is.
    pub owner: Signer<'info>,
    /// The pool.
    #[account(mut)]
    pub pool: AccountLoader<'info, Pool>,
    /// The position.
    #[account(mut, has_one = owner @ StakingError::NotPositionOwner, has_one = pool @ StakingError::WrongPool)]
    pub position: AccountLoader<'info, Position>,
}

/// Anyone turns a crank on a position.
#[event_cpi]
#[derive(Accounts)]
pub struct AnyonesPosition<'info> {
    /// The pool.
    #[account(mut)]
    pub pool: AccountLoader<'info, Pool>,
    /// The position.
    #[account(mut, has_one = pool @ StakingError::WrongPool)]
    pub position: AccountLoader<'info, Position>,
}

/// Anyone turns a crank on a pool's rewards.
#[event_cpi]
#[derive(Accounts)]
pub struct SyncPool<'info> {
    /// The pool.
    #[account(mut, has_one = reward_vault @ StakingError::WrongAccount)]
    pub pool: AccountLoader<'info, Pool>,
    /// Holds what there is to account for.
    pub reward_vault: Account<'info, TokenAccount>,
}

/// A tier's terms, as arguments and events carry them. See [`Terms`].
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermsArg {
    /// How long a stake is locked, seconds.
    pub lock_seconds: i64,
    /// How long the owner waits between asking for the stake back and getting it, seconds.
    pub cooldown_seconds: i64,
    /// Weight per amount while the lock runs, basis points.
    pub multiplier_bps: u16,
    /// What leaving before the lock's end costs, basis points of the principal.
    pub penalty_bps: u16,
}

impl TermsArg {
    /// As `StakingConfig::set_tiers` takes them.
    pub(crate) fn terms(tiers: &[Self]) -> Vec<Terms> {
        tiers.iter().map(|terms| (*terms).into()).collect()
    }
}

impl From<TermsArg> for Terms {
    fn from(TermsArg { lock_seconds, cooldown_seconds, multiplier_bps, penalty_bps }: TermsArg) -> Self {
        Self { lock_seconds, cooldown_seconds, multiplier_bps, penalty_bps, _padding: [0; 4] }
    }
}

impl From<Terms> for TermsArg {
    fn from(Terms { lock_seconds, cooldown_seconds, multiplier_bps, penalty_bps, .. }: Terms) -> Self {
        Self { lock_seconds, cooldown_seconds, multiplier_bps, penalty_bps }
    }
}

/// Refuses to take `amount` out of a token account of another mint, or that does not hold as much.
pub(super) fn require_deposit(source: &TokenAccount, stake_mint: &Pubkey, amount: u64) -> Result<()> {
    require_keys_eq!(source.mint, *stake_mint, StakingError::WrongMint);
    require!(source.amount >= amount, StakingError::InsufficientBalance);
    Ok(())
}

/// Refuses a `destination` of another mint, and, unless `owner` signs, any but its associated token account. (What is paid out of
/// `vault` into itself would be paid by leaving it where it is.)
pub(super) fn require_destination(
    destination: &Account<TokenAccount>,
    owner: &AccountInfo,
    mint: &Pubkey,
    vault: &Pubkey,
    ata_bump: u8,
) -> Result<()> {
    let address = destination.key();
    require_keys_eq!(destination.mint, *mint, StakingError::WrongMint);
    require_keys_neq!(address, *vault, StakingError::DestinationNotCanonical);
    require!(
        owner.is_signer
            || (is_unencumbered(destination, owner.key, mint) && is_ata(&address, owner.key, mint, ata_bump)),
        StakingError::DestinationNotCanonical
    );
    Ok(())
}

/// Moves `amount` base units out of a pool's reward vault.
pub(super) fn pay_rewards<'info>(
    pool: &Pool,
    pool_info: &AccountLoader<'info, Pool>,
    reward_vault: &UncheckedAccount<'info>,
    destination: &AccountInfo<'info>,
    amount: u64,
) -> Result<()> {
    let seeds: &[&[u8]] = &[POOL_SEED, pool.owner.as_ref(), pool.reward_mint.as_ref(), &[pool.bump]];
    transfer_signed(reward_vault, destination, pool_info.as_ref(), amount, seeds)
}
