//! Times, parts and tables as people read them. Nothing is shown as more or later than it is.

use jiff::Timestamp;

use crate::amount::Units;

/// Width of a table's first column.
const LABEL_WIDTH: usize = 20;

/// A moment in UTC, to the second.
pub fn utc(unix_seconds: i64) -> String {
    Timestamp::from_second(unix_seconds).map_or_else(
        |_| format!("Unix second {unix_seconds}"),
        |moment| moment.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
    )
}

/// A moment and how far off it is from `now`.
pub fn utc_from(unix_seconds: i64, now: i64) -> String {
    match unix_seconds.saturating_sub(now) {
        0 => format!("{} (now)", utc(unix_seconds)),
        ahead @ 1.. => format!("{} (in {})", utc(unix_seconds), span(ahead)),
        behind => format!("{} ({} ago)", utc(unix_seconds), span(behind.saturating_neg())),
    }
}

/// A length of time by its two largest units.
pub fn span(seconds: i64) -> String {
    let parts = [
        (seconds / 86_400, "day"),
        (seconds / 3_600 % 24, "hour"),
        (seconds / 60 % 60, "minute"),
        (seconds % 60, "second"),
    ];
    let largest = parts.iter().position(|(count, _)| *count > 0).unwrap_or(parts.len() - 1);
    let counted =
        |(count, unit): &(i64, &str)| format!("{count} {unit}{}", if *count == 1 { "" } else { "s" });
    let shown: Vec<_> = parts
        .iter()
        .enumerate()
        .filter(|(at, (count, _))| *at == largest || (*at == largest + 1 && *count > 0))
        .map(|(_, part)| counted(part))
        .collect();
    shown.join(" ")
}

/// Basis points as a percentage: `12.5 %`.
pub fn percent(bps: u16) -> String {
    format!("{} %", Units { base_units: bps.into(), decimals: 2 })
}

/// A multiplier in basis points as a factor: `1.25x`.
pub fn factor(bps: u16) -> String {
    format!("{}x", Units { base_units: bps.into(), decimals: 4 })
}

/// `part` of `whole` in per cent, rounded down to 4 decimals, without the sign: for programs.
pub fn share(part: u64, whole: u64) -> String {
    let units = (u128::from(part) * 1_000_000).checked_div(u128::from(whole)).unwrap_or(0);
    Units { base_units: u64::try_from(units).unwrap_or(u64::MAX), decimals: 4 }.plain()
}

/// `part` of `whole` in per cent, for people.
pub fn share_percent(part: u64, whole: u64) -> String {
    match share(part, whole).as_str() {
        "0" if part > 0 => "less than 0.0001 %".to_owned(),
        share => format!("{share} %"),
    }
}

/// One line of a table.
pub fn row(label: &str, value: &str) -> String {
    format!("{label:<LABEL_WIDTH$}{value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_in_utc_and_say_how_far_off_they_are() {
        assert_eq!(utc(1_767_657_599), "2026-01-05 23:59:59 UTC");
        assert_eq!(utc(i64::MAX), "Unix second 9223372036854775807");
        assert_eq!(
            utc_from(1_767_657_600, 1_767_657_600 - 90 * 86_400),
            "2026-01-06 00:00:00 UTC (in 90 days)"
        );
        assert!(utc_from(0, 60).ends_with("UTC (1 minute ago)"));
        assert!(utc_from(60, 60).ends_with("UTC (now)"));
    }

    #[test]
    fn spans_have_at_most_two_units() {
        for (seconds, shown) in [
            (0, "0 seconds"),
            (1, "1 second"),
            (61, "1 minute 1 second"),
            (3_600, "1 hour"),
            (86_400 + 3_600, "1 day 1 hour"),
            (90 * 86_400 - 1, "89 days 23 hours"),
            (86_400 + 59, "1 day"),
        ] {
            assert_eq!(span(seconds), shown);
        }
    }

    #[test]
    fn parts_are_never_shown_larger_than_they_are() {
        assert_eq!(percent(1_250), "12.5 %");
        assert_eq!(factor(12_500), "1.25x");
        assert_eq!(share(1, 3), "33.3333");
        assert_eq!(share(2, 3), "66.6666");
        assert_eq!(share(u64::MAX, u64::MAX), "100");
        assert_eq!(share(0, 0), "0");
        assert_eq!(share_percent(1, 3), "33.3333 %");
        assert_eq!(share_percent(1, u64::MAX), "less than 0.0001 %");
        assert_eq!(share_percent(0, 5), "0 %");
    }
}
