//! # twist_campaign_registry: who pays for attention, for what, by which rules
//!
//! An advertiser creates a campaign, anyone funds it, and only the campaign's own distribution (of the rewards program) can
//! draw from it: inside its budget and pace, an epoch at a time, into one payout vault. What was not drawn goes back to the
//! advertiser. Holds the campaign's part of promise 2, *solvency* (each vault holds what was funded less what was drawn), and
//! the advertiser's of promise 5, *exit is always open*: no key and no missing crank can keep a refund for ever.
//!
//! Publishers and influencers say here who is paid for their part; what they earn is settled by the rewards program. See
//! `docs/PROGRAMS.md` for the whole contract.

#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects, clippy::indexing_slicing))]
#![deny(clippy::expect_used, clippy::unwrap_used)]
// Anchor's derive macros expand to code that triggers these.
#![allow(clippy::diverging_sub_expression, missing_docs)]

#[macro_use]
extern crate twist_program_kit;

use anchor_lang::prelude::*;

pub mod constants;
pub mod error;
pub mod events;
pub mod instructions;
pub mod state;

use instructions::*;

declare_id!("7bkaWWQpcKoJjbWESUmMEcFkneJz2xRzMWecdqpau5zo");
const _: () = assert!(twist_program_kit::ids::same(&ID, &twist_program_kit::ids::CAMPAIGN_REGISTRY));

#[program]
pub mod twist_campaign_registry {
    use super::*;

    // The hot one first: the dispatcher tries them in this order.

    /// Pays a settled epoch; the campaign's own distribution only.
    pub fn draw(ctx: Context<Draw>, epoch: u64, amount: u64) -> Result<()> {
        instructions::draw(ctx, epoch, amount)
    }

    /// Creates the config; the program's upgrade authority only, once.
    pub fn initialize(ctx: Context<Initialize>, args: InitializeArgs) -> Result<()> {
        instructions::initialize(ctx, args)
    }

    /// Names the next authority, who must accept.
    pub fn propose_authority(ctx: Context<AuthorityOnly>, next: Pubkey) -> Result<()> {
        instructions::propose_authority(ctx, next)
    }

    /// Takes over; signed by the proposed authority.
    pub fn accept_authority(ctx: Context<AcceptAuthority>) -> Result<()> {
        instructions::accept_authority(ctx)
    }

    /// Takes a proposed hand-over back.
    pub fn cancel_authority(ctx: Context<AuthorityOnly>) -> Result<()> {
        instructions::cancel_authority(ctx)
    }

    /// Names the guardian, who can only stop things.
    pub fn set_guardian(ctx: Context<AuthorityOnly>, guardian: Pubkey) -> Result<()> {
        instructions::set_guardian(ctx, guardian)
    }

    /// Names the registrar, who checks that publishers own their domains.
    pub fn set_registrar(ctx: Context<AuthorityOnly>, registrar: Pubkey) -> Result<()> {
        instructions::set_registrar(ctx, registrar)
    }

    /// Stops new campaigns and/or funding (never draws, never refunds).
    pub fn pause(ctx: Context<AuthorityOrGuardian>, bits: u8) -> Result<()> {
        instructions::pause(ctx, bits)
    }

    /// Resumes what was paused; the authority only.
    pub fn unpause(ctx: Context<AuthorityOnly>, bits: u8) -> Result<()> {
        instructions::unpause(ctx, bits)
    }

    /// Lowers the fee of new campaigns at once, or proposes a higher one.
    pub fn set_fee(ctx: Context<AuthorityOnly>, fee_bps: u16) -> Result<()> {
        instructions::set_fee(ctx, fee_bps)
    }

    /// Puts a proposed fee into force after the delay; anyone.
    pub fn execute_fee(ctx: Context<Anyone>) -> Result<()> {
        instructions::execute_fee(ctx)
    }

    /// Takes a proposed fee back; authority or guardian.
    pub fn cancel_fee(ctx: Context<AuthorityOrGuardian>) -> Result<()> {
        instructions::cancel_fee(ctx)
    }

    /// Accepts a mint for new campaigns.
    pub fn allow_mint(ctx: Context<AllowMint>, args: MintRuleArgs) -> Result<()> {
        instructions::allow_mint(ctx, args)
    }

    /// Changes an accepted mint's terms for campaigns that are not active yet.
    pub fn update_mint_rule(ctx: Context<UpdateMintRule>, args: MintRuleArgs) -> Result<()> {
        instructions::update_mint_rule(ctx, args)
    }

    /// Pays out collected fees; the authority only.
    pub fn withdraw_fees(ctx: Context<WithdrawFees>, amount: u64) -> Result<()> {
        instructions::withdraw_fees(ctx, amount)
    }

    /// Claims a site; earns nothing until it is verified.
    pub fn register_publisher(
        ctx: Context<RegisterPublisher>,
        site_hash: [u8; 32],
        payout_owner: Pubkey,
    ) -> Result<()> {
        instructions::register_publisher(ctx, site_hash, payout_owner)
    }

    /// Lets a claimed site earn until an expiry; registrar and owner sign.
    pub fn verify_publisher(ctx: Context<VerifyPublisher>, verified_until: i64) -> Result<()> {
        instructions::verify_publisher(ctx, verified_until)
    }

    /// Changes who is paid for a site; its owner only.
    pub fn update_publisher(ctx: Context<UpdatePublisher>, payout_owner: Pubkey) -> Result<()> {
        instructions::update_publisher(ctx, payout_owner)
    }

    /// Stops a publisher from earning; registrar, authority or guardian.
    pub fn suspend_publisher(ctx: Context<ModeratePublisher>) -> Result<()> {
        instructions::suspend_publisher(ctx)
    }

    /// Gives a publisher back the status it had; registrar or authority.
    pub fn reinstate_publisher(ctx: Context<ModeratePublisher>) -> Result<()> {
        instructions::reinstate_publisher(ctx)
    }

    /// Registers the signing wallet as an influencer.
    pub fn register_influencer(ctx: Context<RegisterInfluencer>, args: RegisterInfluencerArgs) -> Result<()> {
        instructions::register_influencer(ctx, args)
    }

    /// Changes an influencer's payout owner, pool and share; what is worse for the pool's stakers waits.
    pub fn update_influencer(ctx: Context<UpdateInfluencer>, args: UpdateInfluencerArgs) -> Result<()> {
        instructions::update_influencer(ctx, args)
    }

    /// Puts an influencer's pending pool and share into force after the notice; anyone.
    pub fn apply_influencer_update(ctx: Context<ApplyInfluencerUpdate>) -> Result<()> {
        instructions::apply_influencer_update(ctx)
    }

    /// Stops an influencer from earning; registrar, authority or guardian.
    pub fn suspend_influencer(ctx: Context<ModerateInfluencer>) -> Result<()> {
        instructions::suspend_influencer(ctx)
    }

    /// Lets a suspended influencer earn again; registrar or authority.
    pub fn reinstate_influencer(ctx: Context<ModerateInfluencer>) -> Result<()> {
        instructions::reinstate_influencer(ctx)
    }

    /// Creates a campaign as a draft.
    pub fn create_campaign(ctx: Context<CreateCampaign>, args: CreateCampaignArgs) -> Result<()> {
        instructions::create_campaign(ctx, args)
    }

    /// Adds to a campaign's budget; anyone.
    pub fn fund_campaign(ctx: Context<FundCampaign>, amount: u64) -> Result<()> {
        instructions::fund_campaign(ctx, amount)
    }

    /// Lets a draft's attention count from now on; its advertiser only.
    pub fn activate(ctx: Context<Activate>) -> Result<()> {
        instructions::activate(ctx)
    }

    /// Stops later attention from counting; the advertiser only.
    pub fn pause_campaign(ctx: Context<AdvertiserOnly>) -> Result<()> {
        instructions::pause_campaign(ctx)
    }

    /// Lets attention count again; the advertiser only.
    pub fn resume_campaign(ctx: Context<AdvertiserOnly>) -> Result<()> {
        instructions::resume_campaign(ctx)
    }

    /// Moves a campaign's end later or its daily cap higher; the advertiser only.
    pub fn extend_campaign(ctx: Context<AdvertiserOnly>, new_end: i64, new_daily_cap: u64) -> Result<()> {
        instructions::extend_campaign(ctx, new_end, new_daily_cap)
    }

    /// Ends a campaign and refunds what was not drawn; the advertiser only.
    pub fn close_campaign(ctx: Context<CloseCampaign>) -> Result<()> {
        instructions::close_campaign(ctx)
    }
}
