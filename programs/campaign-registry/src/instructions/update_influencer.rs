use anchor_lang::prelude::*;

use crate::{
    error::RegistryError,
    events::InfluencerUpdated,
    state::{Influencer, RegistryConfig},
};

/// What an influencer wants from now on.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct UpdateInfluencerArgs {
    /// Wallet to be paid.
    pub payout_owner: Pubkey,
    /// Staking pool that shares in the earnings; the zero key for none.
    pub pool: Pubkey,
    /// Its part, basis points, at most `MAX_POOL_SHARE_BPS`; 0 exactly when there is no pool.
    pub pool_share_bps: u16,
}

/// Accounts of `update_influencer`.
#[event_cpi]
#[derive(Accounts)]
pub struct UpdateInfluencer<'info> {
    /// Who the entry is about.
    pub wallet: Signer<'info>,
    /// The registry's config.
    #[account(mut)]
    pub config: AccountLoader<'info, RegistryConfig>,
    /// The entry to change.
    #[account(mut, has_one = wallet @ RegistryError::NotOwner)]
    pub influencer: AccountLoader<'info, Influencer>,
}

/// Changes who is paid, at once; and pool and share, at once unless the present pool's stakers would get less: then after
/// `NOTICE_SECONDS`.
///
/// # Errors
/// `NotOwner`, `InvalidPayoutOwner`, `InvalidPoolShare`.
pub fn update_influencer(ctx: Context<UpdateInfluencer>, args: UpdateInfluencerArgs) -> Result<()> {
    let UpdateInfluencerArgs { payout_owner, pool, pool_share_bps } = args;
    let clock = Clock::get()?;
    let earliest = {
        let influencer = &mut *ctx.accounts.influencer.load_mut()?;
        let earliest = influencer.update(payout_owner, pool, pool_share_bps, clock.unix_timestamp)?;
        influencer.invariant()?;
        earliest
    };
    let header = ctx.accounts.config.load_mut()?.next_event(&clock)?;
    let influencer = ctx.accounts.influencer.key();
    emit_event!(ctx, InfluencerUpdated { header, influencer, payout_owner, pool, pool_share_bps, earliest });
    Ok(())
}
