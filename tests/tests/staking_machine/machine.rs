//! The program and its model, side by side.

use std::collections::{BTreeMap, BTreeSet};

use solana_signer::Signer;
use twist_client::chain::{Chain, ChainError, Embedded, Submission};
use twist_tests::{
    Events, Refusal,
    model::staking::{Fault, Model, Op, PoolId, PositionId},
};

use super::{cast::Cast, coverage::Coverage};

/// What went wrong, for people.
pub type Verdict = Result<(), String>;

/// A chain with the program, the model of it, and what is needed to compare the two.
pub struct Machine {
    pub chain: Embedded,
    pub model: Model,
    pub cast: std::rc::Rc<Cast>,
    /// Every position that anything was ever tried with.
    pub named: BTreeSet<PositionId>,
    /// How many positions of each pool were closed.
    pub closed: BTreeMap<PoolId, u128>,
}

impl Machine {
    pub fn at(chain: Embedded, model: Model, cast: Cast) -> Self {
        Self { chain, model, cast: cast.into(), named: BTreeSet::new(), closed: BTreeMap::new() }
    }

    /// Another one in the same state.
    pub fn fork(&self) -> Self {
        Self {
            chain: self.chain.clone(),
            model: self.model.clone(),
            cast: self.cast.clone(),
            named: self.named.clone(),
            closed: self.closed.clone(),
        }
    }

    /// Does `op` to both, and compares how it ended and everything there is.
    pub fn step(&mut self, op: &Op, coverage: &mut Coverage) -> Verdict {
        let before = self.model.clone();
        let expected = self.model.apply(op);
        coverage.record(&before, op, expected.clone(), &self.model);
        self.remember(op, expected.is_ok());
        self.execute(op, expected)?;
        self.compare()?;
        self.check_promises()
    }

    /// The same for an operation that nothing may stop.
    pub fn must(&mut self, op: &Op, coverage: &mut Coverage) -> Verdict {
        if let Err(fault) = self.model.clone().apply(op) {
            return Err(format!("{op:?} must be possible, but the model refuses it: {fault:?}"));
        }
        self.step(op, coverage).map_err(|error| format!("leaving, at {op:?}: {error}"))
    }

    fn execute(&mut self, op: &Op, expected: Result<(), Fault>) -> Verdict {
        let Some(instruction) = self.cast.instruction(op) else {
            self.chain.set_time(self.model.now);
            return Ok(());
        };
        let program = instruction.program_id;
        let asked = instruction.accounts.iter().filter(|meta| meta.is_signer);
        let signers = asked.map(|meta| self.cast.signer(&meta.pubkey) as &dyn Signer).collect();
        let submission = Submission {
            label: "step",
            instructions: vec![instruction],
            payer: &self.cast.fee_payer,
            signers,
        };
        match (self.chain.send(&submission), expected) {
            (Ok(receipt), Ok(())) => self.check_event(op, &receipt.events()),
            (Ok(_), Err(fault)) => Err(format!("it succeeded; the model refuses it: {fault:?}")),
            (Err(ChainError::Rejected(rejection)), expected) => {
                let logs = rejection.logs.join("\n        ");
                let Err(fault) = expected else {
                    return Err(format!("it was refused, and should not: {rejection}\n        {logs}"));
                };
                if Refusal::from(&*rejection) == Refusal::from(fault.clone()).by_default(program) {
                    return Ok(());
                }
                Err(format!("it was refused with {rejection}; the model says {fault:?}\n        {logs}"))
            }
            (Err(error), _) => Err(format!("it could not be sent: {error}")),
        }
    }

    /// Every instruction of the program's emits one event, which has the next number of what it is about.
    fn check_event(&self, op: &Op, events: &[twist_client::event::EventRecord]) -> Verdict {
        let expected = match op.pool() {
            _ if !op.is_the_programs() => None,
            Some(pool) => self.model.pool(pool).ok().map(|pool| pool.events),
            None => self.model.config().ok().map(|config| config.events),
        };
        let seen: Vec<_> = events.iter().map(|it| (it.header.seq, it.header.unix_timestamp)).collect();
        let wanted: Vec<_> = expected.map(|seq| (seq, self.model.now)).into_iter().collect();
        if seen == wanted {
            Ok(())
        } else {
            Err(format!("events {seen:?} instead of {wanted:?}: {events:?}"))
        }
    }

    fn remember(&mut self, op: &Op, succeeded: bool) {
        let position = match op {
            Op::Stake { pool, owner, nonce, .. } => PositionId { pool: *pool, owner: *owner, nonce: *nonce },
            Op::SendLamports { position, .. } => *position,
            Op::ClosePosition { place, .. } => {
                if succeeded {
                    *self.closed.entry(place.pool).or_default() += 1;
                }
                place.position
            }
            _ => return,
        };
        self.named.insert(position);
    }
}
