use anchor_lang::prelude::*;

use crate::{
    constants::INFLUENCER_SEED,
    events::InfluencerRegistered,
    state::{Influencer, RegistryConfig},
};

/// A new influencer.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct RegisterInfluencerArgs {
    /// Wallet to be paid.
    pub payout_owner: Pubkey,
    /// SHA-256 of the canonical JSON that names the public handle.
    pub handle_hash: [u8; 32],
    /// Staking pool that shares in the earnings; the zero key for none.
    pub pool: Pubkey,
    /// Its part, basis points, at most `MAX_POOL_SHARE_BPS`; 0 exactly when there is no pool.
    pub pool_share_bps: u16,
}

/// Accounts of `register_influencer`.
#[event_cpi]
#[derive(Accounts)]
pub struct RegisterInfluencer<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Who registers.
    pub wallet: Signer<'info>,
    /// The registry's config.
    #[account(mut)]
    pub config: AccountLoader<'info, RegistryConfig>,
    /// The entry to create.
    #[account(
        init, payer = payer, space = Influencer::SPACE,
        seeds = [INFLUENCER_SEED, wallet.key().as_ref()], bump,
    )]
    pub influencer: AccountLoader<'info, Influencer>,
    /// System program.
    pub system_program: Program<'info, System>,
}

/// Registers the signing wallet as an influencer.
///
/// # Errors
/// `InvalidPayoutOwner`, `InvalidPoolShare`.
pub fn register_influencer(ctx: Context<RegisterInfluencer>, args: RegisterInfluencerArgs) -> Result<()> {
    let RegisterInfluencerArgs { payout_owner, handle_hash, pool, pool_share_bps } = args;
    let clock = Clock::get()?;
    let wallet = ctx.accounts.wallet.key();
    {
        let influencer = &mut *ctx.accounts.influencer.load_init()?;
        influencer.version = Influencer::VERSION;
        influencer.bump = ctx.bumps.influencer;
        influencer.wallet = wallet;
        influencer.handle_hash = handle_hash;
        // A first pool is in force at once.
        influencer.update(payout_owner, pool, pool_share_bps, clock.unix_timestamp)?;
        influencer.invariant()?;
    }
    let header = ctx.accounts.config.load_mut()?.next_event(&clock)?;
    emit_event!(
        ctx,
        InfluencerRegistered {
            header,
            influencer: ctx.accounts.influencer.key(),
            wallet,
            payout_owner,
            handle_hash,
            pool,
            pool_share_bps,
        }
    );
    Ok(())
}
