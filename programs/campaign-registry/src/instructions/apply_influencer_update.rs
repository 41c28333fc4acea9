use anchor_lang::prelude::*;

use crate::{
    events::InfluencerUpdateApplied,
    state::{Influencer, RegistryConfig},
};

/// Accounts of `apply_influencer_update`.
#[event_cpi]
#[derive(Accounts)]
pub struct ApplyInfluencerUpdate<'info> {
    /// The registry's config.
    #[account(mut)]
    pub config: AccountLoader<'info, RegistryConfig>,
    /// The entry whose notice is over.
    #[account(mut)]
    pub influencer: AccountLoader<'info, Influencer>,
}

/// Puts an influencer's pending pool and share into force.
///
/// # Errors
/// `NothingProposed`, `DelayNotOver`.
pub fn apply_influencer_update(ctx: Context<ApplyInfluencerUpdate>) -> Result<()> {
    let clock = Clock::get()?;
    let (pool, pool_share_bps) = {
        let influencer = &mut *ctx.accounts.influencer.load_mut()?;
        influencer.apply_update(clock.unix_timestamp)?;
        influencer.invariant()?;
        (influencer.pool, influencer.pool_share_bps)
    };
    let header = ctx.accounts.config.load_mut()?.next_event(&clock)?;
    let influencer = ctx.accounts.influencer.key();
    emit_event!(ctx, InfluencerUpdateApplied { header, influencer, pool, pool_share_bps });
    Ok(())
}
