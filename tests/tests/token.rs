//! `twist_token`: one file per instruction.

#![allow(missing_docs, clippy::unwrap_used)]

mod token {
    mod accept_authority;
    mod burn;
    mod cancel_authority;
    mod cancel_minter;
    mod cancel_splits;
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

    mod properties;
}
