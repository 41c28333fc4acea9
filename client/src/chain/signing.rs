//! From a [`Submission`] to a signed transaction.

use super::{ChainError, InnerInstruction, MAX_TRANSACTION_BYTES, Submission};
use solana_message::{Hash, Message, VersionedMessage};
use solana_signature::SIGNATURE_BYTES;
use solana_signer::Signer;
use solana_transaction::versioned::VersionedTransaction;

/// Bytes of the count in front of the signatures: one, up to 127 signatures. More don't fit anyway.
const SIGNATURE_COUNT_BYTES: usize = 1;

/// Signs `submission` as a legacy transaction that is valid as long as `blockhash` is.
///
/// # Errors
/// [`ChainError::TooLarge`] if no cluster would accept it, [`ChainError::Signing`] if a signature can't be made.
pub fn sign(submission: &Submission<'_>, blockhash: &Hash) -> Result<VersionedTransaction, ChainError> {
    let label = submission.label;
    let signing = |source| ChainError::Signing { label, source };

    let payer = submission.payer.try_pubkey().map_err(signing)?;
    let message = VersionedMessage::Legacy(Message::new_with_blockhash(
        &submission.instructions,
        Some(&payer),
        blockhash,
    ));
    let signatures = usize::from(message.header().num_required_signatures);
    let bytes = SIGNATURE_COUNT_BYTES + signatures * SIGNATURE_BYTES + message.serialize().len();
    if bytes > MAX_TRANSACTION_BYTES {
        return Err(ChainError::TooLarge { label, bytes });
    }

    // `try_new` wants each signer exactly once.
    let mut keys = vec![payer];
    let mut signers: Vec<&dyn Signer> = vec![submission.payer];
    for &signer in &submission.signers {
        let key = signer.try_pubkey().map_err(signing)?;
        if !keys.contains(&key) {
            keys.push(key);
            signers.push(signer);
        }
    }
    VersionedTransaction::try_new(message, &signers).map_err(signing)
}

/// Resolves the program of an inner instruction. `None` if `program_index` is not an account of `transaction`.
pub(super) fn inner_instruction(
    transaction: &VersionedTransaction,
    program_index: u8,
    data: Vec<u8>,
) -> Option<InnerInstruction> {
    // A legacy message looks up no address tables, so its own keys are all there are.
    let program_id = *transaction.message.static_account_keys().get(usize::from(program_index))?;
    Some(InnerInstruction { program_id, data })
}
