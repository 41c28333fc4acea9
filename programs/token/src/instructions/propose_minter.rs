use anchor_lang::prelude::*;
use twist_program_kit::time::{POWER_DELAY, after};

use super::*;
use crate::{
    constants::MINTER_SEED,
    error::TokenError,
    events::MinterProposed,
    state::{Minter, TokenConfig},
};

/// A new minter.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct ProposeMinterArgs {
    /// The key that will sign `mint`.
    pub key: Pubkey,
    /// Its limits.
    pub limits: MinterLimitsArg,
    /// SHA-256 of the canonical JSON that says what this minter is for.
    pub label_hash: [u8; 32],
}

/// Accounts of `propose_minter`.
#[event_cpi]
#[derive(Accounts)]
#[instruction(args: ProposeMinterArgs)]
pub struct ProposeMinter<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The key in charge.
    pub authority: Signer<'info>,
    /// The program's config.
    #[account(mut, constraint = config.load()?.is_authority(authority.key) @ TokenError::NotAuthority)]
    pub config: AccountLoader<'info, TokenConfig>,
    /// The minter to create.
    #[account(
        init, payer = payer, space = Minter::SPACE,
        seeds = [MINTER_SEED, args.key.as_ref()], bump,
    )]
    pub minter: AccountLoader<'info, Minter>,
    /// System program.
    pub system_program: Program<'info, System>,
}

/// Creates a minter without any power yet: its limits wait for the delay.
///
/// # Errors
/// `NotAuthority`, `InvalidLimits`.
pub fn propose_minter(ctx: Context<ProposeMinter>, args: ProposeMinterArgs) -> Result<()> {
    let ProposeMinterArgs { key, limits, label_hash } = args;
    let clock = Clock::get()?;
    let earliest = after(clock.unix_timestamp, POWER_DELAY).ok_or(TokenError::Overflow)?;
    let minter = &mut *ctx.accounts.minter.load_init()?;
    minter.version = Minter::VERSION;
    minter.bump = ctx.bumps.minter;
    minter.key = key;
    minter.label_hash = label_hash;
    minter.propose(limits.into(), earliest)?;
    let header = ctx.accounts.config.load_mut()?.next_event(&clock)?;
    emit_event!(ctx, MinterProposed { header, key, limits, earliest });
    Ok(())
}
