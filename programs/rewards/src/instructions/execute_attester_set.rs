use anchor_lang::prelude::*;

use crate::{
    events::AttesterSetExecuted,
    state::{AttesterSet, RewardsConfig},
};

/// Accounts of `execute_attester_set`.
#[event_cpi]
#[derive(Accounts)]
pub struct ExecuteAttesterSet<'info> {
    /// The program's config.
    #[account(mut)]
    pub config: AccountLoader<'info, RewardsConfig>,
    /// The set whose proposal is ripe.
    #[account(mut)]
    pub attester_set: AccountLoader<'info, AttesterSet>,
}

/// Puts proposed terms into force; anyone. Votes under the old terms that have not reached the threshold are void; roots that
/// already wait out their challenge window keep their signers.
///
/// # Errors
/// `NothingProposed`, `DelayNotOver`.
pub fn execute_attester_set(ctx: Context<ExecuteAttesterSet>) -> Result<()> {
    let clock = Clock::get()?;
    let set = &mut *ctx.accounts.attester_set.load_mut()?;
    set.execute(clock.unix_timestamp)?;
    let header = ctx.accounts.config.load_mut()?.next_event(&clock)?;
    emit_event!(
        ctx,
        AttesterSetExecuted {
            header,
            attester_set: ctx.accounts.attester_set.key(),
            set_version: set.set_version,
        }
    );
    Ok(())
}
