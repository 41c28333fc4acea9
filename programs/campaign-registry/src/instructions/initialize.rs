use anchor_lang::{prelude::*, solana_program::bpf_loader_upgradeable};
use twist_program_kit::authority::AuthorityPair;

use crate::{
    constants::{CONFIG_SEED, MAX_FEE_BPS},
    error::RegistryError,
    events::Initialized,
    state::RegistryConfig,
};

/// What the registry starts with.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct InitializeArgs {
    /// Who will be in charge.
    pub authority: Pubkey,
    /// Who can stop things.
    pub guardian: Pubkey,
    /// Who checks that a publisher owns its domain.
    pub registrar: Pubkey,
    /// Protocol fee, basis points of what a campaign pays; at most `MAX_FEE_BPS`.
    pub fee_bps: u16,
    /// How long after its end a settled campaign waits for its refund, seconds; 1 to 30 days, for ever.
    pub refund_grace_seconds: i64,
}

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
        constraint = program_data.upgrade_authority_address == Some(upgrade_authority.key()) @ RegistryError::NotUpgradeAuthority,
    )]
    pub program_data: Box<Account<'info, ProgramData>>,
    /// The config to create.
    #[account(init, payer = payer, space = RegistryConfig::SPACE, seeds = [CONFIG_SEED], bump)]
    pub config: AccountLoader<'info, RegistryConfig>,
    /// System program.
    pub system_program: Program<'info, System>,
}

/// Creates the config.
///
/// # Errors
/// `NotUpgradeAuthority`, `InvalidAuthority`, `InvalidFee`, `InvalidRefundGrace`.
pub fn initialize(ctx: Context<Initialize>, args: InitializeArgs) -> Result<()> {
    let InitializeArgs { authority, guardian, registrar, fee_bps, refund_grace_seconds } = args;
    require_keys_neq!(authority, Pubkey::default(), RegistryError::InvalidAuthority);
    require!(fee_bps <= MAX_FEE_BPS, RegistryError::InvalidFee);
    require!(RegistryConfig::is_valid_refund_grace(refund_grace_seconds), RegistryError::InvalidRefundGrace);
    let config = &mut *ctx.accounts.config.load_init()?;
    config.version = RegistryConfig::VERSION;
    config.bump = ctx.bumps.config;
    config.authority = AuthorityPair::new(authority);
    config.guardian = guardian;
    config.registrar = registrar;
    config.fee_bps = fee_bps;
    config.refund_grace_seconds = refund_grace_seconds;
    config.invariant()?;
    emit_event!(
        ctx,
        Initialized {
            header: config.next_event(&Clock::get()?)?,
            authority,
            guardian,
            registrar,
            fee_bps,
            refund_grace_seconds,
        }
    );
    Ok(())
}
