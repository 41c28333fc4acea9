//! One file per instruction: its arguments, its accounts, its handler. `common` holds the account lists that several
//! share.

mod accept_authority;
mod burn;
mod cancel_authority;
mod cancel_minter;
mod cancel_splits;
mod common;
mod emit;
mod execute_minter;
mod execute_splits;
mod initialize;
mod mint;
mod pause;
mod propose_authority;
mod propose_minter;
mod propose_minter_limits;
mod propose_splits;
mod revoke_minter;
mod set_guardian;
mod unpause;
mod update_minter;
mod withdraw_split;

pub use accept_authority::*;
pub use burn::*;
pub use cancel_authority::*;
pub use cancel_minter::*;
pub use cancel_splits::*;
pub use common::*;
pub use emit::*;
pub use execute_minter::*;
pub use execute_splits::*;
pub use initialize::*;
pub use mint::*;
pub use pause::*;
pub use propose_authority::*;
pub use propose_minter::*;
pub use propose_minter_limits::*;
pub use propose_splits::*;
pub use revoke_minter::*;
pub use set_guardian::*;
pub use unpause::*;
pub use update_minter::*;
pub use withdraw_split::*;
