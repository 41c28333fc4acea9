//! Stakers who are in the middle of something while a release happens.

use anyhow::Result;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::{
    account,
    chain::Chain,
    programs::twist_staking::{
        accounts::{Pool, Position, StakingConfig},
        types::StakeArgs,
    },
    spl, staking, token,
};

use super::stage::Stage;
use crate::{amount::BASE_UNITS, cast::Cast};

/// How many there are. Each does one thing in the course of the release.
const USERS: u64 = 6;
/// What the first stakes; each after it stakes that much more, so that no two are alike.
const STAKE: u64 = 7 * BASE_UNITS;
/// Everyone has one position.
const NONCE: u32 = 0;

/// Stakers of the global pool.
pub struct Users {
    keys: Vec<Keypair>,
}

impl Users {
    /// Lets everyone stake on the previous release, for the shortest lock, and rewards stream to them.
    pub fn stake(stage: &mut Stage<'_>) -> Result<Self> {
        let keys: Vec<Keypair> = (1..=USERS).map(Cast::rehearsing).collect();
        let (payer, treasury) = (stage.cast.payer.pubkey(), stage.cast.treasury.insecure_clone());
        let purse = spl::ata(&treasury.pubkey(), &token::mint());
        let config: StakingConfig = account::fetch(&stage.chain, &staking::config())?;
        let Some(terms) = staking::offered(&config).first().copied() else {
            anyhow::bail!("no tier is on offer")
        };
        let pool = pool(stage)?;
        for (key, number) in keys.iter().zip(1..) {
            let (owner, amount) = (key.pubkey(), STAKE * number);
            let give = vec![
                spl::create_ata(&payer, &owner, &token::mint()),
                spl::transfer(&purse, &spl::ata(&owner, &token::mint()), &treasury.pubkey(), amount),
            ];
            stage.send("spl-token::transfer", give, &treasury)?;
            let args = StakeArgs { nonce: NONCE, amount, terms: terms.into() };
            stage.send("staking::stake", vec![staking::stake(&payer, &owner, &pool, args)], key)?;
        }
        // The smoke run stakes too, and wants something to stake.
        let give = vec![
            spl::create_ata(&payer, &payer, &token::mint()),
            spl::transfer(&purse, &spl::ata(&payer, &token::mint()), &treasury.pubkey(), 10 * STAKE),
            spl::create_ata(&payer, &staking::global_pool(), &token::mint()),
            spl::transfer(&purse, &pool.reward_vault, &treasury.pubkey(), 100 * STAKE),
            staking::sync(&pool),
        ];
        stage.send("spl-token::transfer", give, &treasury)?;
        stage.pass_windows(2)?;
        Ok(Self { keys })
    }

    /// One breaks its lock, with an account that the new program has never written.
    pub fn leave_early(&self, stage: &mut Stage<'_>) -> Result<bool> {
        let (key, pool) = (self.key(0), pool(stage)?);
        let position = position(stage, &key.pubkey())?;
        let exit = vec![staking::exit_early(&pool, &position, None)];
        stage.attempt(
            "a lock is broken on an account of the previous layout",
            "staking::exit_early",
            exit,
            key,
        )
    }

    /// One claims, which migrates its account.
    pub fn claim_lazily(&self, stage: &mut Stage<'_>) -> Result<bool> {
        let (key, pool) = (self.key(1), pool(stage)?);
        let before = position(stage, &key.pubkey())?;
        let claim = vec![staking::claim(&pool, &before, None)];
        let claimed = stage.attempt(
            "rewards are claimed on an account of the previous layout",
            "staking::claim",
            claim,
            key,
        )?;
        let after = position(stage, &key.pubkey())?;
        let migrated = after.version > before.version;
        Ok(claimed & stage.judge(migrated, "and the claim migrated it")?)
    }

    /// After the roll-back, everyone gets out: the previous program reads what this one wrote.
    pub fn leave_after_rollback(&self, stage: &mut Stage<'_>) -> Result<bool> {
        let (key, pool) = (self.key(2), pool(stage)?);
        let claim = vec![staking::claim(&pool, &position(stage, &key.pubkey())?, None)];
        let mut passed =
            stage.attempt("after the roll-back, rewards are claimed", "staking::claim", claim, key)?;

        let (key, pool) = (self.key(3), self::pool(stage)?);
        let here = position(stage, &key.pubkey())?;
        stage.chain.advance_to(here.locked_until)?;
        let request = vec![staking::request_unstake(&here)];
        passed &= stage.attempt("a stake is asked back", "staking::request_unstake", request, key)?;
        let waiting = position(stage, &key.pubkey())?;
        stage.chain.advance_to(waiting.withdrawable_at)?;
        let before = twist(stage, &key.pubkey())?;
        let withdraw = vec![staking::withdraw(&pool, &waiting, None)];
        passed &= stage.attempt("and withdrawn after its cooldown", "staking::withdraw", withdraw, key)?;
        let came_back = twist(stage, &key.pubkey())? == before + here.amount;
        Ok(passed & stage.judge(came_back, "to the last unit")?)
    }

    fn key(&self, number: usize) -> &Keypair {
        // There are more users than numbers used here.
        &self.keys[number]
    }
}

fn pool(stage: &Stage<'_>) -> Result<Pool> {
    Ok(account::fetch(&stage.chain, &staking::global_pool())?)
}

fn position(stage: &Stage<'_>, owner: &Pubkey) -> Result<Position> {
    Ok(account::fetch(&stage.chain, &staking::position(&staking::global_pool(), owner, NONCE))?)
}

fn twist(stage: &Stage<'_>, owner: &Pubkey) -> Result<u64> {
    let account = stage.chain.existing_account("token account", &spl::ata(owner, &token::mint()))?;
    Ok(spl::token_balance(&account)?)
}
