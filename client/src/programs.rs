//! Types that Anchor generates from the IDLs: accounts, arguments, events, constants and account lists.
//!
//! Nothing in this crate restates a layout, a discriminator, a seed or an error code: all of them come from here.

// Generated code carries the documentation that the programs have, and asks for a feature that this crate need not have.
#![allow(missing_docs, unexpected_cfgs)]

use anchor_lang::{self, declare_program};

declare_program!(twist_token);
declare_program!(twist_campaign_registry);
declare_program!(twist_rewards);
declare_program!(twist_staking);

/// What people call the program with this id (`campaign_registry`), if it is one of ours.
#[must_use]
pub fn name(program: &solana_pubkey::Pubkey) -> Option<&'static str> {
    crate::idl::Idl::of(program).map(crate::idl::Idl::program)
}
