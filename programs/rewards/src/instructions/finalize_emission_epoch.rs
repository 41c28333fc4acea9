use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use twist_program_kit::cpi::transfer_signed;

use crate::{
    constants::FUNDING_SEED,
    error::RewardsError,
    events::EpochFinalized,
    state::{AttesterSet, Distribution, Funding},
};

/// Accounts of `finalize_emission_epoch`.
#[event_cpi]
#[derive(Accounts)]
pub struct FinalizeEmissionEpoch<'info> {
    /// The distribution whose challenge window is over.
    #[account(
        mut,
        has_one = attester_set @ RewardsError::WrongAccount,
        has_one = payout_vault @ RewardsError::WrongAccount,
    )]
    pub distribution: AccountLoader<'info, Distribution>,
    /// Its attester set.
    #[account(mut)]
    pub attester_set: AccountLoader<'info, AttesterSet>,
    /// CHECK: the authority over the funding vault.
    #[account(seeds = [FUNDING_SEED, distribution.key().as_ref()], bump)]
    pub funding_authority: UncheckedAccount<'info>,
    /// CHECK: what the emission fills.
    #[account(mut, address = distribution.load()?.funding_account @ RewardsError::WrongAccount)]
    pub funding_vault: UncheckedAccount<'info>,
    /// CHECK: the distribution's vault.
    #[account(mut)]
    pub payout_vault: UncheckedAccount<'info>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Moves the increase from the funding vault into the payout vault and rotates the roots, in one instruction; anyone.
///
/// # Errors
/// `NothingPending`, `ChallengeWindowOpen`, `WrongFunding`, `WrongAccount`; SPL Token's own while the
/// mint's issuer freezes the funding vault.
pub fn finalize_emission_epoch(ctx: Context<FinalizeEmissionEpoch>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &*ctx.accounts;
    let address = accounts.distribution.key();
    let event = {
        let distribution = &mut *accounts.distribution.load_mut()?;
        require!(distribution.funding() == Funding::Emission, RewardsError::WrongFunding);
        let increase = distribution.finalize(clock.unix_timestamp)?;
        accounts.attester_set.load_mut()?.release_risk(increase)?;
        distribution.invariant()?;
        EpochFinalized::of(distribution, address, increase, &clock)?
    };

    let seeds: &[&[u8]] = &[FUNDING_SEED, address.as_ref(), &[ctx.bumps.funding_authority]];
    transfer_signed(
        &accounts.funding_vault,
        &accounts.payout_vault,
        &accounts.funding_authority,
        event.increase,
        seeds,
    )?;
    emit_event!(ctx, event);
    Ok(())
}
