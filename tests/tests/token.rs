//! `twist_token`: one file per instruction.

#![allow(missing_docs)]

mod token {
    mod pause;
}
