//! `twist pool show`: what is staked in a pool, what it pays and what it costs.

use std::process::ExitCode;

use anyhow::Result;
use serde::Serialize;
use twist_client::{
    account,
    chain::{Chain, Rpc},
    programs::twist_staking::{accounts::StakingConfig, constants::PAUSE_DEPOSITS},
    staking::{self, StreamOutlook},
};

use super::{
    chosen_pool::ChosenPool,
    format,
    session::finish,
    stake::commission,
    tiers::{self, TierReport},
};
use crate::{
    amount::{Twist, grouped},
    args::ShowPoolArgs,
    output::Reporter,
};

/// A pool, for programs.
#[derive(Serialize)]
struct Report {
    pool: String,
    owner: String,
    global: bool,
    retired: bool,
    deposits_paused: bool,
    reward_mint: String,
    reward_vault: String,
    staked: String,
    unstaking: String,
    positions: u64,
    weight: String,
    stream: StreamReport,
    unaccounted: String,
    commission_bps: u16,
    pending_commission: Option<PendingReport>,
    owner_due: String,
    tiers: Vec<TierReport>,
    now: i64,
}

#[derive(Serialize)]
struct StreamReport {
    flows: bool,
    per_day: String,
    remaining: String,
    queued: String,
    window_ends_at: Option<i64>,
}

#[derive(Serialize)]
struct PendingReport {
    commission_bps: u16,
    from: i64,
}

/// Shows a pool.
pub fn show(args: &ShowPoolArgs, reporter: &Reporter) -> Result<ExitCode> {
    let chain = Rpc::connect(&args.chain.url)?;
    let config: StakingConfig = account::fetch(&chain, &staking::config())?;
    let pool = ChosenPool::find(&chain, args.pool)?;
    let now = chain.now()?;
    let unaccounted = pool.unaccounted(&chain, now)?;
    let report = report(&pool, &config, unaccounted, now);
    finish(args.chain.json, &report, &text(&pool, &config, unaccounted, now), reporter)
}

fn report(pool: &ChosenPool, config: &StakingConfig, unaccounted: u64, now: i64) -> Report {
    let state = &pool.state;
    let stream = staking::stream_at(state, now);
    let pending =
        PendingReport { commission_bps: state.pending_commission_bps, from: state.pending_commission_at };
    Report {
        pool: pool.address.to_string(),
        owner: state.owner.to_string(),
        global: pool.is_global(),
        retired: state.retired != 0,
        deposits_paused: paused(config),
        reward_mint: state.reward_mint.to_string(),
        reward_vault: state.reward_vault.to_string(),
        staked: Twist(state.total_staked).plain(),
        unstaking: Twist(state.unstaking).plain(),
        positions: state.positions,
        weight: Twist(state.total_weight).plain(),
        stream: StreamReport {
            flows: stream.flows,
            per_day: pool.plain_rewards(stream.per_window),
            remaining: pool.plain_rewards(stream.remaining),
            queued: pool.plain_rewards(stream.queued),
            window_ends_at: stream.window_ends_at,
        },
        unaccounted: pool.plain_rewards(unaccounted),
        commission_bps: state.commission_bps,
        pending_commission: (state.pending_commission_at != 0).then_some(pending),
        owner_due: pool.plain_rewards(staking::pending_commission(state, now)),
        tiers: tiers::report(config),
        now,
    }
}

fn text(pool: &ChosenPool, config: &StakingConfig, unaccounted: u64, now: i64) -> String {
    let state = &pool.state;
    let rewards = |amount| pool.rewards(amount);
    let takes_stakes = match (state.retired != 0, paused(config)) {
        (true, _) => "no more: the pool is retired",
        (false, true) => "not now: deposits are paused",
        (false, false) => "yes",
    };
    let mut lines = vec![
        format::row("pool", &pool.label()),
        format::row("takes stakes", takes_stakes),
        format::row("staked", &format!("{} TWIST", Twist(state.total_staked))),
        format::row("weight", &Twist(state.total_weight).to_string()),
        format::row("positions", &grouped(state.positions)),
        format::row("asked back", &format!("{} TWIST", Twist(state.unstaking))),
    ];
    lines.extend(stream_lines(pool, &staking::stream_at(state, now), now));
    if unaccounted > 0 {
        lines.push(format::row(
            "came in",
            &format!("{}, which stream after a sync (`twist claim-stake` does it)", rewards(unaccounted)),
        ));
    }
    lines.push(format::row("commission", &commission(pool)));
    lines.push(format::row("due to the owner", &rewards(staking::pending_commission(state, now))));
    lines.push("on offer to new stakes".to_owned());
    lines.extend(tiers::lines(config).iter().map(|tier| format!("  {tier}")));
    lines.join("\n") + "\n"
}

fn stream_lines(pool: &ChosenPool, stream: &StreamOutlook, now: i64) -> Vec<String> {
    let queued = format::row("queued", &format!("{} for the next window", pool.rewards(stream.queued)));
    let Some(end) = stream.window_ends_at else {
        let still = "nothing: too little is staked for the stream to flow";
        return vec![format::row("releasing", still), queued];
    };
    vec![
        format::row("releasing", &format!("{} per day", pool.rewards(stream.per_window))),
        format::row("still to release", &pool.rewards(stream.remaining)),
        format::row("window ends", &format::utc_from(end, now)),
        queued,
    ]
}

const fn paused(config: &StakingConfig) -> bool {
    config.paused & PAUSE_DEPOSITS != 0
}
