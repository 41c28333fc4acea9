//! `twist_rewards`: one file per instruction; of `claim` there are three.

#![allow(missing_docs, clippy::unwrap_used)]

mod rewards {
    mod accept_authority;
    mod cancel_attester_set;
    mod cancel_authority;
    mod claim;
    mod claim_across_epochs;
    mod claim_destination;
    mod create_attester_set;
    mod create_distribution;
    mod create_emission_distribution;
    mod economy;
    mod execute_attester_set;
    mod expire_pending;
    mod finalize_emission_epoch;
    mod finalize_epoch;
    mod initialize;
    mod open_page;
    mod propose_attester_set;
    mod propose_authority;
    mod refresh_page;
    mod set_guardian;
    mod veto_epoch;
    mod vote_epoch;
    mod vote_funding;
}
