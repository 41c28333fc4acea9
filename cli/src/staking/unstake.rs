//! `twist unstake`: one step on a stake's way out.

use std::process::ExitCode;

use anyhow::{Result, bail};
use serde::Serialize;
use solana_instruction::Instruction;
use twist_client::{
    chain::{ChainError, Receipt},
    event::StakingEvent,
    staking,
};

use super::{
    chosen_pool::ChosenPool,
    exit_plan::Plan,
    exit_step::{Step, Wish, exit_step},
    format,
    session::{Session, events},
};
use crate::{amount::Twist, args::UnstakeArgs, output::Reporter};

/// What was done, for programs.
#[derive(Serialize)]
struct Report {
    action: &'static str,
    signature: String,
    owner: String,
    pool: String,
    position: u32,
    amount: String,
    returned: String,
    penalty: String,
    rewards: String,
    reward_mint: String,
    withdrawable_at: Option<i64>,
    closed: bool,
}

/// Takes the next step, after showing which that is.
pub fn unstake(args: &UnstakeArgs, reporter: &Reporter) -> Result<ExitCode> {
    let wish = match (args.early, args.cancel) {
        (true, _) => Wish::Early,
        (_, true) => Wish::Cancel,
        _ => Wish::Next,
    };
    let mut session = Session::open(&args.sign, reporter)?;
    let pool = ChosenPool::find(session.chain(), args.pool.pool)?;
    let position = pool.position(session.chain(), &session.owner(), args.position)?;
    let step = exit_step(&position, wish, session.now)?;
    if step == Step::Cancel && pool.state.retired != 0 {
        bail!("{} is retired and takes no stake again: withdraw instead", pool.label());
    }
    let plan = Plan { pool, position, step };

    session.confirm(plan.preview(session.now))?;
    let receipt = plan.send(&mut session)?;
    let (report, text) = plan.report(&session, &receipt)?;
    session.finish(&report, &text)
}

impl Plan {
    /// The step alone. What it pays goes to the owner's associated token account, which is created if it is missing.
    fn essential(&self, session: &Session<'_>) -> Result<Vec<Instruction>> {
        let Self { pool, position, step } = self;
        let step = match step {
            Step::Request { .. } => staking::request_unstake(position),
            Step::Cancel => staking::cancel_unstake(position),
            Step::Withdraw => staking::withdraw(&pool.state, position, None),
            Step::ExitEarly(_) => staking::exit_early(&pool.state, position, None),
            Step::Close => return Ok(Vec::new()),
        };
        let mut instructions = Vec::new();
        if matches!(self.step, Step::Withdraw | Step::ExitEarly(_)) {
            instructions.extend(session.missing_account(&pool.state.stake_mint)?);
        }
        instructions.push(step);
        Ok(instructions)
    }

    /// What follows it: the rewards, and the end of the position.
    fn rest(&self, session: &Session<'_>) -> Result<Vec<Instruction>> {
        let Self { pool, position, .. } = self;
        let mut instructions = Vec::new();
        if !self.closes(session.now) {
            return Ok(instructions);
        }
        if self.pending(session.now) > 0 {
            instructions.extend(session.missing_account(&pool.state.reward_mint)?);
            instructions.push(staking::claim(&pool.state, position, None));
        }
        instructions.push(staking::close_position(position));
        Ok(instructions)
    }

    /// Sends everything at once. Getting the stake back must not depend on rewards (which an issuer may have frozen): if the whole is
    /// refused, the stake alone is tried.
    fn send(&self, session: &mut Session<'_>) -> Result<Receipt> {
        let (essential, rest) = (self.essential(session)?, self.rest(session)?);
        let has_fallback = !essential.is_empty() && !rest.is_empty();
        let whole = [essential.clone(), rest].concat();
        match session.send(self.label(), whole) {
            Err(error @ (ChainError::Rejected(_) | ChainError::TooLarge { .. })) if has_fallback => {
                session.warn(&format!(
                    "the rewards could not be paid with the stake, so the stake alone is next; `twist claim-stake` and `twist \
                     unstake {}` do the rest later ({error})",
                    self.position.nonce
                ));
                Ok(session.send(self.label(), essential)?)
            }
            result => Ok(result?),
        }
    }

    fn report(&self, session: &Session<'_>, receipt: &Receipt) -> Result<(Report, String)> {
        let Self { pool, position, .. } = self;
        let amount = Twist(position.amount);
        let (mut returned, mut penalty, mut rewards) = (0, 0, 0);
        let (mut withdrawable_at, mut closed) = (None, false);
        for event in events(receipt)? {
            match event {
                StakingEvent::UnstakeRequested(event) => withdrawable_at = Some(event.withdrawable_at),
                StakingEvent::Withdrawn(event) => returned = event.amount,
                StakingEvent::ExitedEarly(event) => (returned, penalty) = (event.returned, event.penalty),
                StakingEvent::RewardsClaimed(event) => rewards = event.amount,
                StakingEvent::PositionClosed(_) => closed = true,
                _ => {}
            }
        }
        let signature = receipt.signature.to_string();
        let mut lines = vec![match self.step {
            Step::Request { .. } => format!("Asked for {amount} TWIST back; they earn nothing any more"),
            Step::Cancel => format!("Staked {amount} TWIST again, without a lock"),
            Step::Withdraw => format!("Withdrew {} TWIST", Twist(returned)),
            Step::ExitEarly(_) => {
                format!("Left early: {} TWIST returned, {} TWIST lost", Twist(returned), Twist(penalty))
            }
            Step::Close => format!("Closed position {}", position.nonce),
        }];
        if let Some(moment) = withdrawable_at {
            lines.push(format::row("withdraw from", &format::utc(moment)));
            lines.push(format::row("with", &format!("`twist unstake {}{}`", position.nonce, pool.option())));
        }
        if rewards > 0 {
            lines.push(format::row("rewards paid", &pool.rewards(rewards)));
        }
        if closed {
            lines.push(format::row("position", &format!("{} is closed", position.nonce)));
        } else if self.leaves() {
            lines.push(format::row("position stays open", &self.last_step()));
        }
        lines.push(format::row("transaction", &signature));
        let report = Report {
            action: self.action(),
            signature,
            owner: session.owner().to_string(),
            pool: pool.address.to_string(),
            position: position.nonce,
            amount: amount.plain(),
            returned: Twist(returned).plain(),
            penalty: Twist(penalty).plain(),
            rewards: pool.plain_rewards(rewards),
            reward_mint: pool.state.reward_mint.to_string(),
            withdrawable_at,
            closed,
        };
        Ok((report, lines.join("\n") + "\n"))
    }
}
