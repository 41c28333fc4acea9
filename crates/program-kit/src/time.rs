//! Compile-time limits on time: no key can shorten or stretch past them. All in seconds.

/// One day.
pub const DAY: i64 = 86_400;

/// The least wait between proposing and executing a power that could take money (attester sets, minters, fee rises,
/// emission splits): long enough that anyone who disagrees can leave, and the guardian can cancel.
pub const POWER_DELAY: i64 = 3 * DAY;

/// `now + wait`, or `None` past the end of time.
#[must_use]
pub fn after(now: i64, wait: i64) -> Option<i64> {
    now.checked_add(wait)
}

/// How many days have begun since `start`: 0 before it, 1 in its first second, 2 from the 86,401st on.
#[must_use]
pub fn days_begun(start: i64, now: i64) -> u64 {
    if now < start {
        return 0;
    }
    // The distance of two times always fits 64 bits without a sign.
    now.abs_diff(start).checked_div(DAY.unsigned_abs()).map_or(0, |days| days.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_with_its_first_second() {
        assert_eq!(days_begun(1_000, 999), 0);
        assert_eq!(days_begun(1_000, 1_000), 1);
        assert_eq!(days_begun(1_000, 1_000 + DAY - 1), 1);
        assert_eq!(days_begun(1_000, 1_000 + DAY), 2);
        assert_eq!(days_begun(i64::MIN, i64::MAX), u64::MAX / DAY.unsigned_abs() + 1);
    }
}
