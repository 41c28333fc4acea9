use anchor_lang::{InstructionData, prelude::*};
use anchor_spl::token::Token;
use twist_campaign_registry::program::TwistCampaignRegistry;
use twist_program_kit::cpi::{Access, call};

use crate::{
    constants::DISTRIBUTION_SEED,
    error::RewardsError,
    events::EpochFinalized,
    state::{AttesterSet, Distribution, Funding},
};

/// Accounts of `finalize_epoch`. A hot path: the handler, which loads each account once, compares them with what the
/// distribution stores. What only the registry uses, the registry checks.
#[event_cpi]
#[derive(Accounts)]
pub struct FinalizeEpoch<'info> {
    /// The distribution whose challenge window is over.
    #[account(mut)]
    pub distribution: AccountLoader<'info, Distribution>,
    /// Its attester set.
    #[account(mut)]
    pub attester_set: AccountLoader<'info, AttesterSet>,
    /// CHECK: the campaign it draws from.
    #[account(mut)]
    pub campaign: UncheckedAccount<'info>,
    /// CHECK: the campaign's vault.
    #[account(mut)]
    pub campaign_vault: UncheckedAccount<'info>,
    /// CHECK: the distribution's vault.
    #[account(mut)]
    pub payout_vault: UncheckedAccount<'info>,
    /// CHECK: the registry's fee vault.
    #[account(mut)]
    pub fee_vault: UncheckedAccount<'info>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
    /// The campaign registry.
    pub registry_program: Program<'info, TwistCampaignRegistry>,
    /// CHECK: the registry's event authority.
    pub registry_event_authority: UncheckedAccount<'info>,
}

/// Draws the increase from the campaign into the payout vault and rotates the roots, in one instruction; anyone.
///
/// # Errors
/// `NothingPending`, `ChallengeWindowOpen`, `WrongFunding`, `WrongAccount`; the registry's own if it cannot pay.
pub fn finalize_epoch(ctx: Context<FinalizeEpoch>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &*ctx.accounts;
    let (event, increase, source, bump) = {
        let distribution = &mut *accounts.distribution.load_mut()?;
        require!(distribution.funding() == Funding::Campaign, RewardsError::WrongFunding);
        require_keys_eq!(accounts.attester_set.key(), distribution.attester_set, RewardsError::WrongAccount);
        require_keys_eq!(accounts.campaign.key(), distribution.funding_account, RewardsError::WrongAccount);
        let increase = distribution.finalize(clock.unix_timestamp)?;
        accounts.attester_set.load_mut()?.release_risk(increase)?;
        distribution.invariant()?;
        let event = EpochFinalized::of(distribution, accounts.distribution.key(), increase, &clock)?;
        (event, increase, distribution.source, distribution.bump)
    };

    let seeds: &[&[u8]] = &[DISTRIBUTION_SEED, source.as_ref(), &[bump]];
    let draw = twist_campaign_registry::instruction::Draw { epoch: event.epoch, amount: increase };
    call(
        &twist_campaign_registry::ID,
        [
            (accounts.distribution.as_ref(), Access::Sign),
            (&accounts.campaign, Access::Write),
            (&accounts.campaign_vault, Access::Write),
            (&accounts.payout_vault, Access::Write),
            (&accounts.fee_vault, Access::Write),
            (&accounts.token_program, Access::Read),
            (&accounts.registry_event_authority, Access::Read),
            (&accounts.registry_program, Access::Read),
        ],
        draw.data(),
        &[seeds],
    )?;
    emit_event!(ctx, event);
    Ok(())
}
