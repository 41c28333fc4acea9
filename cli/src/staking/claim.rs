//! `twist claim-stake`: paying what positions have earned, or staking it too.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use solana_instruction::Instruction;
use solana_pubkey::Pubkey;
use twist_client::{
    chain::Receipt,
    event::StakingEvent,
    programs::twist_staking::accounts::Position,
    staking::{self, PositionStatus},
};

use super::{
    chosen_pool::ChosenPool,
    format,
    preview::Preview,
    session::{Session, events},
};
use crate::{args::ClaimStakeArgs, output::Reporter};

/// Positions that are paid in one transaction: with its first part (a token account, a sync) it stays well below the limits on size
/// and compute units.
const POSITIONS_PER_TRANSACTION: usize = 6;

/// What was done, for programs.
#[derive(Serialize)]
struct Report {
    action: &'static str,
    signatures: Vec<String>,
    owner: String,
    pool: String,
    reward_mint: String,
    synced: String,
    total: String,
    positions: Vec<PaidReport>,
}

/// What one position was paid.
#[derive(Serialize)]
struct PaidReport {
    position: u32,
    amount: String,
}

/// Claims, after showing how much.
pub fn claim(args: &ClaimStakeArgs, reporter: &Reporter) -> Result<ExitCode> {
    let mut session = Session::open(&args.sign, reporter)?;
    let pool = ChosenPool::find(session.chain(), args.pool.pool)?;
    if args.compound {
        pool.require_open(&session.config()?)?;
        if !pool.pays_twist() {
            bail!(
                "{} does not pay TWIST, and nothing else can be staked: claim without --compound",
                pool.label()
            );
        }
    }
    let plan = Plan::make(args, &session, pool)?;
    if plan.does_nothing() {
        let text = format!("Nothing is due in {}\n", plan.pool.label());
        return session.finish(&plan.report(&session, &[])?, &text);
    }

    session.confirm(plan.preview())?;
    let receipts = plan.send(&mut session)?;
    let report = plan.report(&session, &receipts)?;
    session.finish(&report, &plan.text(&receipts)?)
}

/// A claim that could be made.
struct Plan {
    pool: ChosenPool,
    compound: bool,
    /// Positions with something due, and how much, base units.
    due: Vec<(Position, u64)>,
    /// What the pool does not stream yet, base units.
    unaccounted: u64,
}

impl Plan {
    fn make(args: &ClaimStakeArgs, session: &Session<'_>, pool: ChosenPool) -> Result<Self> {
        let (chain, owner, now) = (session.chain(), session.owner(), session.now);
        let positions = match args.position {
            Some(nonce) => vec![pool.position(chain, &owner, nonce)?],
            None => staking::positions_of(chain, &pool.address, &owner)?,
        };
        let pending = |position: Position| (position, staking::pending_rewards(&pool.state, &position, now));
        let due = positions.into_iter().map(pending).filter(|(_, amount)| *amount > 0);
        let (due, left): (Vec<_>, Vec<_>) = due
            .partition(|(position, _)| !args.compound || staking::status(position) == PositionStatus::Staked);
        for (position, amount) in left {
            session.warn(&format!(
                "position {} is not staked any more, so its {} cannot be compounded: claim them without --compound",
                position.nonce,
                pool.rewards(amount)
            ));
        }
        let unaccounted = pool.unaccounted(chain, now)?;
        Ok(Self { pool, compound: args.compound, due, unaccounted })
    }

    fn does_nothing(&self) -> bool {
        self.due.is_empty() && self.unaccounted == 0
    }

    fn total(&self) -> u64 {
        self.due.iter().fold(0, |total, (_, amount)| total.saturating_add(*amount))
    }

    fn preview(&self) -> Preview {
        let pool = &self.pool;
        let total = pool.rewards(self.total());
        let (title, question) = match (self.due.is_empty(), self.compound) {
            (true, _) => ("Nothing is due to you yet".to_owned(), "Sync the pool?".to_owned()),
            (false, false) => (format!("Claiming {total}"), format!("Claim {total}?")),
            (false, true) => (format!("Compounding {total}"), format!("Stake the {total} that were earned?")),
        };
        let mut preview = Preview::new(title, question);
        preview.row("pool", pool.label());
        for (position, amount) in &self.due {
            preview.row("position", format!("{}: {}", position.nonce, pool.rewards(*amount)));
            if self.compound {
                preview
                    .row("", format!("staked under its lock, until {}", format::utc(position.locked_until)));
            }
        }
        if !self.due.is_empty() {
            let goes = if self.compound { "into the stakes" } else { "to your wallet" };
            preview.row("together", format!("{total}, {goes}"));
        }
        if self.unaccounted > 0 {
            preview.row(
                "sync",
                format!(
                    "{} came in and will stream to all stakers in the next window",
                    pool.rewards(self.unaccounted)
                ),
            );
        }
        preview
    }

    /// The first transaction goes alone: the others rely on the token account that it may create.
    fn send(&self, session: &mut Session<'_>) -> Result<Vec<Receipt>> {
        let pool = &self.pool.state;
        let label = if self.compound { "staking::compound" } else { "staking::claim" };
        let pay = |(position, _): &(Position, u64)| {
            if self.compound {
                staking::compound(pool, position)
            } else {
                staking::claim(pool, position, None)
            }
        };
        let mut first: Vec<Instruction> = Vec::new();
        if !self.compound && !self.due.is_empty() {
            first.extend(session.missing_account(&pool.reward_mint)?);
        }
        if self.unaccounted > 0 {
            first.push(staking::sync(pool));
        }
        let mut parts = self.due.chunks(POSITIONS_PER_TRANSACTION);
        first.extend(parts.next().unwrap_or_default().iter().map(pay));
        let others: Vec<Vec<_>> = parts.map(|part| part.iter().map(pay).collect()).collect();

        let mut receipts = vec![session.send(label, first)?];
        if !others.is_empty() {
            let more = session.send_all(label, others).context(
                "some positions were paid and some were not: run this again, nothing is paid twice",
            )?;
            receipts.extend(more);
        }
        Ok(receipts)
    }

    fn report(&self, session: &Session<'_>, receipts: &[Receipt]) -> Result<Report> {
        let done = Done::of(receipts)?;
        let pool = &self.pool;
        let action = match (self.due.is_empty(), self.compound) {
            _ if receipts.is_empty() => "none",
            (true, _) => "sync",
            (false, false) => "claim",
            (false, true) => "compound",
        };
        let paid = |(position, amount): &(u32, u64)| PaidReport {
            position: *position,
            amount: pool.plain_rewards(*amount),
        };
        Ok(Report {
            action,
            signatures: receipts.iter().map(|receipt| receipt.signature.to_string()).collect(),
            owner: session.owner().to_string(),
            pool: pool.address.to_string(),
            reward_mint: pool.state.reward_mint.to_string(),
            synced: pool.plain_rewards(done.synced),
            total: pool.plain_rewards(done.total()),
            positions: self.numbered(&done).iter().map(paid).collect(),
        })
    }

    fn text(&self, receipts: &[Receipt]) -> Result<String> {
        let (pool, done) = (&self.pool, Done::of(receipts)?);
        let mut lines = Vec::new();
        if !self.due.is_empty() {
            let did = if self.compound { "Compounded" } else { "Claimed" };
            lines.push(format!("{did} {}", pool.rewards(done.total())));
        }
        for (nonce, amount) in self.numbered(&done) {
            lines.push(format::row("position", &format!("{nonce}: {}", pool.rewards(amount))));
        }
        if done.synced > 0 {
            lines.push(format!("Synced {}, which will stream to all stakers", pool.rewards(done.synced)));
        }
        for receipt in receipts {
            lines.push(format::row("transaction", &receipt.signature.to_string()));
        }
        Ok(lines.join("\n") + "\n")
    }

    /// What was paid, by positions' numbers.
    fn numbered(&self, done: &Done) -> Vec<(u32, u64)> {
        let number_of = |address| {
            let of = |(position, _): &&(Position, u64)| staking::position_address(position) == address;
            self.due.iter().find(of).map(|(position, _)| position.nonce)
        };
        done.paid.iter().filter_map(|(address, amount)| Some((number_of(*address)?, *amount))).collect()
    }
}

/// What transactions did. Amounts are base units of the reward mint.
#[derive(Default)]
struct Done {
    /// By position's address.
    paid: Vec<(Pubkey, u64)>,
    synced: u64,
}

impl Done {
    fn of(receipts: &[Receipt]) -> Result<Self> {
        let mut done = Self::default();
        for receipt in receipts {
            for event in events(receipt)? {
                match event {
                    StakingEvent::RewardsClaimed(event) => done.paid.push((event.position, event.amount)),
                    StakingEvent::RewardsCompounded(event) => {
                        done.paid.push((event.position, event.compounded));
                    }
                    StakingEvent::PoolSynced(event) => done.synced = event.surplus,
                    _ => {}
                }
            }
        }
        Ok(done)
    }

    fn total(&self) -> u64 {
        self.paid.iter().fold(0, |total, (_, amount)| total.saturating_add(*amount))
    }
}
