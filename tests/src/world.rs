//! A chain for one test, with the programs deployed.

use std::{cell::RefCell, collections::HashMap};

use anchor_lang::{Owner, ZeroCopy};
use sha2::{Digest, Sha256};
use solana_account::{Account, AccountSharedData};
use solana_clock::{Clock, DEFAULT_MS_PER_SLOT};
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::{
    account::decode,
    chain::{Chain, ChainError, InnerInstruction, Receipt, Submission},
    event::{Event, decode_event},
    programs,
};

use crate::Refusal;

mod engine;
#[cfg(test)]
mod tests;

use engine::Engine;

/// Everyone's lamports at the start: enough rent for anything a test creates.
const PURSE: u64 = 1_000_000_000_000;

/// Where an event's fields begin in an instruction's data: after Anchor's tag, the event's discriminator and its header.
const EVENT_HEADER_END: usize = 8 + 8 + 24;

/// A chain for one test: solana-program-test with all programs deployed and a clock that moves only when told to.
///
/// Whoever acts has a name ([`World::actor`]); their key follows from it, so that addresses, and with them the compute
/// units of deriving them, are the same in every run.
pub struct World {
    engine: Engine,
    keys: RefCell<HashMap<Pubkey, Keypair>>,
    fee_payer: Keypair,
    /// How many events there were about each account of the token and the staking program.
    events: HashMap<Pubkey, u64>,
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

impl World {
    /// When every world begins: 2025-01-01 00:00:00 UTC, Unix seconds.
    pub const START: i64 = 1_735_689_600;

    /// All programs deployed, nothing initialized. Their upgrade authority is the actor `"upgrader"`.
    #[must_use]
    pub fn new() -> Self {
        let engine = Engine::start(&key("upgrader").pubkey());
        let (keys, events, fee_payer) = (RefCell::default(), HashMap::new(), key("fee payer"));
        let mut world = Self { engine, keys, fee_payer, events };
        world.airdrop(&world.fee_payer.pubkey(), PURSE).unwrap();
        world.airdrop(&world.payer(), PURSE).unwrap();
        world
    }

    /// The key of whoever is called `name`. The world signs for it whenever an instruction asks for its signature.
    pub fn actor(&self, name: &str) -> Pubkey {
        let key = key(name);
        let address = key.pubkey();
        self.keys.borrow_mut().entry(address).or_insert(key);
        address
    }

    /// In charge of every program.
    pub fn authority(&self) -> Pubkey {
        self.actor("authority")
    }

    /// Can stop things in every program.
    pub fn guardian(&self) -> Pubkey {
        self.actor("guardian")
    }

    /// Has no role anywhere.
    pub fn stranger(&self) -> Pubkey {
        self.actor("stranger")
    }

    /// Pays rent wherever a test does not care who does. Transaction fees are paid by another key, which no instruction
    /// names, so that leaving a signature out leaves it out.
    pub fn payer(&self) -> Pubkey {
        self.actor("payer")
    }

    /// Executes `instruction`, signed by the actors whose signatures it asks for.
    ///
    /// # Errors
    /// If it was refused.
    pub fn try_run(&mut self, instruction: Instruction) -> Result<Receipt, ChainError> {
        self.try_run_all(vec![instruction])
    }

    /// Executes `instructions` in one transaction.
    ///
    /// # Errors
    /// If one was refused.
    pub fn try_run_all(&mut self, instructions: Vec<Instruction>) -> Result<Receipt, ChainError> {
        let keys = self.keys.borrow();
        let asked = instructions.iter().flat_map(|instruction| &instruction.accounts);
        let signers = asked
            .filter(|account| account.is_signer)
            .map(|account| {
                let key = keys.get(&account.pubkey);
                key.unwrap_or_else(|| panic!("{} must sign and is not an actor", account.pubkey))
                    as &dyn Signer
            })
            .collect();
        let receipt =
            self.engine.send(&Submission { label: "test", instructions, payer: &self.fee_payer, signers })?;
        drop(keys);
        self.check_headers(&receipt);
        Ok(receipt)
    }

    /// Every event says when it happened, and those of the token and the staking program are numbered without gaps.
    #[track_caller]
    fn check_headers(&mut self, receipt: &Receipt) {
        for call in &receipt.inner_instructions {
            let Some(event) = decode_event(&call.program_id, &call.data).unwrap() else { continue };
            let when = (event.header.slot, event.header.unix_timestamp);
            assert_eq!(when, (receipt.slot, self.time()), "{event:?}");
            if matches!(event.event, Event::Token(_) | Event::Staking(_)) {
                let count = self.events.entry(self.subject(call)).or_default();
                *count += 1;
                assert_eq!(event.header.seq, *count, "{event:?}");
            }
        }
    }

    /// What an event is about: the staking pool that it names first after its header, or else its program's config, for which the
    /// program stands here. (A pool that the token program names is one that was paid.)
    fn subject(&self, event: &InnerInstruction) -> Pubkey {
        let staking = programs::twist_staking::ID;
        let named = event.data.get(EVENT_HEADER_END..).and_then(|rest| rest.first_chunk());
        let pool = named.map(|key| Pubkey::new_from_array(*key)).filter(|key| {
            let owner = self.engine.load(key).map(|account| account.owner);
            event.program_id == staking && owner == Some(staking)
        });
        pool.unwrap_or(event.program_id)
    }

    /// Executes `instruction`, which must succeed.
    #[track_caller]
    pub fn run(&mut self, instruction: Instruction) -> Receipt {
        self.run_all(vec![instruction])
    }

    /// Executes `instructions` in one transaction, which must succeed.
    #[track_caller]
    pub fn run_all(&mut self, instructions: Vec<Instruction>) -> Receipt {
        match self.try_run_all(instructions) {
            Ok(receipt) => receipt,
            Err(ChainError::Rejected(rejection)) => panic!("{rejection}\n{}", rejection.logs.join("\n")),
            Err(error) => panic!("{error}"),
        }
    }

    /// Asserts that `instruction` is refused with exactly `expected`, by the program that `expected` belongs to (Anchor's
    /// own errors: by the instruction's program), and that it changed no account.
    #[track_caller]
    pub fn refuses(&mut self, instruction: Instruction, expected: impl Into<Refusal>) {
        let expected = expected.into().by_default(instruction.program_id);
        let touched: Vec<_> = instruction.accounts.iter().map(|account| account.pubkey).collect();
        let before = self.accounts(&touched).unwrap();
        match self.try_run(instruction) {
            Ok(_) => panic!("it succeeded, but should have been refused with {expected:?}"),
            Err(ChainError::Rejected(rejection)) => {
                let refusal = Refusal::from(&*rejection);
                assert_eq!(refusal, expected, "{rejection}\n{}", rejection.logs.join("\n"));
            }
            Err(error) => panic!("{error}"),
        }
        assert_eq!(self.accounts(&touched).unwrap(), before, "a refused instruction changed an account");
    }

    /// The account at `address`, which must exist and be a `T`.
    #[must_use]
    #[track_caller]
    pub fn fetch<T: ZeroCopy + Owner>(&self, address: &Pubkey) -> T {
        decode(&self.existing_account("program", address).unwrap()).unwrap()
    }

    /// The chain's clock, Unix seconds.
    #[must_use]
    pub fn time(&self) -> i64 {
        self.engine.clock().unix_timestamp
    }

    /// Moves the clock `seconds` forward.
    pub fn advance(&mut self, seconds: i64) {
        let now = self.time();
        self.advance_to(now + seconds).unwrap();
    }

    /// Sets the clock, also backwards: validators' clocks do step back.
    pub fn set_time(&mut self, unix_timestamp: i64) {
        self.engine.set_clock(&Clock { unix_timestamp, ..self.engine.clock() });
    }

    /// Puts `account` at `address` by force. Only for states that no transaction reaches, such as a forged account.
    pub fn forge(&mut self, address: Pubkey, account: Account) {
        self.engine.store(&address, &AccountSharedData::from(account));
    }
}

/// The key of whoever is called `name`: for ever the same.
#[must_use]
pub fn key(name: &str) -> Keypair {
    Keypair::new_from_array(Sha256::digest(name).into())
}

impl Chain for World {
    fn send(&mut self, submission: &Submission<'_>) -> Result<Receipt, ChainError> {
        self.engine.send(submission)
    }

    fn account(&self, address: &Pubkey) -> Result<Option<Account>, ChainError> {
        Ok(self.engine.load(address))
    }

    fn now(&self) -> Result<i64, ChainError> {
        Ok(self.time())
    }

    fn advance_to(&mut self, unix_timestamp: i64) -> Result<(), ChainError> {
        let clock = self.engine.clock();
        let seconds = unix_timestamp.saturating_sub(clock.unix_timestamp).max(0).unsigned_abs();
        let slot = clock.slot + seconds * 1_000 / DEFAULT_MS_PER_SLOT;
        self.engine.set_clock(&Clock {
            slot,
            unix_timestamp: unix_timestamp.max(clock.unix_timestamp),
            ..clock
        });
        Ok(())
    }

    fn airdrop(&mut self, to: &Pubkey, lamports: u64) -> Result<(), ChainError> {
        let mut account = self.engine.load(to).unwrap_or_default();
        account.lamports += lamports;
        self.forge(*to, account);
        Ok(())
    }

    fn minimum_balance(&self, bytes: usize) -> Result<u64, ChainError> {
        Ok(engine::rent().minimum_balance(bytes))
    }
}
