//! One epoch: settle, publish, attest, wait, finalize, claim and stake, sync the pools.

use anyhow::{Context, Result, bail};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_attention::{rules::DAY_SECONDS, vau::Vau};
use twist_client::{
    account,
    programs::twist_rewards::{accounts::Distribution, types::Proposal},
    rewards,
    settlement::{Verified, Verifier},
};

use super::{campaign::RunningCampaign, claims::Claims, stage::Stage, staking::Staking};
use crate::season::{Published, Settler, Totals};

/// The season's epochs, one after the other.
pub struct Epochs<'s, 'a> {
    stage: &'s mut Stage<'a>,
    staking: &'s Staking,
    distribution: Pubkey,
    settler: Settler<'a>,
    /// One per attester: each recomputes on its own and shares nothing with the others.
    verifiers: Vec<Verifier>,
    claims: Claims,
    count: u64,
}

/// What the epochs came to.
pub struct Finished {
    /// Epochs that were finalized.
    pub epochs: u64,
    /// What was credited and refused.
    pub totals: Totals,
    /// What was claimed.
    pub claims: Claims,
}

impl<'s, 'a> Epochs<'s, 'a> {
    /// Before the first day.
    pub fn new(
        stage: &'s mut Stage<'a>,
        staking: &'s Staking,
        campaign: &RunningCampaign,
        settler: Settler<'a>,
    ) -> Self {
        let verifier = Verifier::new(campaign.distribution, campaign.address, campaign.terms);
        let verifiers = vec![verifier; stage.cast.attesters.len()];
        Self {
            stage,
            staking,
            distribution: campaign.distribution,
            settler,
            verifiers,
            claims: Claims::new(campaign.distribution),
            count: 0,
        }
    }

    /// Settles one day of the log.
    pub fn settle_day(&mut self, day: i64, vaus: &[Vau]) -> Result<()> {
        let settled_through = day + DAY_SECONDS;
        let Some(published) = self.settler.close_day(vaus, settled_through)? else {
            self.stage.reporter.note("nobody has earned anything yet: the day is settled with the next one");
            return Ok(());
        };
        let epoch = published.closed.epoch;
        self.stage.reporter.step(&format!(
            "Epoch {epoch}: {} VAUs, {} payees",
            vaus.len(),
            published.closed.payees.len()
        ));
        self.stage.advance_to(settled_through)?;
        self.attest(&published)?;
        self.finalize()?;
        self.claims.pay(self.stage, &published.closed, self.staking)?;
        self.staking.sync(self.stage)?;
        self.count += 1;
        Ok(())
    }

    /// Ends the season.
    pub fn finish(self) -> Finished {
        let (_, totals) = self.settler.finish();
        Finished { epochs: self.count, totals, claims: self.claims }
    }

    /// Every attester recomputes the file; as many vote as it takes, the others check that they would have said the same.
    fn attest(&mut self, published: &Published) -> Result<()> {
        for (attester, verifier) in self.stage.cast.attesters.iter().zip(&mut self.verifiers) {
            let verified = verifier.verify(&published.path).context("an attester refuses to vote")?;
            let proposal = proposal(&verified);
            let state: Distribution = account::fetch(self.stage.chain(), &self.distribution)?;
            if state.settlement.has_pending == 0 {
                let vote = rewards::vote_epoch(&attester.pubkey(), &state, proposal);
                self.stage.send("rewards::vote_epoch", vec![vote], &[attester])?;
            } else if state.pending.root.hash != proposal.root
                || state.pending.data_hash != proposal.data_hash
            {
                bail!(
                    "attester {} recomputed another root than the one that is pending for epoch {}; the guardian should veto it",
                    attester.pubkey(),
                    proposal.epoch
                );
            }
        }
        Ok(())
    }

    fn finalize(&mut self) -> Result<()> {
        let state: Distribution = account::fetch(self.stage.chain(), &self.distribution)?;
        self.stage.advance_to(state.pending.challenge_ends)?;
        self.stage.send("rewards::finalize_epoch", vec![rewards::finalize_epoch(&state)], &[])?;
        Ok(())
    }
}

/// What an attester votes for once it has recomputed an epoch's file.
fn proposal(Verified { file, closed }: &Verified) -> Proposal {
    use sha2::{Digest, Sha256};
    let root = closed.tree.root();
    let uri = format!("sha256:{}", hex::encode(file.data_hash));
    Proposal {
        epoch: closed.epoch,
        root: root.hash,
        total: root.sum,
        leaf_count: closed.tree.leaf_count(),
        depth: closed.tree.depth(),
        settled_through: closed.settled_through,
        data_hash: file.data_hash,
        uri_hash: Sha256::digest(uri).into(),
    }
}
