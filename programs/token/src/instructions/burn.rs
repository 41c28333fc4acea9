use anchor_lang::prelude::*;
use anchor_spl::token::{self, Burn, Mint, Token, TokenAccount};

use crate::{error::TokenError, events::Burned, state::TokenConfig};

/// Accounts of `burn`.
#[event_cpi]
#[derive(Accounts)]
pub struct BurnTokens<'info> {
    /// Who burns, as owner (or delegate, within what was delegated) of `source`.
    pub holder: Signer<'info>,
    /// The program's config.
    #[account(mut)]
    pub config: AccountLoader<'info, TokenConfig>,
    /// The TWIST mint.
    #[account(mut, address = config.load()?.mint @ TokenError::WrongMint)]
    pub mint: Account<'info, Mint>,
    /// Where the tokens are.
    #[account(mut)]
    pub source: Account<'info, TokenAccount>,
    /// SPL Token.
    pub token_program: Program<'info, Token>,
}

/// Destroys tokens and records it. Makes no room under the cap. No pause covers this.
///
/// # Errors
/// `ZeroAmount`, `WrongMint`; SPL Token's own when the holder may not or cannot burn that much.
pub fn burn(ctx: Context<BurnTokens>, amount: u64) -> Result<()> {
    require!(amount > 0, TokenError::ZeroAmount);
    token::burn(
        CpiContext::new(
            ctx.accounts.token_program.key(),
            Burn {
                mint: ctx.accounts.mint.to_account_info(),
                from: ctx.accounts.source.to_account_info(),
                authority: ctx.accounts.holder.to_account_info(),
            },
        ),
        amount,
    )?;
    let config = &mut *ctx.accounts.config.load_mut()?;
    config.record_burn(amount)?;
    config.invariant()?;
    emit_event!(
        ctx,
        Burned {
            header: config.next_event(&Clock::get()?)?,
            holder: ctx.accounts.holder.key(),
            amount,
            burned: config.burned,
        }
    );
    Ok(())
}
