//! `twist_campaign_registry`: one file per instruction.

#![allow(missing_docs, clippy::unwrap_used)]

mod registry {
    mod accept_authority;
    mod activate;
    mod allow_mint;
    mod apply_influencer_update;
    mod cancel_authority;
    mod cancel_fee;
    mod close_campaign;
    mod create_campaign;
    mod draw;
    mod execute_fee;
    mod extend_campaign;
    mod fund_campaign;
    mod initialize;
    mod pause;
    mod pause_campaign;
    mod propose_authority;
    mod register_influencer;
    mod register_publisher;
    mod reinstate_influencer;
    mod reinstate_publisher;
    mod resume_campaign;
    mod set_fee;
    mod set_guardian;
    mod set_registrar;
    mod status;
    mod suspend_influencer;
    mod suspend_publisher;
    mod unpause;
    mod update_influencer;
    mod update_mint_rule;
    mod update_publisher;
    mod verify_publisher;
    mod withdraw_fees;
}
