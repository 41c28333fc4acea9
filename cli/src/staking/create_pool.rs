//! `twist pool create`: a pool for the key that signs.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use twist_client::{
    programs::twist_staking::{accounts::Pool, constants::COMMISSION_NOTICE_SECONDS},
    spl, staking, token,
};

use super::{format, preview::Preview, session::Session};
use crate::{amount::Sol, args::CreatePoolArgs, output::Reporter};

/// Size of an SPL token account, bytes.
const TOKEN_ACCOUNT_BYTES: usize = 165;

/// What was done, for programs.
#[derive(Serialize)]
struct Report {
    action: &'static str,
    signature: String,
    owner: String,
    pool: String,
    reward_mint: String,
    commission_bps: u16,
    stake_vault: String,
    reward_vault: String,
}

/// Creates a pool, after showing what it will be.
pub fn create(args: &CreatePoolArgs, reporter: &Reporter) -> Result<ExitCode> {
    let mut session = Session::open(&args.sign, reporter)?;
    session.config()?;
    let (chain, owner, bps) = (session.chain(), session.owner(), args.commission.bps);
    let mint = args.reward_mint.unwrap_or_else(token::mint);
    let pool = staking::pool(&owner, &mint);
    spl::decimals(&chain.existing_account("mint", &mint)?)
        .with_context(|| format!("{mint} cannot be a pool's reward mint"))?;
    if chain.account(&pool)?.is_some() {
        bail!(
            "{owner} has a pool that pays in this mint already: {pool}; look at it with `twist pool show {pool}`"
        );
    }

    let pays = if mint == token::mint() { "TWIST".to_owned() } else { format!("mint {mint}") };
    let rent =
        chain.minimum_balance(8 + size_of::<Pool>())? + 2 * chain.minimum_balance(TOKEN_ACCOUNT_BYTES)?;
    let mut preview = Preview::new(
        format!("Creating a pool with {} commission", format::percent(bps)),
        format!("Create this pool, of whose rewards you take {}?", format::percent(bps)),
    );
    preview
        .row("pool", pool.to_string())
        .row("owner", owner.to_string())
        .row("staked in it", "TWIST")
        .row("pays in", format!("{pays}, for ever"))
        .row("commission", format!("{} of the rewards are yours", format::percent(bps)))
        .row(
            "changing that",
            format!("lower at once, higher after {} of notice", format::span(COMMISSION_NOTICE_SECONDS)),
        )
        .row("rent", format!("{} SOL, which do not come back: pools are for ever", Sol(rent)));
    session.confirm(preview)?;

    let create = staking::create_pool(&owner, &owner, &mint, bps);
    let receipt = session.send("staking::create_pool", vec![create])?;
    let report = Report {
        action: "create_pool",
        signature: receipt.signature.to_string(),
        owner: owner.to_string(),
        pool: pool.to_string(),
        reward_mint: mint.to_string(),
        commission_bps: bps,
        stake_vault: staking::stake_vault(&pool).to_string(),
        reward_vault: staking::reward_vault(&pool, &mint).to_string(),
    };
    let lines = [
        format!("Created pool {pool}"),
        format::row("pay rewards to", &pool.to_string()),
        format::row("stake in it with", &format!("twist stake AMOUNT --pool {pool}")),
        format::row("transaction", &report.signature),
    ];
    session.finish(&report, &(lines.join("\n") + "\n"))
}
