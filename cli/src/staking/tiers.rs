//! What a stake can be locked for: choosing among the terms on offer.

use anyhow::{Context, Result, bail};
use serde::Serialize;
use twist_attention::rules::DAY_SECONDS;
use twist_client::{
    programs::twist_staking::{accounts::StakingConfig, types::TermsArg},
    staking,
};

use super::{Lock, format};

/// One of the tiers on offer. Times are seconds.
#[derive(Serialize)]
pub struct TierReport {
    tier: usize,
    lock_seconds: i64,
    multiplier_bps: u16,
    penalty_bps: u16,
    cooldown_seconds: i64,
}

/// The tiers on offer, shortest lock first.
pub fn report(config: &StakingConfig) -> Vec<TierReport> {
    let offered = (1..).zip(staking::offered(config));
    offered
        .map(|(tier, terms)| TierReport {
            tier,
            lock_seconds: terms.lock_seconds,
            multiplier_bps: terms.multiplier_bps,
            penalty_bps: terms.penalty_bps,
            cooldown_seconds: terms.cooldown_seconds,
        })
        .collect()
}

/// The tiers on offer, one per line.
pub fn lines(config: &StakingConfig) -> Vec<String> {
    let offered = (1..).zip(staking::offered(config));
    offered.map(|(tier, terms)| format!("tier {tier}: {}", describe(&(*terms).into()))).collect()
}

/// Terms in one line.
pub fn describe(terms: &TermsArg) -> String {
    format!(
        "{} locked, weight {}, leaving early costs {}, cooldown {}",
        format::span(terms.lock_seconds),
        format::factor(terms.multiplier_bps),
        format::percent(terms.penalty_bps),
        format::span(terms.cooldown_seconds),
    )
}

/// The terms that were asked for, by their lock or their number.
pub fn choose(config: &StakingConfig, lock: Option<Lock>, tier: Option<usize>) -> Result<TermsArg> {
    let chosen = match (lock, tier) {
        (Some(lock), _) => staking::terms_for(config, lock.seconds),
        (None, Some(tier)) => tier.checked_sub(1).and_then(|index| {
            let terms = staking::offered(config).get(index)?;
            Some((*terms).into())
        }),
        (None, None) => bail!("choose a lock with --lock or --tier: {}", on_offer(config)),
    };
    chosen.with_context(|| format!("no such lock is on offer. On offer: {}", on_offer(config)))
}

/// Refuses to add to a position whose terms nobody can get any more.
pub fn require_offered(config: &StakingConfig, terms: &TermsArg) -> Result<()> {
    if !staking::is_offered(config, terms) {
        bail!(
            "the position's terms ({}) are no longer on offer, so nothing can be added to it: open another position. On offer: {}",
            describe(terms),
            on_offer(config)
        );
    }
    Ok(())
}

/// How to ask for each of the tiers.
fn on_offer(config: &StakingConfig) -> String {
    let offered = (1..).zip(staking::offered(config));
    let named: Vec<String> = offered
        .map(|(tier, terms): (usize, _)| {
            let (days, rest) = (terms.lock_seconds / DAY_SECONDS, terms.lock_seconds % DAY_SECONDS);
            let option = if rest == 0 { format!("--lock {days}d") } else { format!("--tier {tier}") };
            format!("{option} (weight {})", format::factor(terms.multiplier_bps))
        })
        .collect();
    named.join(", ")
}

#[cfg(test)]
mod tests {
    use bytemuck::Zeroable;

    use super::*;
    use crate::demo::Scenario;

    fn config() -> StakingConfig {
        let mut config = StakingConfig::zeroed();
        let terms = Scenario::load().unwrap().desired.tiers;
        config.tier_count = u8::try_from(terms.len()).unwrap();
        for (slot, terms) in config.tiers.iter_mut().zip(terms) {
            slot.lock_seconds = terms.lock_seconds;
            slot.cooldown_seconds = terms.cooldown_seconds;
            slot.multiplier_bps = terms.multiplier_bps;
            slot.penalty_bps = terms.penalty_bps;
        }
        config
    }

    fn refusal(lock: Option<&str>, tier: Option<usize>) -> String {
        let lock = lock.map(|text| Lock::parse(text).unwrap());
        choose(&config(), lock, tier).unwrap_err().to_string()
    }

    #[test]
    fn a_tier_goes_by_its_lock_or_its_number() {
        let config = config();
        let by_lock = choose(&config, Some(Lock::parse("90d").unwrap()), None).unwrap();
        let by_number = choose(&config, None, Some(2)).unwrap();
        for terms in [by_lock, by_number] {
            assert_eq!((terms.lock_seconds, terms.multiplier_bps), (90 * DAY_SECONDS, 12_500));
        }
        let line = "tier 2: 90 days locked, weight 1.25x, leaving early costs 10 %, cooldown 7 days";
        assert_eq!(lines(&config)[1], line);
    }

    #[test]
    fn whoever_asks_for_another_one_is_told_which_there_are() {
        let all = "--lock 30d (weight 1.1x), --lock 90d (weight 1.25x), --lock 180d (weight 1.5x), --lock 365d (weight 2x)";
        for refusal in [
            refusal(None, None),
            refusal(Some("91d"), None),
            refusal(Some("0d"), None),
            refusal(None, Some(0)),
            refusal(None, Some(5)),
        ] {
            assert!(refusal.ends_with(all), "{refusal}");
        }
        let mut config = config();
        config.tiers[1].lock_seconds += 3_600;
        assert!(on_offer(&config).contains("--tier 2 (weight 1.25x)"), "{}", on_offer(&config));
    }

    #[test]
    fn terms_that_changed_in_anything_are_not_on_offer() {
        let mut config = config();
        let terms = choose(&config, None, Some(1)).unwrap();
        require_offered(&config, &terms).unwrap();
        config.tiers[0].penalty_bps += 1;
        let refusal = require_offered(&config, &terms).unwrap_err().to_string();
        assert!(refusal.contains("no longer on offer"), "{refusal}");
    }
}
