//! A chain inside this process.

use super::{Chain, ChainError, Receipt, Rejection, Scan, Submission, signing};
use litesvm::LiteSVM;
use solana_account::Account;
use solana_clock::{Clock, DEFAULT_MS_PER_SLOT};
use solana_loader_v3_interface::{get_program_data_address, state::UpgradeableLoaderState};
use solana_pubkey::Pubkey;

/// A chain inside this process: Solana's own runtime ([`LiteSVM`]) with mainnet's features, signature checks,
/// fees and rent, but no network and no validators.
///
/// It is deterministic: its clock starts at [`Embedded::START`] and moves only when it is told to. A clone is a chain of its own
/// that goes on from the same state.
#[derive(Clone)]
pub struct Embedded {
    svm: LiteSVM,
}

impl Embedded {
    /// The time at which [`Embedded::new`] starts the clock: 2025-01-01 00:00:00 UTC, in unix seconds.
    pub const START: i64 = 1_735_689_600;

    /// An empty chain, on which only Solana's builtins and the SPL programs are deployed.
    #[must_use]
    pub fn new() -> Self {
        Self::starting_at(Self::START)
    }

    /// The same, with a clock that starts at `unix_timestamp`.
    #[must_use]
    pub fn starting_at(unix_timestamp: i64) -> Self {
        let mut svm = LiteSVM::new();
        let genesis: Clock = svm.get_sysvar();
        svm.set_sysvar(&Clock { unix_timestamp, epoch_start_timestamp: unix_timestamp, ..genesis });
        Self { svm }
    }

    /// Deploys `so` at `program_id`, as the upgradeable loader would: a Program account and a ProgramData
    /// account that names `upgrade_authority`. Deploying again upgrades. `program` names it in errors.
    ///
    /// # Errors
    /// [`ChainError::Deploy`] if `so` is not a program that mainnet would accept.
    pub fn deploy(
        &mut self,
        program: &str,
        program_id: Pubkey,
        so: &[u8],
        upgrade_authority: Pubkey,
    ) -> Result<(), ChainError> {
        let failed = |reason: String| ChainError::Deploy { program: program.to_owned(), reason };
        // Verifies and loads the code, and makes both accounts, but without an authority.
        self.svm.add_program(program_id, so).map_err(|error| failed(error.to_string()))?;
        let address = get_program_data_address(&program_id);
        let mut program_data = self
            .svm
            .get_account(&address)
            .ok_or_else(|| failed("it has no ProgramData account".to_owned()))?;
        program_data
            .serialize_data(&UpgradeableLoaderState::ProgramData {
                slot: self.clock().slot,
                upgrade_authority_address: Some(upgrade_authority),
            })
            .map_err(|error| failed(error.to_string()))?;
        self.svm.set_account(address, program_data).map_err(|error| failed(error.to_string()))
    }

    /// Sets the clock, also backwards: validators' clocks do step back. [`Chain::advance_to`] only goes forward.
    pub fn set_time(&mut self, unix_timestamp: i64) {
        self.svm.set_sysvar(&Clock { unix_timestamp, ..self.clock() });
    }

    fn clock(&self) -> Clock {
        self.svm.get_sysvar()
    }
}

impl Default for Embedded {
    fn default() -> Self {
        Self::new()
    }
}

impl Chain for Embedded {
    fn send(&mut self, submission: &Submission<'_>) -> Result<Receipt, ChainError> {
        let transaction = signing::sign(submission, &self.svm.latest_blockhash())?;
        let result = self.svm.send_transaction(transaction.clone());
        // The next transaction gets a blockhash of its own: signed with the same one, an identical
        // transaction would be refused as already processed.
        self.svm.expire_blockhash();
        let meta = result.map_err(|failed| {
            Rejection::new(submission, Some(failed.meta.signature), failed.err, failed.meta.logs)
        })?;
        let inner_instructions = meta
            .inner_instructions
            .into_iter()
            .flatten()
            .filter_map(|inner| {
                let call = inner.instruction;
                signing::inner_instruction(&transaction, call.program_id_index, call.data)
            })
            .collect();
        Ok(Receipt {
            signature: meta.signature,
            slot: self.clock().slot,
            compute_units: meta.compute_units_consumed,
            fee_lamports: meta.fee,
            inner_instructions,
            logs: meta.logs,
        })
    }

    fn account(&self, address: &Pubkey) -> Result<Option<Account>, ChainError> {
        Ok(self.svm.get_account(address))
    }

    fn now(&self) -> Result<i64, ChainError> {
        Ok(self.clock().unix_timestamp)
    }

    fn advance_to(&mut self, unix_timestamp: i64) -> Result<(), ChainError> {
        let mut clock = self.clock();
        let seconds = unix_timestamp.saturating_sub(clock.unix_timestamp);
        if seconds <= 0 {
            return Ok(());
        }
        let slots = seconds.unsigned_abs().saturating_mul(1_000) / DEFAULT_MS_PER_SLOT;
        clock.slot = clock.slot.saturating_add(slots);
        clock.unix_timestamp = unix_timestamp;
        self.svm.set_sysvar(&clock);
        Ok(())
    }

    fn airdrop(&mut self, to: &Pubkey, lamports: u64) -> Result<(), ChainError> {
        let result = self.svm.airdrop(to, lamports);
        self.svm.expire_blockhash();
        result.map(|_| ()).map_err(|failed| ChainError::Airdrop {
            to: *to,
            lamports,
            reason: failed.err.to_string(),
        })
    }

    fn minimum_balance(&self, bytes: usize) -> Result<u64, ChainError> {
        Ok(self.svm.minimum_balance_for_rent_exemption(bytes))
    }
}

impl Scan for Embedded {
    fn program_accounts(
        &self,
        program: &Pubkey,
        prefix: &[u8],
    ) -> Result<Vec<(Pubkey, Account)>, ChainError> {
        let mut found = self.svm.get_program_accounts(program);
        found.retain(|(_, account)| account.data.starts_with(prefix));
        found.sort_unstable_by_key(|(address, _)| *address);
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anchor_lang::solana_program::system_instruction;
    use solana_instruction::Instruction;
    use solana_keypair::Keypair;
    use solana_signer::Signer;
    use solana_transaction_error::TransactionError;

    const SOL: u64 = 1_000_000_000;

    fn funded() -> (Embedded, Keypair) {
        let (mut chain, payer) = (Embedded::new(), Keypair::new());
        chain.airdrop(&payer.pubkey(), SOL).unwrap();
        (chain, payer)
    }

    fn transfer<'a>(from: &'a Keypair, to: &Pubkey, lamports: u64) -> Submission<'a> {
        Submission::new("transfer", system_instruction::transfer(&from.pubkey(), to, lamports), from)
    }

    fn lamports(chain: &Embedded, address: &Pubkey) -> u64 {
        chain.account(address).unwrap().map_or(0, |account| account.lamports)
    }

    #[test]
    fn airdrops_add_up() {
        let (mut chain, payer) = funded();
        chain.airdrop(&payer.pubkey(), SOL).unwrap();
        assert_eq!(lamports(&chain, &payer.pubkey()), 2 * SOL);
    }

    #[test]
    fn a_transfer_moves_lamports_and_costs_its_fee() {
        let (mut chain, payer) = funded();
        let to = Pubkey::new_unique();
        let receipt = chain.send(&transfer(&payer, &to, SOL / 2)).unwrap();
        assert_eq!(receipt.fee_lamports, 5_000);
        assert!(receipt.compute_units > 0 && receipt.slot > 0);
        assert_eq!(lamports(&chain, &to), SOL / 2);
        assert_eq!(lamports(&chain, &payer.pubkey()), SOL / 2 - 5_000);
    }

    #[test]
    fn the_same_submission_can_be_sent_again() {
        let (mut chain, payer) = funded();
        let to = Pubkey::new_unique();
        let submission = transfer(&payer, &to, SOL / 10);
        let batch = [submission];
        let first = chain.send(&batch[0]).unwrap();
        let second = chain.send_all(&batch, &mut |done| assert_eq!(done, 1)).unwrap();
        assert_ne!(first.signature, second[0].signature);
        assert_eq!(lamports(&chain, &to), 2 * (SOL / 10));
    }

    #[test]
    fn a_rejection_tells_what_failed_and_costs_the_fee() {
        let (mut chain, payer) = funded();
        let error = chain.send(&transfer(&payer, &Pubkey::new_unique(), 2 * SOL)).unwrap_err();
        let ChainError::Rejected(rejection) = error else { panic!("{error:?}") };
        // The system program's error 1: not enough lamports.
        assert_eq!((rejection.program, rejection.custom_code()), (Some(Pubkey::default()), Some((0, 1))));
        assert!(rejection.signature.is_some() && !rejection.logs.is_empty());
        assert_eq!(lamports(&chain, &payer.pubkey()), SOL - 5_000);
    }

    #[test]
    fn a_payer_without_sol_is_rejected() {
        let (mut chain, payer) = (Embedded::new(), Keypair::new());
        let error = chain.send(&transfer(&payer, &Pubkey::new_unique(), 1)).unwrap_err();
        let ChainError::Rejected(rejection) = error else { panic!("{error:?}") };
        assert_eq!(rejection.error, TransactionError::AccountNotFound);
    }

    #[test]
    fn exactly_the_named_keys_sign() {
        let (mut chain, payer) = funded();
        let (other, to) = (Keypair::new(), Pubkey::new_unique());
        chain.airdrop(&other.pubkey(), SOL).unwrap();
        let instruction = system_instruction::transfer(&other.pubkey(), &to, SOL / 2);
        let unsigned = Submission::new("transfer", instruction.clone(), &payer);
        assert!(matches!(chain.send(&unsigned), Err(ChainError::Signing { .. })));
        let by_another = unsigned.signed_by(&payer).signed_by(&other).signed_by(&other);
        chain.send(&by_another).unwrap();
        assert_eq!(lamports(&chain, &to), SOL / 2);
    }

    #[test]
    fn a_transaction_that_no_cluster_takes_is_refused() {
        let (mut chain, payer) = funded();
        let fits = |bytes| Instruction::new_with_bytes(Pubkey::default(), &vec![0; bytes], vec![]);
        // 1,232 less 1 + 64 for the signature, 3 + 1 + 2 × 32 + 32 for header, keys and blockhash, and 1 + 1 + 1 + 2 for
        // the instruction.
        for (bytes, too_large) in [(1_062, false), (1_063, true)] {
            let error = chain.send(&Submission::new("large", fits(bytes), &payer)).unwrap_err();
            assert_eq!(matches!(error, ChainError::TooLarge { bytes: 1_233, .. }), too_large, "{error:?}");
        }
    }

    #[test]
    fn time_moves_only_forward_and_only_when_told() {
        let (mut chain, payer) = funded();
        let before = chain.send(&transfer(&payer, &Pubkey::new_unique(), SOL / 10)).unwrap().slot;
        assert_eq!(chain.now().unwrap(), Embedded::START);
        chain.advance_to(Embedded::START + 3_600).unwrap();
        chain.advance_to(Embedded::START).unwrap();
        assert_eq!(chain.now().unwrap(), Embedded::START + 3_600);
        let after = chain.send(&transfer(&payer, &Pubkey::new_unique(), SOL / 10)).unwrap().slot;
        assert_eq!(after - before, 9_000, "400 ms per slot");
    }

    #[test]
    fn the_clock_can_be_set_back() {
        let mut chain = Embedded::new();
        chain.set_time(Embedded::START - 1);
        assert_eq!(chain.now().unwrap(), Embedded::START - 1);
    }

    #[test]
    fn a_clone_goes_its_own_way() {
        let (mut chain, payer) = funded();
        let before = chain.clone();
        let to = Pubkey::new_unique();
        chain.send(&transfer(&payer, &to, SOL / 2)).unwrap();
        assert_eq!((lamports(&chain, &to), lamports(&before, &to)), (SOL / 2, 0));
    }

    #[test]
    fn rent_is_mainnets() {
        // (128 + 165) bytes at 6,960 lamports: a token account.
        assert_eq!(Embedded::new().minimum_balance(165).unwrap(), 2_039_280);
    }

    #[test]
    fn what_is_not_a_program_is_not_deployed() {
        let authority = Pubkey::new_unique();
        let error =
            Embedded::new().deploy("twist_token", Pubkey::new_unique(), b"ELF?", authority).unwrap_err();
        assert!(error.to_string().contains("twist_token"), "{error}");
    }

    #[test]
    fn a_missing_account_is_named() {
        let error = Embedded::new().existing_account("campaign", &Pubkey::new_unique()).unwrap_err();
        assert!(error.to_string().contains("no campaign account"), "{error}");
    }
}
