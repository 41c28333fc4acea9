//! Seeds and limits. What clients need is exported in the IDL.

use anchor_lang::prelude::*;
use twist_program_kit::time::DAY;

/// Seed of the one [`RewardsConfig`](crate::state::RewardsConfig).
#[constant]
pub const CONFIG_SEED: &[u8] = b"config";
/// Seed, followed by the id (u32 LE), of an [`AttesterSet`](crate::state::AttesterSet).
#[constant]
pub const ATTESTER_SET_SEED: &[u8] = b"attester_set";
/// Seed, followed by the campaign's key, of a campaign-funded [`Distribution`](crate::state::Distribution).
#[constant]
pub const DISTRIBUTION_SEED: &[u8] = b"distribution";
/// Seed, followed by the name hash, of an emission-funded [`Distribution`](crate::state::Distribution).
#[constant]
pub const EMISSION_DISTRIBUTION_SEED: &[u8] = b"emission_distribution";
/// Seed, followed by the distribution's key, of the authority over an emission-funded distribution's funding vault.
#[constant]
pub const FUNDING_SEED: &[u8] = b"funding";
/// Seed, followed by the distribution's key, of the system account that prepays the rent of claim pages.
#[constant]
pub const RENT_SEED: &[u8] = b"rent";
/// Seed, followed by the distribution's key and the page number (u32 LE), of a [`ClaimPage`](crate::state::ClaimPage).
#[constant]
pub const PAGE_SEED: &[u8] = b"page";

/// Most keys in an attester set.
pub const MAX_ATTESTERS: usize = 16;
/// Slots of a claim page, that is, leaves of a page subtree.
pub const SLOTS: usize = twist_merkle_sum::PAGE_SLOTS as usize;

/// Shortest challenge window, seconds: one hour.
#[constant]
pub const MIN_CHALLENGE_WINDOW: i64 = 3_600;
/// Longest challenge window, seconds: two weeks, so that a key in charge cannot withhold payment for ever.
#[constant]
pub const MAX_CHALLENGE_WINDOW: i64 = 14 * DAY;
/// How long after its challenge window a root that nobody finalized can be expired by anyone, seconds.
#[constant]
pub const EXPIRE_AFTER: i64 = 7 * DAY;
/// How long claims stay open after the last finalized epoch, at least, seconds.
#[constant]
pub const CLAIM_PERIOD: i64 = 180 * DAY;
