use anchor_lang::prelude::*;
use twist_program_kit::time::{POWER_DELAY, after};

use crate::{
    error::RewardsError,
    events::AttesterSetProposed,
    state::{AttesterSet, AttesterTerms, RewardsConfig},
};

/// What an attester set will be trusted with.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct AttesterTermsArg {
    /// 1 to 16 different keys.
    pub members: Vec<Pubkey>,
    /// Equal votes that open a challenge window: more than half.
    pub threshold: u8,
    /// How long anyone may challenge a root before it is paid, seconds.
    pub challenge_window: i64,
    /// Most that all pending increases may add up to, base units.
    pub max_value_at_risk: u64,
}

/// Accounts of `propose_attester_set`.
#[event_cpi]
#[derive(Accounts)]
pub struct ProposeAttesterSet<'info> {
    /// The key in charge.
    pub authority: Signer<'info>,
    /// The program's config.
    #[account(mut, constraint = config.load()?.is_authority(authority.key) @ RewardsError::NotAuthority)]
    pub config: AccountLoader<'info, RewardsConfig>,
    /// The set to change.
    #[account(mut)]
    pub attester_set: AccountLoader<'info, AttesterSet>,
}

/// Proposes terms for a set; a proposal that is already there is replaced and its delay starts anew.
///
/// # Errors
/// `NotAuthority`, `InvalidAttesterSet`.
pub fn propose_attester_set(ctx: Context<ProposeAttesterSet>, terms: AttesterTermsArg) -> Result<()> {
    let AttesterTermsArg { members, threshold, challenge_window, max_value_at_risk } = terms;
    let clock = Clock::get()?;
    let earliest = after(clock.unix_timestamp, POWER_DELAY).ok_or(RewardsError::Overflow)?;
    let terms = AttesterTerms::new(&members, threshold, challenge_window, max_value_at_risk)?;
    ctx.accounts.attester_set.load_mut()?.propose(terms, earliest);
    let header = ctx.accounts.config.load_mut()?.next_event(&clock)?;
    emit_event!(
        ctx,
        AttesterSetProposed {
            header,
            attester_set: ctx.accounts.attester_set.key(),
            members,
            threshold,
            challenge_window,
            max_value_at_risk,
            earliest,
        }
    );
    Ok(())
}
