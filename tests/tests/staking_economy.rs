//! All four programs together: what attention and emission pay a pool reaches its stakers, by nothing but ordinary claims and syncs.

#![allow(missing_docs, clippy::unwrap_used)]

mod staking_economy {
    mod campaign;
    mod emission;
    mod one_transaction;
    mod penalty;
    mod stakers;
}
