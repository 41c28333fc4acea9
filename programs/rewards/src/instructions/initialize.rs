use anchor_lang::{prelude::*, solana_program::bpf_loader_upgradeable};
use twist_program_kit::authority::AuthorityPair;

use crate::{constants::CONFIG_SEED, error::RewardsError, events::Initialized, state::RewardsConfig};

/// Accounts of `initialize`.
#[event_cpi]
#[derive(Accounts)]
pub struct Initialize<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The key that could replace this program: nobody else can claim it first.
    pub upgrade_authority: Signer<'info>,
    /// This program's data account, which names the upgrade authority.
    #[account(
        seeds = [crate::ID.as_ref()], bump, seeds::program = bpf_loader_upgradeable::ID,
        constraint = program_data.upgrade_authority_address == Some(upgrade_authority.key()) @ RewardsError::NotUpgradeAuthority,
    )]
    pub program_data: Box<Account<'info, ProgramData>>,
    /// The config to create.
    #[account(init, payer = payer, space = RewardsConfig::SPACE, seeds = [CONFIG_SEED], bump)]
    pub config: AccountLoader<'info, RewardsConfig>,
    /// System program.
    pub system_program: Program<'info, System>,
}

/// Creates the config.
///
/// # Errors
/// `NotUpgradeAuthority`; `InvalidAuthority` for the zero key.
pub fn initialize(ctx: Context<Initialize>, authority: Pubkey, guardian: Pubkey) -> Result<()> {
    require_keys_neq!(authority, Pubkey::default(), RewardsError::InvalidAuthority);
    let config = &mut *ctx.accounts.config.load_init()?;
    config.version = RewardsConfig::VERSION;
    config.bump = ctx.bumps.config;
    config.authority = AuthorityPair::new(authority);
    config.guardian = guardian;
    emit_event!(ctx, Initialized { header: config.next_event(&Clock::get()?)?, authority, guardian });
    Ok(())
}
