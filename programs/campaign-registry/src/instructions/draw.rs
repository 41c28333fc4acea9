use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use twist_program_kit::cpi::transfer_signed;

use crate::{error::RegistryError, events::CampaignDrawn, state::Campaign};

/// Accounts of `draw`. A hot path: every key is compared with one stored at creation, none is derived, and all comparisons are
/// in the handler, which loads each account once.
#[event_cpi]
#[derive(Accounts)]
pub struct Draw<'info> {
    /// The campaign's distribution, which signs through the rewards program.
    pub distribution: Signer<'info>,
    /// The campaign that pays.
    #[account(mut)]
    pub campaign: AccountLoader<'info, Campaign>,
    /// CHECK: the campaign's vault, stored in it.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// CHECK: the distribution's payout vault, stored in the campaign.
    #[account(mut)]
    pub payout_vault: UncheckedAccount<'info>,
    /// CHECK: the mint's fee vault, stored in the campaign.
    #[account(mut)]
    pub fee_vault: UncheckedAccount<'info>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Pays a settled epoch's increase into the payout vault and the fee on top of it into the fee vault, inside budget and pace.
/// No pause covers this. An amount of 0 moves nothing and still counts the epoch.
///
/// # Errors
/// `NotDistribution`, `WrongEpoch`, `CampaignClosed`, `OverBudget`, `OverPace`, `WrongAccount`.
pub fn draw(ctx: Context<Draw>, epoch: u64, amount: u64) -> Result<()> {
    let clock = Clock::get()?;
    let (header, quote, seeds) = {
        let accounts = &*ctx.accounts;
        let campaign = &mut *accounts.campaign.load_mut()?;
        require_keys_eq!(accounts.distribution.key(), campaign.distribution, RegistryError::NotDistribution);
        require_keys_eq!(accounts.vault.key(), campaign.vault, RegistryError::WrongAccount);
        require_keys_eq!(accounts.payout_vault.key(), campaign.payout_vault, RegistryError::WrongAccount);
        require_keys_eq!(accounts.fee_vault.key(), campaign.fee_vault, RegistryError::WrongAccount);
        let quote = campaign.quote_draw(amount, clock.unix_timestamp)?;
        campaign.record_draw(epoch, &quote)?;
        campaign.invariant()?;
        (campaign.next_event(&clock)?, quote, campaign.seeds())
    };
    let Draw { vault, campaign, payout_vault, fee_vault, .. } = &*ctx.accounts;
    for (to, amount) in [(payout_vault, quote.net), (fee_vault, quote.fee)] {
        transfer_signed(vault, to, campaign.as_ref(), amount, &seeds.as_slices())?;
    }
    emit_event!(
        ctx,
        CampaignDrawn {
            header,
            campaign: ctx.accounts.campaign.key(),
            epoch,
            net: quote.net,
            fee: quote.fee,
        }
    );
    Ok(())
}
