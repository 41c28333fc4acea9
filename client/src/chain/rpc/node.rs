//! One RPC node: asking it, and what its failures mean.

use super::super::ChainError;
use solana_commitment_config::CommitmentConfig;
use solana_rpc_client::rpc_client::RpcClient;
use solana_rpc_client_api::{
    client_error::{Error as ClientError, ErrorKind, Result as ClientResult},
    custom_error::JSON_RPC_SERVER_ERROR_NODE_UNHEALTHY,
    request::RpcError,
};
use std::{panic, thread, time::Duration};

/// How long to wait before asking again for something that is about to happen: half a slot.
pub(super) const POLL_INTERVAL: Duration = Duration::from_millis(200);

/// How long one request may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// How often a request that failed on its way is repeated, and what the pause before it grows by each time:
/// 3 seconds in all.
const RETRIES: u32 = 5;
const RETRY_PAUSE: Duration = Duration::from_millis(200);

/// Requests made at the same time. More get public nodes' rate limits, and time out on a localnet.
const CONNECTIONS: usize = 8;

/// A node that answered at least once.
pub(super) struct Node {
    client: RpcClient,
}

impl Node {
    /// Makes sure that a Solana node answers at `url`. Does not retry: a wrong URL should be reported at once.
    pub(super) fn connect(url: &str) -> Result<Self, ChainError> {
        let client =
            RpcClient::new_with_timeout_and_commitment(url, REQUEST_TIMEOUT, CommitmentConfig::confirmed());
        match client.get_version() {
            Ok(_) => Ok(Self { client }),
            Err(error) => Err(ChainError::Unreachable { url: url.to_owned(), source: Box::new(error) }),
        }
    }

    pub(super) fn client(&self) -> &RpcClient {
        &self.client
    }

    /// Makes a request that may safely be repeated, and repeats it if it failed on its way.
    pub(super) fn ask<T>(
        &self,
        request: &'static str,
        call: impl Fn(&RpcClient) -> ClientResult<T>,
    ) -> Result<T, ChainError> {
        let mut failures = 0;
        loop {
            match call(&self.client) {
                Err(error) if failures < RETRIES && is_passing(&error) => {
                    failures += 1;
                    thread::sleep(RETRY_PAUSE * failures);
                }
                result => return result.map_err(|error| self.failure(request, error)),
            }
        }
    }

    /// What `error` means for whoever wanted `request`.
    pub(super) fn failure(&self, request: &'static str, error: ClientError) -> ChainError {
        let (url, source) = (self.client.url(), Box::new(error));
        match source.kind() {
            ErrorKind::Io(_) | ErrorKind::Reqwest(_) | ErrorKind::Middleware(_) => {
                ChainError::Unreachable { url, source }
            }
            _ => ChainError::Refused { url, request, source },
        }
    }
}

/// Whether the same request may succeed in a moment: it got lost, or the node is busy or behind.
pub(super) fn is_passing(error: &ClientError) -> bool {
    match error.kind() {
        ErrorKind::Io(_) | ErrorKind::Reqwest(_) | ErrorKind::Middleware(_) => true,
        ErrorKind::RpcError(RpcError::RpcResponseError { code, .. }) => {
            *code == JSON_RPC_SERVER_ERROR_NODE_UNHEALTHY
        }
        _ => false,
    }
}

/// Calls `request` for every item, over a few connections at once. The answers are in the order of the items.
pub(super) fn in_parallel<T: Sync, A: Send>(items: &[T], request: impl Fn(&T) -> A + Sync) -> Vec<A> {
    let share = items.len().div_ceil(CONNECTIONS).max(1);
    thread::scope(|scope| {
        let workers: Vec<_> = items
            .chunks(share)
            .map(|share| scope.spawn(|| share.iter().map(&request).collect::<Vec<_>>()))
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| panic::resume_unwind(panic)))
            .collect()
    })
}
