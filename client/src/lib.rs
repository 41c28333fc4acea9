//! # twist-client: what a backend needs to work with the TWIST programs
//!
//! - [`token`], [`registry`], [`rewards`], [`staking`]: addresses and instructions of the four programs
//! - [`spl`], [`system`]: token accounts and SOL
//! - [`programs`]: their types, generated from the IDLs
//! - [`chain`]: sends, reads and tells the time, on an embedded chain or any cluster
//! - [`account`], [`event`], [`error`]: what the chain says, as typed values
//! - [`settlement`]: from attention to an agreed root, and back to a proof for each payee
//! - [`artifacts`], [`compute`]: the programs to deploy, and what their instructions cost
//!
//! ```
//! use solana_signer::Signer;
//! use twist_client::{
//!     account,
//!     chain::{Chain, Submission},
//!     event::{self, EventRecord},
//!     programs::twist_token::accounts::TokenConfig,
//!     token,
//! };
//!
//! /// Mints the emission that is due into the vaults of those who share in it.
//! fn emit(
//!     chain: &mut dyn Chain,
//!     payer: &dyn Signer,
//! ) -> Result<Vec<EventRecord>, Box<dyn std::error::Error>> {
//!     let config: TokenConfig = account::fetch(chain, &token::config())?;
//!     // A refusal reads: "emit: token refused: NothingDue (6014): No emission period has ended since the last call: try …"
//!     let receipt = chain.send(&Submission::new("emit", token::emit(&config), payer))?;
//!     Ok(event::decode_events(&receipt)?)
//! }
//! ```

mod idl;
mod instruction;

pub mod account;
pub mod artifacts;
pub mod chain;
pub mod compute;
pub mod error;
pub mod event;
pub mod programs;
pub mod registry;
pub mod rewards;
pub mod settlement;
pub mod spl;
pub mod staking;
pub mod system;
pub mod token;
