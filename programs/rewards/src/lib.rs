//! # twist_rewards: from agreed roots to paid people
//!
//! Attesters recompute an epoch from the published ledger and vote for one Merkle-sum root of *cumulative* amounts. At
//! threshold a challenge window opens; after it, finalizing draws exactly the increase into the payout vault, and every payee
//! (or anyone for it) claims what is new since its last claim.
//!
//! Holds the promises on solvency, provable leaves, open exits and single payment; see `docs/PROGRAMS.md`.

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
use state::Proposal;

declare_id!("CuGp3JvVhj1vJEsZ8LaXucFZjgU2MSU7io8KW6PhHDDj");
const _: () = assert!(twist_program_kit::ids::same(&ID, &twist_program_kit::ids::REWARDS));

#[program]
pub mod twist_rewards {
    use super::*;

    // The hot ones first: the dispatcher tries them in this order.

    /// Pays a payee what it earned and was not yet paid; anyone.
    pub fn claim(ctx: Context<Claim>, args: ClaimArgs) -> Result<()> {
        instructions::claim(ctx, args)
    }

    /// Caches a page's root of the current epoch; anyone.
    pub fn refresh_page(ctx: Context<RefreshPage>, page_root: [u8; 40], proof: Vec<[u8; 40]>) -> Result<()> {
        instructions::refresh_page(ctx, page_root, proof)
    }

    /// An attester's vote for the next epoch's root; at threshold the challenge window opens.
    pub fn vote_epoch<'info>(ctx: Context<'info, VoteEpoch<'info>>, proposal: Proposal) -> Result<()> {
        instructions::vote_epoch(ctx, proposal)
    }

    /// Draws the increase from the campaign and rotates the roots, after the challenge window; anyone.
    pub fn finalize_epoch(ctx: Context<FinalizeEpoch>) -> Result<()> {
        instructions::finalize_epoch(ctx)
    }

    /// Creates the config; the program's upgrade authority only, once.
    pub fn initialize(ctx: Context<Initialize>, authority: Pubkey, guardian: Pubkey) -> Result<()> {
        instructions::initialize(ctx, authority, guardian)
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

    /// Names the guardian, who can only veto and cancel.
    pub fn set_guardian(ctx: Context<AuthorityOnly>, guardian: Pubkey) -> Result<()> {
        instructions::set_guardian(ctx, guardian)
    }

    /// Creates an attester set without members.
    pub fn create_attester_set(ctx: Context<CreateAttesterSet>, id: u32) -> Result<()> {
        instructions::create_attester_set(ctx, id)
    }

    /// Proposes members, threshold, challenge window and value at risk.
    pub fn propose_attester_set(ctx: Context<ProposeAttesterSet>, terms: AttesterTermsArg) -> Result<()> {
        instructions::propose_attester_set(ctx, terms)
    }

    /// Puts proposed terms into force after the delay; anyone.
    pub fn execute_attester_set(ctx: Context<ExecuteAttesterSet>) -> Result<()> {
        instructions::execute_attester_set(ctx)
    }

    /// Takes proposed terms back; authority or guardian.
    pub fn cancel_attester_set(ctx: Context<CancelAttesterSet>) -> Result<()> {
        instructions::cancel_attester_set(ctx)
    }

    /// Creates a campaign's distribution; its advertiser only.
    pub fn create_distribution(ctx: Context<CreateDistribution>) -> Result<()> {
        instructions::create_distribution(ctx)
    }

    /// Creates a distribution that the emission funds; the authority only.
    pub fn create_emission_distribution(
        ctx: Context<CreateEmissionDistribution>,
        name_hash: [u8; 32],
    ) -> Result<()> {
        instructions::create_emission_distribution(ctx, name_hash)
    }

    /// Cancels a pending root; the guardian, and from the second time on the authority too.
    pub fn veto_epoch(ctx: Context<VetoEpoch>, reason_hash: [u8; 32]) -> Result<()> {
        instructions::veto_epoch(ctx, reason_hash)
    }

    /// The same for an emission-funded distribution; anyone.
    pub fn finalize_emission_epoch(ctx: Context<FinalizeEmissionEpoch>) -> Result<()> {
        instructions::finalize_emission_epoch(ctx)
    }

    /// Clears a root that nobody could finalize for a week; anyone.
    pub fn expire_pending(ctx: Context<ExpirePending>) -> Result<()> {
        instructions::expire_pending(ctx)
    }

    /// Opens the claim page of 1,024 payees; anyone.
    pub fn open_page<'info>(ctx: Context<'info, OpenPage<'info>>, page: u32) -> Result<()> {
        instructions::open_page(ctx, page)
    }
}
