//! From votes to a finalized root. Functions that take `state` want the distribution as it is on chain now.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

use super::{
    address_of, config, distribution, emission_distribution, event_authority, funding_authority,
    funding_vault, payout_vault,
};
use crate::{
    instruction::instruction,
    programs::{
        twist_campaign_registry,
        twist_rewards::{
            ID,
            accounts::Distribution,
            client::{accounts, args},
            types::Proposal,
        },
    },
    registry,
};

/// Creates a campaign's distribution; its advertiser signs. `mint` and `attester_set` are the campaign's.
#[must_use]
pub fn create_distribution(
    payer: &Pubkey,
    advertiser: &Pubkey,
    campaign: &Pubkey,
    mint: &Pubkey,
    attester_set: &Pubkey,
) -> Instruction {
    let distribution = distribution(campaign);
    let accounts = accounts::CreateDistribution {
        payer: *payer,
        advertiser: *advertiser,
        campaign: *campaign,
        attester_set: *attester_set,
        distribution,
        mint: *mint,
        payout_vault: payout_vault(&distribution, mint),
        token_program: spl_token_interface::ID,
        associated_token_program: spl_associated_token_account_interface::program::ID,
        system_program: anchor_lang::system_program::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::CreateDistribution)
}

/// Creates a distribution that the emission funds, named by the hash of its canonical JSON description.
#[must_use]
pub fn create_emission_distribution(
    payer: &Pubkey,
    authority: &Pubkey,
    name_hash: [u8; 32],
    mint: &Pubkey,
    attester_set: &Pubkey,
) -> Instruction {
    let distribution = emission_distribution(&name_hash);
    let accounts = accounts::CreateEmissionDistribution {
        payer: *payer,
        authority: *authority,
        config: config(),
        attester_set: *attester_set,
        distribution,
        mint: *mint,
        funding_authority: funding_authority(&distribution),
        funding_vault: funding_vault(&distribution, mint),
        payout_vault: payout_vault(&distribution, mint),
        token_program: spl_token_interface::ID,
        associated_token_program: spl_associated_token_account_interface::program::ID,
        system_program: anchor_lang::system_program::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::CreateEmissionDistribution { name_hash })
}

/// An attester's vote for the next epoch of the distribution whose account is `state`.
#[must_use]
pub fn vote_epoch(attester: &Pubkey, state: &Distribution, proposal: Proposal) -> Instruction {
    let accounts = accounts::VoteEpoch {
        attester: *attester,
        distribution: address_of(state),
        attester_set: state.attester_set,
        funding: state.funding_account,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::VoteEpoch { proposal })
}

/// Cancels a pending root; the guardian signs, and from the second time on the authority too.
#[must_use]
pub fn veto_epoch(
    guardian: &Pubkey,
    authority: Option<&Pubkey>,
    state: &Distribution,
    reason_hash: [u8; 32],
) -> Instruction {
    let accounts = accounts::VetoEpoch {
        guardian: *guardian,
        authority: authority.copied(),
        config: config(),
        distribution: address_of(state),
        attester_set: state.attester_set,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::VetoEpoch { reason_hash })
}

/// Draws the increase from the campaign and rotates the roots, after the challenge window; anyone.
#[must_use]
pub fn finalize_epoch(state: &Distribution) -> Instruction {
    let (campaign, mint) = (&state.funding_account, &state.mint);
    let accounts = accounts::FinalizeEpoch {
        distribution: address_of(state),
        attester_set: state.attester_set,
        campaign: *campaign,
        campaign_vault: registry::campaign_vault(campaign, mint),
        payout_vault: state.payout_vault,
        fee_vault: registry::fee_vault(mint),
        token_program: spl_token_interface::ID,
        registry_program: twist_campaign_registry::ID,
        registry_event_authority: registry::event_authority(),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::FinalizeEpoch)
}

/// The same for an emission-funded distribution; anyone.
#[must_use]
pub fn finalize_emission_epoch(state: &Distribution) -> Instruction {
    let distribution = address_of(state);
    let accounts = accounts::FinalizeEmissionEpoch {
        distribution,
        attester_set: state.attester_set,
        funding_authority: funding_authority(&distribution),
        funding_vault: state.funding_account,
        payout_vault: state.payout_vault,
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::FinalizeEmissionEpoch)
}

/// Clears a root that nobody could finalize for a week; anyone.
#[must_use]
pub fn expire_pending(state: &Distribution) -> Instruction {
    let accounts = accounts::ExpirePending {
        distribution: address_of(state),
        attester_set: state.attester_set,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::ExpirePending)
}
