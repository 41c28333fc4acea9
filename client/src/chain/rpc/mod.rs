//! Any cluster, over JSON-RPC.

mod clock;
mod landing;
mod node;
mod pipeline;
mod receipt;
#[cfg(test)]
mod tests;

use super::{Chain, ChainError, Receipt, Scan, Submission};
use node::Node;
use solana_account::Account;
use solana_account_decoder_client_types::UiAccountEncoding;
use solana_pubkey::Pubkey;
use solana_rpc_client::rpc_client::RpcClient;
use solana_rpc_client_api::{
    config::{RpcAccountInfoConfig, RpcProgramAccountsConfig},
    filter::{Memcmp, RpcFilterType},
    request::MAX_MULTIPLE_ACCOUNTS,
};
use std::{
    slice, thread,
    time::{Duration, Instant},
};

/// How long an airdrop may take to show up in the balance.
const AIRDROP_TIMEOUT: Duration = Duration::from_secs(30);

/// A cluster reached over JSON-RPC: a localnet, devnet, mainnet. Everything is read and awaited at commitment
/// `confirmed`: two thirds of the stake have voted for it.
pub struct Rpc {
    node: Node,
    sent: pipeline::SentLog,
}

impl Rpc {
    /// Connects to the node at `url` ("http://127.0.0.1:8899") and makes sure that it answers.
    ///
    /// # Errors
    /// [`ChainError::Unreachable`] if no Solana node answers there.
    pub fn connect(url: &str) -> Result<Self, ChainError> {
        Ok(Self { node: Node::connect(url)?, sent: pipeline::SentLog::default() })
    }

    /// The JSON-RPC client, for requests that [`Chain`] has no method for.
    #[must_use]
    pub fn client(&self) -> &RpcClient {
        self.node.client()
    }
}

impl Chain for Rpc {
    fn send(&mut self, submission: &Submission<'_>) -> Result<Receipt, ChainError> {
        // One submission in, one receipt out.
        self.send_all(slice::from_ref(submission), &mut |_| {}).map(|mut receipts| receipts.swap_remove(0))
    }

    fn send_all(
        &mut self,
        batch: &[Submission<'_>],
        progress: &mut dyn FnMut(u64),
    ) -> Result<Vec<Receipt>, ChainError> {
        pipeline::send_all(&self.node, &mut self.sent, batch, progress)
    }

    fn account(&self, address: &Pubkey) -> Result<Option<Account>, ChainError> {
        let response = self.node.ask("getAccountInfo", |client| {
            client.get_account_with_commitment(address, client.commitment())
        })?;
        Ok(response.value)
    }

    fn accounts(&self, addresses: &[Pubkey]) -> Result<Vec<Option<Account>>, ChainError> {
        let mut accounts = Vec::with_capacity(addresses.len());
        for some in addresses.chunks(MAX_MULTIPLE_ACCOUNTS) {
            accounts
                .extend(self.node.ask("getMultipleAccounts", |client| client.get_multiple_accounts(some))?);
        }
        Ok(accounts)
    }

    fn now(&self) -> Result<i64, ChainError> {
        clock::now(&self.node)
    }

    fn advance_to(&mut self, unix_timestamp: i64) -> Result<(), ChainError> {
        clock::advance_to(&self.node, unix_timestamp)
    }

    fn airdrop(&mut self, to: &Pubkey, lamports: u64) -> Result<(), ChainError> {
        let failed = |reason: String| ChainError::Airdrop { to: *to, lamports, reason };
        let balance = || self.node.ask("getBalance", |client| client.get_balance(to));
        let expected = balance()?.saturating_add(lamports);
        // Asked only once: an answer that got lost may still have been a yes.
        self.client().request_airdrop(to, lamports).map_err(|error| failed(error.to_string()))?;
        let asked = Instant::now();
        while balance()? < expected {
            if asked.elapsed() > AIRDROP_TIMEOUT {
                return Err(failed("it agreed, but nothing arrived".to_owned()));
            }
            thread::sleep(node::POLL_INTERVAL);
        }
        Ok(())
    }

    fn minimum_balance(&self, bytes: usize) -> Result<u64, ChainError> {
        self.node.ask("getMinimumBalanceForRentExemption", |client| {
            client.get_minimum_balance_for_rent_exemption(bytes)
        })
    }
}

impl Scan for Rpc {
    fn program_accounts(
        &self,
        program: &Pubkey,
        prefix: &[u8],
    ) -> Result<Vec<(Pubkey, Account)>, ChainError> {
        let config = RpcProgramAccountsConfig {
            filters: Some(vec![RpcFilterType::Memcmp(Memcmp::new_raw_bytes(0, prefix.to_vec()))]),
            account_config: RpcAccountInfoConfig {
                encoding: Some(UiAccountEncoding::Base64),
                commitment: Some(self.client().commitment()),
                ..RpcAccountInfoConfig::default()
            },
            sort_results: Some(true),
            ..RpcProgramAccountsConfig::default()
        };
        let found = self.node.ask("getProgramAccounts", |client| {
            client.get_program_ui_accounts_with_config(program, config.clone())
        })?;
        // What was asked for in base64 is there in base64.
        Ok(found
            .into_iter()
            .filter_map(|(address, account)| Some((address, account.to_account()?)))
            .collect())
    }
}
