//! Running the real `twist` binary.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::process::{Command, Output};

use serde_json::Value;

/// What a run of `twist` printed, and how it ended.
pub struct Run {
    /// Exit code.
    pub code: i32,
    /// Results.
    pub stdout: String,
    /// Everything else.
    pub stderr: String,
}

/// Runs `twist` with `arguments`.
pub fn twist(arguments: &[&str]) -> Run {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_twist")).args(arguments).output().unwrap();
    Run {
        code: status.code().unwrap(),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}

impl Run {
    /// The one JSON object on stdout, after a successful run.
    pub fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.stderr);
        assert_eq!(self.stdout.lines().count(), 1, "exactly one object: {}", self.stdout);
        serde_json::from_str(&self.stdout).unwrap()
    }

    /// The one paragraph of a failed run, which must not be a panic and must have left stdout alone.
    pub fn refusal(&self) -> &str {
        assert_eq!(self.code, 1, "{}{}", self.stdout, self.stderr);
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        assert_eq!(self.stdout, "");
        let error = self.stderr.lines().find(|line| line.starts_with("error: "));
        error.unwrap_or_else(|| panic!("no error line in {}", self.stderr))
    }
}

/// Asserts the laws that every demo's JSON keeps.
pub fn assert_conserved(report: &Value) {
    let number = |key: &str| report[key].as_u64().unwrap_or_else(|| panic!("{key} in {report}"));
    assert_eq!(report["conserved"], true, "{report}");
    assert_eq!(number("credited"), number("finalized_total"));
    assert_eq!(number("credited"), number("claimed"));
    assert_eq!(number("drawn"), number("credited") + number("fees"));
    assert_eq!(number("payout_vault_balance"), 0);
    assert_eq!(number("campaign_vault_balance"), number("funded") - number("drawn"));
    let roles = ["viewers", "publishers", "influencers", "pools"];
    let by_role = roles.map(|role| report["credited_by_role"][role].as_u64().unwrap());
    assert_eq!(number("credited"), by_role.iter().sum::<u64>());
    assert_eq!(number("stake_vaults_balance"), number("stake_vaults_before") + number("staked"));
    assert_eq!(number("pool_rewards"), by_role[3] + number("pool_emission"));
    assert_eq!(
        number("reward_vaults_before") + number("pool_rewards"),
        number("staker_claims") + number("commission") + number("reward_vaults_balance")
    );
    assert_eq!(number("supply"), number("accounts_balance") + number("held_elsewhere"));
    // Nothing streams any more: what is left is less than a unit per position, and one per pool.
    assert!(number("reward_vaults_balance") <= number("positions") + number("pools"), "{report}");
    let refused: u64 =
        report["vaus_refused"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
    assert_eq!(number("events_read"), number("vaus_accepted") + refused);
}
