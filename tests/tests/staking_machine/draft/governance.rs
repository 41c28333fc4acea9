//! What those in charge do, or somebody in their place.

use super::*;

impl Drafter<'_> {
    pub(super) fn governance(&mut self, kind: Kind) -> Op {
        let Ok(config) = self.model.config() else { return Op::Wait(1) };
        let (somebody, another) = (self.anybody(), self.anybody());
        let by = if self.slip(50) { somebody } else { config.authority };
        let perhaps = |nobody: bool| if nobody { None } else { Some(another) };
        let bits = if self.slip(30) { self.pick(&[0, 2, 3, 255]).unwrap_or(0) } else { 1 };
        match kind {
            Kind::Initialize => Op::Initialize {
                payer: another,
                by: somebody,
                authority: Some(somebody),
                guardian: None,
                tiers: config.tiers.clone(),
            },
            Kind::SetTiers => Op::SetTiers { by, tiers: self.tiers(&config.tiers) },
            Kind::ProposeAuthority => Op::ProposeAuthority { by, next: perhaps(self.slip(20)) },
            Kind::AcceptAuthority => {
                Op::AcceptAuthority { by: config.proposed.filter(|_| !self.slip(50)).unwrap_or(somebody) }
            }
            Kind::CancelAuthority => Op::CancelAuthority { by },
            Kind::SetGuardian => Op::SetGuardian { by, guardian: perhaps(self.percent(20)) },
            Kind::Pause => {
                let guardian = config.guardian.filter(|_| self.percent(50));
                Op::Pause { by: guardian.unwrap_or(by), bits }
            }
            _ => Op::Unpause { by, bits },
        }
    }

    /// Some of the present tiers, and some others; or what cannot be on offer.
    fn tiers(&mut self, present: &[Terms]) -> Vec<Terms> {
        let mut tiers: Vec<_> = present.iter().copied().filter(|_| self.percent(70)).collect();
        let room = 8_usize.saturating_sub(tiers.len());
        let more = self.rng.random_range(1..=room.clamp(1, 3));
        for _ in 0..more {
            tiers.push(self.some_terms());
        }
        tiers.sort_by_key(|terms| terms.lock);
        tiers.dedup_by_key(|terms| terms.lock);
        tiers.truncate(8);
        if self.slip(50) {
            let at = self.rng.random_range(0..tiers.len());
            match self.rng.random_range(0..9) {
                0 => tiers.clear(),
                1 => tiers.push(tiers[at]),
                2 => tiers = vec![tiers[at]; 9],
                3 => tiers[at].lock = DAY - 1,
                4 => tiers[at].lock = 730 * DAY + 1,
                5 => tiers[at].cooldown = 30 * DAY + 1,
                6 => tiers[at].multiplier_bps = 9_999,
                7 => tiers[at].multiplier_bps = 50_001,
                _ => tiers[at].penalty_bps = 2_501,
            }
        }
        tiers
    }

    fn some_terms(&mut self) -> Terms {
        let longest = if self.percent(50) { 10 * DAY } else { 730 * DAY };
        Terms {
            lock: self.rng.random_range(DAY..=longest),
            cooldown: if self.percent(30) { 0 } else { self.rng.random_range(0..=30 * DAY) },
            multiplier_bps: self.rng.random_range(10_000..=50_000),
            penalty_bps: self.rng.random_range(0..=2_500),
        }
    }
}
