//! # twist_staking: locks, pools and streams
//!
//! Holders and influencers' fans stake TWIST in pools; what arrives in a pool's reward vault (a claim that pays the pool, an
//! emission split, a penalty, a gift) streams to its stakers by weight, window by window. There is no special case for any
//! source: a pool sees that its vault holds more than it has accounted for.
//!
//! Leaving with the principal never depends on rewards; see `docs/STAKING.md`, and `twist_stake_math` for the accounting.

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

declare_id!("DpVRyfrMYVbbgncWiSL8aTd6fVKPY8PQzGdgqk7sRUxR");
const _: () = assert!(twist_program_kit::ids::same(&ID, &twist_program_kit::ids::STAKING));

#[program]
pub mod twist_staking {
    use super::*;

    // The hot ones first: the dispatcher tries them in this order.

    /// Pays what a position has earned; anyone to its owner.
    pub fn claim(ctx: Context<Claim>, ata_bump: u8) -> Result<()> {
        instructions::claim(ctx, ata_bump)
    }

    /// Stakes tokens in a new position, under terms that are on offer.
    pub fn stake(ctx: Context<Stake>, args: StakeArgs) -> Result<()> {
        instructions::stake(ctx, args)
    }

    /// Pays a principal back that was asked for, after the cooldown.
    pub fn withdraw(ctx: Context<Withdraw>) -> Result<()> {
        instructions::withdraw(ctx)
    }

    /// Streams in the next window what the reward vault has received since the last time; anyone.
    pub fn sync(ctx: Context<SyncPool>) -> Result<()> {
        instructions::sync(ctx)
    }

    /// Adds tokens to a position, which is locked anew.
    pub fn add_stake(ctx: Context<AddStake>, amount: u64) -> Result<()> {
        instructions::add_stake(ctx, amount)
    }

    /// Locks a position anew, for longer.
    pub fn extend_lock(ctx: Context<ExtendLock>, terms: TermsArg) -> Result<()> {
        instructions::extend_lock(ctx, terms)
    }

    /// Lets a position whose lock is over fall to base weight; anyone.
    pub fn expire_lock(ctx: Context<AnyonesPosition>) -> Result<()> {
        instructions::expire_lock(ctx)
    }

    /// Stakes what a position has earned, in a pool that pays TWIST.
    pub fn compound(ctx: Context<Compound>) -> Result<()> {
        instructions::compound(ctx)
    }

    /// Asks for a principal back whose lock is over; it stops earning.
    pub fn request_unstake(ctx: Context<ChangePosition>) -> Result<()> {
        instructions::request_unstake(ctx)
    }

    /// Stakes again, without a lock, what was asked back.
    pub fn cancel_unstake(ctx: Context<ChangePosition>) -> Result<()> {
        instructions::cancel_unstake(ctx)
    }

    /// Breaks a lock: pays the principal back at once, less the penalty.
    pub fn exit_early(ctx: Context<ExitEarly>) -> Result<()> {
        instructions::exit_early(ctx)
    }

    /// Closes an empty position; the rent goes back to who paid it.
    pub fn close_position(ctx: Context<ClosePosition>) -> Result<()> {
        instructions::close_position(ctx)
    }

    /// Raises a position of an older layout to the newest one; anyone.
    pub fn migrate_position(ctx: Context<AnyonesPosition>) -> Result<()> {
        instructions::migrate_position(ctx)
    }

    /// Creates the config and the global pool; the program's upgrade authority only, once.
    pub fn initialize(ctx: Context<Initialize>, args: InitializeArgs) -> Result<()> {
        instructions::initialize(ctx, args)
    }

    /// Changes what is on offer to new stakes.
    pub fn set_tiers(ctx: Context<AuthorityOnly>, tiers: Vec<TermsArg>) -> Result<()> {
        instructions::set_tiers(ctx, tiers)
    }

    /// Creates the signing owner's pool for a reward mint.
    pub fn create_pool(ctx: Context<CreatePool>, commission_bps: u16) -> Result<()> {
        instructions::create_pool(ctx, commission_bps)
    }

    /// Changes a pool's commission: lower at once, higher after a notice.
    pub fn update_pool(ctx: Context<UpdatePool>, commission_bps: u16) -> Result<()> {
        instructions::update_pool(ctx, commission_bps)
    }

    /// Puts a higher commission into force after the notice; anyone.
    pub fn apply_pool_update(ctx: Context<SyncPool>) -> Result<()> {
        instructions::apply_pool_update(ctx)
    }

    /// Pays a pool's owner what is its own; anyone.
    pub fn claim_commission(ctx: Context<ClaimCommission>, ata_bump: u8) -> Result<()> {
        instructions::claim_commission(ctx, ata_bump)
    }

    /// Ends a pool for new stakes, for ever.
    pub fn retire_pool(ctx: Context<RetirePool>) -> Result<()> {
        instructions::retire_pool(ctx)
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

    /// Names the guardian, who can only stop deposits.
    pub fn set_guardian(ctx: Context<AuthorityOnly>, guardian: Pubkey) -> Result<()> {
        instructions::set_guardian(ctx, guardian)
    }

    /// Stops deposits (never claims, never exits).
    pub fn pause(ctx: Context<AuthorityOrGuardian>, bits: u8) -> Result<()> {
        instructions::pause(ctx, bits)
    }

    /// Resumes deposits; the authority only.
    pub fn unpause(ctx: Context<AuthorityOnly>, bits: u8) -> Result<()> {
        instructions::unpause(ctx, bits)
    }
}
