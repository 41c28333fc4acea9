//! Promise 1 and 7 (lifetime cap; remainders are carried) over random sequences, against a plain model of the program.

use proptest::prelude::*;
use twist_client::{
    programs::twist_token::{
        error::TwistTokenError,
        types::{MinterLimitsArg, StepArg},
    },
    token,
};
use twist_tests::{
    World,
    fixtures::token::{PERIOD, splits},
};

const MAX_SUPPLY: u64 = 1_200;
const GENESIS: u64 = 500;
/// Base units per period, and how many periods emit as much.
const SCHEDULE: [(u64, u64); 2] = [(7, 20), (3, 40)];
const BPS: [u64; 2] = [3_333, 6_667];
const LIMITS: MinterLimitsArg = MinterLimitsArg { allowance: 500, capacity: 200, refill_per_second: 1 };

#[derive(Clone, Copy, Debug)]
enum Action {
    Wait(i64),
    Emit,
    Mint(u64),
    Burn(u64),
    Withdraw(usize),
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        (0..3 * PERIOD).prop_map(Action::Wait),
        Just(Action::Emit),
        (0..=LIMITS.capacity + 20).prop_map(Action::Mint),
        prop_oneof![0..300u64, Just(u64::MAX)].prop_map(Action::Burn),
        (0..2usize).prop_map(Action::Withdraw),
    ]
}

/// What the token should be, computed the slow and obvious way.
#[derive(Debug)]
struct Model {
    now: i64,
    minted: u64,
    burned: u64,
    holds: u64,
    vaults: [u64; 2],
    withdrawn: [u64; 2],
    next_period: u64,
    emitted: u64,
    carry: u64,
    used: u64,
    level: u64,
    refilled: i64,
}

impl Model {
    fn scheduled(period: u64) -> u64 {
        let [(first, until), (second, more)] = SCHEDULE;
        match period {
            _ if period < until => first,
            _ if period < until + more => second,
            _ => 0,
        }
    }

    fn not_yet_emitted(&self) -> u64 {
        SCHEDULE.iter().map(|(amount, periods)| amount * periods).sum::<u64>() - self.emitted
    }

    fn emit(&mut self) -> Result<(), TwistTokenError> {
        let ended = u64::try_from((self.now - World::START) / PERIOD).unwrap();
        let fresh = (self.next_period..ended).map(Self::scheduled).sum::<u64>();
        if fresh == 0 {
            return Err(TwistTokenError::NothingDue);
        }
        let due = fresh + self.carry;
        let parts = BPS.map(|bps| due * bps / 10_000);
        for (vault, part) in self.vaults.iter_mut().zip(parts) {
            *vault += part;
        }
        let paid: u64 = parts.iter().sum();
        (self.next_period, self.carry) = (ended, due - paid);
        self.emitted += paid;
        self.minted += paid;
        Ok(())
    }

    fn mint(&mut self, amount: u64) -> Result<(), TwistTokenError> {
        let gained = u64::try_from(self.now - self.refilled).unwrap() * LIMITS.refill_per_second;
        let level = (self.level + gained).min(LIMITS.capacity);
        if amount == 0 {
            return Err(TwistTokenError::ZeroAmount);
        }
        if self.used + amount > LIMITS.allowance {
            return Err(TwistTokenError::AllowanceExceeded);
        }
        if amount > level {
            return Err(TwistTokenError::RateExceeded);
        }
        if self.minted + self.not_yet_emitted() + amount > MAX_SUPPLY {
            return Err(TwistTokenError::CapExceeded);
        }
        (self.level, self.refilled) = (level - amount, self.now);
        self.used += amount;
        self.minted += amount;
        self.holds += amount;
        Ok(())
    }

    fn burn(&mut self, amount: u64) -> Result<(), twist_tests::Refusal> {
        if amount == 0 {
            return Err(TwistTokenError::ZeroAmount.into());
        }
        if amount > self.holds {
            return Err(spl_token_interface::error::TokenError::InsufficientFunds.into());
        }
        self.holds -= amount;
        self.burned += amount;
        Ok(())
    }

    fn withdraw(&mut self, who: usize) -> Result<(), TwistTokenError> {
        if self.vaults[who] == 0 {
            return Err(TwistTokenError::NothingToWithdraw);
        }
        self.withdrawn[who] += std::mem::take(&mut self.vaults[who]);
        Ok(())
    }
}

/// The program and its model, side by side.
struct Pair {
    world: World,
    model: Model,
}

const BENEFICIARIES: [&str; 2] = ["ecosystem", "team"];

impl Pair {
    fn new() -> Self {
        let mut world = World::new();
        let parts = splits(&world, &[(BENEFICIARIES[0], 3_333), (BENEFICIARIES[1], 6_667)]);
        world.initialize_token(|args| {
            (args.max_supply, args.genesis_allocation, args.splits) = (MAX_SUPPLY, GENESIS, parts);
            args.steps = [(0, 7), (20, 3), (60, 0)]
                .map(|(from_period, per_period)| StepArg { from_period, per_period })
                .into();
        });
        for name in BENEFICIARIES {
            world.open_ata(&world.actor(name), &token::mint());
        }
        world.install_minter("minter", LIMITS);
        let now = world.time();
        let model = Model {
            now,
            minted: GENESIS,
            burned: 0,
            holds: GENESIS,
            vaults: [0; 2],
            withdrawn: [0; 2],
            next_period: 0,
            emitted: 0,
            carry: 0,
            used: 0,
            level: 0,
            refilled: now,
        };
        Self { world, model }
    }

    fn act(&mut self, action: Action) {
        let Self { world, model } = self;
        let treasury = world.actor("treasury");
        let (instruction, expected) = match action {
            Action::Wait(seconds) => {
                world.advance(seconds);
                model.now += seconds;
                return;
            }
            Action::Emit => (token::emit(&world.token_config()), model.emit().map_err(Into::into)),
            Action::Mint(amount) => (
                token::mint_to(&world.actor("minter"), &treasury, amount),
                model.mint(amount).map_err(Into::into),
            ),
            Action::Burn(amount) => {
                (token::burn(&treasury, &world.twist_account(&treasury), amount), model.burn(amount))
            }
            Action::Withdraw(who) => (
                token::withdraw_split(&world.actor(BENEFICIARIES[who]), None),
                model.withdraw(who).map_err(Into::into),
            ),
        };
        match expected {
            Ok(()) => drop(world.run(instruction)),
            Err(refusal) => world.refuses(instruction, refusal),
        }
    }

    fn compare(&self) {
        let Self { world, model } = self;
        let config = world.token_config();
        assert_eq!((config.minted_lifetime, config.burned), (model.minted, model.burned));
        assert_eq!((config.emission.minted, config.emission.carry), (model.emitted, model.carry));
        assert_eq!(u64::from(config.emission.next_period), model.next_period);
        assert_eq!(world.minter("minter").used, model.used);
        assert_eq!(world.twist(&world.actor("treasury")), model.holds);
        assert_eq!(BENEFICIARIES.map(|name| world.split_vault(name)), model.vaults);
        assert_eq!(BENEFICIARIES.map(|name| world.twist(&world.actor(name))), model.withdrawn);
        assert_eq!(world.supply(&token::mint()), model.minted - model.burned);
        assert!(model.minted + model.not_yet_emitted() <= MAX_SUPPLY, "the lifetime cap");
        assert!(model.carry < 2, "less than one unit per beneficiary is ever owed");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn the_program_does_what_the_model_says(actions in prop::collection::vec(action(), 20..60)) {
        let mut pair = Pair::new();
        for action in actions {
            pair.act(action);
            pair.compare();
        }
    }
}
