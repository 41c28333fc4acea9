//! `twist_staking`: one file per instruction, and one each for what a pool streams and what is left over in the end.

#![allow(missing_docs, clippy::unwrap_used)]

mod staking {
    mod accept_authority;
    mod apply_pool_update;
    mod cancel_authority;
    mod claim_commission;
    mod create_pool;
    mod initialize;
    mod leftovers;
    mod pause;
    mod propose_authority;
    mod retire_pool;
    mod set_guardian;
    mod set_tiers;
    mod stream;
    mod sync;
    mod unpause;
    mod update_pool;
}
