//! Getting transactions to the cluster, and telling whether they landed.

use super::{
    super::ChainError,
    node::{self, Node, POLL_INTERVAL},
};
use solana_commitment_config::{CommitmentConfig, CommitmentLevel};
use solana_message::Hash;
use solana_rpc_client_api::{
    client_error::{Error as ClientError, ErrorKind, TransactionError},
    config::RpcSendTransactionConfig,
    request::{RpcError, RpcResponseErrorData},
};
use solana_signature::Signature;
use solana_transaction::versioned::VersionedTransaction;
use std::{
    iter, thread,
    time::{Duration, Instant},
};

/// How often transactions that have not landed are sent again: validators drop some when they are busy.
const RESEND_INTERVAL: Duration = Duration::from_secs(2);

/// Blocks to wait beyond the last valid one. Nodes behind a load balancer lag behind each other, so that one
/// may tell a height at which the next does not yet know what landed.
const EXPIRY_MARGIN: u64 = 32;

/// A cluster that makes no block for this long has halted.
const HALT: Duration = Duration::from_secs(60);

/// A transaction that was sent.
pub(super) struct InFlight {
    /// Its submission's place in the window.
    pub(super) index: usize,
    pub(super) signature: Signature,
    pub(super) transaction: VersionedTransaction,
}

/// A blockhash other than `last`, and the last block height at which it is valid.
pub(super) fn new_blockhash(node: &Node, last: Option<Hash>) -> Result<(Hash, u64), ChainError> {
    let started = Instant::now();
    loop {
        let (blockhash, last_valid_height) = node.ask("getLatestBlockhash", |client| {
            client.get_latest_blockhash_with_commitment(CommitmentConfig::confirmed())
        })?;
        if Some(blockhash) != last {
            return Ok((blockhash, last_valid_height));
        }
        if started.elapsed() > HALT {
            return Err(halted(node));
        }
        thread::sleep(POLL_INTERVAL);
    }
}

fn halted(node: &Node) -> ChainError {
    ChainError::Halted { url: node.client().url(), seconds: HALT.as_secs() }
}

/// What a node said to a transaction.
pub(super) enum Answer {
    /// It may land: the node took it, or had it already, or it is unknown whether the node got it.
    Accepted,
    /// It would fail, as the simulation showed, and was not passed on.
    Rejected(TransactionError, Vec<String>),
    /// The node won't have it for another reason.
    Failed(ChainError),
}

/// Sends a transaction to the cluster, after a simulation unless `again`.
pub(super) fn broadcast(node: &Node, transaction: &VersionedTransaction, again: bool) -> Answer {
    let config = RpcSendTransactionConfig {
        skip_preflight: again,
        preflight_commitment: Some(CommitmentLevel::Confirmed),
        ..RpcSendTransactionConfig::default()
    };
    match node.client().send_transaction_with_config(transaction, config) {
        Ok(_) => Answer::Accepted,
        Err(error) => answer(node, error),
    }
}

fn answer(node: &Node, error: ClientError) -> Answer {
    if let ErrorKind::RpcError(RpcError::RpcResponseError {
        data: RpcResponseErrorData::SendTransactionPreflightFailure(simulation),
        ..
    }) = error.kind()
        && let Some(verdict) = simulation.err.clone()
    {
        return match verdict.into() {
            // The node is behind the one that gave us the blockhash; or this was sent before.
            TransactionError::BlockhashNotFound | TransactionError::AlreadyProcessed => Answer::Accepted,
            verdict => Answer::Rejected(verdict, simulation.logs.clone().unwrap_or_default()),
        };
    }
    if node::is_passing(&error) {
        Answer::Accepted
    } else {
        Answer::Failed(node.failure("sendTransaction", error))
    }
}

/// Waits until each of `in_flight` has landed or can't any more, and tells them apart. Sends those that have
/// not landed again from time to time.
pub(super) fn await_landing(
    node: &Node,
    mut in_flight: Vec<InFlight>,
    last_valid_height: u64,
) -> Result<(Vec<InFlight>, Vec<InFlight>), ChainError> {
    let mut landed = Vec::with_capacity(in_flight.len());
    let mut resent = Instant::now();
    let (mut highest, mut grown) = (0, Instant::now());
    while !in_flight.is_empty() {
        let due = resent.elapsed() > RESEND_INTERVAL;
        // The height comes before the statuses: what landed up to that height, they show.
        let mut expired = false;
        if due {
            let height = node.ask("getBlockHeight", |client| client.get_block_height())?;
            expired = height > last_valid_height.saturating_add(EXPIRY_MARGIN);
            if height > highest {
                (highest, grown) = (height, Instant::now());
            } else if grown.elapsed() > HALT {
                return Err(halted(node));
            }
        }

        let signatures: Vec<_> = in_flight.iter().map(|flight| flight.signature).collect();
        let statuses =
            node.ask("getSignatureStatuses", |client| client.get_signature_statuses(&signatures))?.value;
        let mut missing = Vec::with_capacity(in_flight.len());
        for (flight, status) in in_flight.into_iter().zip(statuses.into_iter().chain(iter::repeat(None))) {
            let confirmed =
                status.is_some_and(|status| status.satisfies_commitment(CommitmentConfig::confirmed()));
            if confirmed { landed.push(flight) } else { missing.push(flight) }
        }
        in_flight = missing;

        if expired {
            break;
        }
        if due {
            // What the node says to it now does not matter: only the statuses tell what landed.
            node::in_parallel(&in_flight, |flight| broadcast(node, &flight.transaction, true));
            resent = Instant::now();
        }
        if !in_flight.is_empty() {
            thread::sleep(POLL_INTERVAL);
        }
    }
    Ok((landed, in_flight))
}
