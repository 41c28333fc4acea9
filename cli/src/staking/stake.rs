//! `twist stake`: a new position, or more for one.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use solana_instruction::Instruction;
use twist_client::{
    chain::Receipt,
    event::StakingEvent,
    programs::twist_staking::{
        accounts::{Position, StakingConfig},
        types::{StakeArgs as NewStake, TermsArg},
    },
    staking::{self, Deposit, PositionStatus},
};

use super::{
    chosen_pool::ChosenPool,
    format,
    preview::Preview,
    session::{Session, events},
    tiers,
};
use crate::{
    amount::{Sol, Twist},
    args::StakeArgs,
    output::Reporter,
};

/// What was done, for programs.
#[derive(Serialize)]
struct Report {
    action: &'static str,
    signature: String,
    owner: String,
    pool: String,
    position: u32,
    position_address: String,
    added: String,
    amount: String,
    weight: String,
    share_percent: String,
    lock_seconds: i64,
    locked_until: i64,
    multiplier_bps: u16,
    penalty_bps: u16,
    cooldown_seconds: i64,
}

/// Stakes, after showing what that means.
pub fn stake(args: &StakeArgs, reporter: &Reporter) -> Result<ExitCode> {
    let mut session = Session::open(&args.sign, reporter)?;
    let config = session.config()?;
    let pool = ChosenPool::find(session.chain(), args.pool.pool)?;
    pool.require_open(&config)?;
    require_balance(&session, &pool, args.amount)?;
    let plan = Plan::make(args, &session, &config, &pool)?;

    session.confirm(plan.preview(&session, &pool)?)?;
    let receipt = session.send(plan.label(), vec![plan.instruction(&session, &pool)])?;
    let report = plan.report(&session, &pool, &receipt)?;
    let text = [
        format!("Staked {} TWIST in position {} of {}", args.amount, plan.nonce, pool.label()),
        format::row("now in it", &format!("{} TWIST", report.amount)),
        format::row("locked until", &format::utc(report.locked_until)),
        format::row("transaction", &report.signature),
    ];
    session.finish(&report, &(text.join("\n") + "\n"))
}

fn require_balance(session: &Session<'_>, pool: &ChosenPool, amount: Twist) -> Result<()> {
    let held = session.balance(&pool.state.stake_mint)?.unwrap_or(0);
    if held < amount.0 {
        bail!("{} holds {} TWIST: stake at most that", session.owner(), Twist(held));
    }
    Ok(())
}

/// A stake that could be made.
struct Plan {
    /// The position's number.
    nonce: u32,
    /// The position that is added to, if it is no new one.
    existing: Option<Position>,
    terms: TermsArg,
    amount: Twist,
    /// What it would come to.
    deposit: Deposit,
}

impl Plan {
    fn make(
        args: &StakeArgs,
        session: &Session<'_>,
        config: &StakingConfig,
        pool: &ChosenPool,
    ) -> Result<Self> {
        let (chain, now) = (session.chain(), session.now);
        let (nonce, existing, terms) = match args.position {
            Some(nonce) => {
                let position = pool.position(chain, &session.owner(), nonce)?;
                if staking::status(&position) != PositionStatus::Staked {
                    bail!("position {nonce} is not staked any more: open another one with --lock");
                }
                let terms = position.terms.into();
                tiers::require_offered(config, &terms)?;
                (nonce, Some(position), terms)
            }
            None => {
                let terms = tiers::choose(config, args.lock, args.tier)?;
                let taken = staking::positions_of(chain, &pool.address, &session.owner())?;
                (staking::next_nonce(&taken), None, terms)
            }
        };
        let deposit = match &existing {
            Some(position) => staking::add_stake_at(&pool.state, position, args.amount.0, now),
            None => staking::stake_at(&pool.state, &terms, args.amount.0, now),
        };
        let deposit = deposit.context("the position would be too large: stake less")?;
        Ok(Self { nonce, existing, terms, amount: args.amount, deposit })
    }

    fn label(&self) -> &'static str {
        if self.existing.is_some() { "staking::add_stake" } else { "staking::stake" }
    }

    fn instruction(&self, session: &Session<'_>, pool: &ChosenPool) -> Instruction {
        let owner = session.owner();
        match &self.existing {
            Some(position) => staking::add_stake(&pool.state, position, self.amount.0),
            None => {
                let stake = NewStake { nonce: self.nonce, amount: self.amount.0, terms: self.terms };
                staking::stake(&owner, &owner, &pool.state, stake)
            }
        }
    }

    fn preview(&self, session: &Session<'_>, pool: &ChosenPool) -> Result<Preview> {
        let Self { nonce, terms, amount, deposit, .. } = self;
        let now = session.now;
        let lock = format::span(terms.lock_seconds);
        let mut preview = Preview::new(
            format!("Staking {amount} TWIST"),
            format!("Stake {amount} TWIST, locked until {}?", format::utc(deposit.locked_until)),
        );
        preview.row("amount", format!("{amount} TWIST")).row("pool", pool.label());
        match &self.existing {
            Some(position) => preview
                .row("position", format!("{nonce}, which holds {} TWIST", Twist(position.amount)))
                .row("in it then", format!("{} TWIST", Twist(deposit.amount))),
            None => preview.row("position", format!("{nonce}, a new one")),
        };
        let (weight, pool_weight) = (deposit.weight, deposit.pool_weight);
        preview
            .row("lock", lock)
            .row("locked until", format::utc_from(deposit.locked_until, now))
            .row("weight", format!("{} ({})", Twist(weight), format::factor(terms.multiplier_bps)))
            .row("share of the pool", format::share_percent(weight, pool_weight))
            .row("commission", commission(pool));
        let early = staking::early_exit_under(terms, deposit.amount)
            .context("the tier's penalty is more than a whole")?;
        preview
            .row(
                "leaving early",
                format!(
                    "costs {} of the stake: {} TWIST",
                    format::percent(terms.penalty_bps),
                    Twist(early.penalty)
                ),
            )
            .row(
                "leaving later",
                format!(
                    "free, after a cooldown of {}, which earns nothing",
                    format::span(terms.cooldown_seconds)
                ),
            );
        if let Some(position) = &self.existing {
            preview.warn(format!(
                "all {} TWIST will be locked until {}, also the {} TWIST that are in position {nonce} now",
                Twist(deposit.amount),
                format::utc(deposit.locked_until),
                Twist(position.amount)
            ));
        } else {
            let rent = session.chain().minimum_balance(8 + size_of::<Position>())?;
            preview.row("rent", format!("{} SOL, which come back when the position is closed", Sol(rent)));
        }
        Ok(preview)
    }

    fn report(&self, session: &Session<'_>, pool: &ChosenPool, receipt: &Receipt) -> Result<Report> {
        let done = events(receipt)?.into_iter().find_map(|event| match event {
            StakingEvent::Staked(event) => Some((event.amount, event.weight, event.locked_until)),
            StakingEvent::StakeAdded(event) => Some((event.amount, event.weight, event.locked_until)),
            _ => None,
        });
        let (amount, weight, locked_until) =
            done.with_context(|| format!("transaction {} staked nothing", receipt.signature))?;
        let address = staking::position(&pool.address, &session.owner(), self.nonce);
        Ok(Report {
            action: if self.existing.is_some() { "add_stake" } else { "stake" },
            signature: receipt.signature.to_string(),
            owner: session.owner().to_string(),
            pool: pool.address.to_string(),
            position: self.nonce,
            position_address: address.to_string(),
            added: self.amount.plain(),
            amount: Twist(amount).plain(),
            weight: Twist(weight).plain(),
            share_percent: format::share(weight, self.deposit.pool_weight),
            lock_seconds: self.terms.lock_seconds,
            locked_until,
            multiplier_bps: self.terms.multiplier_bps,
            penalty_bps: self.terms.penalty_bps,
            cooldown_seconds: self.terms.cooldown_seconds,
        })
    }
}

/// What a pool's owner takes, now and soon.
pub fn commission(pool: &ChosenPool) -> String {
    let state = &pool.state;
    let now = match state.commission_bps {
        0 => "none".to_owned(),
        bps => format!("{} of the rewards go to the pool's owner", format::percent(bps)),
    };
    if state.pending_commission_at == 0 {
        return now;
    }
    format!(
        "{now}, {} can be put into force from {} on",
        format::percent(state.pending_commission_bps),
        format::utc(state.pending_commission_at)
    )
}
