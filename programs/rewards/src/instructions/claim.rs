use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

use twist_merkle_sum::NodeWire;
use twist_program_kit::{
    cpi::transfer_signed,
    vault::{is_ata, is_unencumbered},
};

use crate::{
    error::RewardsError,
    events::Claimed,
    state::{ClaimPage, Distribution, Opening},
};

/// What a claim proves.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct ClaimArgs {
    /// The payee's index in the tree.
    pub index: u32,
    /// What the payee earned in all, base units.
    pub cumulative: u64,
    /// Bump of the payee's associated token account; any value when the payee signs.
    pub ata_bump: u8,
    /// Siblings from the leaf to the page's root: `PAGE_LEVELS` nodes in wire form, that is, hash, then sum (u64 LE). Flat, because
    /// nested arrays are decoded element by element.
    pub proof: [u8; 400],
}

/// Accounts of `claim`. Only the page and the two token accounts are written.
#[event_cpi]
#[derive(Accounts)]
pub struct Claim<'info> {
    /// CHECK: whoever the leaf pays; signs only to choose another destination than its own token account.
    pub payee: UncheckedAccount<'info>,
    /// The distribution, read only: claims out of different pages contend for the payout vault alone.
    #[account(has_one = payout_vault @ RewardsError::WrongAccount)]
    pub distribution: AccountLoader<'info, Distribution>,
    /// The page that holds the payee's slot.
    #[account(mut, has_one = distribution @ RewardsError::WrongPage)]
    pub claim_page: AccountLoader<'info, ClaimPage>,
    /// CHECK: the distribution's vault.
    #[account(mut)]
    pub payout_vault: UncheckedAccount<'info>,
    /// Where the tokens go.
    #[account(mut)]
    pub destination: Account<'info, TokenAccount>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Pays a payee what it earned and was not yet paid. Anyone may do it to the payee's own token account. No pause and no key can
/// stop it. A page must have been refreshed once per epoch, which anyone can do: in a transaction before, or (up to 262,144
/// payees, for its size) in the same one.
///
/// # Errors
/// `WrongPage`, `PageStale`, `InvalidProof`, `NothingDue` (paid already), `DestinationNotCanonical`, `WrongAccount`.
pub fn claim(ctx: Context<Claim>, args: ClaimArgs) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &*ctx.accounts;
    let distribution = &*accounts.distribution.load()?;
    let address = accounts.distribution.key();
    let payee = accounts.payee.key();
    let destination = accounts.destination.key();
    // A payee that signs for the vault itself would be paid by leaving the money where it is.
    require_keys_neq!(destination, distribution.payout_vault, RewardsError::DestinationNotCanonical);
    require!(
        accounts.payee.is_signer
            || (is_unencumbered(&accounts.destination, &payee, &distribution.mint)
                && is_ata(&destination, &payee, &distribution.mint, args.ata_bump)),
        RewardsError::DestinationNotCanonical
    );

    let page = &mut *accounts.claim_page.load_mut()?;
    let proof: &[NodeWire] = args.proof.as_chunks().0;
    let opening = Opening { index: args.index, payee: &payee, cumulative: args.cumulative, proof };
    let amount = page.claim(&address, distribution, &opening)?;
    let header = page.next_event(&clock)?;

    let seeds: &[&[u8]] = &[distribution.seed(), distribution.source.as_ref(), &[distribution.bump]];
    transfer_signed(
        &accounts.payout_vault,
        accounts.destination.as_ref(),
        accounts.distribution.as_ref(),
        amount,
        seeds,
    )?;
    emit_event!(
        ctx,
        Claimed {
            header,
            distribution: address,
            index: args.index,
            payee,
            destination,
            amount,
            cumulative: args.cumulative,
        }
    );
    Ok(())
}
