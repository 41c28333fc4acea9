//! Paying everyone what an epoch brought them.

use std::{cmp::Reverse, collections::BTreeSet};

use anyhow::Result;
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

use super::{
    purses::held,
    stage::Stage,
    staking::{Deposit, Staking},
};

/// What an epoch owes to a payee.
pub struct Due {
    /// Its index in the tree.
    pub index: u32,
    /// Who is paid.
    pub payee: Pubkey,
    /// Everything it ever earned, base units.
    pub cumulative: u64,
    /// What of that was not paid yet, base units.
    pub amount: u64,
}

/// What has been claimed so far.
pub struct Claims {
    distribution: Pubkey,
    /// By index: who was paid what.
    paid: Vec<Payee>,
    /// What transactions with a claim were charged, lamports.
    fees: Vec<u64>,
    /// Everyone who has a token account by now.
    has_account: BTreeSet<Pubkey>,
    /// Claims so far.
    pub count: u64,
    /// What was received in excess of what accounts held before: base units, read from the token accounts of payees and, for those
    /// that stake at once, from the stake vaults.
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

    /// Opens and refreshes the pages, then claims for every payee to whom this epoch owes something; some stake it at once.
    pub fn pay(&mut self, stage: &mut Stage<'_>, closed: &ClosedEpoch, staking: &Staking) -> Result<()> {
        self.open_pages(stage, closed)?;
        // Indices are for ever: what was paid to an index was paid to the same payee.
        let paid = self.paid.iter().map(|payee| payee.cumulative).chain(std::iter::repeat(0));
        let due: Vec<Due> = (0u32..)
            .zip(closed.payees.iter().zip(paid))
            .map(|(index, (&Payee { key, cumulative }, paid))| Due {
                index,
                payee: key,
                cumulative,
                amount: cumulative.saturating_sub(paid),
            })
            .filter(|due| due.amount > 0)
            .collect();
        self.refresh_pages(stage, closed, &due)?;

        let deposits = staking.deposits(stage, &due)?;
        let mut purses: BTreeSet<Pubkey> = due.iter().map(|due| due.payee).collect();
        let mut batch = Vec::new();
        for due in &due {
            let deposit = deposits.of(due)?;
            purses.extend(deposit.as_ref().map(|deposit| deposit.stake_authority));
            batch.push(self.claim(closed, due, deposit, &stage.cast.payer)?);
        }
        let before = held(stage, &purses)?;
        let receipts = stage.send_all("Claiming", &batch)?;
        self.fees.extend(receipts.iter().map(|receipt| receipt.fee_lamports));
        self.received += held(stage, &purses)?.saturating_sub(before);
        self.count += batch.len() as u64;
        self.paid = closed.payees.clone();
        Ok(())
    }

    /// One transaction: creates the payee's token account if need be, claims, and stakes what was claimed if there is a `deposit`,
    /// whose wallet then pays for it all.
    fn claim<'k>(
        &mut self,
        closed: &ClosedEpoch,
        due: &Due,
        deposit: Option<Deposit<'k>>,
        payer: &'k dyn Signer,
    ) -> Result<Submission<'k>> {
        let &Due { index, payee, cumulative, amount: _ } = due;
        let payer = deposit.as_ref().map_or(payer, |deposit| deposit.wallet);
        let claim = rewards::claim(rewards::ClaimParams {
            distribution: self.distribution,
            mint: token::mint(),
            payee,
            index,
            cumulative,
            proof: closed.tree.leaf_proof(index)?.map(|node| node.to_wire()),
            destination: None,
        });
        let mut submission = Submission::new("rewards::claim", claim, payer);
        if self.has_account.insert(payee) {
            let create = spl::create_ata(&payer.pubkey(), &payee, &token::mint());
            submission.instructions.insert(0, create);
        }
        submission.instructions.extend(deposit.map(|deposit| deposit.instruction));
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

    fn refresh_pages(&self, stage: &mut Stage<'_>, closed: &ClosedEpoch, due: &[Due]) -> Result<()> {
        let pages: BTreeSet<u32> = due.iter().map(|due| page_of(due.index)).collect();
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

#[cfg(test)]
mod tests {
    use bytemuck::Zeroable;
    use solana_keypair::Keypair;
    use twist_attention::{device::DeviceId, vau::Vau};
    use twist_client::{
        chain::{ChainError, sign},
        programs::{
            twist_rewards, twist_staking,
            twist_staking::{
                accounts::Pool,
                types::{StakeArgs, TermsArg},
            },
        },
        settlement::Book,
        staking,
    };

    use super::*;
    use crate::{
        cast::Cast,
        demo::{Scenario, campaign::terms},
    };

    /// An epoch in which one viewer earned something, and the viewer.
    fn epoch() -> (ClosedEpoch, Keypair) {
        let cast = Cast::new(None, 0);
        let vau = Vau::new(DeviceId::new("192.0.2.1", "test"), [7; 32], None, 10, 60);
        let viewer = cast.viewer(&vau.device);
        let terms = terms(&Scenario::load().unwrap(), 0, 86_400);
        let mut book = Book::new(Pubkey::new_unique(), terms);
        (book.close_epoch(&[cast.attribute(vau)], 86_400).unwrap(), viewer)
    }

    #[test]
    fn a_first_claim_and_its_stake_fit_one_transaction_that_the_viewer_alone_signs() {
        let (closed, viewer) = epoch();
        let payee = viewer.pubkey();
        let index = closed.payees.iter().position(|leaf| leaf.key == payee).unwrap();
        let cumulative = closed.payees[index].cumulative;
        let due = Due { index: u32::try_from(index).unwrap(), payee, cumulative, amount: cumulative };
        let mut pool = Pool::zeroed();
        (pool.owner, pool.stake_vault) = (Pubkey::new_unique(), Pubkey::new_unique());
        (pool.stake_mint, pool.reward_mint) = (token::mint(), token::mint());
        let terms = TermsArg { lock_seconds: 1, cooldown_seconds: 1, multiplier_bps: 10_000, penalty_bps: 1 };
        let args = StakeArgs { nonce: 0, amount: cumulative, terms };
        let instruction = staking::stake(&payee, &payee, &pool, args);
        let deposit = Deposit { wallet: &viewer, stake_authority: Pubkey::new_unique(), instruction };

        let payer = Keypair::new();
        let mut claims = Claims::new(Pubkey::new_unique());
        let claim = claims.claim(&closed, &due, Some(deposit), &payer).unwrap();
        let programs: Vec<_> = claim.instructions.iter().map(|instruction| instruction.program_id).collect();
        assert_eq!(programs.len(), 3, "token account, claim, stake");
        assert_eq!(programs[1..], [twist_rewards::ID, twist_staking::ID]);
        let transaction = sign(&claim, &<_>::default()).unwrap();
        assert_eq!(transaction.message.static_account_keys()[0], payee);
        assert_eq!(transaction.signatures.len(), 1);

        // Why somebody else does not pay for it all.
        let sponsored = Submission { payer: &payer, signers: vec![&viewer], ..claim };
        assert!(matches!(sign(&sponsored, &<_>::default()), Err(ChainError::TooLarge { .. })));

        // Whoever does not stake signs nothing.
        let claim = claims.claim(&closed, &due, None, &payer).unwrap();
        assert_eq!((claim.instructions.len(), claim.payer.pubkey()), (1, payer.pubkey()));
    }
}
