use anchor_lang::prelude::*;
use anchor_spl::{
    associated_token::AssociatedToken,
    token::{Mint, Token},
};
use twist_program_kit::{
    ids,
    vault::{ata, create_ata},
};

use crate::{
    constants::{CAMPAIGN_SEED, DISTRIBUTION_SEED, PAUSE_CREATE},
    error::RegistryError,
    events::CampaignCreated,
    state::{Campaign, CampaignTerms, MintRule, RegistryConfig},
};

/// A new campaign.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct CreateCampaignArgs {
    /// The advertiser's number for it; never used twice.
    pub id: u64,
    /// The mint's freeze authority, as the advertiser knows it: its holder can freeze the campaign's vault.
    pub acknowledged_freeze_authority: Option<Pubkey>,
    /// What it pays, for what, when.
    pub terms: CampaignTerms,
}

/// Accounts of `create_campaign`.
#[event_cpi]
#[derive(Accounts)]
#[instruction(args: CreateCampaignArgs)]
pub struct CreateCampaign<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// Who runs the campaign and gets what is left.
    pub advertiser: Signer<'info>,
    /// The registry's config.
    pub config: AccountLoader<'info, RegistryConfig>,
    /// What the campaign pays in.
    pub mint: Box<Account<'info, Mint>>,
    /// The mint's rule.
    #[account(has_one = mint @ RegistryError::WrongMint)]
    pub mint_rule: AccountLoader<'info, MintRule>,
    /// CHECK: whose votes settle the campaign, of the rewards program. That program checks type and members when it creates the
    /// distribution, without which a campaign cannot be activated; a draft on a wrong account is only good for a refund.
    #[account(owner = ids::REWARDS @ RegistryError::WrongAttesterSet)]
    pub attester_set: UncheckedAccount<'info>,
    /// The campaign to create.
    #[account(
        init, payer = payer, space = Campaign::SPACE,
        seeds = [CAMPAIGN_SEED, advertiser.key().as_ref(), &args.id.to_le_bytes()], bump,
    )]
    pub campaign: AccountLoader<'info, Campaign>,
    /// CHECK: the campaign's vault; created here unless somebody else already did. The associated token program checks it.
    #[account(mut, address = ata(&campaign.key(), &mint.key()) @ RegistryError::WrongAccount)]
    pub vault: UncheckedAccount<'info>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
    /// SPL Associated Token Account.
    pub associated_token_program: Program<'info, AssociatedToken>,
    /// System program.
    pub system_program: Program<'info, System>,
}

/// Creates a campaign as a draft, with a vault of its own, and fixes the one distribution that can ever draw from it.
///
/// # Errors
/// `CreationPaused`, `WrongMint`, `MintDisabled`, `FreezeAuthorityMismatch`, `WrongAttesterSet`, `WrongAccount`; those of
/// `CampaignTerms::validate`.
pub fn create_campaign(ctx: Context<CreateCampaign>, args: CreateCampaignArgs) -> Result<()> {
    let Context { accounts, bumps, .. } = &ctx;
    let CreateCampaignArgs { id, acknowledged_freeze_authority, terms } = args;
    let clock = Clock::get()?;
    let (fee_bps, refund_grace_seconds) = {
        let config = accounts.config.load()?;
        require!(!config.is_paused(PAUSE_CREATE), RegistryError::CreationPaused);
        (config.fee_bps, config.refund_grace_seconds)
    };
    terms.validate(fee_bps, clock.unix_timestamp)?;
    let fee_vault = {
        let rule = accounts.mint_rule.load()?;
        rule.admit(accounts.mint.freeze_authority, acknowledged_freeze_authority)?;
        rule.fee_vault
    };
    create_ata(
        &accounts.payer,
        &accounts.vault,
        &accounts.campaign,
        accounts.mint.as_ref(),
        &accounts.token_program,
        &accounts.associated_token_program,
        &accounts.system_program,
    )?;

    let (mint, key) = (accounts.mint.key(), accounts.campaign.key());
    let (distribution, _) = Pubkey::find_program_address(&[DISTRIBUTION_SEED, key.as_ref()], &ids::REWARDS);
    let campaign = &mut *accounts.campaign.load_init()?;
    campaign.version = Campaign::VERSION;
    campaign.bump = bumps.campaign;
    campaign.advertiser = accounts.advertiser.key();
    campaign.id = id;
    campaign.mint = mint;
    campaign.vault = accounts.vault.key();
    campaign.attester_set = accounts.attester_set.key();
    campaign.distribution = distribution;
    campaign.payout_vault = ata(&distribution, &mint);
    campaign.fee_vault = fee_vault;
    campaign.fee_bps = fee_bps;
    campaign.refund_grace_seconds = refund_grace_seconds;
    campaign.set_terms(&terms);
    campaign.invariant()?;
    emit_event!(
        ctx,
        CampaignCreated {
            header: campaign.next_event(&clock)?,
            campaign: key,
            advertiser: campaign.advertiser,
            id,
            mint,
            attester_set: campaign.attester_set,
            distribution,
            fee_bps,
            terms,
        }
    );
    Ok(())
}
