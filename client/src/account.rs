//! Accounts of our programs, as typed values.

use anchor_lang::{Owner, ZeroCopy};
use solana_account::Account;
use solana_pubkey::Pubkey;
use thiserror::Error;

use crate::chain::{Chain, ChainError, Scan};

/// Bytes that say which type an account is of.
const DISCRIMINATOR_BYTES: usize = 8;

/// Why an account's bytes are not what was asked for.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum DecodeError {
    /// It belongs to another program.
    #[error("not a {wanted}: it belongs to {found}, not to {expected}; check the address and the cluster")]
    Owner {
        /// The type asked for.
        wanted: &'static str,
        /// The program that should own it.
        expected: Pubkey,
        /// The program that does.
        found: Pubkey,
    },
    /// It is an account of the same program, of another type.
    #[error("not a {wanted}: its discriminator is {found}, not {expected}; check the address")]
    Discriminator {
        /// The type asked for.
        wanted: &'static str,
        /// That type's discriminator, in hexadecimal.
        expected: String,
        /// The first bytes found, in hexadecimal.
        found: String,
    },
    /// It is of the right type, in a layout that this client does not know.
    #[error(
        "a {wanted} of {found} bytes instead of {expected}: the program and this client differ in version"
    )]
    Length {
        /// The type asked for.
        wanted: &'static str,
        /// Bytes of that type, discriminator included.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// It was never initialized.
    #[error("not a {wanted} yet: it was never initialized")]
    Uninitialized {
        /// The type asked for.
        wanted: &'static str,
    },
}

/// Why an account could not be fetched.
#[derive(Debug, Error)]
pub enum FetchError {
    /// There is none, or the chain cannot be reached.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// There is another one.
    #[error("account {address} is {source}")]
    Decode {
        /// Which account.
        address: Pubkey,
        /// What is wrong with it.
        source: DecodeError,
    },
}

/// Fetches and reads an account that must exist.
///
/// # Errors
/// [`ChainError::NoSuchAccount`] if there is none, [`FetchError::Decode`] if there is another one, and what [`Chain::account`]
/// fails with.
pub fn fetch<T: ZeroCopy + Owner>(chain: &(impl Chain + ?Sized), address: &Pubkey) -> Result<T, FetchError> {
    let account = chain.existing_account(short_name::<T>(), address)?;
    decode(&account).map_err(|source| FetchError::Decode { address: *address, source })
}

/// Fetches and reads an account that need not exist.
///
/// # Errors
/// As [`fetch`], except that no account is `None`.
pub fn fetch_optional<T: ZeroCopy + Owner>(
    chain: &(impl Chain + ?Sized),
    address: &Pubkey,
) -> Result<Option<T>, FetchError> {
    let Some(account) = chain.account(address)? else { return Ok(None) };
    decode(&account).map(Some).map_err(|source| FetchError::Decode { address: *address, source })
}

/// Fetches and reads accounts of one type, in the order of `addresses`; `None` where there is none.
///
/// # Errors
/// As [`fetch_optional`], for the first account that cannot be read.
pub fn fetch_many<T: ZeroCopy + Owner>(
    chain: &(impl Chain + ?Sized),
    addresses: &[Pubkey],
) -> Result<Vec<Option<T>>, FetchError> {
    let accounts = chain.accounts(addresses)?;
    let read = addresses.iter().zip(&accounts).map(|(address, account)| {
        let account = account.as_ref().map(decode).transpose();
        account.map_err(|source| FetchError::Decode { address: *address, source })
    });
    read.collect()
}

/// Finds and reads every account of one type, by address. For operators: see [`Scan`].
///
/// # Errors
/// [`FetchError::Decode`] for the first account that cannot be read, and what [`Scan::program_accounts`] fails with.
pub fn find_all<T: ZeroCopy + Owner>(chain: &(impl Scan + ?Sized)) -> Result<Vec<(Pubkey, T)>, FetchError> {
    let found = chain.program_accounts(&T::owner(), T::DISCRIMINATOR)?;
    let read = found.iter().map(|(address, account)| match decode(account) {
        Ok(state) => Ok((*address, state)),
        Err(source) => Err(FetchError::Decode { address: *address, source }),
    });
    read.collect()
}

/// Reads an account of one of our programs after checking who owns it, of which type and how long it is.
///
/// # Errors
/// [`DecodeError`].
pub fn decode<T: ZeroCopy + Owner>(account: &Account) -> Result<T, DecodeError> {
    let wanted = short_name::<T>();
    if account.owner != T::owner() {
        return Err(DecodeError::Owner { wanted, expected: T::owner(), found: account.owner });
    }
    let (found, body) = account.data.split_at(account.data.len().min(DISCRIMINATOR_BYTES));
    if found != T::DISCRIMINATOR {
        return Err(DecodeError::Discriminator {
            wanted,
            expected: hex::encode(T::DISCRIMINATOR),
            found: hex::encode(found),
        });
    }
    // Fails for a wrong length only.
    bytemuck::try_pod_read_unaligned(body).map_err(|_| DecodeError::Length {
        wanted,
        expected: DISCRIMINATOR_BYTES.saturating_add(size_of::<T>()),
        found: account.data.len(),
    })
}

/// `TokenConfig` of `twist_client::programs::twist_token::accounts::TokenConfig`.
fn short_name<T>() -> &'static str {
    let path = std::any::type_name::<T>();
    path.rsplit("::").next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use anchor_lang::Discriminator;

    use super::*;
    use crate::programs::twist_token::{
        ID,
        accounts::{Minter, TokenConfig},
    };

    fn account(data: Vec<u8>) -> Account {
        Account { owner: ID, data, ..Account::default() }
    }

    fn minter() -> Vec<u8> {
        let mut minter: Minter = bytemuck::Zeroable::zeroed();
        minter.used = 42;
        [Minter::DISCRIMINATOR, bytemuck::bytes_of(&minter)].concat()
    }

    #[test]
    fn an_account_is_read() {
        assert_eq!(decode::<Minter>(&account(minter())).unwrap().used, 42);
    }

    #[test]
    fn accounts_of_another_owner_type_or_length_are_refused() {
        let foreign = Account { owner: Pubkey::default(), ..account(minter()) };
        let error = decode::<Minter>(&foreign).unwrap_err();
        assert_eq!(error, DecodeError::Owner { wanted: "Minter", expected: ID, found: Pubkey::default() });
        assert!(matches!(
            decode::<TokenConfig>(&account(minter())).unwrap_err(),
            DecodeError::Discriminator { wanted: "TokenConfig", .. }
        ));
        assert!(matches!(decode::<Minter>(&account(vec![])), Err(DecodeError::Discriminator { .. })));
        for data in [&minter()[..223], &[&*minter(), &[0]].concat()] {
            assert_eq!(
                decode::<Minter>(&account(data.to_vec())).unwrap_err(),
                DecodeError::Length { wanted: "Minter", expected: 224, found: data.len() }
            );
        }
    }

    #[cfg(feature = "litesvm")]
    #[test]
    fn no_account_and_another_account_are_different_errors() {
        use crate::chain::Embedded;

        let (mut chain, address) = (Embedded::new(), Pubkey::new_from_array([1; 32]));
        assert!(fetch_optional::<Minter>(&chain, &address).unwrap().is_none());
        assert!(fetch_many::<Minter>(&chain, &[address, address]).unwrap().iter().all(Option::is_none));
        let error = fetch::<Minter>(&chain, &address).unwrap_err();
        assert!(matches!(error, FetchError::Chain(ChainError::NoSuchAccount { what: "Minter", .. })));

        chain.airdrop(&address, 1_000_000_000).unwrap();
        let error = fetch::<Minter>(&chain, &address).unwrap_err();
        assert!(matches!(error, FetchError::Decode { source: DecodeError::Owner { .. }, .. }));
        assert!(error.to_string().starts_with(&format!("account {address} is not a Minter: ")));
        let of_many = fetch_many::<Minter>(&chain, &[Pubkey::new_from_array([2; 32]), address]).unwrap_err();
        assert_eq!(of_many.to_string(), error.to_string());
    }
}
