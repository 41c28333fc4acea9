use anchor_lang::{
    prelude::*,
    system_program::{self, Allocate, Assign, Transfer},
};
use twist_merkle_sum::pages_for;

use crate::{
    constants::{PAGE_SEED, RENT_SEED},
    error::RewardsError,
    events::PageOpened,
    state::{ClaimPage, Distribution},
};

/// Accounts of `open_page`.
#[event_cpi]
#[derive(Accounts)]
#[instruction(page: u32)]
pub struct OpenPage<'info> {
    /// Pays the rent if the rent vault cannot.
    #[account(mut)]
    pub opener: Signer<'info>,
    /// The distribution the page is of.
    pub distribution: AccountLoader<'info, Distribution>,
    /// Prepays the rent of pages; anyone may top it up by a plain transfer.
    #[account(mut, seeds = [RENT_SEED, distribution.key().as_ref()], bump)]
    pub rent_vault: SystemAccount<'info>,
    /// CHECK: the page to create.
    #[account(mut, seeds = [PAGE_SEED, distribution.key().as_ref(), &page.to_le_bytes()], bump)]
    pub claim_page: UncheckedAccount<'info>,
    /// System program.
    pub system_program: Program<'info, System>,
}

/// Opens the claim page of 1,024 payees; anyone, once the current root has leaves in it. Whoever pays the rent (the rent vault
/// if it holds enough) is recorded and gets it back in the end.
///
/// # Errors
/// `NoSuchPage`; the system program's own if the page is open already.
pub fn open_page<'info>(ctx: Context<'info, OpenPage<'info>>, page: u32) -> Result<()> {
    let accounts = &*ctx.accounts;
    let address = accounts.distribution.key();
    require!(page < pages_for(accounts.distribution.load()?.current.leaf_count), RewardsError::NoSuchPage);

    let rent = Rent::get()?;
    // Whoever sent lamports here before cannot keep the page from being created: only the rest is paid.
    let missing = rent.minimum_balance(ClaimPage::SPACE).saturating_sub(accounts.claim_page.lamports());
    let vault_rest = accounts.rent_vault.lamports().checked_sub(missing);
    let vault_pays = vault_rest.is_some_and(|rest| rest == 0 || rest >= rent.minimum_balance(0));
    let system = accounts.system_program.key();
    let rent_payer = if vault_pays { &*accounts.rent_vault } else { &*accounts.opener };
    let rent_seeds: &[&[u8]] = &[RENT_SEED, address.as_ref(), &[ctx.bumps.rent_vault]];
    let number = page.to_le_bytes();
    let page_seeds: &[&[u8]] = &[PAGE_SEED, address.as_ref(), &number, &[ctx.bumps.claim_page]];
    let info = || accounts.claim_page.to_account_info();

    let transfer = Transfer { from: rent_payer.to_account_info(), to: info() };
    system_program::transfer(CpiContext::new_with_signer(system, transfer, &[rent_seeds]), missing)?;
    let allocate = Allocate { account_to_allocate: info() };
    let space = u64::try_from(ClaimPage::SPACE).map_err(|_| RewardsError::Overflow)?;
    system_program::allocate(CpiContext::new_with_signer(system, allocate, &[page_seeds]), space)?;
    let assign = Assign { account_to_assign: info() };
    system_program::assign(CpiContext::new_with_signer(system, assign, &[page_seeds]), &crate::ID)?;

    let loader: AccountLoader<ClaimPage> =
        AccountLoader::try_from_unchecked(&crate::ID, &accounts.claim_page)?;
    let header = {
        let state = &mut *loader.load_init()?;
        state.version = ClaimPage::VERSION;
        state.bump = ctx.bumps.claim_page;
        state.page = page;
        state.distribution = address;
        state.rent_payer = rent_payer.key();
        state.next_event(&Clock::get()?)?
    };
    // Writes the discriminator.
    loader.exit(&crate::ID)?;
    emit_event!(
        ctx,
        PageOpened {
            header,
            distribution: address,
            page,
            rent_payer: rent_payer.key(),
            rent_lamports: missing,
        }
    );
    Ok(())
}
