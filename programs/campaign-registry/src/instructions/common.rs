//! Account lists that several instructions share: who signs is checked here, once.

use anchor_lang::prelude::*;

use crate::{
    error::RegistryError,
    state::{Campaign, Influencer, Publisher, RegistryConfig},
};

/// The authority acts on the config.
#[event_cpi]
#[derive(Accounts)]
pub struct AuthorityOnly<'info> {
    /// The key in charge.
    pub authority: Signer<'info>,
    /// The registry's config.
    #[account(mut, constraint = config.load()?.is_authority(authority.key) @ RegistryError::NotAuthority)]
    pub config: AccountLoader<'info, RegistryConfig>,
}

/// The authority or the guardian stops something in the config.
#[event_cpi]
#[derive(Accounts)]
pub struct AuthorityOrGuardian<'info> {
    /// The key in charge, or the guardian.
    pub stopper: Signer<'info>,
    /// The registry's config.
    #[account(mut, constraint = config.load()?.can_stop(stopper.key) @ RegistryError::NotAuthorityOrGuardian)]
    pub config: AccountLoader<'info, RegistryConfig>,
}

/// Anyone turns a crank on the config.
#[event_cpi]
#[derive(Accounts)]
pub struct Anyone<'info> {
    /// The registry's config.
    #[account(mut)]
    pub config: AccountLoader<'info, RegistryConfig>,
}

/// Somebody suspends or reinstates a publisher; the handler checks who, as the two differ.
#[event_cpi]
#[derive(Accounts)]
pub struct ModeratePublisher<'info> {
    /// The registrar or the authority, to suspend also the guardian.
    pub moderator: Signer<'info>,
    /// The registry's config.
    #[account(mut)]
    pub config: AccountLoader<'info, RegistryConfig>,
    /// The publisher.
    #[account(mut)]
    pub publisher: AccountLoader<'info, Publisher>,
}

/// Somebody suspends or reinstates an influencer; the handler checks who, as the two differ.
#[event_cpi]
#[derive(Accounts)]
pub struct ModerateInfluencer<'info> {
    /// The registrar or the authority, to suspend also the guardian.
    pub moderator: Signer<'info>,
    /// The registry's config.
    #[account(mut)]
    pub config: AccountLoader<'info, RegistryConfig>,
    /// The influencer.
    #[account(mut)]
    pub influencer: AccountLoader<'info, Influencer>,
}

/// The advertiser changes its campaign.
#[event_cpi]
#[derive(Accounts)]
pub struct AdvertiserOnly<'info> {
    /// Who runs the campaign.
    pub advertiser: Signer<'info>,
    /// The campaign.
    #[account(mut, has_one = advertiser @ RegistryError::NotAdvertiser)]
    pub campaign: AccountLoader<'info, Campaign>,
}

/// A mint's terms.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct MintRuleArgs {
    /// Least budget with which a campaign can be activated, base units.
    pub min_budget: u64,
    /// Whether new campaigns can use the mint.
    pub enabled: bool,
    /// The mint's present freeze authority; it is pinned, and every advertiser must acknowledge it.
    pub freeze_authority: Option<Pubkey>,
}
