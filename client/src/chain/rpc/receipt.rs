//! What a transaction did, from the node's transaction history.

use super::{
    super::{ChainError, Receipt, Rejection, Submission, signing},
    node::{Node, POLL_INTERVAL},
};
use serde_json::json;
use solana_commitment_config::CommitmentConfig;
use solana_rpc_client_api::{config::RpcTransactionConfig, request::RpcRequest};
use solana_signature::Signature;
use solana_transaction::versioned::VersionedTransaction;
use solana_transaction_status_client_types::{
    EncodedConfirmedTransactionWithStatusMeta, UiCompiledInstruction, UiInstruction, UiTransactionEncoding,
};
use std::{
    thread,
    time::{Duration, Instant},
};

/// How much later than its confirmation a transaction may show up in the history.
const HISTORY_LAG: Duration = Duration::from_secs(10);

/// The node's record of a confirmed transaction. `None` if it keeps no history.
pub(super) fn details(
    node: &Node,
    signature: &Signature,
) -> Result<Option<EncodedConfirmedTransactionWithStatusMeta>, ChainError> {
    let config = RpcTransactionConfig {
        encoding: Some(UiTransactionEncoding::Base64),
        commitment: Some(CommitmentConfig::confirmed()),
        max_supported_transaction_version: Some(0),
    };
    let params = json!([signature.to_string(), config]);
    let started = Instant::now();
    loop {
        // Not `get_transaction_with_config`: to that one, "not there yet" is an error.
        let found: Option<_> =
            node.ask("getTransaction", |client| client.send(RpcRequest::GetTransaction, params.clone()))?;
        if found.is_some() || started.elapsed() > HISTORY_LAG {
            return Ok(found);
        }
        thread::sleep(POLL_INTERVAL);
    }
}

/// Reads `details`, which are of `transaction`.
pub(super) fn read(
    submission: &Submission<'_>,
    transaction: &VersionedTransaction,
    signature: Signature,
    details: Option<EncodedConfirmedTransactionWithStatusMeta>,
) -> Result<Receipt, ChainError> {
    let no_details = || ChainError::NoDetails { label: submission.label, signature };

    let details = details.ok_or_else(no_details)?;
    let meta = details.transaction.meta.ok_or_else(no_details)?;
    let logs = Option::from(meta.log_messages).unwrap_or_default();
    if let Some(error) = meta.err {
        return Err(Rejection::new(submission, Some(signature), error.into(), logs).into());
    }
    let inner_instructions = Option::<Vec<_>>::from(meta.inner_instructions)
        .unwrap_or_default()
        .into_iter()
        .flat_map(|calls| calls.instructions)
        .map(|call| {
            compiled(call).and_then(|(program, data)| signing::inner_instruction(transaction, program, data))
        })
        .collect::<Option<_>>()
        .ok_or_else(no_details)?;
    Ok(Receipt {
        signature,
        slot: details.slot,
        compute_units: Option::from(meta.compute_units_consumed).ok_or_else(no_details)?,
        fee_lamports: meta.fee,
        inner_instructions,
        logs,
    })
}

/// Program index and data of an instruction. `None` if the node sent it in another encoding than asked for.
fn compiled(call: UiInstruction) -> Option<(u8, Vec<u8>)> {
    let UiInstruction::Compiled(UiCompiledInstruction { program_id_index, data, .. }) = call else {
        return None;
    };
    Some((program_id_index, bs58::decode(data).into_vec().ok()?))
}
