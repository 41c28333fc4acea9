//! Every account on the chain against what the model says it holds, to the byte.

use std::fmt::Debug;

use anchor_lang::{Owner as OwnerOf, ZeroCopy};
use bytemuck::{Pod, Zeroable, bytes_of};
use solana_pubkey::Pubkey;
use twist_client::{
    account,
    chain::Chain,
    programs::twist_staking::{
        accounts::{Pool, Position, StakingConfig},
        types::{AuthorityPair, StreamState, Terms as StoredTerms},
    },
    spl,
};
use twist_tests::model::staking::{self as model, Mint, PoolId, PositionId, Status, Terms, Who};

use super::{
    genesis::{LAMPORTS, SUPPLY},
    machine::{Machine, Verdict},
};

impl Machine {
    /// Compares everything there is.
    pub fn compare(&self) -> Verdict {
        self.compare_account(
            &self.cast.config().0,
            self.model.config().ok().map(|it| self.config_image(it)),
        )?;
        for id in self.model.pools.keys() {
            self.compare_account(&self.cast.pool(*id), Some(self.pool_image(*id)))
                .map_err(|error| format!("{id:?}: {error}"))?;
        }
        for id in &self.named {
            self.compare_account(&self.cast.position(*id).0, self.position_image(*id))
                .map_err(|error| format!("{id:?}: {error}"))?;
            let account =
                self.chain.account(&self.cast.position(*id).0).map_err(|error| error.to_string())?;
            let lamports = account.map_or(0, |account| account.lamports);
            let expected = self.model.lamports.get(id).copied().unwrap_or(0).unsigned_abs();
            same(&format!("lamports of {id:?}"), &lamports, &expected)?;
        }
        self.compare_tokens()?;
        for who in Who::all() {
            let account = self.chain.account(&self.cast.user(who)).map_err(|error| error.to_string())?;
            let spent = i64::try_from(LAMPORTS).unwrap() - i64::try_from(account.unwrap().lamports).unwrap();
            same(&format!("what {who:?} paid"), &spent, &self.model.lamports_paid[&who])?;
        }
        Ok(())
    }

    fn compare_tokens(&self) -> Verdict {
        let tokens = &self.model.tokens;
        for (account, balance) in &tokens.balances {
            let held = self.chain.existing_account("token", &self.cast.account(*account));
            let held = spl::token_balance(&held.map_err(|error| error.to_string())?).unwrap();
            same(&format!("balance of {account:?}"), &held, balance)?;
        }
        let mint = self.chain.existing_account("mint", &self.cast.mint(Mint::Twist)).unwrap();
        same("the supply", &spl::supply(&mint).unwrap(), &(SUPPLY - tokens.burned))?;
        same("all balances", &tokens.total(Mint::Twist), &u128::from(SUPPLY - tokens.burned))?;
        let other = self.chain.existing_account("mint", &self.cast.mint(Mint::Other)).unwrap();
        same("all balances", &tokens.total(Mint::Other), &u128::from(spl::supply(&other).unwrap()))
    }

    /// The account at `address`; `None` if there is none, or nothing but lamports.
    pub fn fetched<T: ZeroCopy + OwnerOf>(&self, address: &Pubkey) -> Result<Option<T>, String> {
        let account = self.chain.account(address).map_err(|error| error.to_string())?;
        let account = account.filter(|account| !account.data.is_empty());
        account.map(|account| account::decode(&account).map_err(|error| error.to_string())).transpose()
    }

    fn compare_account<T>(&self, address: &Pubkey, expected: Option<T>) -> Verdict
    where
        T: ZeroCopy + OwnerOf + Pod + Debug,
    {
        let found: Option<T> = self.fetched(address)?;
        match (found, expected) {
            (None, None) => Ok(()),
            (Some(found), Some(expected)) if bytes_of(&found) == bytes_of(&expected) => Ok(()),
            (Some(found), Some(expected)) => Err(difference(&found, &expected)),
            (None, Some(expected)) => Err(format!("there is no account; the model says {expected:?}")),
            (Some(found), None) => Err(format!("there should be no account: {found:?}")),
        }
    }

    fn config_image(&self, config: &model::Config) -> StakingConfig {
        let mut tiers = [StoredTerms::zeroed(); 8];
        for (slot, terms) in tiers.iter_mut().zip(&config.tiers) {
            *slot = stored(terms);
        }
        StakingConfig {
            version: 1,
            bump: self.cast.config().1,
            paused: config.paused,
            tier_count: config.tiers.len().try_into().unwrap(),
            authority: AuthorityPair {
                current: self.cast.user(config.authority),
                proposed: self.cast.perhaps(config.proposed),
            },
            guardian: self.cast.perhaps(config.guardian),
            mint: self.cast.mint(Mint::Twist),
            global_pool: self.cast.pool(PoolId::GLOBAL),
            global_reward_vault: self.cast.account(PoolId::GLOBAL.rewards()),
            event_seq: config.events,
            tiers,
            ..StakingConfig::zeroed()
        }
    }

    fn pool_image(&self, id: PoolId) -> Pool {
        let (model, pool) = (&self.model, &self.model.pools[&id]);
        let (stake_authority, stake_bump) = self.cast.stake_authority(id);
        let (pending_commission_bps, pending_commission_at) = pool.pending.unwrap_or_default();
        let window = pool.stream.window();
        Pool {
            version: 1,
            bump: self.cast.pool_with_bump(id).1,
            stake_bump,
            retired: pool.retired.into(),
            commission_bps: pool.commission_bps,
            pending_commission_bps,
            pending_commission_at,
            owner: self.cast.owner(id.owner),
            stake_mint: self.cast.mint(Mint::Twist),
            reward_mint: self.cast.mint(id.mint),
            stake_authority,
            stake_vault: self.cast.account(id.stakes()),
            reward_vault: self.cast.account(id.rewards()),
            event_seq: pool.events,
            positions: model.positions_in(id).count().try_into().unwrap(),
            total_staked: model.principal(id, Status::Staked),
            unstaking: model.principal(id, Status::Unstaking),
            total_weight: model.weight(id),
            accounted: pool.accounted(),
            owner_due: pool.owner_due,
            stream: StreamState {
                updated_at: pool.stream.updated_at,
                elapsed: pool.stream.flowed % model::WINDOW,
                amount: pool.stream.amount_of(window),
                queued: pool.stream.amount_of(window + 1),
            },
            reward_per_weight: pool.per_weight.to_le_bytes(),
            carried: pool.carried.to_le_bytes(),
            ..Pool::zeroed()
        }
    }

    fn position_image(&self, id: PositionId) -> Option<Position> {
        let position = self.model.positions.get(&id)?;
        let (index, earned) = position.noted;
        Some(Position {
            version: 2,
            bump: self.cast.position(id).1,
            status: status_byte(position.status),
            nonce: id.nonce,
            pool: self.cast.pool(id.pool),
            owner: self.cast.user(id.owner),
            rent_payer: self.cast.user(position.rent_payer),
            amount: position.amount,
            weight: position.weight,
            terms: stored(&position.terms),
            locked_until: position.locked_until,
            withdrawable_at: position.withdrawable_at,
            index: index.to_le_bytes(),
            earned: earned.to_le_bytes(),
            opened_at: position.opened_at,
            rewards_paid: position.paid,
            ..Position::zeroed()
        })
    }
}

/// A status as accounts store it.
pub fn status_byte(status: Status) -> u8 {
    match status {
        Status::Staked => 0,
        Status::Unstaking => 1,
        Status::Empty => 2,
    }
}

fn stored(terms: &Terms) -> StoredTerms {
    let Terms { lock, cooldown, multiplier_bps, penalty_bps } = *terms;
    StoredTerms {
        lock_seconds: lock,
        cooldown_seconds: cooldown,
        multiplier_bps,
        penalty_bps,
        ..StoredTerms::zeroed()
    }
}

pub fn same<T: PartialEq + Debug>(what: &str, found: &T, expected: &T) -> Verdict {
    if found == expected { Ok(()) } else { Err(format!("{what} is {found:?}, the model says {expected:?}")) }
}

/// Where two values differ: the lines of their printouts that are not the same.
fn difference(found: &impl Debug, expected: &impl Debug) -> String {
    let (found, expected) = (fields(found), fields(expected));
    let mut lines = vec!["the account differs from the model:".to_owned()];
    for ((field, found), (_, expected)) in found.iter().zip(&expected) {
        if found != expected {
            lines.push(format!("{field}: {found}, the model says {expected}"));
        }
    }
    lines.join("\n        ")
}

/// The fields of a printout. Sixteen bytes are one number.
fn fields(value: &impl Debug) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in format!("{value:#?}").lines() {
        match line.trim().trim_end_matches(',').split_once(": ") {
            Some((field, value)) => fields.push((field.to_owned(), value.to_owned())),
            None => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push_str(line.trim());
                }
            }
        }
    }
    for (_, value) in &mut fields {
        let bytes = value.strip_prefix('[').map(|rest| rest.split([',', ']']));
        let bytes: Option<Vec<u8>> =
            bytes.map(|bytes| bytes.filter_map(|byte| byte.trim().parse().ok()).collect());
        if let Some(bytes) = bytes.and_then(|bytes| <[u8; 16]>::try_from(bytes).ok()) {
            *value = u128::from_le_bytes(bytes).to_string();
        }
    }
    fields
}

#[test]
fn differences_are_named() {
    let pool = |retired, carried: u128| Pool { retired, carried: carried.to_le_bytes(), ..Pool::zeroed() };
    let text = difference(&pool(0, 1 << 64), &pool(1, 5));
    let lines: Vec<_> = text.lines().skip(1).map(str::trim).collect();
    assert_eq!(lines, ["retired: 0, the model says 1", "carried: 18446744073709551616, the model says 5"]);
}
