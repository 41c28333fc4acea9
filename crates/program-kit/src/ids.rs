//! Program ids, in one place, so that programs that cannot depend on each other can still name each other.
//!
//! Each program repeats its own id in `declare_id!` (tools look for the literal there) and asserts at compile time that it
//! is the one below.

use anchor_lang::prelude::Pubkey;

/// `twist_token`.
pub const TOKEN: Pubkey = Pubkey::from_str_const("HADQdfTvMRq4E8ugwLowzUS5airSoAFG64ZnzNQE71ef");
/// `twist_campaign_registry`.
pub const CAMPAIGN_REGISTRY: Pubkey = Pubkey::from_str_const("7bkaWWQpcKoJjbWESUmMEcFkneJz2xRzMWecdqpau5zo");
/// `twist_rewards`.
pub const REWARDS: Pubkey = Pubkey::from_str_const("CuGp3JvVhj1vJEsZ8LaXucFZjgU2MSU7io8KW6PhHDDj");

/// `twist_staking`.
pub const STAKING: Pubkey = Pubkey::from_str_const("DpVRyfrMYVbbgncWiSL8aTd6fVKPY8PQzGdgqk7sRUxR");

/// Whether two keys are equal, at compile time (`==` on keys is not `const`).
#[must_use]
pub const fn same(a: &Pubkey, b: &Pubkey) -> bool {
    let (a, b) = (a.as_array(), b.as_array());
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}
