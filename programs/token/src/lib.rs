//! # twist_token: the only program that can mint TWIST
//!
//! Holds promise 1, *lifetime cap*: what was ever minted never exceeds `max_supply`; a burn does not reopen room, and what
//! minters may mint never eats into what the emission schedule still has to pay.
//!
//! TWIST comes into being in three ways: once at [`twist_token::initialize`], on schedule through [`twist_token::emit`], and
//! through minters whose allowance and rate the authority bounds. See `docs/PROGRAMS.md` for the whole contract.

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

declare_id!("HADQdfTvMRq4E8ugwLowzUS5airSoAFG64ZnzNQE71ef");
const _: () = assert!(twist_program_kit::ids::same(&ID, &twist_program_kit::ids::TOKEN));

#[program]
pub mod twist_token {
    use super::*;

    /// Creates the mint, the schedule and the first splits; the program's upgrade authority only, once.
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

    /// Stops emission and/or minting (never burning, never withdrawals).
    pub fn pause(ctx: Context<AuthorityOrGuardian>, bits: u8) -> Result<()> {
        instructions::pause(ctx, bits)
    }

    /// Resumes what was paused; the authority only.
    pub fn unpause(ctx: Context<AuthorityOnly>, bits: u8) -> Result<()> {
        instructions::unpause(ctx, bits)
    }

    /// Proposes who shares in the emission from some later period on.
    pub fn propose_splits(ctx: Context<AuthorityOnly>, splits: Vec<SplitArg>) -> Result<()> {
        instructions::propose_splits(ctx, splits)
    }

    /// Puts proposed splits into force after the delay; anyone.
    pub fn execute_splits(ctx: Context<Anyone>) -> Result<()> {
        instructions::execute_splits(ctx)
    }

    /// Takes proposed splits back; authority or guardian.
    pub fn cancel_splits(ctx: Context<AuthorityOrGuardian>) -> Result<()> {
        instructions::cancel_splits(ctx)
    }

    /// Mints every period that has ended into the beneficiaries' vaults; anyone.
    pub fn emit<'info>(ctx: Context<'info, Emit<'info>>) -> Result<()> {
        instructions::emit(ctx)
    }

    /// Pays out a beneficiary's vault.
    pub fn withdraw_split(ctx: Context<WithdrawSplit>) -> Result<()> {
        instructions::withdraw_split(ctx)
    }

    /// Proposes a new minter's limits.
    pub fn propose_minter(ctx: Context<ProposeMinter>, args: ProposeMinterArgs) -> Result<()> {
        instructions::propose_minter(ctx, args)
    }

    /// Proposes other (also higher) limits for an existing minter.
    pub fn propose_minter_limits(ctx: Context<ChangeMinter>, limits: MinterLimitsArg) -> Result<()> {
        instructions::propose_minter_limits(ctx, limits)
    }

    /// Puts proposed limits into force after the delay; anyone.
    pub fn execute_minter(ctx: Context<ExecuteMinter>) -> Result<()> {
        instructions::execute_minter(ctx)
    }

    /// Takes proposed limits back; authority or guardian.
    pub fn cancel_minter(ctx: Context<StopMinter>) -> Result<()> {
        instructions::cancel_minter(ctx)
    }

    /// Lowers a minter's limits at once.
    pub fn update_minter(ctx: Context<ChangeMinter>, limits: MinterLimitsArg) -> Result<()> {
        instructions::update_minter(ctx, limits)
    }

    /// Ends a minter's power at once; authority or guardian.
    pub fn revoke_minter(ctx: Context<StopMinter>) -> Result<()> {
        instructions::revoke_minter(ctx)
    }

    /// Mints inside the minter's allowance and rate, and inside the cap.
    pub fn mint(ctx: Context<MintTokens>, amount: u64) -> Result<()> {
        instructions::mint(ctx, amount)
    }

    /// Destroys the holder's own tokens, and records it.
    pub fn burn(ctx: Context<BurnTokens>, amount: u64) -> Result<()> {
        instructions::burn(ctx, amount)
    }
}
