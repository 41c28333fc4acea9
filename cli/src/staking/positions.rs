//! `twist positions`: somebody's stakes in a pool.

use std::process::ExitCode;

use anyhow::{Context, Result};
use serde::Serialize;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_client::{
    chain::{Chain, Rpc},
    programs::twist_staking::accounts::Position,
    staking::{self, EarlyExit, WayOut},
};

use super::{chosen_pool::ChosenPool, format, session::finish};
use crate::{amount::Twist, args::PositionsArgs, keypair_file, output::Reporter};

/// Somebody's positions in a pool, for programs.
#[derive(Serialize)]
struct Report {
    owner: String,
    pool: String,
    reward_mint: String,
    staked: String,
    pending_rewards: String,
    now: i64,
    positions: Vec<PositionReport>,
}

#[derive(Serialize)]
struct PositionReport {
    position: u32,
    position_address: String,
    state: &'static str,
    amount: String,
    weight: String,
    share_percent: String,
    lock_seconds: i64,
    locked_until: i64,
    multiplier_bps: u16,
    penalty_bps: u16,
    cooldown_seconds: i64,
    withdrawable_at: Option<i64>,
    pending_rewards: String,
    early_exit: Option<EarlyExitReport>,
}

#[derive(Serialize)]
struct EarlyExitReport {
    returned: String,
    penalty: String,
}

/// Lists positions.
pub fn positions(args: &PositionsArgs, reporter: &Reporter) -> Result<ExitCode> {
    let owner = match args.owner {
        Some(owner) => owner,
        None => {
            keypair_file::read(args.keypair.as_deref())?.context("name an --owner or a --keypair")?.pubkey()
        }
    };
    let chain = Rpc::connect(&args.chain.url)?;
    let pool = ChosenPool::find(&chain, args.pool.pool)?;
    let list = List {
        positions: staking::positions_of(&chain, &pool.address, &owner)?,
        owner,
        pool,
        now: chain.now()?,
    };
    finish(args.chain.json, &list.report(), &list.text(), reporter)
}

/// Somebody's positions in a pool at one moment.
struct List {
    owner: Pubkey,
    pool: ChosenPool,
    positions: Vec<Position>,
    now: i64,
}

impl List {
    fn pending(&self, position: &Position) -> u64 {
        staking::pending_rewards(&self.pool.state, position, self.now)
    }

    fn sum(&self, amount: impl Fn(&Position) -> u64) -> u64 {
        self.positions.iter().fold(0, |sum, position| sum.saturating_add(amount(position)))
    }

    fn report(&self) -> Report {
        Report {
            owner: self.owner.to_string(),
            pool: self.pool.address.to_string(),
            reward_mint: self.pool.state.reward_mint.to_string(),
            staked: Twist(self.sum(|position| position.amount)).plain(),
            pending_rewards: self.pool.plain_rewards(self.sum(|position| self.pending(position))),
            now: self.now,
            positions: self.positions.iter().map(|position| self.report_of(position)).collect(),
        }
    }

    fn report_of(&self, position: &Position) -> PositionReport {
        let way_out = staking::way_out(position, self.now);
        let early = |EarlyExit { returned, penalty }| EarlyExitReport {
            returned: Twist(returned).plain(),
            penalty: Twist(penalty).plain(),
        };
        PositionReport {
            position: position.nonce,
            position_address: staking::position_address(position).to_string(),
            state: state(way_out),
            amount: Twist(position.amount).plain(),
            weight: Twist(position.weight).plain(),
            share_percent: format::share(position.weight, self.pool.state.total_weight),
            lock_seconds: position.terms.lock_seconds,
            locked_until: position.locked_until,
            multiplier_bps: position.terms.multiplier_bps,
            penalty_bps: position.terms.penalty_bps,
            cooldown_seconds: position.terms.cooldown_seconds,
            withdrawable_at: (position.withdrawable_at != 0).then_some(position.withdrawable_at),
            pending_rewards: self.pool.plain_rewards(self.pending(position)),
            early_exit: match way_out {
                WayOut::Locked { early: exit, .. } => Some(early(exit)),
                _ => None,
            },
        }
    }

    fn text(&self) -> String {
        let label = self.pool.label();
        if self.positions.is_empty() {
            return format!("{} has no positions in {label}\n", self.owner);
        }
        let mut lines = vec![format!("{} in {label}", self.owner)];
        for position in &self.positions {
            lines.push(String::new());
            lines.extend(self.lines_of(position));
        }
        if self.positions.len() > 1 {
            let staked = self.sum(|position| position.amount);
            let pending = self.sum(|position| self.pending(position));
            lines.push(String::new());
            lines.push(format::row("all together", &format!("{} TWIST", Twist(staked))));
            lines.push(format::row("rewards due", &self.pool.rewards(pending)));
        }
        lines.join("\n") + "\n"
    }

    fn lines_of(&self, position: &Position) -> Vec<String> {
        let (nonce, amount) = (position.nonce, Twist(position.amount));
        let until = |moment| format::utc_from(moment, self.now);
        let unstake = format!("`twist unstake {nonce}{}`", self.pool.option());
        let (is, next) = match staking::way_out(position, self.now) {
            WayOut::Locked { until: end, early } => (
                format!("locked until {}", until(end)),
                format!(
                    "wait; leaving early costs {} TWIST and returns {}",
                    Twist(early.penalty),
                    Twist(early.returned)
                ),
            ),
            WayOut::Unlocked { .. } => (
                "staked, lock over".to_owned(),
                format!("{unstake} begins the cooldown of {}", format::span(position.terms.cooldown_seconds)),
            ),
            WayOut::CoolingDown { until: end } => {
                (format!("asked back; can be withdrawn from {}", until(end)), "wait".to_owned())
            }
            WayOut::Withdrawable => {
                ("asked back; can be withdrawn".to_owned(), format!("{unstake} withdraws it"))
            }
            WayOut::Gone => ("paid out".to_owned(), format!("{unstake} closes the position")),
        };
        let share = format::share_percent(position.weight, self.pool.state.total_weight);
        vec![
            format!("position {nonce}: {amount} TWIST"),
            format::row("  state", &is),
            format::row("  weight", &format!("{} ({share} of the pool)", Twist(position.weight))),
            format::row("  rewards due", &self.pool.rewards(self.pending(position))),
            format::row("  next", &next),
        ]
    }
}

/// Names of states, for programs: these do not change.
const fn state(way_out: WayOut) -> &'static str {
    match way_out {
        WayOut::Locked { .. } => "locked",
        WayOut::Unlocked { .. } => "unlocked",
        WayOut::CoolingDown { .. } => "cooling_down",
        WayOut::Withdrawable => "withdrawable",
        WayOut::Gone => "empty",
    }
}
