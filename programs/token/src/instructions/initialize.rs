use anchor_lang::{prelude::*, solana_program::bpf_loader_upgradeable};
use anchor_spl::{
    associated_token::AssociatedToken,
    token::{self, Mint, MintTo, Token, TokenAccount},
};
use twist_program_kit::authority::AuthorityPair;

use super::SplitArg;
use crate::{
    constants::{CONFIG_SEED, DECIMALS, MINT_SEED},
    error::TokenError,
    events::Initialized,
    state::{EmissionSchedule, SplitTable, TokenConfig},
};

/// One step of the schedule, as an argument.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct StepArg {
    /// First period of this step.
    pub from_period: u32,
    /// Base units per period.
    pub per_period: u64,
}

/// What the program starts with.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct InitializeArgs {
    /// Who will be in charge.
    pub authority: Pubkey,
    /// Who can stop things.
    pub guardian: Pubkey,
    /// Most that may ever be minted, base units.
    pub max_supply: u64,
    /// Minted at once to the genesis recipient, base units.
    pub genesis_allocation: u64,
    /// Start of emission period 0, Unix seconds.
    pub emission_genesis: i64,
    /// Length of an emission period, seconds.
    pub period_seconds: i64,
    /// The schedule; its last step has amount 0.
    pub steps: Vec<StepArg>,
    /// Who shares in the emission.
    pub splits: Vec<SplitArg>,
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
        constraint = program_data.upgrade_authority_address == Some(upgrade_authority.key()) @ TokenError::NotUpgradeAuthority,
    )]
    pub program_data: Box<Account<'info, ProgramData>>,
    /// The config to create.
    #[account(init, payer = payer, space = TokenConfig::SPACE, seeds = [CONFIG_SEED], bump)]
    pub config: AccountLoader<'info, TokenConfig>,
    /// The mint to create; its authority is the config, and nobody can freeze.
    #[account(
        init, payer = payer, seeds = [MINT_SEED], bump,
        mint::decimals = DECIMALS, mint::authority = config,
    )]
    pub mint: Box<Account<'info, Mint>>,
    /// CHECK: any key; receives the genesis allocation in its associated token account.
    pub genesis_recipient: UncheckedAccount<'info>,
    /// The recipient's token account, created here.
    #[account(
        init, payer = payer, associated_token::mint = mint, associated_token::authority = genesis_recipient,
    )]
    pub genesis_destination: Box<Account<'info, TokenAccount>>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
    /// SPL Associated Token Account.
    pub associated_token_program: Program<'info, AssociatedToken>,
    /// System program.
    pub system_program: Program<'info, System>,
}

/// Creates the mint and the config, and mints the genesis allocation.
///
/// # Errors
/// `NotUpgradeAuthority`, `InvalidSchedule`, `InvalidSplits`, `ScheduleExceedsMaxSupply`.
pub fn initialize(ctx: Context<Initialize>, args: InitializeArgs) -> Result<()> {
    let InitializeArgs {
        authority,
        guardian,
        max_supply,
        genesis_allocation,
        emission_genesis,
        period_seconds,
        steps,
        splits,
    } = args;
    require_keys_neq!(authority, Pubkey::default(), TokenError::InvalidAuthority);
    let mint = ctx.accounts.mint.key();
    let steps: Vec<_> = steps.iter().map(|step| (step.from_period, step.per_period)).collect();
    let emission = EmissionSchedule::new(emission_genesis, period_seconds, &steps)?;
    let emission_scheduled = emission.scheduled;
    require!(
        emission_scheduled.checked_add(genesis_allocation).is_some_and(|all| all <= max_supply),
        TokenError::ScheduleExceedsMaxSupply
    );

    let header = {
        let config = &mut *ctx.accounts.config.load_init()?;
        config.version = TokenConfig::VERSION;
        config.bump = ctx.bumps.config;
        config.authority = AuthorityPair::new(authority);
        config.guardian = guardian;
        config.mint = mint;
        config.max_supply = max_supply;
        config.emission = emission;
        config.splits = SplitTable::new(&SplitArg::parts(&splits), &mint)?;
        config.record_mint(genesis_allocation)?;
        config.invariant()?;
        config.next_event(&Clock::get()?)?
    };

    if genesis_allocation > 0 {
        let seeds: &[&[u8]] = &[CONFIG_SEED, &[ctx.bumps.config]];
        token::mint_to(
            CpiContext::new_with_signer(
                ctx.accounts.token_program.key(),
                MintTo {
                    mint: ctx.accounts.mint.to_account_info(),
                    to: ctx.accounts.genesis_destination.to_account_info(),
                    authority: ctx.accounts.config.to_account_info(),
                },
                &[seeds],
            ),
            genesis_allocation,
        )?;
    }
    emit_event!(
        ctx,
        Initialized {
            header,
            authority,
            guardian,
            mint,
            max_supply,
            genesis_allocation,
            genesis_recipient: ctx.accounts.genesis_recipient.key(),
            emission_scheduled,
        }
    );
    Ok(())
}
