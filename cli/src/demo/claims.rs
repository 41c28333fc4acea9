//! Paying everyone what an epoch brought them.

use std::{cmp::Reverse, collections::BTreeSet};

use anyhow::{Context, Result};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::{
    account,
    chain::Submission,
    programs::twist_rewards::accounts::{ClaimPage, Distribution},
    rewards,
    settlement::{ClosedEpoch, Payee},
    spl, token,
};
use twist_merkle_sum::{Node, page_of, pages_for};

use super::stage::Stage;

/// What has been claimed so far.
pub struct Claims {
    distribution: Pubkey,
    /// By index: who was paid what.
    paid: Vec<Payee>,
    /// What transactions that do nothing but claim were charged, lamports.
    fees: Vec<u64>,
    /// Everyone who has a token account by now.
    has_account: BTreeSet<Pubkey>,
    /// Claims so far.
    pub count: u64,
    /// What was received in excess of what accounts held before: base units, read from the payees' token accounts.
    pub received: u64,
}

impl Claims {
    /// Before the first epoch.
    pub fn new(distribution: Pubkey) -> Self {
        Self {
            distribution,
            paid: Vec::new(),
            fees: Vec::new(),
            has_account: BTreeSet::new(),
            count: 0,
            received: 0,
        }
    }

    /// Opens and refreshes the pages, then claims for every payee to whom this epoch owes something.
    pub fn pay(&mut self, stage: &mut Stage<'_>, closed: &ClosedEpoch) -> Result<()> {
        self.open_pages(stage, closed)?;
        // Indices are for ever: what was paid to an index was paid to the same payee.
        let paid = self.paid.iter().map(|payee| payee.cumulative).chain(std::iter::repeat(0));
        let due: Vec<u32> = (0u32..)
            .zip(closed.payees.iter().zip(paid))
            .filter(|(_, (payee, paid))| payee.cumulative > *paid)
            .map(|(index, _)| index)
            .collect();
        self.refresh_pages(stage, closed, &due)?;

        let owners: Vec<Pubkey> =
            due.iter().filter_map(|index| Some(closed.payees.get(*index as usize)?.key)).collect();
        let before = balances(stage, &owners)?;
        let cast = stage.cast;
        let mut batch = Vec::new();
        for index in &due {
            batch.push(self.claim(closed, *index, &cast.payer)?);
        }
        let receipts = stage.send_all("Claiming", &batch)?;
        self.fees.extend(receipts.iter().map(|receipt| receipt.fee_lamports));
        self.received += balances(stage, &owners)?.saturating_sub(before);
        self.count += batch.len() as u64;
        self.paid = closed.payees.clone();
        Ok(())
    }

    fn claim<'k>(
        &mut self,
        closed: &ClosedEpoch,
        index: u32,
        payer: &'k dyn Signer,
    ) -> Result<Submission<'k>> {
        let payee = closed.payees.get(index as usize).context("a payee without a leaf")?;
        let claim = rewards::claim(rewards::ClaimParams {
            distribution: self.distribution,
            mint: token::mint(),
            payee: payee.key,
            index,
            cumulative: payee.cumulative,
            proof: closed.tree.leaf_proof(index)?.map(|node| node.to_wire()),
            destination: None,
        });
        let mut submission = Submission::new("rewards::claim", claim, payer);
        if self.has_account.insert(payee.key) {
            let create = spl::create_ata(&payer.pubkey(), &payee.key, &token::mint());
            submission.instructions.insert(0, create);
        }
        Ok(submission)
    }

    /// Opens the pages that the tree has grown by, out of the distribution's prefunded rent vault.
    fn open_pages(&self, stage: &mut Stage<'_>, closed: &ClosedEpoch) -> Result<()> {
        let payer = stage.cast.payer.pubkey();
        for page in 0..pages_for(closed.tree.leaf_count()) {
            if stage.exists(&rewards::claim_page(&self.distribution, page))? {
                continue;
            }
            let rent = stage.chain().minimum_balance(8 + size_of::<ClaimPage>())?;
            let open = vec![
                rewards::fund_rent_vault(&payer, &self.distribution, rent),
                rewards::open_page(&payer, &self.distribution, page),
            ];
            stage.send("rewards::open_page", open, &[])?;
        }
        Ok(())
    }

    fn refresh_pages(&self, stage: &mut Stage<'_>, closed: &ClosedEpoch, due: &[u32]) -> Result<()> {
        let pages: BTreeSet<u32> = due.iter().map(|index| page_of(*index)).collect();
        for page in pages {
            let root = closed.tree.page_root(page)?.to_wire();
            let proof = closed.tree.page_proof(page)?.iter().map(Node::to_wire).collect();
            let refresh = rewards::refresh_page(&self.distribution, page, root, proof);
            stage.send("rewards::refresh_page", vec![refresh], &[])?;
        }
        Ok(())
    }

    /// Who earned most.
    pub fn top(&self, count: usize) -> Vec<(String, u64)> {
        let mut ranked = self.paid.clone();
        ranked.sort_unstable_by_key(|payee| Reverse((payee.cumulative, payee.key)));
        ranked.iter().take(count).map(|payee| (payee.key.to_string(), payee.cumulative)).collect()
    }

    /// What a claim was charged at the most, lamports.
    pub fn fee_per_claim(&self) -> u64 {
        self.fees.iter().copied().max().unwrap_or(0)
    }

    /// What the pages say was paid, base units.
    pub fn recorded(&self, stage: &Stage<'_>) -> Result<u64> {
        let state: Distribution = account::fetch(stage.chain(), &self.distribution)?;
        let mut claimed = 0;
        for page in 0..pages_for(state.current.leaf_count) {
            let page: ClaimPage =
                account::fetch(stage.chain(), &rewards::claim_page(&self.distribution, page))?;
            claimed += page.claimed;
        }
        Ok(claimed)
    }
}

/// What the associated token accounts of `owners` hold together; those that do not exist hold nothing.
fn balances(stage: &Stage<'_>, owners: &[Pubkey]) -> Result<u64> {
    let addresses: Vec<Pubkey> = owners.iter().map(|owner| spl::ata(owner, &token::mint())).collect();
    let accounts = stage.chain().accounts(&addresses)?;
    accounts.iter().flatten().try_fold(0, |sum, account| Ok(sum + spl::token_balance(account)?))
}
