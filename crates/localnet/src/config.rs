//! What to start.

use solana_pubkey::Pubkey;
use std::path::PathBuf;

/// What a [`crate::Localnet`] is started with.
#[derive(Clone, Debug)]
pub struct LocalnetConfig {
    /// Port of the JSON-RPC endpoint; `None` takes a free one.
    pub rpc_port: Option<u16>,
    /// Port of the WebSocket endpoint; `None` takes a free one. Solana's own tools expect it at the JSON-RPC port + 1.
    pub ws_port: Option<u16>,
    /// Milliseconds per slot, at least 1. Mainnet's is about 400; a short one confirms transactions sooner.
    pub slot_time_ms: u64,
    /// Accounts that start with `lamports` each.
    pub funded: Vec<Pubkey>,
    /// What each of `funded` starts with. More is available over JSON-RPC, with `requestAirdrop`.
    pub lamports: u64,
    /// Programs to deploy.
    pub programs: Vec<ProgramArtifact>,
    /// Upgrade authority of every program in `programs`.
    pub upgrade_authority: Pubkey,
}

impl LocalnetConfig {
    /// Free ports, 50 ms slots, nobody funded, no programs.
    #[must_use]
    pub fn new(upgrade_authority: Pubkey) -> Self {
        Self {
            rpc_port: None,
            ws_port: None,
            slot_time_ms: 50,
            funded: Vec::new(),
            lamports: 1_000_000_000_000,
            programs: Vec::new(),
            upgrade_authority,
        }
    }
}

/// A program to deploy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramArtifact {
    /// What to call it in messages.
    pub name: String,
    /// The address to deploy to: what the program's `declare_id!` says. No keypair of it is needed.
    pub id: Pubkey,
    /// The built program, an SBF shared object.
    pub so: PathBuf,
}
