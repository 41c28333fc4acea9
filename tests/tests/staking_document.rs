//! `docs/STAKING.md` and the program say the same.

#![allow(missing_docs, clippy::unwrap_used)]

mod staking_document {
    mod lists;
    mod table;
    mod worked_example;
}
