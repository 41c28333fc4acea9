//! A plan's steps as unsigned messages, for a multisig to look at, sign and send.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Serialize;
use solana_instruction::Instruction;
use solana_message::legacy::Message;
use solana_pubkey::Pubkey;
use twist_client::chain::MAX_TRANSACTION_BYTES;

use crate::{
    loader,
    plan::{Action, Step},
};

/// Bytes of one signature on the wire.
const SIGNATURE_BYTES: usize = 64;

/// One step, ready to be signed elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unsigned {
    /// Its number in the plan, from 1 on.
    pub number: usize,
    /// The step's name.
    pub step: String,
    /// What it does, in words.
    pub explanation: String,
    /// `what: from -> to`, one line per change.
    pub changes: Vec<String>,
    /// Whether there is no way back.
    pub irreversible: bool,
    /// Earliest time at which the chain takes it, Unix seconds; `None` for at once, and for a delay that an earlier step begins.
    pub not_before: Option<i64>,
    /// Whose signatures it needs, the fee payer's first.
    pub signers: Vec<String>,
    /// The message in base64, with an all-zero blockhash: whoever sends it puts in a recent one. `None` for what must be done by hand.
    pub message: Option<String>,
}

/// A step as an unsigned message paid by `payer`. For an upgrade, `buffer` is where its build was uploaded and verified.
///
/// # Errors
/// Says why the step does not fit one transaction.
pub fn unsigned(
    number: usize,
    step: &Step,
    payer: &Pubkey,
    buffer: Option<&Pubkey>,
) -> Result<Unsigned, String> {
    let instructions: Option<Vec<Instruction>> = match (&step.action, buffer) {
        (Action::Send(instructions), _) => Some(instructions.clone()),
        (Action::Upgrade { program, authority, .. }, Some(buffer)) => {
            Some(vec![loader::upgrade(&program.id(), buffer, authority, authority)])
        }
        _ => None,
    };
    let message = instructions.map(|instructions| Message::new(&instructions, Some(payer)));
    let mut signers = vec![payer.to_string()];
    if let Some(message) = &message {
        let count = usize::from(message.header.num_required_signatures);
        signers = message.account_keys.iter().take(count).map(ToString::to_string).collect();
        let bytes =
            message.serialize().len().saturating_add(count.saturating_mul(SIGNATURE_BYTES)).saturating_add(1);
        if bytes > MAX_TRANSACTION_BYTES {
            return Err(format!(
                "{:?} needs {bytes} bytes and a transaction has {MAX_TRANSACTION_BYTES}: declare fewer entries and raise them later",
                step.name
            ));
        }
    }
    Ok(Unsigned {
        number,
        step: step.name.clone(),
        explanation: step.explanation.clone(),
        changes: step
            .changes
            .iter()
            .map(|change| format!("{}: {} -> {}", change.what, none(&change.from), none(&change.to)))
            .collect(),
        irreversible: step.irreversible,
        not_before: step.not_before.filter(|time| *time != i64::MAX),
        signers,
        message: message.map(|message| STANDARD.encode(message.serialize())),
    })
}

fn none(text: &str) -> &str {
    if text.is_empty() { "(nothing)" } else { text }
}
