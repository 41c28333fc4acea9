//! `twist_staking` against its model: random sequences of everything that can happen, by many users, with everything compared after
//! every step.
//!
//! `TWIST_STAKING_CASES` sets how many sequences there are, `TWIST_STAKING_SEED` the seed of the first; each has the next seed, so
//! one that fails is repeated by its seed and one case.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::{
    cell::RefCell,
    env,
    fmt::Write as _,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Instant,
};

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use twist_tests::model::staking::{Account, DAY, Mint, Op, Place, PoolId, PositionId, Who};

mod staking_machine {
    pub mod cast;
    pub mod compare;
    pub mod coverage;
    pub mod draft;
    pub mod genesis;
    pub mod instructions;
    pub mod leave;
    pub mod machine;
    pub mod promises;
    pub mod script;
}
use staking_machine::{
    coverage::Coverage,
    genesis,
    machine::{Machine, Verdict},
    script::Sequences,
};

/// Sequences in a run without `TWIST_STAKING_CASES`.
const CASES: u64 = 600;
/// Drafted steps of a sequence; leaving takes some more.
const STEPS: usize = 80;
/// The first sequence's seed without `TWIST_STAKING_SEED`.
const SEED: u64 = 1;

fn setting(name: &str, default: u64) -> u64 {
    let text = env::var(name).ok();
    text.map_or(default, |text| {
        text.parse().unwrap_or_else(|_| panic!("{name} must be a number, not {text:?}"))
    })
}

#[test]
fn the_program_does_what_the_model_says() {
    let (cases, first) = (setting("TWIST_STAKING_CASES", CASES), setting("TWIST_STAKING_SEED", SEED));
    let (next, failed) = (AtomicU64::new(0), Mutex::new(None));
    let total = Mutex::new(Coverage::default());
    let began = Instant::now();
    thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(1, |count| count.get() as u64).min(cases);
        for _ in 0..threads {
            scope.spawn(|| {
                let mut coverage = Coverage::default();
                let origin = begin(&mut coverage);
                while failed.lock().unwrap().is_none() {
                    let case = next.fetch_add(1, Ordering::Relaxed);
                    if case >= cases {
                        break;
                    }
                    let seed = first + case;
                    let run = AssertUnwindSafe(|| run_case(&origin, seed, &mut coverage));
                    let outcome = catch_unwind(run).unwrap_or_else(|_| Err(format!("seed {seed} panicked")));
                    if let Err(report) = outcome {
                        *failed.lock().unwrap() = Some(report);
                    }
                }
                total.lock().unwrap().add(coverage);
            });
        }
    });
    if let Some(report) = failed.into_inner().unwrap() {
        panic!("{report}");
    }
    let coverage = total.into_inner().unwrap();
    println!("{cases} sequences from seed {first} on, in {:.0} s; {coverage}", began.elapsed().as_secs_f64());
    if first == SEED && cases >= CASES {
        coverage.check();
    }
}

/// An accumulator of 128 bits runs over when a weight of one has got 2^64 units in all. Random sequences hardly ever get there.
#[test]
fn the_accumulator_runs_over_and_nobody_notices() {
    let coverage = &mut Coverage::default();
    let mut machine = begin(coverage);
    let (pool, staker, giver) = (PoolId::of(genesis::OTHER_INFLUENCER, Mint::Other), Who(0), Who(1));
    let place = Place::at(PositionId { pool, owner: staker, nonce: 0 });
    let (vault, purse) = (pool.rewards(), Account::of(giver, Mint::Other));
    let stake = Op::Stake {
        payer: staker,
        owner: staker,
        pool,
        nonce: 0,
        vault: pool.stakes(),
        source: Account::of(staker, Mint::Twist),
        amount: 1,
        terms: genesis::TIERS[0],
    };
    let by = genesis::OTHER_INFLUENCER;
    let open = [Op::UpdatePool { by, pool, vault, commission_bps: 0 }, stake, Op::RetirePool { by, pool }];
    open.iter().for_each(|op| machine.must(op, coverage).unwrap());
    let mut ran_over = false;
    while !ran_over {
        let before = machine.model.pools[&pool].per_weight;
        let amount = machine.model.tokens.balance(purse);
        let circle = [
            Op::Transfer { from: purse, to: vault, amount },
            Op::Sync { pool, vault },
            Op::Wait(2 * DAY),
            // Back to where it came from.
            Op::Claim { place, signed: true, vault, destination: purse },
        ];
        circle.iter().for_each(|op| machine.must(op, coverage).unwrap());
        assert_eq!(machine.model.tokens.balance(purse), amount);
        ran_over = machine.model.pools[&pool].per_weight < before;
    }
    machine.everybody_leaves(coverage).unwrap();
}

/// What every sequence begins with.
fn begin(coverage: &mut Coverage) -> Machine {
    let mut machine = Machine::new();
    for op in genesis::first_steps() {
        machine.step(&op, coverage).unwrap_or_else(|error| panic!("{op:?}: {error}"));
    }
    machine
}

fn run_case(origin: &Machine, seed: u64, coverage: &mut Coverage) -> Result<(), String> {
    let config = Config { cases: 1, failure_persistence: None, max_shrink_iters: 4_096, ..Config::default() };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let sequences = Sequences { from: origin.model.clone(), steps: STEPS };
    let coverage = RefCell::new(coverage);
    let outcome = runner
        .run(&sequences, |ops| play(origin, &ops, &mut coverage.borrow_mut()).map_err(TestCaseError::fail));
    match outcome {
        Ok(()) => Ok(()),
        Err(TestError::Fail(why, ops)) => Err(report(seed, &ops, why.message())),
        Err(TestError::Abort(why)) => Err(format!("seed {seed}: {why}")),
    }
}

/// One sequence, and its end.
fn play(origin: &Machine, ops: &[Op], coverage: &mut Coverage) -> Verdict {
    let mut machine = origin.fork();
    for (index, op) in ops.iter().enumerate() {
        machine.step(op, coverage).map_err(|error| format!("at step {index}: {error}"))?;
    }
    machine.everybody_leaves(coverage)
}

fn report(seed: u64, ops: &[Op], why: &str) -> String {
    let mut text = format!("\nThe program and its model disagree after {} steps:\n\n", ops.len());
    for (index, op) in ops.iter().enumerate() {
        writeln!(text, "  {index:>3}  {op:?}").unwrap();
    }
    writeln!(text, "\n{why}\n").unwrap();
    writeln!(text, "The whole sequence again: TWIST_STAKING_SEED={seed} TWIST_STAKING_CASES=1").unwrap();
    text
}
