//! Staking what was just paid, in the transaction that pays it.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::{
    account,
    chain::Submission,
    programs::twist_staking::{accounts::Position, types::StakeArgs},
    staking, system,
};

use super::{NONCE, Staking, audience::Fan};
use crate::demo::{claims::Due, stage::Stage};

/// What a wallet needs to claim and stake for the first time: rent of its token account and its position, what an account must
/// hold at least, and fees. Lamports.
const FIRST_STAKE_LAMPORTS: u64 = 6_000_000;
/// What it needs every other time, lamports.
const NEXT_STAKE_LAMPORTS: u64 = 1_000_000;
/// Transfers that fit one transaction.
const TRANSFERS: usize = 20;

/// What those of an epoch's payees that stake do with what they are paid.
pub struct Deposits<'s> {
    staking: &'s Staking,
    /// Positions that exist, by address.
    positions: BTreeMap<Pubkey, Position>,
}

/// A stake, and the wallet that signs and pays for it. With a payer besides, token account, claim and stake would be a few bytes
/// more than a transaction can have.
pub struct Deposit<'s> {
    /// Whose stake it is.
    pub wallet: &'s Keypair,
    /// The vault that it ends up in is this authority's.
    pub stake_authority: Pubkey,
    /// Stakes it.
    pub instruction: Instruction,
}

impl Staking {
    /// Looks up the positions of those of `due` that stake, and gives SOL to whoever lacks it.
    pub fn deposits(&self, stage: &mut Stage<'_>, due: &[Due]) -> Result<Deposits<'_>> {
        let fans: Vec<&Fan> =
            due.iter().filter_map(|due| self.audience.staker(due.index, &due.payee)).collect();
        let addresses: Vec<Pubkey> = fans.iter().map(|fan| fan.position).collect();
        let positions: Vec<Option<Position>> = account::fetch_many(stage.chain(), &addresses)?;
        let needs = positions
            .iter()
            .map(|position| if position.is_some() { NEXT_STAKE_LAMPORTS } else { FIRST_STAKE_LAMPORTS });
        give_sol(stage, fans.iter().map(|fan| fan.wallet.pubkey()).zip(needs).collect())?;
        let positions = addresses.into_iter().zip(positions);
        let positions = positions.filter_map(|(address, position)| Some((address, position?))).collect();
        Ok(Deposits { staking: self, positions })
    }
}

impl<'s> Deposits<'s> {
    /// How `due` is staked, if its payee is one that stakes: in its position, or in a new one.
    pub fn of(&self, due: &Due) -> Result<Option<Deposit<'s>>> {
        let staking = self.staking;
        let Some(Fan { wallet, pool, position }) = staking.audience.staker(due.index, &due.payee) else {
            return Ok(None);
        };
        let pool = staking.pools.get(pool).context("a viewer's pool was not opened")?;
        let owner = wallet.pubkey();
        let instruction = match self.positions.get(position) {
            Some(position) => staking::add_stake(pool, position, due.amount),
            None => {
                let terms = staking.terms(due.index as usize)?;
                staking::stake(&owner, &owner, pool, StakeArgs { nonce: NONCE, amount: due.amount, terms })
            }
        };
        Ok(Some(Deposit { wallet, stake_authority: pool.stake_authority, instruction }))
    }
}

/// Gives wallets that have less than they need that much.
fn give_sol(stage: &mut Stage<'_>, needs: Vec<(Pubkey, u64)>) -> Result<()> {
    let wallets: Vec<Pubkey> = needs.iter().map(|(wallet, _)| *wallet).collect();
    let accounts = stage.chain().accounts(&wallets)?;
    let payer = &stage.cast.payer;
    let transfers: Vec<Instruction> = needs
        .iter()
        .zip(accounts)
        .filter(|((_, need), account)| account.as_ref().map_or(0, |account| account.lamports) < *need)
        .map(|((wallet, need), _)| system::transfer(&payer.pubkey(), wallet, *need))
        .collect();
    let batch: Vec<_> = transfers
        .chunks(TRANSFERS)
        .map(|some| Submission {
            label: "system::transfer",
            instructions: some.to_vec(),
            payer,
            signers: Vec::new(),
        })
        .collect();
    stage.send_all("Giving stakers SOL", &batch)?;
    Ok(())
}
