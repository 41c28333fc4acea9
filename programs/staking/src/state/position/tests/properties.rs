//! Whatever happens, in whatever order: the pool's sums are those of its positions, and its rewards are theirs to the last bit.

use super::*;
use proptest::prelude::*;

/// Something that somebody may try. Whatever is refused changes nothing.
#[derive(Clone, Debug)]
enum Step {
    Pass(i64),
    Reward(u64),
    Open(u64),
    Add(usize, u64),
    Extend(usize, i64),
    Expire(usize),
    Claim(usize),
    Compound(usize),
    Request(usize),
    Cancel(usize),
    Withdraw(usize),
    Exit(usize),
    Close(usize),
    Retire,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let who = 0..4_usize;
    // Around the weight below which a stream stands still, and odd.
    let amount = 1..3_000_000_000_u64;
    let step = prop_oneof![
        6 => (-DAY..20 * DAY).prop_map(Step::Pass),
        4 => amount.clone().prop_map(Step::Reward),
        3 => amount.clone().prop_map(Step::Open),
        1 => (who.clone(), amount).prop_map(|(who, amount)| Step::Add(who, amount)),
        1 => (who.clone(), 1..60_i64).prop_map(|(who, days)| Step::Extend(who, days)),
        1 => who.clone().prop_map(Step::Expire),
        3 => who.clone().prop_map(Step::Claim),
        1 => who.clone().prop_map(Step::Compound),
        2 => who.clone().prop_map(Step::Request),
        1 => who.clone().prop_map(Step::Cancel),
        2 => who.clone().prop_map(Step::Withdraw),
        1 => who.clone().prop_map(Step::Exit),
        2 => who.prop_map(Step::Close),
    ];
    // At most one end, somewhere.
    (prop::collection::vec(step, 1..60), prop::option::of(0..60_usize)).prop_map(|(mut steps, end)| {
        if let Some(end) = end.filter(|end| *end < steps.len()) {
            steps[end] = Step::Retire;
        }
        steps
    })
}

struct Model {
    pool: Pool,
    positions: Vec<Position>,
    now: i64,
    /// What the two vaults hold.
    stakes: u64,
    rewards: u64,
}

impl Model {
    fn apply(&mut self, step: Step) -> Result<()> {
        let Self { pool, positions, now, stakes, rewards } = self;
        let (count, time) = (positions.len().max(1), *now);
        match step {
            Step::Pass(seconds) => *now += seconds,
            Step::Reward(amount) => {
                *rewards += amount;
                pool.sync(*rewards, time)?;
            }
            Step::Open(amount) => {
                let mut position: Position = bytemuck::Zeroable::zeroed();
                position.open(pool, terms(30, 17_777), amount, time)?;
                positions.push(position);
                *stakes += amount;
            }
            Step::Retire => pool.retire(time)?,
            _ if positions.is_empty() => {}
            Step::Add(who, amount) => {
                positions[who % count].add(pool, amount, time)?;
                *stakes += amount;
            }
            Step::Extend(who, days) => positions[who % count].extend(pool, terms(days, 12_345), time)?,
            Step::Expire(who) => positions[who % count].expire(pool, time)?,
            Step::Claim(who) => *rewards -= positions[who % count].take_rewards(pool, time)?,
            Step::Compound(who) => {
                let units = positions[who % count].compound(pool, time)?;
                *rewards -= units;
                *stakes += units;
            }
            Step::Request(who) => positions[who % count].request_unstake(pool, time)?,
            Step::Cancel(who) => positions[who % count].cancel_unstake(pool, time)?,
            Step::Withdraw(who) => *stakes -= positions[who % count].withdraw(pool, time)?,
            Step::Exit(who) => {
                let EarlyExit { returned, penalty } = positions[who % count].exit_early(pool, time)?;
                *stakes -= returned + penalty;
            }
            Step::Close(who) => {
                positions[who % count].close(pool)?;
                positions.remove(who % count);
            }
        }
        Ok(())
    }

    fn check(&self) {
        let Self { pool, positions, now, stakes, rewards } = self;
        pool.invariant().unwrap();
        let [mut staked, mut unstaking, mut weight, mut earned] = [0_u128; 4];
        let up_to_date = pool.rewards_at(*now);
        for position in positions {
            position.invariant().unwrap();
            let amount = u128::from(position.amount);
            if position.is(PositionStatus::Unstaking) {
                unstaking += amount;
            } else {
                staked += amount;
            }
            weight += u128::from(position.weight);
            let mut share = position.share();
            up_to_date.settle(&mut share, position.weight);
            earned += share.earned;
        }
        let sums = [pool.total_staked, pool.unstaking, pool.total_weight].map(u128::from);
        assert_eq!(sums, [staked, unstaking, weight]);
        assert_eq!(pool.positions, positions.len() as u64);
        assert_eq!(up_to_date.earned(), Some(earned));
        assert_eq!((u128::from(*stakes), *rewards), (staked + unstaking, pool.accounted));
    }

    /// Everybody leaves with everything, whatever it is doing, and the owner gets what is left to the last unit.
    fn wind_up(mut self) {
        let Self { pool, positions, now, .. } = &mut self;
        for position in positions {
            if position.is(PositionStatus::Staked) {
                if position.is_locked(*now) {
                    position.exit_early(pool, *now).unwrap();
                } else {
                    position.request_unstake(pool, *now).unwrap();
                }
            }
            if position.is(PositionStatus::Unstaking) {
                position.withdraw(pool, i64::MAX).unwrap();
            }
            if position.share().payable() > 0 {
                position.take_rewards(pool, *now).unwrap();
            }
            position.close(pool).unwrap();
        }
        assert_eq!(sums(pool), [0; 4]);
        if !pool.is_retired() {
            pool.retire(*now).unwrap();
        }
        // There may be nothing left.
        let _ = pool.take_owner_due(*now);
        assert_eq!((pool.accounted, pool.rewards().carried), (0, 0));
    }
}

proptest! {
    #[test]
    fn sums_and_rewards_are_those_of_the_positions(steps in steps()) {
        let mut model = Model { pool: pool(), positions: vec![], now: NOW, stakes: 0, rewards: 0 };
        for step in steps {
            let before = (model.pool, model.positions.clone(), model.stakes, model.rewards);
            if model.apply(step).is_err() {
                (model.pool, model.positions, model.stakes, model.rewards) = before;
            }
            model.check();
        }
        model.wind_up();
    }
}
