use anchor_lang::prelude::*;
use anchor_spl::{
    associated_token::AssociatedToken,
    token::{Mint, Token},
};
use twist_program_kit::vault::{ata, create_ata};

use crate::{
    constants::{EMISSION_DISTRIBUTION_SEED, FUNDING_SEED},
    error::RewardsError,
    events::DistributionCreated,
    state::{AttesterSet, Distribution, Funding, Origin, RewardsConfig},
};

/// Accounts of `create_emission_distribution`.
#[event_cpi]
#[derive(Accounts)]
#[instruction(name_hash: [u8; 32])]
pub struct CreateEmissionDistribution<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The key in charge.
    pub authority: Signer<'info>,
    /// The program's config.
    #[account(constraint = config.load()?.is_authority(authority.key) @ RewardsError::NotAuthority)]
    pub config: AccountLoader<'info, RewardsConfig>,
    /// Whose votes will count.
    pub attester_set: AccountLoader<'info, AttesterSet>,
    /// The distribution to create.
    #[account(
        init, payer = payer, space = Distribution::SPACE,
        seeds = [EMISSION_DISTRIBUTION_SEED, name_hash.as_ref()], bump,
    )]
    pub distribution: AccountLoader<'info, Distribution>,
    /// What it pays in.
    pub mint: Box<Account<'info, Mint>>,
    /// CHECK: the authority over the funding vault; the beneficiary to name in the emission splits.
    #[account(seeds = [FUNDING_SEED, distribution.key().as_ref()], bump)]
    pub funding_authority: UncheckedAccount<'info>,
    /// CHECK: the funding authority's associated token account; created here unless somebody already did.
    #[account(mut, address = ata(funding_authority.key, &mint.key()) @ RewardsError::WrongAccount)]
    pub funding_vault: UncheckedAccount<'info>,
    /// CHECK: the distribution's associated token account; created here unless somebody already did.
    #[account(mut, address = ata(&distribution.key(), &mint.key()) @ RewardsError::WrongAccount)]
    pub payout_vault: UncheckedAccount<'info>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
    /// SPL Associated Token Account.
    pub associated_token_program: Program<'info, AssociatedToken>,
    /// System program.
    pub system_program: Program<'info, System>,
}

/// Creates a distribution that the emission funds, named by the hash of its canonical JSON description.
///
/// # Errors
/// `NotAuthority`, `WrongAccount`.
pub fn create_emission_distribution(
    ctx: Context<CreateEmissionDistribution>,
    name_hash: [u8; 32],
) -> Result<()> {
    let accounts = &*ctx.accounts;
    let vaults = [
        (&accounts.payout_vault, accounts.distribution.to_account_info()),
        (&accounts.funding_vault, accounts.funding_authority.to_account_info()),
    ];
    for (vault, owner) in vaults {
        create_ata(
            &accounts.payer,
            vault,
            &owner,
            accounts.mint.as_ref(),
            &accounts.token_program,
            &accounts.associated_token_program,
            &accounts.system_program,
        )?;
    }
    let clock = Clock::get()?;
    let distribution = &mut *accounts.distribution.load_init()?;
    distribution.open(Origin {
        bump: ctx.bumps.distribution,
        funding: Funding::Emission,
        source: Pubkey::new_from_array(name_hash),
        funding_account: accounts.funding_vault.key(),
        mint: accounts.mint.key(),
        payout_vault: accounts.payout_vault.key(),
        attester_set: accounts.attester_set.key(),
        settled_through: clock.unix_timestamp,
    });
    emit_event!(ctx, DistributionCreated::of(distribution, accounts.distribution.key(), &clock)?);
    Ok(())
}
