//! Measures what instructions cost, and holds `docs/COMPUTE_UNITS.md` to it.

#![allow(missing_docs, clippy::unwrap_used)]

use twist_tests::compute::Table;

mod compute_units {
    pub mod registry;
    pub mod rewards;
    pub mod staking;
    pub mod token;
}

#[test]
fn the_document_says_what_instructions_cost() {
    let mut table = Table::default();
    compute_units::token::measure(&mut table);
    compute_units::registry::measure(&mut table);
    compute_units::rewards::measure(&mut table);
    compute_units::staking::measure(&mut table);
    table.check_document();
}
