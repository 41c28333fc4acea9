//! `twist minter`: keys that may mint, and ending that.

use std::process::ExitCode;

use anyhow::{Context, Result};
use serde::Serialize;
use solana_pubkey::Pubkey;
use twist_client::{
    account,
    chain::Chain,
    programs::twist_token::{
        accounts::{Minter, TokenConfig},
        constants::PAUSE_MINT,
        types::MinterLimits,
    },
    token,
};
use twist_release::plan::{Action, Change, Step};

use super::session::{Outcome, Session, Stoppers, look, print};
use crate::{
    amount::Twist,
    args::{MinterArgs, MinterCommand, RevokeMinterArgs, ShowMinterArgs},
    output::Reporter,
    staking::format::{row, utc_from},
};

/// A minter as it is on chain.
struct Subject {
    state: Minter,
    now: i64,
}

/// Minters, for programs.
#[derive(Serialize)]
struct Report {
    minters: Vec<MinterReport>,
    minting_paused: bool,
    now: i64,
}

#[derive(Serialize)]
struct MinterReport {
    key: String,
    limits: Option<Limits>,
    proposed: Option<Limits>,
    proposed_from: Option<i64>,
    used: String,
    available: String,
    label_sha256: String,
}

#[derive(Serialize)]
struct Limits {
    allowance: String,
    capacity: String,
    refill_per_second: String,
}

/// What was revoked, for programs.
#[derive(Serialize)]
struct Revoked {
    key: String,
    used: String,
}

/// `twist minter`.
pub fn minter(args: &MinterArgs, reporter: &Reporter) -> Result<ExitCode> {
    match &args.command {
        MinterCommand::Show(args) => show(args, reporter),
        MinterCommand::Revoke(args) => revoke(args, reporter),
    }
}

impl Subject {
    fn find(chain: &dyn Chain, key: &Pubkey) -> Result<Self> {
        let state = account::fetch(chain, &token::minter(key))
            .with_context(|| format!("{key} is no minter and was never proposed as one"))?;
        Ok(Self { state, now: chain.now()? })
    }

    /// Limits in force.
    fn limits(&self) -> Option<&MinterLimits> {
        Some(&self.state.limits).filter(|limits| limits.allowance > 0)
    }

    /// Limits that wait, and until when.
    fn proposed(&self) -> Option<(&MinterLimits, i64)> {
        (self.state.proposed_at != 0).then_some((&self.state.proposed, self.state.proposed_at))
    }

    /// What it could mint right now, the pause and the cap aside, base units.
    fn available(&self) -> u64 {
        let Some(limits) = self.limits() else { return 0 };
        let elapsed = u64::try_from(self.now.saturating_sub(self.state.last_refill)).unwrap_or(0);
        let refilled = elapsed.saturating_mul(limits.refill_per_second);
        let level = self.state.level.saturating_add(refilled).min(limits.capacity);
        level.min(limits.allowance.saturating_sub(self.state.used))
    }

    fn report(&self) -> MinterReport {
        MinterReport {
            key: self.state.key.to_string(),
            limits: self.limits().map(Limits::of),
            proposed: self.proposed().map(|(limits, _)| Limits::of(limits)),
            proposed_from: self.proposed().map(|(_, from)| from),
            used: Twist(self.state.used).plain(),
            available: Twist(self.available()).plain(),
            label_sha256: hex::encode(self.state.label_hash),
        }
    }

    fn text(&self) -> String {
        let power = |limits: Option<&MinterLimits>| limits.map_or_else(|| "none".to_owned(), described);
        let proposed = self.proposed().map_or_else(
            || "nothing".to_owned(),
            |(limits, from)| format!("{}, from {}", described(limits), utc_from(from, self.now)),
        );
        let lines = [
            row("minter", &self.state.key.to_string()),
            row("power to mint", &power(self.limits())),
            row("proposed", &proposed),
            row("minted so far", &format!("{} TWIST", Twist(self.state.used))),
            row("could mint now", &format!("{} TWIST", Twist(self.available()))),
            row("label's SHA-256", &hex::encode(self.state.label_hash)),
        ];
        lines.join("\n") + "\n"
    }
}

impl Limits {
    fn of(limits: &MinterLimits) -> Self {
        Self {
            allowance: Twist(limits.allowance).plain(),
            capacity: Twist(limits.capacity).plain(),
            refill_per_second: Twist(limits.refill_per_second).plain(),
        }
    }
}

/// Limits in words.
pub fn described(limits: &MinterLimits) -> String {
    format!(
        "{} TWIST in all, at most {} at once, {} more per second",
        Twist(limits.allowance),
        Twist(limits.capacity),
        Twist(limits.refill_per_second)
    )
}

fn show(args: &ShowMinterArgs, reporter: &Reporter) -> Result<ExitCode> {
    let chain = look(&args.look)?;
    let config: TokenConfig = account::fetch(&chain, &token::config())?;
    let now = chain.now()?;
    let minters = match &args.key {
        Some(key) => vec![Subject::find(&chain, key)?],
        None => {
            let found = account::find_all::<Minter>(&chain)?;
            found.into_iter().map(|(_, state)| Subject { state, now }).collect()
        }
    };
    let report = Report {
        minters: minters.iter().map(Subject::report).collect(),
        minting_paused: config.paused & PAUSE_MINT != 0,
        now,
    };
    print(args.look.json, &report, &text(&minters, report.minting_paused), reporter)
}

fn text(minters: &[Subject], paused: bool) -> String {
    let none = "no key was ever proposed as a minter\n".to_owned();
    let shown: Vec<_> = minters.iter().map(Subject::text).collect();
    let minters = if shown.is_empty() { none } else { shown.join("\n") };
    format!("{minters}{}\n", row("minting by anybody", if paused { "PAUSED" } else { "runs" }))
}

fn revoke(args: &RevokeMinterArgs, reporter: &Reporter) -> Result<ExitCode> {
    let mut session = Session::open_for_role(&args.stop.role, reporter)?;
    let subject = Subject::find(session.chain(), &args.key)?;
    let revoked = || Revoked { key: args.key.to_string(), used: Twist(subject.state.used).plain() };
    if subject.limits().is_none() && subject.proposed().is_none() {
        let text = format!("{} has no power to mint", args.key);
        return session.finish("revoke", revoked(), &text, &Outcome::default());
    }
    let config: TokenConfig = account::fetch(session.chain(), &token::config())?;
    let stoppers = Stoppers { guardian: config.guardian, authority: config.authority.current };
    let stopper = session.stopper(&args.stop, stoppers)?;
    let mut changes = Vec::new();
    let mut ended = |what, limits: &MinterLimits| {
        changes.push(Change { what, from: described(limits), to: "none".to_owned() });
    };
    if let Some(limits) = subject.limits() {
        ended("power to mint", limits);
    }
    if let Some((limits, _)) = subject.proposed() {
        ended("proposed", limits);
    }
    let step = Step {
        name: format!("token: revoke minter {}", args.key),
        explanation: "Ends all power of this key to mint, proposed power included, at once. What it minted stays minted and \
                      counts towards the cap. Giving it power again takes a proposal and three days."
            .to_owned(),
        changes,
        irreversible: false,
        not_before: None,
        action: Action::Send(vec![token::revoke_minter(&stopper, &args.key)]),
    };
    let outcome = session.take("revoke_minter", &step)?;
    session.finish("revoke", revoked(), &format!("{} has no power to mint any more", args.key), &outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(now: i64) -> Subject {
        let mut state: Minter = bytemuck::Zeroable::zeroed();
        let twist = |amount: u64| amount * 1_000_000_000;
        state.limits =
            MinterLimits { allowance: twist(1_000), capacity: twist(100), refill_per_second: twist(1) };
        state.used = twist(950);
        state.last_refill = 1_000;
        Subject { state, now }
    }

    #[test]
    fn what_it_could_mint_follows_the_bucket_and_the_allowance() {
        for (now, available) in [(900, "0"), (1_000, "0"), (1_010, "10"), (9_999, "50")] {
            assert_eq!(subject(now).report().available, available, "{now}");
        }
    }

    #[test]
    fn power_is_shown_in_words() {
        let mut subject = subject(1_010);
        assert!(subject.text().contains(
            "power to mint       1,000 TWIST in all, at most 100 at once, 1 more per second\nproposed            nothing\n"
        ));
        subject.state.proposed = subject.state.limits;
        subject.state.proposed_at = 1_070;
        subject.state.limits = bytemuck::Zeroable::zeroed();
        let text = text(&[subject], true);
        for part in [
            "power to mint       none",
            "(in 1 minute)",
            "could mint now      0 TWIST",
            "minting by anybody  PAUSED",
        ] {
            assert!(text.contains(part), "{part}\nin\n{text}");
        }
    }
    #[test]
    fn minters_stand_apart_and_none_is_said() {
        let both = text(&[subject(0), subject(0)], false);
        assert_eq!(both.matches("\n\n").count(), 1, "{both}");
        assert_eq!(text(&[], false), "no key was ever proposed as a minter\nminting by anybody  runs\n");
    }
}
