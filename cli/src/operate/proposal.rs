//! `twist proposal`: what waits to be put into force, and taking it back.

use std::process::ExitCode;

use anyhow::{Result, bail};
use serde::Serialize;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use twist_client::chain::Chain;
use twist_release::plan::{Action, Change, Step};

use super::{
    session::{Outcome, Session, Stoppers, look, print},
    waiting::{Waiting, everything},
};
use crate::{
    args::{CancelArgs, LookArgs, ProposalArgs, ProposalCommand},
    output::Reporter,
    staking::format::utc_from,
};
