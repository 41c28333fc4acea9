//! What everybody's part is without any rounding, from a stream without any rounding, and how far from it anybody can be.
//!
//! ## The bound
//!
//! Let `d` be what has flowed and is nobody's yet: the fraction of a unit that the stream has not released, and what is carried.
//! While weights stay as they are, a position whose proportion of them is `p` gets `p * (flowed + d before - d after)`, where its
//! exact part is `p * flowed`. Summed by parts over the whole life of a pool, where `p` becomes `p'` at a change of the weights and
//! positions that were closed before it have given the fractions `r` back:
//!
//! ```text
//! earned - exact  =  sum over changes of (d * (p' - p) + r * p')  -  p now * d now
//! ```
//!
//! So with weights that never change nobody earns more than its exact part, and less by at most `p * d`. A change hands `d` on to
//! those who are staked next; that is all that rounding moves between positions, however often the pool is advanced, and
//!
//! ```text
//! d  <  1 unit  +  total weight / 2^64 units  +  what was given back since the last release, less than 1 unit a position
//! ```
//!
//! (the stream's fraction; the rest of a division by the weight; reclaimed fractions). When everything is released to the owner,
//! every `p` falls to 0.

use num_bigint::BigUint;

use crate::reference::{DAY, Flow, q64};

/// Everything here is a numerator. One unit-second in Q64.64, times [`Exact::denominator`], is the common measure.
#[derive(Clone, Debug)]
pub struct Exact {
    /// A multiple of every total weight so far.
    denominator: BigUint,
    /// Bound of what is carried from the last stretch that flowed: Q64.64 base units.
    carry: u128,
    /// What closed positions have given back since then: Q64.64 base units.
    reclaimed: u128,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, Default)]
struct Part {
    /// Proportion of the weights: weight and total weight, in the last stretch that flowed.
    proportion: Option<(u64, u64)>,
    exact: BigUint,
    /// Most that was handed on to it, and by it, at changes of the weights.
    gained: BigUint,
    lost: BigUint,
    /// Paid and given back, Q64.64 base units.
    taken: BigUint,
}

impl Exact {
    pub fn new() -> Self {
        Self { denominator: BigUint::from(1_u8), carry: 0, reclaimed: 0, parts: vec![] }
    }

    /// One more who may have weight.
    pub fn join(&mut self) {
        self.parts.push(Part::default());
    }

    /// `flow` went to `weights`; `fraction` is what had flowed before it beyond whole units, unit-seconds.
    pub fn flow(&mut self, flow: Flow, fraction: u128, weights: &[u64]) {
        if flow.streamed == 0 {
            return;
        }
        let total_weight = weights.iter().sum();
        self.make_divisible_by(total_weight);
        let deferred = self.deferred(fraction);
        for (who, weight) in weights.iter().enumerate() {
            self.change(who, Some((*weight, total_weight)), &deferred);
            let proportion = self.proportion(who);
            self.parts[who].gained += &proportion * self.reclaimed * DAY;
            self.parts[who].exact += proportion * flow.streamed * q64(1);
        }
        let carried = self.carry + std::mem::take(&mut self.reclaimed);
        self.carry = if flow.released > 0 { u128::from(total_weight) - 1 } else { carried };
    }

    pub fn take(&mut self, who: usize, q64_units: u128) {
        self.parts[who].taken += q64_units;
    }

    pub fn reclaim(&mut self, who: usize, fraction: u128) {
        assert!(fraction < q64(1), "more than a fraction of a unit was left");
        self.take(who, fraction);
        self.reclaimed += fraction;
    }

    /// Everything that is nobody's became the owner's.
    pub fn release_to_owner(&mut self, fraction: u128) {
        let deferred = self.deferred(fraction);
        for who in 0..self.parts.len() {
            self.change(who, None, &deferred);
        }
        (self.carry, self.reclaimed) = (q64(1) - 1, 0);
    }

    /// Whether `who`, with `earned` (Q64.64) not paid yet, is within the bound.
    pub fn check(&self, who: usize, earned: u128, fraction: u128) {
        let part = &self.parts[who];
        let earned = (&part.taken + earned) * DAY * &self.denominator;
        assert!(
            earned <= &part.exact + &part.gained,
            "{who} earned more than its exact part and what was handed on"
        );
        let lost = &part.lost + self.deferred(fraction) * self.proportion(who);
        assert!(
            earned + lost >= part.exact,
            "{who} earned less than its exact part and what it may have handed on"
        );
    }

    /// Whether everybody's exact part is an upper bound, as long as no proportion ever changes.
    pub fn nothing_was_handed_on(&self) -> bool {
        self.parts.iter().all(|part| part.gained == BigUint::ZERO && part.lost == BigUint::ZERO)
    }

    /// Bound of `d`, in unit-seconds of Q64.64.
    fn deferred(&self, fraction: u128) -> BigUint {
        BigUint::from(fraction) * q64(1) + BigUint::from(self.carry) * DAY
    }

    fn proportion(&self, who: usize) -> BigUint {
        match self.parts[who].proportion {
            Some((weight, total_weight)) => &self.denominator / total_weight * weight,
            None => BigUint::ZERO,
        }
    }

    fn change(&mut self, who: usize, proportion: Option<(u64, u64)>, deferred: &BigUint) {
        let before = self.proportion(who);
        self.parts[who].proportion = proportion;
        let after = self.proportion(who);
        if after > before {
            self.parts[who].gained += (after - before) * deferred;
        } else {
            self.parts[who].lost += (before - after) * deferred;
        }
    }

    fn make_divisible_by(&mut self, total_weight: u64) {
        if &self.denominator % total_weight == BigUint::ZERO {
            return;
        }
        self.denominator *= total_weight;
        for part in &mut self.parts {
            part.exact *= total_weight;
            part.gained *= total_weight;
            part.lost *= total_weight;
        }
    }
}
