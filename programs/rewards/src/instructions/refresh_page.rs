use anchor_lang::prelude::*;
use twist_merkle_sum::{Node, verify_page};

use crate::{
    error::RewardsError,
    events::PageRefreshed,
    state::{ClaimPage, Distribution},
};

/// Accounts of `refresh_page`.
#[event_cpi]
#[derive(Accounts)]
pub struct RefreshPage<'info> {
    /// The distribution, read only: refreshing pages in parallel never contends.
    pub distribution: AccountLoader<'info, Distribution>,
    /// The page to bring up to date.
    #[account(mut, has_one = distribution @ RewardsError::WrongPage)]
    pub claim_page: AccountLoader<'info, ClaimPage>,
}

/// Proves the page's root against the current epoch's root and caches it, so that a claim proves ten levels only; anyone, once
/// per page and epoch. Doing it again changes nothing and is no error, so that nobody's refresh can make somebody else's transaction
/// (refresh, then claim) fail.
///
/// # Errors
/// `InvalidProof`.
pub fn refresh_page(ctx: Context<RefreshPage>, page_root: [u8; 40], proof: Vec<[u8; 40]>) -> Result<()> {
    let accounts = &*ctx.accounts;
    let distribution = &*accounts.distribution.load()?;
    let page = &mut *accounts.claim_page.load_mut()?;
    let root = &distribution.current;
    let node = Node::from_wire(&page_root);
    verify_page(page.page, node, &proof, root.depth, &root.node()).map_err(|_| RewardsError::InvalidProof)?;
    if page.current.epoch == root.epoch {
        return Ok(());
    }
    page.refresh(distribution, &node);
    emit_event!(
        ctx,
        PageRefreshed {
            header: page.next_event(&Clock::get()?)?,
            distribution: page.distribution,
            page: page.page,
            epoch: root.epoch,
            sum: node.sum,
        }
    );
    Ok(())
}
