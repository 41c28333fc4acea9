//! A step on a stake's way out: what it means, and what its preview says.

use twist_client::{programs::twist_staking::accounts::Position, staking};

use super::{chosen_pool::ChosenPool, exit_step::Step, format, preview::Preview};
use crate::amount::Twist;

/// A step that could be taken.
pub struct Plan {
    /// Where it is staked.
    pub pool: ChosenPool,
    /// What is leaving.
    pub position: Position,
    /// The step.
    pub step: Step,
}

impl Plan {
    /// The step's name, for programs.
    pub fn action(&self) -> &'static str {
        match self.step {
            Step::Request { .. } => "request_unstake",
            Step::Cancel => "cancel_unstake",
            Step::Withdraw => "withdraw",
            Step::ExitEarly(_) => "exit_early",
            Step::Close => "close",
        }
    }

    /// The step's name in errors.
    pub fn label(&self) -> &'static str {
        match self.step {
            Step::Request { .. } => "staking::request_unstake",
            Step::Cancel => "staking::cancel_unstake",
            Step::Withdraw => "staking::withdraw",
            Step::ExitEarly(_) => "staking::exit_early",
            Step::Close => "staking::close_position",
        }
    }

    /// Rewards that could be claimed, base units.
    pub fn pending(&self, now: i64) -> u64 {
        staking::pending_rewards(&self.pool.state, &self.position, now)
    }

    /// Whether the stake is gone after the step.
    pub fn leaves(&self) -> bool {
        matches!(self.step, Step::Withdraw | Step::ExitEarly(_) | Step::Close)
    }

    /// How to end a position that stays open when its stake is gone.
    pub fn last_step(&self) -> String {
        let Self { pool, position, .. } = self;
        format!(
            "`twist unstake {}{}` pays its last rewards and gives the rent back",
            position.nonce,
            pool.option()
        )
    }

    /// Whether the position can be closed in the same transaction. One that has nothing due and still earns may have by then.
    pub fn closes(&self, now: i64) -> bool {
        let Self { pool, position, .. } = self;
        self.leaves() && (self.pending(now) > 0 || !staking::still_earns(&pool.state, position, now))
    }

    /// What the person is asked to agree to.
    pub fn preview(&self, now: i64) -> Preview {
        let Self { pool, position, step } = self;
        let (nonce, amount) = (position.nonce, Twist(position.amount));
        let pending = self.pending(now);
        let cooldown = format::span(position.terms.cooldown_seconds);
        let mut preview;
        match *step {
            Step::Request { withdrawable_at } => {
                preview = Preview::new(
                    format!("Asking for {amount} TWIST back"),
                    format!("Begin the cooldown of {cooldown} for {amount} TWIST?"),
                );
                preview
                    .row("now", format!("{amount} TWIST stop earning; the cooldown of {cooldown} begins"))
                    .row("withdraw from", format::utc_from(withdrawable_at, now))
                    .row("with", format!("`twist unstake {nonce}{}`, once more", pool.option()))
                    .row("penalty", "none");
            }
            Step::Cancel => {
                preview = Preview::new(
                    format!("Staking {amount} TWIST again"),
                    format!("Stake {amount} TWIST again, without a lock?"),
                );
                preview
                    .row("now", format!("{amount} TWIST are staked again and earn, without a lock"))
                    .row("weight", format!("{amount} ({})", format::factor(10_000)))
                    .warn(format!("leaving then takes the whole cooldown of {cooldown} again"));
            }
            Step::Withdraw => {
                preview = Preview::new(
                    format!("Withdrawing {amount} TWIST"),
                    format!("Withdraw {amount} TWIST to your wallet?"),
                );
                preview.row("now", format!("{amount} TWIST go to your wallet")).row("penalty", "none");
            }
            Step::ExitEarly(early) => {
                let (returned, penalty) = (Twist(early.returned), Twist(early.penalty));
                let goes =
                    if pool.is_global() { "is burned" } else { "goes to the stakers of the global pool" };
                preview = Preview::new(
                    format!("Leaving early with {amount} TWIST"),
                    format!("Lose {penalty} TWIST to get {returned} TWIST now?"),
                );
                preview
                    .row("staked", format!("{amount} TWIST"))
                    .row("penalty", format!("{penalty} TWIST ({})", format::percent(position.terms.penalty_bps)))
                    .row("returned now", format!("{returned} TWIST"))
                    .warn(format!(
                        "{penalty} TWIST are lost: the penalty {goes}. Without --early the stake is free from {} on",
                        format::utc_from(position.locked_until, now)
                    ));
            }
            Step::Close => {
                preview =
                    Preview::new(format!("Closing position {nonce}"), format!("Close position {nonce}?"));
                preview.row(
                    "now",
                    "the stake was paid out already; what is left is paid and the rent comes back",
                );
            }
        }
        preview.row("position", nonce.to_string()).row("pool", pool.label());
        match step {
            Step::Request { .. } | Step::Cancel => {
                preview.row("rewards", format!("{} stay claimable", pool.rewards(pending)));
            }
            _ if pending > 0 => {
                preview.row("rewards", format!("{} are paid with it", pool.rewards(pending)));
            }
            _ => {
                preview.row("rewards", "none are due");
            }
        }
        if self.closes(now) {
            preview.row("position is closed", "its rent comes back to who paid it");
        } else if self.leaves() {
            preview.row("position stays open", self.last_step());
        }
        preview
    }
}
