//! The chain's side: what the programs hold, compared with what was recomputed.

use anyhow::Result;
use solana_pubkey::Pubkey;
use twist_client::{
    account,
    chain::Chain,
    programs::{
        twist_rewards::{
            accounts::{ClaimPage, Distribution},
            types::{Pending, Root},
        },
        twist_token::accounts::TokenConfig,
    },
    registry, rewards,
    settlement::Payee,
    spl, token,
};
use twist_merkle_sum::{PAGE_SLOTS, pages_for};

use super::{
    findings::Findings,
    published::{Epoch, Published},
    subject::Subject,
};
use crate::amount::{Twist, grouped};

/// Compares accounts with the recomputed epochs, one finding per promise.
pub fn compare(
    chain: &dyn Chain,
    subject: &Subject,
    published: &Published,
    findings: &mut Findings,
) -> Result<()> {
    roots(subject, published, findings);
    pending_root(&subject.distribution, published, findings);
    lifetime_cap(chain, findings)?;
    let claimed = payments(chain, subject, published, findings)?;
    solvency(chain, subject, claimed, findings)?;
    rounding(subject, published, findings);
    Ok(())
}

fn roots(subject: &Subject, published: &Published, findings: &mut Findings) {
    const PROMISE: &str = "roots are those on the chain";
    let state = &subject.distribution;
    let on_chain = subject.finalized();
    let Some(epochs) = published.epochs.get(..on_chain) else {
        let detail = format!(
            "the chain is at epoch {on_chain}, but only {} could be recomputed",
            published.epochs.len()
        );
        return findings.fail(PROMISE, detail);
    };
    let same = |root: &Root, epoch: Option<&Epoch>| match epoch {
        None => root.epoch == 0,
        Some(Epoch { root: file, .. }) => {
            (root.hash, root.total, root.leaf_count, root.depth)
                == (file.root, file.total, file.leaf_count, file.depth)
        }
    };
    let last = epochs.last();
    let before = epochs.len().checked_sub(2).and_then(|index| epochs.get(index));
    let history = last.map_or([0; 32], |epoch| epoch.history);
    let settled = last.is_none_or(|epoch| epoch.settled_through == state.settlement.settled_through);
    findings.check(
        PROMISE,
        same(&state.current, last) && same(&state.previous, before) && settled && state.history == history,
        format!(
            "{on_chain} epochs by their history hash, the last two roots, settled through {}",
            state.settlement.settled_through
        ),
    );
}

/// A root that waits out its challenge window, as long as the guardian can still veto it.
fn pending_root(state: &Distribution, published: &Published, findings: &mut Findings) {
    const PROMISE: &str = "pending root is the published one";
    if state.settlement.has_pending == 0 {
        return;
    }
    let Pending { root, settled_through, data_hash, .. } = &state.pending;
    let epoch = root.epoch;
    let published = usize::try_from(state.current.epoch).ok().and_then(|next| published.epochs.get(next));
    let Some(file) = published else {
        let detail =
            format!("epoch {epoch} is pending, but its file could not be recomputed: nobody can check it");
        return findings.fail(PROMISE, detail);
    };
    let wanted = &file.root;
    let same_root = (root.hash, root.total, root.leaf_count, root.depth)
        == (wanted.root, wanted.total, wanted.leaf_count, wanted.depth);
    let same = same_root && *data_hash == file.data_hash && *settled_through == file.settled_through;
    findings.check(
        PROMISE,
        same,
        format!(
            "epoch {epoch} pends with root {} and total {}; its file has root {} and total {}",
            hex::encode(root.hash),
            root.total,
            hex::encode(wanted.root),
            wanted.total
        ),
    );
}

fn lifetime_cap(chain: &dyn Chain, findings: &mut Findings) -> Result<()> {
    let config: TokenConfig = account::fetch(chain, &token::config())?;
    let supply = spl::supply(&chain.existing_account("TWIST mint", &config.mint)?)?;
    findings.check(
        "1 lifetime cap",
        config.minted_lifetime <= config.max_supply
            && supply <= config.minted_lifetime.saturating_sub(config.burned),
        format!(
            "{} TWIST minted of at most {}; {} in circulation",
            Twist(config.minted_lifetime),
            Twist(config.max_supply),
            Twist(supply)
        ),
    );
    Ok(())
}

/// Promise 6, and what was claimed in all.
fn payments(
    chain: &dyn Chain,
    subject: &Subject,
    published: &Published,
    findings: &mut Findings,
) -> Result<u64> {
    const PROMISE: &str = "6 nobody is paid twice";
    let (mut claimed, mut fault) = (0u64, None);
    for page in 0..pages_for(subject.distribution.current.leaf_count) {
        let address = rewards::claim_page(&subject.campaign.distribution, page);
        let Some(found) = chain.account(&address)? else { continue };
        let state: ClaimPage = account::decode(&found)?;
        claimed = claimed.saturating_add(state.claimed);
        fault = fault.or_else(|| page_fault(page, &state, &published.payees));
    }
    match fault {
        _ if published.epochs.len() < subject.finalized() => {
            findings.unchecked(PROMISE, published.epochs.len());
        }
        Some(fault) => findings.fail(PROMISE, fault),
        None => findings.pass(
            PROMISE,
            format!("{} claimed; no slot is above what its payee earned", subject.amount(claimed)),
        ),
    }
    Ok(claimed)
}

fn page_fault(page: u32, state: &ClaimPage, payees: &[Payee]) -> Option<String> {
    let slots: u128 = state.slots.iter().map(|slot| u128::from(*slot)).sum();
    if slots != u128::from(state.claimed) {
        return Some(format!(
            "page {page} says {} was claimed, but its slots add up to {slots}",
            state.claimed
        ));
    }
    let first = usize::try_from(page.saturating_mul(PAGE_SLOTS)).ok()?;
    state.slots.iter().enumerate().find_map(|(slot, paid)| {
        let index = first.saturating_add(slot);
        let earned = payees.get(index).map_or(0, |payee| payee.cumulative);
        (*paid > earned).then(|| format!("index {index} was paid {paid} but earned {earned}"))
    })
}

fn solvency(chain: &dyn Chain, subject: &Subject, claimed: u64, findings: &mut Findings) -> Result<()> {
    let (campaign, state) = (&subject.campaign, &subject.distribution);
    let payout = chain.existing_account("payout vault", &campaign.payout_vault)?;
    let owed = state.current.total.saturating_sub(claimed);
    let held = spl::token_balance(&payout)?;
    findings.check(
        "2 solvency: payout vault",
        held >= owed,
        format!("holds {}, owes {}", subject.amount(held), subject.amount(owed)),
    );
    if campaign.closed_at == 0 {
        let left = campaign.funded.saturating_sub(campaign.drawn);
        let held = spl::token_balance(&chain.existing_account("campaign vault", &campaign.vault)?)?;
        findings.check(
            "2 solvency: campaign vault",
            held >= left,
            format!(
                "holds {} of {} funded and {} drawn",
                subject.amount(held),
                subject.amount(campaign.funded),
                subject.amount(campaign.drawn)
            ),
        );
    }
    findings.check(
        "3 every provable leaf is payable",
        held.saturating_add(claimed) >= state.current.total,
        format!(
            "{} leaves sum to {}, all of it drawn",
            grouped(state.current.leaf_count.into()),
            subject.amount(state.current.total)
        ),
    );
    let address = registry_address(subject);
    findings.check(
        "5 exit is open",
        spl::is_unencumbered(&payout, &address.0, &campaign.mint)? && campaign.payout_vault == address.1,
        format!(
            "the payout vault is the distribution's own, without delegate, close authority or freeze; claims stay open until {}",
            state.settlement.claim_deadline
        ),
    );
    Ok(())
}

/// The distribution of the campaign, derived anew, and its payout vault.
fn registry_address(subject: &Subject) -> (Pubkey, Pubkey) {
    let campaign = registry::campaign(&subject.campaign.advertiser, subject.campaign.id);
    let distribution = rewards::distribution(&campaign);
    (distribution, rewards::payout_vault(&distribution, &subject.campaign.mint))
}

fn rounding(subject: &Subject, published: &Published, findings: &mut Findings) {
    const PROMISE: &str = "7 rounding favours the vault";
    if published.epochs.len() < subject.finalized() {
        return findings.unchecked(PROMISE, published.epochs.len());
    }
    let fees: u128 =
        published.epochs.iter().take(subject.finalized()).map(|epoch| u128::from(epoch.fee)).sum();
    let campaign = &subject.campaign;
    let drawn = u128::from(subject.distribution.current.total) + fees;
    findings.check(
        PROMISE,
        u128::from(campaign.fees) == fees && u128::from(campaign.drawn) == drawn,
        format!(
            "drawn {} = credited {} + fees {}, each fee rounded down",
            subject.amount(campaign.drawn),
            subject.amount(subject.distribution.current.total),
            subject.amount(campaign.fees)
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use twist_client::settlement::ledger::RootLine;

    /// Epoch 1 is final and epoch 2 pends; files of both are published.
    fn epoch_two() -> (Distribution, Published) {
        let file = |n: u8| Epoch {
            root: RootLine { root: [n; 32], total: u64::from(n), leaf_count: 1, depth: 10 },
            settled_through: i64::from(n),
            data_hash: [n; 32],
            history: [n; 32],
            fee: 0,
        };
        let mut state: Distribution = bytemuck::Zeroable::zeroed();
        state.current.epoch = 1;
        state.settlement.has_pending = 1;
        let pending = &mut state.pending;
        (pending.root.epoch, pending.root.hash, pending.root.total) = (2, [2; 32], 2);
        (pending.root.leaf_count, pending.root.depth) = (1, 10);
        (pending.settled_through, pending.data_hash) = (2, [2; 32]);
        (state, Published { epochs: vec![file(1), file(2)], payees: Vec::new() })
    }

    fn verdict(state: &Distribution, published: &Published) -> Option<bool> {
        let mut findings = Findings::default();
        pending_root(state, published, &mut findings);
        (!findings.to_string().starts_with("0 checks")).then(|| findings.all_passed())
    }

    #[test]
    fn a_pending_root_is_held_against_its_file_in_everything() {
        let (state, published) = epoch_two();
        assert_eq!(verdict(&state, &published), Some(true));
        for change in [
            |state: &mut Distribution| state.pending.root.hash = [9; 32],
            |state: &mut Distribution| state.pending.root.total = 9,
            |state: &mut Distribution| state.pending.root.leaf_count = 9,
            |state: &mut Distribution| state.pending.data_hash = [9; 32],
            |state: &mut Distribution| state.pending.settled_through = 9,
        ] {
            let mut other = state;
            change(&mut other);
            assert_eq!(verdict(&other, &published), Some(false));
        }
    }

    #[test]
    fn a_pending_root_without_a_file_is_a_finding_and_none_is_none() {
        let (mut state, mut published) = epoch_two();
        published.epochs.truncate(1);
        assert_eq!(verdict(&state, &published), Some(false));
        state.settlement.has_pending = 0;
        assert_eq!(verdict(&state, &published), None);
    }
}
