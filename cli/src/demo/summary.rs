//! The report as a person reads it.

use std::fmt::Write as _;

use super::{report::Report, staking::PoolTotals};
use crate::amount::{Sol, Twist, grouped};

/// Renders the report.
pub fn render(report: &Report) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut text, report);
    text
}

fn write(text: &mut String, report: &Report) -> std::fmt::Result {
    writeln!(text, "\nAttention of {}", report.site)?;
    row(text, "events read", &grouped(report.events_read))?;
    row(text, "accepted", &grouped(report.vaus_accepted))?;
    for (reason, count) in &report.vaus_refused {
        row(text, &format!("refused: {}", reason.code()), &grouped(*count))?;
    }
    if report.epochs > 0 {
        money(text, report)?;
        costs(text, report)?;
    }
    writeln!(text, "\nConservation")?;
    if report.conserved {
        writeln!(
            text,
            "  conserved: every unit that was drawn was credited, finalized and claimed, or is the protocol's fee; every unit that \
             reached a pool was paid to its stakers or its owner, or is still there"
        )
    } else {
        writeln!(text, "  NOT CONSERVED:")?;
        report.broken.iter().try_for_each(|broken| writeln!(text, "    {broken}"))
    }
}

fn money(text: &mut String, report: &Report) -> std::fmt::Result {
    let twist = |amount| Twist(amount).to_string();
    writeln!(text, "\nPaid, in TWIST, over {} epochs to {} payees", report.epochs, grouped(report.payees))?;
    let roles = &report.credited_by_role;
    row(text, "viewers", &twist(roles.viewers))?;
    row(text, "publishers", &twist(roles.publishers))?;
    row(text, "influencers", &twist(roles.influencers))?;
    row(text, "influencers' pools", &twist(roles.pools))?;
    row(text, "credited", &twist(report.credited))?;
    row(text, "claimed", &twist(report.claimed))?;
    row(text, "protocol fee", &twist(report.fees))?;
    row(text, "drawn from the campaign", &twist(report.drawn))?;
    row(text, "left in the campaign", &twist(report.campaign_vault_balance))?;
    pools(text, &report.pools)?;
    writeln!(text, "\nTop payees, in TWIST")?;
    report
        .top_payees
        .iter()
        .try_for_each(|(payee, amount)| writeln!(text, "  {payee:<44}  {:>16}", Twist(*amount)))
}

fn pools(text: &mut String, pools: &PoolTotals) -> std::fmt::Result {
    let twist = |amount| Twist(amount).to_string();
    writeln!(text, "\nStaked, in TWIST, in {} positions", grouped(pools.positions))?;
    row(text, "staked", &twist(pools.staked))?;
    row(text, "emitted to the global pool", &twist(pools.pool_emission))?;
    row(text, "reached pools in all", &twist(pools.pool_rewards))?;
    row(text, "paid to stakers", &twist(pools.staker_claims))?;
    row(text, "of that, to viewers", &twist(pools.viewers_staker_claims))?;
    row(text, "paid to pools' owners", &twist(pools.commission))?;
    row(text, "left in pools", &twist(pools.reward_vaults_balance))
}

fn costs(text: &mut String, report: &Report) -> std::fmt::Result {
    writeln!(text, "\nCompute units{:>37} {:>9} {:>9}", "min", "median", "max")?;
    for (instruction, units) in &report.compute_units {
        let (min, median, max) = (grouped(units.min), grouped(units.median), grouped(units.max));
        writeln!(text, "  {instruction:<36} {min:>11} {median:>9} {max:>9}")?;
    }
    let sol = |lamports| format!("{} SOL", Sol(lamports));
    writeln!(text, "\nCosts")?;
    row(text, "transactions", &grouped(report.transactions))?;
    row(text, "their fees", &sol(report.transaction_fees))?;
    row(text, "rent per claimant", &sol(report.rent_per_claimant))?;
    row(text, "fee per claim", &sol(report.cost_per_claim))?;
    row(text, "a wallet's own token account", &sol(report.rent_per_token_account))
}

fn row(text: &mut String, label: &str, value: &str) -> std::fmt::Result {
    writeln!(text, "  {label:<30} {value:>30}")
}
