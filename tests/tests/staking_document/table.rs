//! What the document's tables say.

use twist_tests::fixtures::{staking::DAY, token::TWIST};

/// The page under test.
const DOCUMENT: &str = include_str!("../../../docs/STAKING.md");

/// A table of the document.
pub struct Table {
    /// Names of its columns.
    pub columns: Vec<&'static str>,
    /// Its rows, as trimmed cells.
    pub rows: Vec<Vec<&'static str>>,
}

/// The table whose header begins with `header`; there is one.
#[track_caller]
pub fn table(header: &str) -> Table {
    let mut tables = DOCUMENT.match_indices(header).filter(|(at, _)| DOCUMENT[..*at].ends_with("\n\n"));
    let (Some((at, _)), None) = (tables.next(), tables.next()) else {
        panic!("not exactly one table begins with {header}");
    };
    let mut lines = DOCUMENT[at..].lines().take_while(|line| line.starts_with('|')).map(cells);
    let columns = lines.next().unwrap();
    let rows: Vec<_> = lines.skip(1).collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.len() == columns.len()), "{header}");
    Table { columns, rows }
}

fn cells(line: &'static str) -> Vec<&'static str> {
    line.strip_prefix('|').unwrap().strip_suffix('|').unwrap().split('|').map(str::trim).collect()
}

/// The word in a cell that is set as code.
#[track_caller]
pub fn code(cell: &str) -> &str {
    cell.strip_prefix('`')
        .and_then(|rest| rest.strip_suffix('`'))
        .unwrap_or_else(|| panic!("no code: {cell}"))
}

/// `"11.25"` of something that has `whole` parts: exactly so many of them.
#[track_caller]
pub fn parts(number: &str, whole: u64) -> u64 {
    let (units, fraction) = number.split_once('.').unwrap_or((number, ""));
    let denominator = 10_u64.pow(u32::try_from(fraction.len()).unwrap());
    let fraction: u64 = if fraction.is_empty() { 0 } else { fraction.parse().unwrap() };
    let scaled = u128::from(fraction) * u128::from(whole);
    assert_eq!(scaled % u128::from(denominator), 0, "{number} is not a whole number of parts");
    units.parse::<u64>().unwrap() * whole + u64::try_from(scaled / u128::from(denominator)).unwrap()
}

/// An amount of TWIST, in base units.
#[track_caller]
pub fn twist(number: &str) -> u64 {
    parts(number, TWIST)
}

/// A factor, `"1.25"`, or a percentage, `"10 %"`, in basis points.
#[track_caller]
pub fn bps(number: &str) -> u16 {
    let (number, whole) = number.strip_suffix(" %").map_or((number, 10_000), |percent| (percent, 100));
    u16::try_from(parts(number, whole)).unwrap()
}

/// `"30 days"` or `"0.25"` of them, in seconds.
#[track_caller]
pub fn days(number: &str) -> i64 {
    let number = number.strip_suffix(" days").unwrap_or(number);
    i64::try_from(parts(number, DAY.unsigned_abs())).unwrap()
}
