//! Who holds what.

use std::collections::{BTreeMap, BTreeSet};

use spl_token_interface::error::TokenError;

use super::{Account, Fault, Mint, Outcome, PoolId, ensure};

/// All token accounts and the supply.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// What each account holds, base units.
    pub balances: BTreeMap<Account, u64>,
    /// What was burned, base units of TWIST.
    pub burned: u64,
    /// What was given to each pool's vault for stakes without being staked, base units of TWIST: nobody's for ever.
    pub stray: BTreeMap<PoolId, u64>,
    /// Accounts that are frozen.
    pub frozen: BTreeSet<Account>,
    /// Accounts from which somebody else can spend.
    pub delegated: BTreeSet<Account>,
}

impl Tokens {
    /// What `account` holds, base units.
    #[must_use]
    pub fn balance(&self, account: Account) -> u64 {
        self.balances.get(&account).copied().unwrap_or(0)
    }

    /// What all accounts hold together, base units.
    #[must_use]
    pub fn total(&self, mint: Mint) -> u128 {
        let of_mint = self.balances.iter().filter(|(account, _)| account.mint() == mint);
        of_mint.map(|(_, balance)| u128::from(*balance)).sum()
    }

    /// Whether somebody but the owner can spend from `account`, or nobody can.
    #[must_use]
    pub fn encumbered(&self, account: Account) -> bool {
        self.frozen.contains(&account) || self.delegated.contains(&account)
    }

    /// Refuses a token account that does not exist, as the program does.
    pub(super) fn is_open(&self, account: Account) -> Outcome {
        ensure(self.balances.contains_key(&account), Fault::UNOPENED)
    }

    /// Moves tokens, for whoever may.
    pub(super) fn transfer(&mut self, from: Account, to: Account, amount: u64) -> Outcome {
        self.deposit(from, to, amount)?;
        if let Account::Stakes(pool) = to {
            *self.stray.entry(pool).or_default() += amount;
        }
        Ok(())
    }

    /// Moves tokens that become a stake if they go to a vault for stakes.
    pub(super) fn deposit(&mut self, from: Account, to: Account, amount: u64) -> Outcome {
        let open = [from, to].iter().all(|account| self.balances.contains_key(account));
        ensure(open, Fault::NoTokenAccount)?;
        let frozen = [from, to].iter().any(|account| self.frozen.contains(account));
        ensure(!frozen, TokenError::AccountFrozen)?;
        ensure(self.balance(from) >= amount, TokenError::InsufficientFunds)?;
        *self.balances.entry(from).or_default() -= amount;
        *self.balances.entry(to).or_default() += amount;
        Ok(())
    }

    /// The same; the program calls nothing to move nothing.
    pub(super) fn pay(&mut self, from: Account, to: Account, amount: u64) -> Outcome {
        if amount > 0 { self.transfer(from, to, amount) } else { Ok(()) }
    }

    /// Burns TWIST.
    pub(super) fn burn(&mut self, from: Account, amount: u64) {
        *self.balances.entry(from).or_default() -= amount;
        self.burned += amount;
    }

    pub(super) fn freeze(&mut self, account: Account) -> Outcome {
        ensure(self.balances.contains_key(&account), Fault::NoTokenAccount)?;
        ensure(self.frozen.insert(account), TokenError::InvalidState)
    }

    pub(super) fn thaw(&mut self, account: Account) -> Outcome {
        ensure(self.frozen.remove(&account), TokenError::InvalidState)
    }

    pub(super) fn approve(&mut self, account: Account) -> Outcome {
        ensure(!self.frozen.contains(&account), TokenError::AccountFrozen)?;
        self.delegated.insert(account);
        Ok(())
    }

    pub(super) fn revoke(&mut self, account: Account) -> Outcome {
        ensure(!self.frozen.contains(&account), TokenError::AccountFrozen)?;
        self.delegated.remove(&account);
        Ok(())
    }
}
