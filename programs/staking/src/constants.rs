//! Seeds and limits. What clients need is exported in the IDL. No key can set anything past these limits.

use anchor_lang::prelude::*;
use twist_program_kit::time::DAY;

/// Seed of the one [`StakingConfig`](crate::state::StakingConfig), which is also the owner of the global pool.
#[constant]
pub const CONFIG_SEED: &[u8] = b"config";
/// Seed, followed by owner and reward mint, of a [`Pool`](crate::state::Pool).
#[constant]
pub const POOL_SEED: &[u8] = b"pool";
/// Seed, followed by a pool, of the authority over its stake vault.
#[constant]
pub const STAKE_SEED: &[u8] = b"stake";
/// Seed, followed by pool, owner and nonce (u32, little-endian), of a [`Position`](crate::state::Position).
#[constant]
pub const POSITION_SEED: &[u8] = b"position";
/// Seed of the TWIST mint, in the token program.
pub const MINT_SEED: &[u8] = b"mint";

/// Pause bit: no new stakes (stake, add, compound). Everything that pays or leaves has no switch.
#[constant]
pub const PAUSE_DEPOSITS: u8 = 1;

/// Most tiers on offer.
pub const MAX_TIERS: usize = 8;
/// Longest lock a tier can have, seconds: two years.
#[constant]
pub const MAX_LOCK_SECONDS: i64 = 730 * DAY;
/// Shortest lock a tier can have, seconds.
#[constant]
pub const MIN_LOCK_SECONDS: i64 = DAY;
/// Longest wait between asking for a stake back and getting it, seconds.
#[constant]
pub const MAX_COOLDOWN_SECONDS: i64 = 30 * DAY;
/// Highest multiplier a tier can have, basis points.
#[constant]
pub const MAX_MULTIPLIER_BPS: u16 = 50_000;
/// Highest penalty for leaving early, basis points of the principal.
#[constant]
pub const MAX_PENALTY_BPS: u16 = 2_500;
/// Highest commission of a pool's owner, basis points of the rewards.
#[constant]
pub const MAX_COMMISSION_BPS: u16 = 5_000;
/// How long stakers can see a higher commission coming, seconds.
#[constant]
pub const COMMISSION_NOTICE_SECONDS: i64 = 7 * DAY;
