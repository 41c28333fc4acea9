//! Random sequences, and how they get shorter.
//!
//! A sequence is drafted with a model at hand, so that most steps succeed; then it is a plain list. Steps name what they act on, so
//! any of them can be left out and the others mean the same.

use proptest::{
    prelude::*,
    strategy::{NewTree, Strategy, ValueTree},
    test_runner::{TestRng, TestRunner},
};
use twist_tests::model::staking::{Model, Op};

use super::draft::{Drafter, Mood};

/// How often a step of the drawn kind is drawn again until the model takes it.
const DRAFTS: usize = 12;
/// How many kinds are tried.
const KINDS: usize = 4;
/// Of a hundred steps so many are meant to succeed.
const CAREFUL_PERCENT: u32 = 75;

/// Sequences of `steps` operations from a state.
#[derive(Debug)]
pub struct Sequences {
    pub from: Model,
    pub steps: usize,
}

impl Strategy for Sequences {
    type Tree = Shorter;
    type Value = Vec<Op>;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let mut model = self.from.clone();
        let mood = Mood::drawn(&model, runner.rng());
        let mut ops = Vec::with_capacity(self.steps);
        for step in 0..self.steps {
            let op = next_step(&model, mood, step, runner.rng());
            let _ = model.apply(&op);
            ops.push(op);
        }
        Ok(Shorter::new(ops))
    }
}

fn next_step(model: &Model, mood: Mood, step: usize, rng: &mut TestRng) -> Op {
    let careful = rng.random_ratio(CAREFUL_PERCENT, 100);
    let mut drafter = Drafter { model, mood, step, careful, rng };
    for _ in 0..KINDS {
        let kind = drafter.kind();
        for _ in 0..DRAFTS {
            let op = drafter.draft(kind);
            if !careful || model.clone().apply(&op).is_ok() {
                return op;
            }
        }
    }
    Op::Wait(1)
}

/// Leaves out halves, quarters, and so on down to single steps, as long as what is left still fails.
pub struct Shorter {
    ops: Vec<Op>,
    /// What was left out last, and from where.
    cut: Option<(usize, Vec<Op>)>,
    /// Where to cut next, and how much.
    at: usize,
    size: usize,
    /// Whether this round of single steps left anything out.
    progress: bool,
}

impl Shorter {
    fn new(ops: Vec<Op>) -> Self {
        let size = ops.len();
        Self { ops, cut: None, at: 0, size, progress: false }
    }

    /// Leaves out the next piece. From the end, where most steps come after what went wrong.
    fn cut(&mut self) -> bool {
        while self.at >= self.ops.len() {
            let again = self.size <= 1;
            if again && !std::mem::take(&mut self.progress) {
                return false;
            }
            self.size = (self.size / 2).max(1);
            self.at = 0;
            if self.ops.is_empty() {
                return false;
            }
        }
        let end = self.ops.len() - self.at;
        let start = end.saturating_sub(self.size);
        self.cut = Some((start, self.ops.drain(start..end).collect()));
        true
    }
}

impl ValueTree for Shorter {
    type Value = Vec<Op>;

    fn current(&self) -> Vec<Op> {
        self.ops.clone()
    }

    /// It still fails without: leave it out for good.
    fn simplify(&mut self) -> bool {
        if self.cut.take().is_some() {
            self.progress = true;
        }
        self.cut()
    }

    /// It does not fail without: put it back, and leave out what is before it.
    fn complicate(&mut self) -> bool {
        if let Some((start, piece)) = self.cut.take() {
            self.at += piece.len();
            self.ops.splice(start..start, piece);
        }
        self.cut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_needed_is_left() {
        let ops: Vec<_> = (0..57).map(Op::Wait).collect();
        let mut tree = Shorter::new(ops);
        let fails = |ops: &[Op]| [3, 31, 44].iter().all(|needed| ops.contains(&Op::Wait(*needed)));
        let mut more = tree.simplify();
        while more {
            more = if fails(&tree.current()) { tree.simplify() } else { tree.complicate() };
        }
        assert_eq!(tree.current(), [3, 31, 44].map(Op::Wait));
    }
}
