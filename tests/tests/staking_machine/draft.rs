//! Random operations. Careful ones are meant to succeed; careless ones have anything in them.

use proptest::{prelude::*, test_runner::TestRng};
use twist_tests::model::staking::{
    Account, DAY, Mint, Model, Op, Owner, Place, PoolId, Position, PositionId, Status, Terms, USERS, WINDOW,
    Who,
};

use super::genesis::{INFLUENCER, OTHER_INFLUENCER};

mod governance;
mod pools;
mod positions;
mod world;

/// What all of a sequence is like.
#[derive(Clone, Copy, Debug)]
pub struct Mood {
    /// Time passes by hours and days rather than by months.
    pub unhurried: bool,
    /// Where half of everything happens.
    pub favourite: PoolId,
}

impl Mood {
    /// Draws one.
    pub fn drawn(model: &Model, rng: &mut TestRng) -> Self {
        let pools: Vec<_> = model.pools.keys().copied().collect();
        Self { unhurried: rng.random_ratio(60, 100), favourite: pools[rng.random_range(0..pools.len())] }
    }
}

/// Drafts the next step of a sequence.
pub struct Drafter<'a> {
    pub model: &'a Model,
    pub mood: Mood,
    /// How many steps came before.
    pub step: usize,
    pub careful: bool,
    pub rng: &'a mut TestRng,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Wait,
    Transfer,
    SendLamports,
    Freeze,
    Thaw,
    Approve,
    Revoke,
    Initialize,
    SetTiers,
    ProposeAuthority,
    AcceptAuthority,
    CancelAuthority,
    SetGuardian,
    Pause,
    Unpause,
    CreatePool,
    UpdatePool,
    ApplyPoolUpdate,
    ClaimCommission,
    RetirePool,
    Sync,
    Stake,
    AddStake,
    ExtendLock,
    ExpireLock,
    MigratePosition,
    Claim,
    Compound,
    RequestUnstake,
    CancelUnstake,
    Withdraw,
    ExitEarly,
    ClosePosition,
}

/// How often each is drawn, relative to the others.
const WEIGHTS: [(Kind, u32); 33] = [
    (Kind::Wait, 150),
    (Kind::Transfer, 80),
    (Kind::SendLamports, 8),
    (Kind::Freeze, 8),
    (Kind::Thaw, 12),
    (Kind::Approve, 6),
    (Kind::Revoke, 6),
    (Kind::Initialize, 2),
    (Kind::SetTiers, 12),
    (Kind::ProposeAuthority, 12),
    (Kind::AcceptAuthority, 10),
    (Kind::CancelAuthority, 8),
    (Kind::SetGuardian, 8),
    (Kind::Pause, 10),
    (Kind::Unpause, 20),
    (Kind::CreatePool, 15),
    (Kind::UpdatePool, 20),
    (Kind::ApplyPoolUpdate, 15),
    (Kind::ClaimCommission, 20),
    (Kind::RetirePool, 8),
    (Kind::Sync, 80),
    (Kind::Stake, 120),
    (Kind::AddStake, 45),
    (Kind::ExtendLock, 45),
    (Kind::ExpireLock, 30),
    (Kind::MigratePosition, 3),
    (Kind::Claim, 80),
    (Kind::Compound, 45),
    (Kind::RequestUnstake, 50),
    (Kind::CancelUnstake, 25),
    (Kind::Withdraw, 40),
    (Kind::ExitEarly, 30),
    (Kind::ClosePosition, 30),
];

impl Drafter<'_> {
    /// Draws what to do. Where something has just ended or is about to, it is often what depends on that.
    pub fn kind(&mut self) -> Kind {
        if self.percent(30) {
            let of_positions: Vec<_> = self.model.positions.values().flat_map(|it| self.ends(it)).collect();
            let mut pendings = self.model.pools.values().filter_map(|pool| pool.pending);
            let notice = pendings.any(|(_, at)| self.is_about_now(at)).then_some(Kind::ApplyPoolUpdate);
            let ending: Vec<_> = of_positions.into_iter().chain(notice).collect();
            if let Some(kind) = self.pick(&ending) {
                return kind;
            }
        }
        let total: u32 = WEIGHTS.iter().map(|(_, weight)| weight).sum();
        let mut drawn = self.rng.random_range(0..total);
        for (kind, weight) in WEIGHTS {
            match drawn.checked_sub(weight) {
                None => return kind,
                Some(rest) => drawn = rest,
            }
        }
        unreachable!("less than all weights together was drawn")
    }

    /// Draws how to do it.
    pub fn draft(&mut self, kind: Kind) -> Op {
        match kind {
            Kind::Wait => self.wait(),
            Kind::Transfer => self.transfer(),
            Kind::SendLamports => self.send_lamports(),
            Kind::Freeze | Kind::Thaw | Kind::Approve | Kind::Revoke => self.encumber(kind),
            Kind::Initialize
            | Kind::SetTiers
            | Kind::ProposeAuthority
            | Kind::AcceptAuthority
            | Kind::CancelAuthority
            | Kind::SetGuardian
            | Kind::Pause
            | Kind::Unpause => self.governance(kind),
            Kind::CreatePool
            | Kind::UpdatePool
            | Kind::ApplyPoolUpdate
            | Kind::ClaimCommission
            | Kind::RetirePool
            | Kind::Sync => self.about_a_pool(kind),
            _ => self.about_a_position(kind),
        }
    }

    fn is_about_now(&self, time: i64) -> bool {
        (time - self.model.now).abs() <= 1
    }

    /// What depends on an end that a position is at.
    fn ends(&self, position: &Position) -> Vec<Kind> {
        let lock =
            [Kind::ExpireLock, Kind::RequestUnstake, Kind::ExitEarly, Kind::Compound, Kind::ExtendLock];
        match position.status {
            Status::Staked if self.is_about_now(position.locked_until) => lock.to_vec(),
            Status::Unstaking if self.is_about_now(position.withdrawable_at) => vec![Kind::Withdraw],
            _ => Vec::new(),
        }
    }

    fn percent(&mut self, percent: u32) -> bool {
        self.rng.random_ratio(percent, 100)
    }

    /// A mistake that careless people make so often.
    fn slip(&mut self, percent: u32) -> bool {
        !self.careful && self.percent(percent)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        if from.is_empty() { None } else { Some(from[self.rng.random_range(0..from.len())]) }
    }

    fn anybody(&mut self) -> Who {
        Who(self.rng.random_range(0..USERS))
    }

    fn mint(&mut self) -> Mint {
        if self.percent(50) { Mint::Twist } else { Mint::Other }
    }

    /// A pool that exists; or, when careless, one that may not.
    fn pool(&mut self) -> PoolId {
        if self.slip(4) {
            let owner = if self.percent(50) { INFLUENCER } else { OTHER_INFLUENCER };
            return PoolId::of(owner, self.mint());
        }
        match self.rng.random_range(0..100) {
            0..=49 => self.mood.favourite,
            50..=64 => PoolId::GLOBAL,
            _ => self.any_pool(),
        }
    }

    fn any_pool(&mut self) -> PoolId {
        let all: Vec<_> = self.model.pools.keys().copied().collect();
        self.pick(&all).unwrap_or(PoolId::GLOBAL)
    }

    /// A position that exists, mostly one whose principal is doing `what`; or, when careless, one that may not.
    fn position(&mut self, what: Option<Status>) -> PositionId {
        let model = self.model;
        let (what, ending) = (what.filter(|_| self.percent(80)), self.percent(30));
        let doing = |position: &Position| what.is_none_or(|status| position.status == status);
        let at_an_end = |position: &Position| !ending || !self.ends(position).is_empty();
        let those = |fits: &dyn Fn(&Position) -> bool| -> Vec<PositionId> {
            model.positions.iter().filter(|(_, position)| fits(position)).map(|(id, _)| *id).collect()
        };
        let choices = [those(&|it| doing(it) && at_an_end(it)), those(&doing), those(&|_| true)];
        let existing = choices.iter().find(|choice| !choice.is_empty()).filter(|_| !self.slip(5));
        let existing = existing.and_then(|choice| self.pick(choice));
        existing.unwrap_or_else(|| PositionId { pool: self.pool(), owner: self.anybody(), nonce: 9 })
    }

    /// The lowest number that no position of `owner` in `pool` has.
    fn free_nonce(&self, pool: PoolId, owner: Who) -> u32 {
        let free =
            |nonce: &u32| !self.model.positions.contains_key(&PositionId { pool, owner, nonce: *nonce });
        (0..).find(free).unwrap_or_default()
    }

    fn place(&mut self, what: Option<Status>) -> Place {
        let mut place = Place::at(self.position(what));
        if self.slip(12) {
            place.owner = self.anybody();
        }
        if self.slip(8) {
            place.pool = self.pool();
        }
        place
    }

    /// The right vault, or, when careless, another one.
    fn vault(&mut self, right: Account) -> Account {
        if self.slip(12) { self.any_vault() } else { right }
    }

    fn any_vault(&mut self) -> Account {
        let pool = self.any_pool();
        if self.percent(50) { pool.stakes() } else { pool.rewards() }
    }

    /// Where an owner might want `mint` paid to.
    fn destination(&mut self, owner: Owner, mint: Mint) -> Account {
        let mint = if self.slip(6) { self.mint() } else { mint };
        let somebody = self.anybody();
        match (self.rng.random_range(0..10), owner) {
            (0..=5, _) => Account::Ata(owner, mint),
            (6, Owner::User(who)) => Account::Spare(who, mint),
            (7, _) => Account::of(somebody, mint),
            (8, _) => Account::Spare(somebody, mint),
            _ => {
                let vault = self.any_vault();
                if vault.mint() == mint { vault } else { Account::Ata(owner, mint) }
            }
        }
    }

    /// A user's token account.
    fn purse(&mut self, who: Who, mint: Mint) -> Account {
        if self.percent(80) { Account::of(who, mint) } else { Account::Spare(who, mint) }
    }

    /// An amount of at most `most` base units, of any magnitude. Its last digits are those of no other in the sequence: they say
    /// with which step it came.
    fn amount(&mut self, most: u64) -> u64 {
        let bits = self.rng.random_range(0..=most.checked_ilog2().unwrap_or(0));
        let amount = self.rng.random_range(1_u64 << bits..=(1_u64 << bits).saturating_mul(2)).min(most);
        if amount < 1_000_000 { amount } else { amount - amount % 1_000 + (self.step as u64) % 1_000 }
    }

    fn offered(&mut self) -> Terms {
        let tiers = self.model.config().map(|config| config.tiers.clone()).unwrap_or_default();
        let terms = self.pick(&tiers).expect("something is always on offer");
        if self.slip(15) {
            return Terms { penalty_bps: terms.penalty_bps ^ 1, ..terms };
        }
        terms
    }
}
