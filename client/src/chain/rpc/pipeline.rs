//! Sending many transactions at once, and knowing for sure what became of each.
//!
//! A transaction that was sent may land as long as its blockhash lives, that is until the cluster's block
//! height passes the blockhash's last valid one. Until then the same bytes are sent again and again, which can't
//! execute it twice. Only after that is it signed anew. The wall clock says nothing here: blocks may be slow.

use super::{
    super::{ChainError, Receipt, Rejection, Submission, signing},
    landing::{self, Answer, InFlight},
    node::{self, Node},
    receipt,
};
use solana_clock::MAX_PROCESSING_AGE;
use solana_message::Hash;
use solana_rpc_client_api::request::MAX_GET_SIGNATURE_STATUSES_QUERY_ITEMS;
use solana_signature::Signature;
use std::collections::HashMap;

/// Transactions in flight at the same time.
const WINDOW: usize = 64;
const _: () = assert!(WINDOW <= MAX_GET_SIGNATURE_STATUSES_QUERY_ITEMS, "one request asks for all of them");

/// How many blockhashes a transaction is signed with before we give up.
const ATTEMPTS: u32 = 3;

/// Transactions that were sent with a blockhash that a node may offer again, each with the last block height
/// at which it is valid. A second one with the same bytes would be taken for the first, and not be executed.
#[derive(Default)]
pub(super) struct SentLog(HashMap<Signature, u64>);

impl SentLog {
    /// Notes a transaction. False if the very same one was sent before.
    fn note(&mut self, signature: Signature, last_valid_height: u64) -> bool {
        self.0.insert(signature, last_valid_height).is_none()
    }

    /// Drops those that have expired by the time that a node offers a blockhash valid until `last_valid_height`.
    fn forget_expired(&mut self, last_valid_height: u64) {
        self.0.retain(|_, last_valid| {
            last_valid.saturating_add(MAX_PROCESSING_AGE as u64) >= last_valid_height
        });
    }
}

/// Sends `batch` in windows. Whatever of a window is in flight is awaited even if another of it failed.
pub(super) fn send_all(
    node: &Node,
    sent: &mut SentLog,
    batch: &[Submission<'_>],
    progress: &mut dyn FnMut(u64),
) -> Result<Vec<Receipt>, ChainError> {
    let mut receipts = Vec::with_capacity(batch.len());
    for window in batch.chunks(WINDOW) {
        for outcome in Window::new(node, sent, window).run()? {
            receipts.push(outcome?);
        }
        progress(receipts.len() as u64);
    }
    Ok(receipts)
}

/// Submissions that are sent at the same time.
struct Window<'w> {
    node: &'w Node,
    sent: &'w mut SentLog,
    submissions: &'w [Submission<'w>],
    /// How often each of them was signed and sent.
    attempts: Vec<u32>,
    /// What became of each that is done, with its place in `submissions`.
    outcomes: Vec<(usize, Result<Receipt, ChainError>)>,
}

impl<'w> Window<'w> {
    fn new(node: &'w Node, sent: &'w mut SentLog, submissions: &'w [Submission<'w>]) -> Self {
        let outcomes = Vec::with_capacity(submissions.len());
        Self { node, sent, submissions, attempts: vec![0; submissions.len()], outcomes }
    }

    /// The outcomes, in the order of the submissions. An error means that it is unknown what became of some.
    fn run(mut self) -> Result<Vec<Result<Receipt, ChainError>>, ChainError> {
        let mut waiting: Vec<usize> = (0..self.submissions.len()).collect();
        let mut last_blockhash = None;
        while !waiting.is_empty() {
            let (blockhash, last_valid_height) = landing::new_blockhash(self.node, last_blockhash)?;
            last_blockhash = Some(blockhash);
            let (signed, twins) = self.sign(&waiting, &blockhash, last_valid_height);
            let accepted = self.broadcast(signed);
            let (landed, expired) = landing::await_landing(self.node, accepted, last_valid_height)?;
            self.record(landed)?;
            waiting = twins;
            waiting.extend(self.still_worth_trying(&expired));
        }
        self.outcomes.sort_unstable_by_key(|(index, _)| *index);
        Ok(self.outcomes.into_iter().map(|(_, outcome)| outcome).collect())
    }

    /// Signs those that are `waiting`. The second list is of those that need another blockhash, because the very
    /// same transaction was sent already.
    fn sign(
        &mut self,
        waiting: &[usize],
        blockhash: &Hash,
        last_valid_height: u64,
    ) -> (Vec<InFlight>, Vec<usize>) {
        self.sent.forget_expired(last_valid_height);
        let (mut signed, mut twins) = (Vec::with_capacity(waiting.len()), Vec::new());
        for &index in waiting {
            match signing::sign(&self.submissions[index], blockhash) {
                Ok(transaction) => {
                    let signature = transaction.signatures[0];
                    if self.sent.note(signature, last_valid_height) {
                        self.attempts[index] += 1;
                        signed.push(InFlight { index, signature, transaction });
                    } else {
                        twins.push(index);
                    }
                }
                Err(error) => self.outcomes.push((index, Err(error))),
            }
        }
        (signed, twins)
    }

    /// Sends `signed`, and returns those that may land.
    fn broadcast(&mut self, signed: Vec<InFlight>) -> Vec<InFlight> {
        let node = self.node;
        let answers =
            node::in_parallel(&signed, |flight| landing::broadcast(node, &flight.transaction, false));
        let mut accepted = Vec::with_capacity(signed.len());
        for (flight, answer) in signed.into_iter().zip(answers) {
            match answer {
                Answer::Accepted => accepted.push(flight),
                Answer::Failed(error) => self.outcomes.push((flight.index, Err(error))),
                Answer::Rejected(error, logs) => {
                    let rejection = Rejection::new(&self.submissions[flight.index], None, error, logs);
                    self.outcomes.push((flight.index, Err(rejection.into())));
                }
            }
        }
        accepted
    }

    /// Looks up what those that `landed` did.
    fn record(&mut self, landed: Vec<InFlight>) -> Result<(), ChainError> {
        let node = self.node;
        let details = node::in_parallel(&landed, |flight| receipt::details(node, &flight.signature));
        for (InFlight { index, signature, transaction }, details) in landed.into_iter().zip(details) {
            let outcome = receipt::read(&self.submissions[index], &transaction, signature, details?);
            self.outcomes.push((index, outcome));
        }
        Ok(())
    }

    /// Those of `expired` that have attempts left; the others' outcome is that they did not land.
    fn still_worth_trying(&mut self, expired: &[InFlight]) -> Vec<usize> {
        let mut again = Vec::with_capacity(expired.len());
        for &InFlight { index, signature, .. } in expired {
            let (label, attempts) = (self.submissions[index].label, self.attempts[index]);
            if attempts < ATTEMPTS {
                again.push(index);
            } else {
                self.outcomes.push((index, Err(ChainError::NotConfirmed { label, attempts, signature })));
            }
        }
        again
    }
}
