use anchor_lang::prelude::*;
use anchor_spl::token::Mint;

use super::MintRuleArgs;
use crate::{
    error::RegistryError,
    events::MintRuleSet,
    state::{MintRule, RegistryConfig},
};

/// Accounts of `update_mint_rule`.
#[event_cpi]
#[derive(Accounts)]
pub struct UpdateMintRule<'info> {
    /// The key in charge.
    pub authority: Signer<'info>,
    /// The registry's config.
    #[account(mut, constraint = config.load()?.is_authority(authority.key) @ RegistryError::NotAuthority)]
    pub config: AccountLoader<'info, RegistryConfig>,
    /// The mint.
    pub mint: Account<'info, Mint>,
    /// Its rule.
    #[account(mut, has_one = mint @ RegistryError::WrongMint)]
    pub mint_rule: AccountLoader<'info, MintRule>,
}

/// Changes a mint's terms for campaigns that are not active yet, and pins its present freeze authority anew.
///
/// # Errors
/// `NotAuthority`, `WrongMint`, `FreezeAuthorityMismatch`.
pub fn update_mint_rule(ctx: Context<UpdateMintRule>, args: MintRuleArgs) -> Result<()> {
    let MintRuleArgs { min_budget, enabled, freeze_authority } = args;
    let rule = &mut *ctx.accounts.mint_rule.load_mut()?;
    rule.set(min_budget, enabled, ctx.accounts.mint.freeze_authority, freeze_authority)?;
    let header = ctx.accounts.config.load_mut()?.next_event(&Clock::get()?)?;
    emit_event!(
        ctx,
        MintRuleSet {
            header,
            mint: rule.mint,
            min_budget,
            enabled,
            freeze_authority,
            fee_vault: rule.fee_vault,
        }
    );
    Ok(())
}
