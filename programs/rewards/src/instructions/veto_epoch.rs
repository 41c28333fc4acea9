use anchor_lang::prelude::*;

use crate::{
    error::RewardsError,
    events::EpochVetoed,
    state::{AttesterSet, Distribution, RewardsConfig},
};

/// Accounts of `veto_epoch`.
#[event_cpi]
#[derive(Accounts)]
pub struct VetoEpoch<'info> {
    /// The guardian.
    pub guardian: Signer<'info>,
    /// The authority, needed from the second veto of one epoch on.
    pub authority: Option<Signer<'info>>,
    /// The program's config.
    #[account(has_one = guardian @ RewardsError::NotGuardian)]
    pub config: AccountLoader<'info, RewardsConfig>,
    /// The distribution whose pending root is cancelled.
    #[account(mut, has_one = attester_set @ RewardsError::WrongAccount)]
    pub distribution: AccountLoader<'info, Distribution>,
    /// Its attester set.
    #[account(mut)]
    pub attester_set: AccountLoader<'info, AttesterSet>,
}

/// Cancels a pending root and its votes; the attesters may agree anew. Possible as long as nobody has finalized it, also after
/// the challenge window. `reason_hash` is the SHA-256 of the published reason.
/// Moves no money, and a guardian alone can do it once per epoch only.
///
/// # Errors
/// `NotGuardian`, `NothingPending`, `SecondVetoNeedsAuthority`, `NotAuthority`.
pub fn veto_epoch(ctx: Context<VetoEpoch>, reason_hash: [u8; 32]) -> Result<()> {
    let accounts = &*ctx.accounts;
    let with_authority = match &accounts.authority {
        Some(signer) => {
            require!(accounts.config.load()?.is_authority(signer.key), RewardsError::NotAuthority);
            true
        }
        None => false,
    };
    let distribution = &mut *accounts.distribution.load_mut()?;
    let epoch = distribution.pending.root.epoch;
    let increase = distribution.veto(with_authority)?;
    accounts.attester_set.load_mut()?.release_risk(increase)?;
    distribution.invariant()?;
    emit_event!(
        ctx,
        EpochVetoed {
            header: distribution.next_event(&Clock::get()?)?,
            distribution: accounts.distribution.key(),
            epoch,
            reason_hash,
        }
    );
    Ok(())
}
