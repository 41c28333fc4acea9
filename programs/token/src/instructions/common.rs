//! Account lists that several instructions share: who signs is checked here, once.

use anchor_lang::prelude::*;

use crate::{
    error::TokenError,
    state::{Minter, MinterLimits, TokenConfig},
};

/// The authority acts on the config.
#[event_cpi]
#[derive(Accounts)]
pub struct AuthorityOnly<'info> {
    /// The key in charge.
    pub authority: Signer<'info>,
    /// The program's config.
    #[account(mut, constraint = config.load()?.is_authority(authority.key) @ TokenError::NotAuthority)]
    pub config: AccountLoader<'info, TokenConfig>,
}

/// The authority or the guardian stops something in the config.
#[event_cpi]
#[derive(Accounts)]
pub struct AuthorityOrGuardian<'info> {
    /// The key in charge, or the guardian.
    pub stopper: Signer<'info>,
    /// The program's config.
    #[account(mut, constraint = config.load()?.can_stop(stopper.key) @ TokenError::NotAuthorityOrGuardian)]
    pub config: AccountLoader<'info, TokenConfig>,
}

/// Anyone turns a crank on the config.
#[event_cpi]
#[derive(Accounts)]
pub struct Anyone<'info> {
    /// The program's config.
    #[account(mut)]
    pub config: AccountLoader<'info, TokenConfig>,
}

/// The authority changes an existing minter.
#[event_cpi]
#[derive(Accounts)]
pub struct ChangeMinter<'info> {
    /// The key in charge.
    pub authority: Signer<'info>,
    /// The program's config.
    #[account(mut, constraint = config.load()?.is_authority(authority.key) @ TokenError::NotAuthority)]
    pub config: AccountLoader<'info, TokenConfig>,
    /// The minter to change.
    #[account(mut)]
    pub minter: AccountLoader<'info, Minter>,
}

/// The authority or the guardian stops a minter.
#[event_cpi]
#[derive(Accounts)]
pub struct StopMinter<'info> {
    /// The key in charge, or the guardian.
    pub stopper: Signer<'info>,
    /// The program's config.
    #[account(mut, constraint = config.load()?.can_stop(stopper.key) @ TokenError::NotAuthorityOrGuardian)]
    pub config: AccountLoader<'info, TokenConfig>,
    /// The minter to stop.
    #[account(mut)]
    pub minter: AccountLoader<'info, Minter>,
}

/// A minter's limits, as arguments and events carry them. See [`MinterLimits`].
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct MinterLimitsArg {
    /// Most the minter may mint over its life, base units.
    pub allowance: u64,
    /// Most it may mint at once, base units.
    pub capacity: u64,
    /// How fast the bucket refills, base units per second.
    pub refill_per_second: u64,
}

impl From<MinterLimitsArg> for MinterLimits {
    fn from(MinterLimitsArg { allowance, capacity, refill_per_second }: MinterLimitsArg) -> Self {
        Self { allowance, capacity, refill_per_second }
    }
}

impl From<MinterLimits> for MinterLimitsArg {
    fn from(MinterLimits { allowance, capacity, refill_per_second }: MinterLimits) -> Self {
        Self { allowance, capacity, refill_per_second }
    }
}

/// One beneficiary's part of the emission, as an argument.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct SplitArg {
    /// Who may withdraw.
    pub beneficiary: Pubkey,
    /// Basis points of every emission.
    pub bps: u16,
}

impl SplitArg {
    /// As `SplitTable::new` takes them.
    pub(crate) fn parts(splits: &[Self]) -> Vec<(Pubkey, u16)> {
        splits.iter().map(|split| (split.beneficiary, split.bps)).collect()
    }
}
