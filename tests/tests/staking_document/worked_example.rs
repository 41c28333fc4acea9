//! The worked example, played on the real program: every number of its tables.

use std::collections::BTreeMap;

use solana_pubkey::Pubkey;
use twist_client::{
    chain::Chain,
    programs::twist_staking::{
        events::{CommissionClaimed, ExitedEarly, RewardsClaimed},
        types::TermsArg,
    },
    staking, token,
};
use twist_tests::{Events, World};

use super::table::{bps, days, table, twist};

/// Who stakes what, where, and is said to weigh what for it.
struct Staker {
    pool: &'static str,
    amount: u64,
    terms: TermsArg,
    weight: u64,
}

/// What somebody has been paid, base units.
#[derive(Debug, Default, PartialEq, Eq)]
struct Paid {
    rewards: u64,
    principal: u64,
    penalty: u64,
}

/// The example while it is played. People are called by their names, pools by their owners'.
struct Example {
    world: World,
    began: i64,
    stakers: BTreeMap<&'static str, Staker>,
    paid: BTreeMap<&'static str, Paid>,
    /// What reached each pool's reward vault, base units.
    arrived: BTreeMap<&'static str, u64>,
}

/// The pool that has no owner.
const GLOBAL: &str = "global";

impl Example {
    fn begin() -> Self {
        let mut world = World::with_token();
        let offered: Vec<_> = table("| lock |")
            .rows
            .iter()
            .map(|row| TermsArg {
                lock_seconds: days(row[0]),
                multiplier_bps: bps(row[1]),
                penalty_bps: bps(row[2]),
                cooldown_seconds: days(row[3]),
            })
            .collect();
        world.run(world.staking_initialization(|args| args.tiers.clone_from(&offered)));
        for row in table("| pool of |").rows {
            world.create_pool(row[0], bps(row[1]));
        }
        let terms_of = |lock| offered.iter().find(|terms| terms.lock_seconds == days(lock)).unwrap();
        let stakers = table("| staker |").rows.into_iter().map(|row| {
            let (terms, amount, weight) = (*terms_of(row[3]), twist(row[2]), twist(row[4]));
            (row[0], Staker { pool: row[1], amount, terms, weight })
        });
        let (began, stakers) = (world.time(), stakers.collect());
        Self { world, began, stakers, paid: BTreeMap::new(), arrived: BTreeMap::new() }
    }

    /// The address of a pool.
    fn pool(&self, owner: &str) -> Pubkey {
        if owner == GLOBAL {
            staking::global_pool()
        } else {
            staking::pool(&self.world.actor(owner), &token::mint())
        }
    }

    /// Those of `words` that are a staker's name.
    fn named(&self, words: &[&str]) -> Vec<&'static str> {
        let names = words.iter().map(|word| word.trim_end_matches(','));
        names.filter_map(|name| Some(*self.stakers.get_key_value(name)?.0)).collect()
    }

    /// Does what a row says.
    fn play(&mut self, day: &str, what: &str) {
        self.world.advance_to(self.began + days(day)).unwrap();
        match what.split(' ').collect::<Vec<_>>()[..] {
            [""] => {}
            [amount, "arrive"] => {
                let pool = self.pool("Iris");
                self.world.reward(&pool, twist(amount));
                *self.arrived.entry("Iris").or_default() += twist(amount);
            }
            [ref names @ .., "stake" | "stakes"] => {
                for name in self.named(names) {
                    self.stake(name);
                }
            }
            [name, "exits", "early"] => self.exit_early(self.named(&[name])[0]),
            ["the", "global", "pool", "is", "synced"] => {
                self.world.sync_pool(&self.pool(GLOBAL));
            }
            ["everyone", "claims"] => self.claim_all(),
            _ => panic!("nobody knows how to play: {what}"),
        }
    }

    fn stake(&mut self, name: &str) {
        let Staker { pool, amount, terms, weight } = self.stakers[name];
        let pool = self.pool(pool);
        let position = self.world.stake(&pool, name, 0, terms, amount);
        assert_eq!(position.weight, weight, "{name}");
    }

    fn exit_early(&mut self, name: &'static str) {
        let pool = self.pool(self.stakers[name].pool);
        let exit = staking::exit_early(&self.world.pool(&pool), &self.world.position(&pool, name, 0), None);
        let ExitedEarly { returned, penalty, .. } = self.world.run(exit).event();
        let paid = self.paid.entry(name).or_default();
        (paid.principal, paid.penalty) = (returned, penalty);
        *self.arrived.entry(GLOBAL).or_default() += penalty;
    }

    fn claim_all(&mut self) {
        for (name, staker) in &self.stakers {
            let pool = self.pool(staker.pool);
            let claim = staking::claim(&self.world.pool(&pool), &self.world.position(&pool, name, 0), None);
            let RewardsClaimed { amount, .. } = self.world.run(claim).event();
            self.paid.entry(*name).or_default().rewards = amount;
        }
        let (owner, pool) = (self.world.actor("Iris"), self.pool("Iris"));
        self.world.open_ata(&owner, &token::mint());
        let claim = staking::claim_commission(&self.world.pool(&pool), None);
        let CommissionClaimed { amount, .. } = self.world.run(claim).event();
        self.paid.entry("Iris").or_default().rewards = amount;
    }

    /// What `column` says now, base units; `None` where there is nothing yet.
    fn reading(&self, column: &str) -> Option<u64> {
        let (iris, now) = (self.world.pool(&self.pool("Iris")), self.world.time());
        let stream = staking::rewards_at(&iris, now).stream;
        match column {
            "weight" => Some(iris.total_weight),
            "window" => Some(stream.amount),
            "queue" => Some(stream.queued),
            "Iris" => Some(staking::pending_commission(&iris, now)),
            name => {
                let pool = self.pool(self.stakers[name].pool);
                let position = staking::position(&pool, &self.world.actor(name), 0);
                self.world.account(&position).unwrap().map(|_| self.world.pending(&pool, name, 0))
            }
        }
    }
}

#[test]
fn every_number_of_the_worked_example_is_what_the_program_does() {
    let mut example = Example::begin();
    let days = table("| day |");
    for row in &days.rows {
        example.play(row[0], row[1]);
        for (column, said) in days.columns.iter().zip(row).skip(2) {
            let said = (!said.is_empty()).then(|| twist(said));
            assert_eq!(example.reading(column), said, "{column}, day {}", row[0]);
        }
    }

    let said: BTreeMap<_, _> = table("| who | rewards |")
        .rows
        .iter()
        .map(|row| {
            let paid = Paid { rewards: twist(row[1]), principal: twist(row[2]), penalty: twist(row[3]) };
            (row[0], paid)
        })
        .collect();
    assert_eq!(example.paid, said);
    for (name, paid) in &said {
        let balance = example.world.twist(&example.world.actor(name));
        assert_eq!(balance, paid.rewards + paid.principal, "{name}");
    }

    for row in table("| pool | arrived |").rows {
        let [arrived, paid, left] = [row[1], row[2], row[3]].map(twist);
        let pool = example.world.pool(&example.pool(row[0]));
        assert_eq!(example.world.token_account(&pool.reward_vault).amount, left, "{}", row[0]);
        assert_eq!((pool.accounted, example.arrived[row[0]]), (left, arrived), "{}", row[0]);
        assert_eq!(arrived - left, paid, "{}", row[0]);
    }
}
