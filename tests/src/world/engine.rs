//! solana-program-test behind plain function calls.

use std::time::Duration;

use anchor_lang::solana_program::bpf_loader_upgradeable;
use solana_account::{Account, AccountSharedData};
use solana_clock::Clock;
use solana_loader_v3_interface::{get_program_data_address, state::UpgradeableLoaderState};
use solana_message::Hash;
use solana_program_test::{BanksClientError, ProgramTest, ProgramTestContext};
use solana_pubkey::Pubkey;
use solana_rent::Rent;
use solana_transaction::versioned::VersionedTransaction;
use tokio::runtime::{Builder, Runtime};
use twist_client::{
    artifacts::{Artifacts, Program},
    chain::{ChainError, InnerInstruction, Receipt, Rejection, Submission, sign},
};

/// Rent as solana-program-test charges it: 6,960 lamports per byte.
pub(super) fn rent() -> Rent {
    Rent::default()
}

pub(super) struct Engine {
    context: ProgramTestContext,
    // After the context, which needs it to shut down.
    runtime: Runtime,
    last_blockhash: Hash,
}

impl Engine {
    pub(super) fn start(upgrade_authority: &Pubkey) -> Self {
        let artifacts = Artifacts::load().unwrap_or_else(|error| panic!("{error}"));
        // Fails from the second world on; the first one's is in place then.
        let _ = log::set_logger(&Silence);
        let mut test = ProgramTest::default();
        for program in Program::ALL {
            deploy(&mut test, &program.id(), artifacts.code(program), upgrade_authority);
        }
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let context = runtime.block_on(test.start_with_context());
        let last_blockhash = context.last_blockhash;
        let engine = Self { context, runtime, last_blockhash };
        engine.set_clock(&Clock { unix_timestamp: super::World::START, ..engine.clock() });
        engine
    }

    pub(super) fn clock(&self) -> Clock {
        self.runtime.block_on(self.context.banks_client.get_sysvar()).unwrap()
    }

    pub(super) fn set_clock(&self, clock: &Clock) {
        self.context.set_sysvar(clock);
    }

    pub(super) fn load(&self, address: &Pubkey) -> Option<Account> {
        self.runtime.block_on(self.context.banks_client.get_account(*address)).unwrap()
    }

    pub(super) fn store(&mut self, address: &Pubkey, account: &AccountSharedData) {
        self.context.set_account(address, account);
    }

    /// Executes a transaction twice: in a simulation, which records cross-program calls but keeps nothing, and for good,
    /// which keeps its effects but records no calls. Both see the same state.
    pub(super) fn send(&mut self, submission: &Submission<'_>) -> Result<Receipt, ChainError> {
        let blockhash = self.next_blockhash();
        let transaction = sign(submission, &blockhash)?;
        let slot = self.clock().slot;
        self.runtime.block_on(execute(&self.context, submission, transaction, slot)).unwrap()
    }

    /// A blockhash that was not used yet: the same instruction, signed for the same blockhash, would be the same
    /// transaction, and refused as already processed.
    fn next_blockhash(&mut self) -> Hash {
        let client = &self.context.banks_client;
        let last = self.last_blockhash;
        self.last_blockhash = self.runtime.block_on(async {
            loop {
                let latest = client.get_latest_blockhash().await.unwrap();
                if latest != last {
                    return latest;
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        });
        self.last_blockhash
    }
}

async fn execute(
    context: &ProgramTestContext,
    submission: &Submission<'_>,
    transaction: VersionedTransaction,
    slot: u64,
) -> Result<Result<Receipt, ChainError>, BanksClientError> {
    let simulation = context.banks_client.simulate_transaction(transaction.clone()).await?;
    let executed = context.banks_client.process_transaction_with_metadata(transaction.clone()).await?;
    let signature = transaction.signatures[0];
    let (logs, compute_units) = match executed.metadata {
        Some(metadata) => (metadata.log_messages, metadata.compute_units_consumed),
        None => (Vec::new(), 0),
    };
    if let Err(error) = executed.result {
        return Ok(Err(Rejection::new(submission, Some(signature), error, logs).into()));
    }
    let calls = simulation.simulation_details.and_then(|details| details.inner_instructions);
    let keys = transaction.message.static_account_keys();
    let inner_instructions = calls
        .into_iter()
        .flatten()
        .flatten()
        .map(|call| InnerInstruction {
            program_id: keys[usize::from(call.instruction.program_id_index)],
            data: call.instruction.data,
        })
        .collect();
    let fee_lamports = 5_000 * u64::from(transaction.message.header().num_required_signatures);
    Ok(Ok(Receipt { signature, slot, compute_units, fee_lamports, inner_instructions, logs }))
}

/// Keeps program-test from installing its own logger, which prints every instruction of every test past the test harness.
/// A refused transaction's log is in its [`Rejection`].
struct Silence;

impl log::Log for Silence {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        false
    }

    fn log(&self, _: &log::Record<'_>) {}

    fn flush(&self) {}
}

/// What the upgradeable loader would have left after a deployment: `initialize` asks it for the upgrade authority.
fn deploy(test: &mut ProgramTest, id: &Pubkey, code: &[u8], upgrade_authority: &Pubkey) {
    let loader = bpf_loader_upgradeable::ID;
    let programdata_address = get_program_data_address(id);
    let program = UpgradeableLoaderState::Program { programdata_address };
    let lamports = rent().minimum_balance(UpgradeableLoaderState::size_of_program());
    let account = Account::new_data(lamports, &program, &loader).unwrap();
    test.add_account(*id, Account { executable: true, ..account });

    let data =
        UpgradeableLoaderState::ProgramData { slot: 0, upgrade_authority_address: Some(*upgrade_authority) };
    let lamports = rent().minimum_balance(UpgradeableLoaderState::size_of_programdata(code.len()));
    let mut account = Account::new_data(lamports, &data, &loader).unwrap();
    account.data.extend_from_slice(code);
    test.add_account(programdata_address, account);
}
