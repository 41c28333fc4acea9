use anchor_lang::prelude::*;
use anchor_spl::token::accessor;
use twist_campaign_registry::state::Campaign;

use crate::{
    error::RewardsError,
    events::{EpochProposed, EpochVoted},
    state::{AttesterSet, Distribution, Funding, Proposal},
};

/// Accounts of `vote_epoch`.
#[event_cpi]
#[derive(Accounts)]
pub struct VoteEpoch<'info> {
    /// A member of the attester set.
    pub attester: Signer<'info>,
    /// The distribution voted on.
    #[account(mut, has_one = attester_set @ RewardsError::WrongAccount)]
    pub distribution: AccountLoader<'info, Distribution>,
    /// Its attester set.
    #[account(mut)]
    pub attester_set: AccountLoader<'info, AttesterSet>,
    /// CHECK: the campaign, or the funding vault: what the increase would be drawn from.
    #[account(address = distribution.load()?.funding_account @ RewardsError::WrongAccount)]
    pub funding: UncheckedAccount<'info>,
}

/// Says "I recomputed this epoch, and the data is public". The vote that reaches the threshold opens the challenge window, if
/// the increase can be drawn now and stays within the set's value at risk.
///
/// # Errors
/// `NotAttester`, `EpochPending`, `WrongEpoch`, `RootShrinks`, `InvalidSettledThrough`, and at the threshold `NotDrawable`,
/// `ValueAtRiskExceeded`.
pub fn vote_epoch<'info>(ctx: Context<'info, VoteEpoch<'info>>, proposal: Proposal) -> Result<()> {
    let clock = Clock::get()?;
    let now = clock.unix_timestamp;
    let address = ctx.accounts.distribution.key();
    let distribution = &mut *ctx.accounts.distribution.load_mut()?;
    let set = &mut *ctx.accounts.attester_set.load_mut()?;
    let attester = ctx.accounts.attester.key();

    let tally = distribution.vote(&address, set, &attester, &proposal, now)?;
    let agreed = tally.equal_votes >= set.terms.threshold;
    if agreed {
        distribution.open_window(set, &proposal, &tally, now)?;
        let increase = distribution.pending.increase;
        require!(
            is_drawable(distribution.funding(), &ctx.accounts.funding, increase, now)?,
            RewardsError::NotDrawable
        );
        set.take_risk(increase)?;
        distribution.invariant()?;
    }

    let challenge_ends = if agreed { distribution.pending.challenge_ends } else { 0 };
    emit_event!(
        ctx,
        EpochVoted {
            header: distribution.next_event(&clock)?,
            distribution: address,
            attester,
            epoch: proposal.epoch,
            vote: tally.vote,
            equal_votes: tally.equal_votes,
            challenge_ends,
        }
    );
    if agreed {
        emit_event!(
            ctx,
            EpochProposed {
                header: distribution.next_event(&clock)?,
                distribution: address,
                epoch: proposal.epoch,
                root: proposal.root,
                total: proposal.total,
                leaf_count: proposal.leaf_count,
                increase: distribution.pending.increase,
                settled_through: proposal.settled_through,
                data_hash: proposal.data_hash,
                uri_hash: proposal.uri_hash,
                challenge_ends,
            }
        );
    }
    Ok(())
}

/// Whether `increase` could be drawn from `account` now.
fn is_drawable<'info>(
    funding: Funding,
    account: &'info UncheckedAccount<'info>,
    increase: u64,
    now: i64,
) -> Result<bool> {
    match funding {
        Funding::Campaign => {
            let campaign: AccountLoader<'info, Campaign> = AccountLoader::try_from(account)?;
            let drawable = campaign.load()?.quote_draw(increase, now).is_ok();
            Ok(drawable)
        }
        Funding::Emission => Ok(accessor::amount(account)? >= increase),
    }
}
