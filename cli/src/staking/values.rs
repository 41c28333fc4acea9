//! What people write for a pool, a lock and a commission. None of it is guessed at: a number without its unit is refused.

use solana_pubkey::Pubkey;
use twist_attention::rules::DAY_SECONDS;
use twist_client::programs::twist_staking::constants::MAX_COMMISSION_BPS;

/// A pool as people name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolName {
    /// The one in which every holder can stake.
    Global,
    /// A pool's address, or the wallet whose pool it is.
    Key(Pubkey),
}

impl PoolName {
    /// Reads `global` or an address.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        if text == "global" {
            return Ok(Self::Global);
        }
        let key = text.parse().map_err(|_| "not a pool: write `global`, a pool's address or its owner's")?;
        Ok(Self::Key(key))
    }
}

/// A lock's length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lock {
    /// Seconds.
    pub seconds: i64,
}

impl Lock {
    /// Reads whole days, as in `90d`.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let days = text.strip_suffix('d').filter(|days| is_digits(days)).and_then(|days| days.parse().ok());
        let days: i32 = days.ok_or("not a lock: write days, as in 90d")?;
        Ok(Self { seconds: i64::from(days) * DAY_SECONDS })
    }
}

/// A pool owner's part of the rewards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commission {
    /// Basis points.
    pub bps: u16,
}

impl Commission {
    /// Reads `10%`, `2.5%` or `250bps`, of which no pool takes more than its program allows.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bps = match (text.strip_suffix('%'), text.strip_suffix("bps")) {
            (Some(percent), _) => hundredths(percent),
            (_, Some(bps)) => Some(bps).filter(|bps| is_digits(bps)).and_then(|bps| bps.parse().ok()),
            _ => return Err("say of what: write 10% or 1000bps".to_owned()),
        };
        let bps = bps.ok_or("not a commission: write 10%, 2.5% (two decimals at most) or 250bps")?;
        if bps > MAX_COMMISSION_BPS {
            return Err(format!("too much: a pool's owner takes at most {} %", MAX_COMMISSION_BPS / 100));
        }
        Ok(Self { bps })
    }
}

/// Reads a decimal with at most two decimals, as hundredths.
fn hundredths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if !is_digits(whole) || !is_digits(fraction) || fraction.len() > 2 {
        return None;
    }
    format!("{whole}{fraction:0<2}").parse().ok()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pool_is_global_or_an_address() {
        let key = Pubkey::new_from_array([7; 32]);
        assert_eq!(PoolName::parse("global"), Ok(PoolName::Global));
        assert_eq!(PoolName::parse(&key.to_string()), Ok(PoolName::Key(key)));
        for bad in ["", "Global", "me", "11111"] {
            assert!(PoolName::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_lock_is_in_days_and_says_so() {
        assert_eq!(Lock::parse("90d"), Ok(Lock { seconds: 90 * 86_400 }));
        for bad in ["90", "d", "90D", "1.5d", "-90d", "+90d", "90 d", "3m", "99999999999d"] {
            assert!(Lock::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_commission_has_a_unit_and_a_limit() {
        for (text, bps) in
            [("10%", 1_000), ("2.5%", 250), ("0.01%", 1), ("0%", 0), ("50%", 5_000), ("250bps", 250)]
        {
            assert_eq!(Commission::parse(text), Ok(Commission { bps }), "{text}");
        }
        for (text, says) in [
            ("10", "say of what"),
            ("0.1", "say of what"),
            ("%", "not a commission"),
            ("2.555%", "not a commission"),
            ("-1%", "not a commission"),
            ("2.5bps", "not a commission"),
            ("99999bps", "not a commission"),
            ("50.01%", "too much"),
            ("5001bps", "at most 50 %"),
        ] {
            let error = Commission::parse(text).unwrap_err();
            assert!(error.contains(says), "{text}: {error}");
        }
    }
}
