//! Seeds and limits. What clients need is exported in the IDL.

use anchor_lang::prelude::*;

/// Seed of the one [`TokenConfig`](crate::state::TokenConfig), which is also the mint authority.
#[constant]
pub const CONFIG_SEED: &[u8] = b"config";
/// Seed of the TWIST mint.
#[constant]
pub const MINT_SEED: &[u8] = b"mint";
/// Seed, followed by the beneficiary's key, of the authority over that beneficiary's emission vault.
#[constant]
pub const SPLIT_SEED: &[u8] = b"split";
/// Seed, followed by the minter's key, of a [`Minter`](crate::state::Minter).
#[constant]
pub const MINTER_SEED: &[u8] = b"minter";

/// Decimals of TWIST: one TWIST is 10^9 base units.
#[constant]
pub const DECIMALS: u8 = 9;
/// Most steps an emission schedule can have.
pub const MAX_STEPS: usize = 16;
/// Most beneficiaries of the emission.
pub const MAX_SPLITS: usize = 8;
/// Most periods one `emit` mints; call again for the rest.
#[constant]
pub const MAX_PERIODS_PER_EMIT: u32 = 366;
/// Shortest emission period, in seconds: one hour.
#[constant]
pub const MIN_PERIOD_SECONDS: i64 = 3_600;

/// Pause bit: no emission.
#[constant]
pub const PAUSE_EMIT: u8 = 1;
/// Pause bit: no minting by minters.
#[constant]
pub const PAUSE_MINT: u8 = 2;
