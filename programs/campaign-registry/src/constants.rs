//! Seeds and limits. What clients need is exported in the IDL. No key can set anything past these limits.

use anchor_lang::prelude::*;
use twist_program_kit::time::DAY;

/// Seed of the one [`RegistryConfig`](crate::state::RegistryConfig).
#[constant]
pub const CONFIG_SEED: &[u8] = b"config";
/// Seed, followed by a mint, of its [`MintRule`](crate::state::MintRule).
#[constant]
pub const MINT_RULE_SEED: &[u8] = b"mint_rule";
/// Seed of the authority over every fee vault: one associated token account per mint.
#[constant]
pub const FEES_SEED: &[u8] = b"fees";
/// Seed, followed by site hash and owner, of a [`Publisher`](crate::state::Publisher).
#[constant]
pub const PUBLISHER_SEED: &[u8] = b"publisher";
/// Seed, followed by a wallet, of its [`Influencer`](crate::state::Influencer).
#[constant]
pub const INFLUENCER_SEED: &[u8] = b"influencer";
/// Seed, followed by advertiser and id (u64, little-endian), of a [`Campaign`](crate::state::Campaign).
#[constant]
pub const CAMPAIGN_SEED: &[u8] = b"campaign";
/// Seed, followed by a campaign, of its distribution, in the rewards program.
#[constant]
pub const DISTRIBUTION_SEED: &[u8] = b"distribution";

/// Pause bit: no new campaigns.
#[constant]
pub const PAUSE_CREATE: u8 = 1;
/// Pause bit: no funding of campaigns.
#[constant]
pub const PAUSE_FUND: u8 = 2;

/// Highest protocol fee, basis points of what a campaign pays.
#[constant]
pub const MAX_FEE_BPS: u16 = 2_000;
/// Highest part of an influencer's earnings that can go to its pool, basis points.
#[constant]
pub const MAX_POOL_SHARE_BPS: u16 = 5_000;
/// How long an influencer's stakers can see it coming that they will get less, seconds.
#[constant]
pub const NOTICE_SECONDS: i64 = 7 * DAY;

/// Shortest wait between a campaign's end and its refund, seconds.
#[constant]
pub const MIN_REFUND_GRACE_SECONDS: i64 = DAY;
/// Longest such wait, seconds.
#[constant]
pub const MAX_REFUND_GRACE_SECONDS: i64 = 30 * DAY;
/// How much longer the refund waits when settlement never finishes, seconds.
#[constant]
pub const FALLBACK_SECONDS: i64 = 90 * DAY;
/// What each vetoed epoch adds to that, seconds: a vetoed epoch must be voted on again.
#[constant]
pub const VETO_EXTENSION_SECONDS: i64 = 7 * DAY;
/// How many vetoes count, so that the guardian cannot put a refund off for ever.
#[constant]
pub const MAX_VETO_EXTENSIONS: u32 = 4;
/// How far ahead a campaign can end, seconds: about three years. A typo must not lock a budget up for ever.
#[constant]
pub const MAX_HORIZON_SECONDS: i64 = 1_096 * DAY;
/// Seconds of attention in a viewer's day.
#[constant]
pub const MAX_SECONDS_PER_VIEWER_DAY: u32 = 86_400;
