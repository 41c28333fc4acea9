//! Random epochs and claims, against a plain model of who has earned and been paid what.

use proptest::{collection::vec, prelude::*, sample::Index};
use solana_pubkey::Pubkey;
use twist_client::programs::twist_rewards::{error::TwistRewardsError as Error, events::Claimed};
use twist_tests::{
    Events, World,
    fixtures::{
        ledger::Ledger,
        registry::{BUDGET, USDC},
    },
};

/// Payees before the first one of the model, who never earn anything: the model's payees lie on both sides of the first page's
/// end.
const OTHERS: u32 = 1_022;

/// What happens in an epoch and while it is the current one.
#[derive(Clone, Debug)]
struct Epoch {
    /// Payees that appear.
    newcomers: usize,
    /// Who earns how much, base units.
    earnings: Vec<(Index, u64)>,
    /// Who claims, and whether by the previous epoch's proof.
    claims: Vec<(Index, bool)>,
}

fn epoch() -> impl Strategy<Value = Epoch> {
    // All that can be earned, 80 USDC, is within the campaign's budget and pace.
    let earnings = vec((any::<Index>(), 0..=5 * USDC), 0..=4);
    (1..=3_usize, earnings, vec(any::<(Index, bool)>(), 0..=6))
        .prop_map(|(newcomers, earnings, claims)| Epoch { newcomers, earnings, claims })
}

/// The chain, and what it must agree with.
struct Economy {
    world: World,
    distribution: Pubkey,
    earned: Vec<u64>,
    paid: Vec<u64>,
    /// The ledgers that can be claimed from: the current one and the one before.
    ledgers: Vec<Ledger>,
}

impl Economy {
    fn new() -> Self {
        let (world, distribution) = World::with_rewards();
        Self { world, distribution, earned: vec![], paid: vec![], ledgers: vec![] }
    }

    fn land(&mut self, epoch: &Epoch) {
        let payees = self.earned.len() + epoch.newcomers;
        self.earned.resize(payees, 0);
        self.paid.resize(payees, 0);
        for (who, amount) in &epoch.earnings {
            self.earned[who.index(payees)] += amount;
        }
        let others = vec![(self.world.stranger(), 0); OTHERS as usize];
        let known = self.earned.iter().enumerate().map(|(n, amount)| (self.world.payee(n), *amount));
        let ledger = Ledger::new(&self.distribution, others.into_iter().chain(known).collect());
        self.world.land(&ledger);
        self.ledgers.insert(0, ledger);
        self.ledgers.truncate(2);
        self.check();
    }

    /// Claims what `ledger` says about a payee that it knows.
    fn claim(&mut self, who: usize, ledger: usize) {
        let ledger = &self.ledgers[ledger];
        let index = OTHERS + u32::try_from(who).unwrap();
        let Some((payee, cumulative)) = ledger.payees.get(index as usize).copied() else { return };
        if cumulative > self.paid[who] {
            let event: Claimed = self.world.pay(ledger, index).event();
            assert_eq!((event.payee, event.amount), (payee, cumulative - self.paid[who]));
            self.paid[who] = cumulative;
        } else {
            let mint = self.world.usdc();
            self.world.open_ata(&payee, &mint);
            self.world.refuses(self.world.claim(ledger, index), Error::NothingDue);
        }
        self.check();
    }

    /// The payout vault holds exactly what is finalized and not claimed.
    fn check(&self) {
        let left = self.earned.iter().sum::<u64>() - self.paid.iter().sum::<u64>();
        assert_eq!(self.world.payout_vault(&self.distribution), left);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everyone_ends_with_exactly_what_it_earned(
        epochs in vec(epoch(), 1..=4),
        last_claims in Just((0..12).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let mut economy = Economy::new();
        for epoch in &epochs {
            economy.land(epoch);
            for (who, by_previous) in &epoch.claims {
                let who = who.index(economy.earned.len());
                economy.claim(who, usize::from(*by_previous).min(economy.ledgers.len() - 1));
            }
        }
        let payees = economy.earned.len();
        for who in last_claims.into_iter().filter(|who| *who < payees) {
            economy.claim(who, 0);
        }

        let Economy { world, distribution, earned, .. } = economy;
        let mint = world.usdc();
        for (n, earned) in earned.iter().enumerate() {
            prop_assert_eq!(world.balance(&world.payee(n), &mint), *earned);
        }
        prop_assert_eq!(world.payout_vault(&distribution), 0);
        let campaign = world.distribution(&distribution).source;
        let spent = earned.iter().sum::<u64>() + world.fee_vault(&mint);
        prop_assert_eq!(world.campaign(&campaign).drawn, spent);
        prop_assert_eq!(world.campaign_vault(&campaign), BUDGET - spent);
    }
}
