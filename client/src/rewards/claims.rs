//! From a finalized root to paid people.

use anchor_lang::solana_program::system_instruction;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use twist_merkle_sum::{NodeWire, PAGE_LEVELS, page_of};

use super::{claim_page, event_authority, payout_vault, rent_vault};
use crate::{
    instruction::{instruction, signed_by},
    programs::twist_rewards::{
        ID,
        client::{accounts, args},
        types::ClaimArgs,
    },
    spl,
};

/// What a payee is owed, and the proof.
#[derive(Clone, Debug)]
pub struct ClaimParams {
    /// The distribution that pays.
    pub distribution: Pubkey,
    /// Its mint.
    pub mint: Pubkey,
    /// Who is paid.
    pub payee: Pubkey,
    /// The payee's index in the tree.
    pub index: u32,
    /// What the payee earned in all, base units.
    pub cumulative: u64,
    /// Siblings from the leaf to the page's root.
    pub proof: [NodeWire; PAGE_LEVELS as usize],
    /// Where the tokens go: the payee's associated token account, which must exist, if `None`; any other token account needs
    /// the payee's signature.
    pub destination: Option<Pubkey>,
}

/// Prepays the rent of claim pages: a plain transfer to the distribution's rent vault.
#[must_use]
pub fn fund_rent_vault(funder: &Pubkey, distribution: &Pubkey, lamports: u64) -> Instruction {
    system_instruction::transfer(funder, &rent_vault(distribution), lamports)
}

/// Opens a claim page, that is, 1,024 payees; anyone. The opener pays the rent if the rent vault cannot.
#[must_use]
pub fn open_page(opener: &Pubkey, distribution: &Pubkey, page: u32) -> Instruction {
    let accounts = accounts::OpenPage {
        opener: *opener,
        distribution: *distribution,
        rent_vault: rent_vault(distribution),
        claim_page: claim_page(distribution, page),
        system_program: anchor_lang::system_program::ID,
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::OpenPage { page })
}

/// Caches a page's root of the current epoch; anyone, once per page and epoch, before its payees claim.
#[must_use]
pub fn refresh_page(
    distribution: &Pubkey,
    page: u32,
    page_root: NodeWire,
    proof: Vec<NodeWire>,
) -> Instruction {
    let accounts = accounts::RefreshPage {
        distribution: *distribution,
        claim_page: claim_page(distribution, page),
        event_authority: event_authority(),
        program: ID,
    };
    instruction(accounts, args::RefreshPage { page_root, proof })
}

/// Pays a payee what it earned and was not yet paid; anyone.
#[must_use]
pub fn claim(params: ClaimParams) -> Instruction {
    let ClaimParams { distribution, mint, payee, index, cumulative, proof, destination } = params;
    let (canonical, ata_bump) = spl::ata_with_bump(&payee, &mint);
    let accounts = accounts::Claim {
        payee,
        distribution,
        claim_page: claim_page(&distribution, page_of(index)),
        payout_vault: payout_vault(&distribution, &mint),
        destination: destination.unwrap_or(canonical),
        token_program: spl_token_interface::ID,
        event_authority: event_authority(),
        program: ID,
    };
    let mut flat = [0; 400];
    flat.copy_from_slice(proof.as_flattened());
    let args = ClaimArgs { index, cumulative, ata_bump, proof: flat };
    let instruction = instruction(accounts, args::Claim { args });
    if destination.is_some() { signed_by(instruction, &payee) } else { instruction }
}
