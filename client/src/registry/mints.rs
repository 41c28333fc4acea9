//! Which mints campaigns can pay in, and the fees in each.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use super::{config, event_authority, fee_authority, fee_vault, mint_rule};
use crate::{
    instruction::instruction,
    programs::twist_campaign_registry::{
        ID,
        client::{accounts, args},
        types::MintRuleArgs,
    },
};

/// Accepts `mint` for new campaigns and opens its fee vault.
#[must_use]
pub fn allow_mint(payer: &Pubkey, authority: &Pubkey, mint: &Pubkey, args: MintRuleArgs) -> Instruction {
    let accounts = accounts::AllowMint {
        payer: *payer,
        authority: *authority,
        config: config(),
        mint: *mint,
        mint_rule: mint_rule(mint),
        fee_authority: fee_authority(),
        fee_vault: fee_vault(mint),
        token_program: spl_token_interface::ID,
        associated_token_program: spl_associated_token_account_interface::program::ID,
        system_program: anchor_lang::system_program::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::AllowMint { args })
}

/// Changes an accepted mint's terms for new campaigns.
#[must_use]
pub fn update_mint_rule(authority: &Pubkey, mint: &Pubkey, args: MintRuleArgs) -> Instruction {
    let accounts = accounts::UpdateMintRule {
        authority: *authority,
        config: config(),
        mint: *mint,
        mint_rule: mint_rule(mint),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::UpdateMintRule { args })
}

/// Pays `amount` of the fees collected in `mint` into `destination`, a token account of that mint.
#[must_use]
pub fn withdraw_fees(authority: &Pubkey, mint: &Pubkey, destination: &Pubkey, amount: u64) -> Instruction {
    let accounts = accounts::WithdrawFees {
        authority: *authority,
        config: config(),
        mint_rule: mint_rule(mint),
        fee_authority: fee_authority(),
        fee_vault: fee_vault(mint),
        destination: *destination,
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::WithdrawFees { amount })
}
