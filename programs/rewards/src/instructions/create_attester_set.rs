use anchor_lang::prelude::*;

use crate::{
    constants::ATTESTER_SET_SEED,
    error::RewardsError,
    events::AttesterSetCreated,
    state::{AttesterSet, RewardsConfig},
};

/// Accounts of `create_attester_set`.
#[event_cpi]
#[derive(Accounts)]
#[instruction(id: u32)]
pub struct CreateAttesterSet<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The key in charge.
    pub authority: Signer<'info>,
    /// The program's config.
    #[account(mut, constraint = config.load()?.is_authority(authority.key) @ RewardsError::NotAuthority)]
    pub config: AccountLoader<'info, RewardsConfig>,
    /// The set to create.
    #[account(
        init, payer = payer, space = AttesterSet::SPACE,
        seeds = [ATTESTER_SET_SEED, &id.to_le_bytes()], bump,
    )]
    pub attester_set: AccountLoader<'info, AttesterSet>,
    /// System program.
    pub system_program: Program<'info, System>,
}

/// Creates a set without members: it can vote on nothing until terms are proposed and executed.
///
/// # Errors
/// `NotAuthority`.
pub fn create_attester_set(ctx: Context<CreateAttesterSet>, id: u32) -> Result<()> {
    let set = &mut *ctx.accounts.attester_set.load_init()?;
    set.version = AttesterSet::VERSION;
    set.bump = ctx.bumps.attester_set;
    set.id = id;
    let header = ctx.accounts.config.load_mut()?.next_event(&Clock::get()?)?;
    emit_event!(ctx, AttesterSetCreated { header, attester_set: ctx.accounts.attester_set.key(), id });
    Ok(())
}
