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
/// per page and epoch.
///
/// # Errors
/// `PageAlreadyFresh`, `InvalidProof`.
pub fn refresh_page(ctx: Context<RefreshPage>, page_root: [u8; 40], proof: Vec<[u8; 40]>) -> Result<()> {
    let accounts = &*ctx.accounts;
    let distribution = &*accounts.distribution.load()?;
    let page = &mut *accounts.claim_page.load_mut()?;
    let root = &distribution.current;
    require!(page.current.epoch != root.epoch, RewardsError::PageAlreadyFresh);
    let node = Node::from_wire(&page_root);
    verify_page(page.page, node, &proof, root.depth, &root.node()).map_err(|_| RewardsError::InvalidProof)?;
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
