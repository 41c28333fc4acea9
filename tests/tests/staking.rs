//! `twist_staking`: one file per instruction, and one each for what a pool streams and what is left over in the end.

#![allow(missing_docs, clippy::unwrap_used)]

mod staking {
    mod accept_authority;
    mod add_stake;
    mod apply_pool_update;
    mod cancel_authority;
    mod cancel_unstake;
    mod claim;
    mod claim_commission;
    mod claim_destination;
    mod close_position;
    mod compound;
    mod create_pool;
    mod exit_early;
    mod expire_lock;
    mod extend_lock;
    mod initialize;
    mod leftovers;
    mod migrate_position;
    mod pause;
    mod penalty;
    mod propose_authority;
    mod request_unstake;
    mod retire_pool;
    mod rewards_by_weight;
    mod set_guardian;
    mod set_tiers;
    mod stake;
    mod stream;
    mod sync;
    mod unpause;
    mod update_pool;
    mod withdraw;
}
