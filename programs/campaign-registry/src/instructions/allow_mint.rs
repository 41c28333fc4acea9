use anchor_lang::prelude::*;
use anchor_spl::{
    associated_token::AssociatedToken,
    token::{Mint, Token},
};
use twist_program_kit::vault::{ata, create_ata};

use super::MintRuleArgs;
use crate::{
    constants::{FEES_SEED, MINT_RULE_SEED},
    error::RegistryError,
    events::MintRuleSet,
    state::{MintRule, RegistryConfig},
};

/// Accounts of `allow_mint`.
#[event_cpi]
#[derive(Accounts)]
pub struct AllowMint<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The key in charge.
    pub authority: Signer<'info>,
    /// The registry's config.
    #[account(mut, constraint = config.load()?.is_authority(authority.key) @ RegistryError::NotAuthority)]
    pub config: AccountLoader<'info, RegistryConfig>,
    /// The mint, of the classic SPL Token program.
    pub mint: Account<'info, Mint>,
    /// The rule to create.
    #[account(
        init, payer = payer, space = MintRule::SPACE,
        seeds = [MINT_RULE_SEED, mint.key().as_ref()], bump,
    )]
    pub mint_rule: AccountLoader<'info, MintRule>,
    /// CHECK: the authority over all fee vaults; holds nothing itself.
    #[account(seeds = [FEES_SEED], bump)]
    pub fee_authority: UncheckedAccount<'info>,
    /// CHECK: the fee vault; created here unless somebody else already did. The associated token program checks it.
    #[account(mut, address = ata(&fee_authority.key(), &mint.key()) @ RegistryError::WrongAccount)]
    pub fee_vault: UncheckedAccount<'info>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
    /// SPL Associated Token Account.
    pub associated_token_program: Program<'info, AssociatedToken>,
    /// System program.
    pub system_program: Program<'info, System>,
}

/// Accepts a mint for new campaigns, on the terms given, and opens its fee vault.
///
/// # Errors
/// `NotAuthority`, `FreezeAuthorityMismatch`.
pub fn allow_mint(ctx: Context<AllowMint>, args: MintRuleArgs) -> Result<()> {
    let Context { accounts, bumps, .. } = &ctx;
    let MintRuleArgs { min_budget, enabled, freeze_authority } = args;
    create_ata(
        &accounts.payer,
        &accounts.fee_vault,
        &accounts.fee_authority,
        &accounts.mint,
        &accounts.token_program,
        &accounts.associated_token_program,
        &accounts.system_program,
    )?;

    let (mint, fee_vault) = (accounts.mint.key(), accounts.fee_vault.key());
    let rule = &mut *accounts.mint_rule.load_init()?;
    rule.version = MintRule::VERSION;
    rule.bump = bumps.mint_rule;
    rule.mint = mint;
    rule.fee_vault = fee_vault;
    rule.set(min_budget, enabled, accounts.mint.freeze_authority, freeze_authority)?;
    let header = accounts.config.load_mut()?.next_event(&Clock::get()?)?;
    emit_event!(ctx, MintRuleSet { header, mint, min_budget, enabled, freeze_authority, fee_vault });
    Ok(())
}
