//! The stream alone: what a window releases, and when.

use proptest::{collection::vec, prelude::*};
use twist_stake_math::{Stream, WINDOW_SECONDS};

use crate::reference::DAY;

/// Amounts around whatever could be rounded wrongly.
fn amount() -> impl Strategy<Value = u64> {
    prop_oneof![
        Just(0),
        Just(1),
        DAY - 2..=DAY + 2,
        u64::MAX / 2 - 2..=u64::MAX / 2,
        any::<u32>().prop_map(u64::from),
        0..=u64::MAX / 2,
    ]
}

/// `floor(amount * elapsed / DAY)`.
fn released(amount: u64, elapsed: u64) -> u64 {
    u64::try_from(u128::from(amount) * u128::from(elapsed) / u128::from(DAY)).unwrap()
}

/// A stream at time 0, at the beginning of a window.
fn window(amount: u64, queued: u64) -> Stream {
    Stream { updated_at: 0, elapsed: 0, amount, queued }
}

#[test]
fn a_window_is_a_day() {
    assert_eq!(WINDOW_SECONDS, DAY);
}

#[test]
fn the_greatest_window_is_released_to_the_unit() {
    let mut stream = window(u64::MAX, 0);
    let mut out = 0;
    for second in 1..=86_400 {
        out += stream.advance(second, true);
        assert_eq!(out, released(u64::MAX, second as u64));
    }
    assert_eq!((out, stream.unstreamed()), (u64::MAX, 0));
}

/// What is queued comes in the next window and in no other, at the next window's pace.
#[test]
fn one_window_follows_the_other() {
    let mut stream = window(86_400, 0);
    assert_eq!(stream.advance(86_399, true), 86_399);
    stream.queue(2 * 86_400);
    assert_eq!(stream, Stream { updated_at: 86_399, elapsed: 86_399, amount: 86_400, queued: 172_800 });
    assert_eq!(stream.advance(86_400, true), 1);
    assert_eq!(stream, Stream { updated_at: 86_400, elapsed: 0, amount: 172_800, queued: 0 });
    assert_eq!(stream.advance(86_401, true), 2);
    // The end of that one, and of those after it, in which nothing waits.
    assert_eq!(stream.advance(10 * 86_400 + 5, true), 172_798);
    assert_eq!(stream, Stream { updated_at: 864_005, elapsed: 5, amount: 0, queued: 0 });
    stream.queue(7);
    assert_eq!(stream.advance(11 * 86_400, true), 0);
    assert_eq!(stream.advance(12 * 86_400, true), 7);
}

proptest! {
    #[test]
    fn a_window_releases_exactly_its_amount(
        amount in amount(), queued in amount(), mut cuts in vec(0..=DAY, 0..50),
    ) {
        cuts.sort_unstable();
        let mut stream = window(amount, queued);
        let mut out = 0;
        for cut in cuts {
            out += stream.advance(cut as i64, true);
            prop_assert_eq!(out, released(amount, cut));
            prop_assert_eq!(stream.unstreamed(), amount - out + queued);
        }
        prop_assert_eq!(out + stream.advance(86_400, true), amount);
        prop_assert_eq!(stream, Stream { updated_at: 86_400, ..window(queued, 0) });
        prop_assert_eq!(stream.advance(2 * 86_400, true), queued);
    }

    /// From anywhere in a window, over any number of them, against seconds that pass one by one.
    #[test]
    fn once_is_second_by_second(
        amount in amount(), queued in amount(), elapsed in 0..DAY, seconds in 0..=200_000_i64,
    ) {
        let start = Stream { elapsed, ..window(amount, queued) };
        let (mut at_once, mut stepwise) = (start, start);
        let released = at_once.advance(seconds, true);
        prop_assert_eq!(released, (1..=seconds).map(|second| stepwise.advance(second, true)).sum::<u64>());
        prop_assert_eq!(at_once, stepwise);
        prop_assert_eq!(released, start.unstreamed() - at_once.unstreamed());
    }

    /// Times may come in any order and any number of times: only the latest counts.
    #[test]
    fn a_clock_that_steps_back_changes_nothing(
        amount in amount(), queued in amount(), elapsed in 0..DAY,
        times in vec(-200_000..=200_000_i64, 1..30),
    ) {
        let start = Stream { elapsed, ..window(amount, queued) };
        let (mut at_once, mut jumping) = (start, start);
        let latest = times.iter().copied().max().unwrap().max(0);
        let released: u64 = times.iter().map(|time| jumping.advance(*time, true)).sum();
        prop_assert_eq!(released, at_once.advance(latest, true));
        prop_assert_eq!(jumping, at_once);
        prop_assert_eq!(jumping.updated_at, latest);
    }

    /// Time in which nothing flows is as if it had not been: but for the clock, the stream is one that never stood still.
    #[test]
    fn standing_still_costs_nothing(
        amount in amount(), queued in amount(), spans in vec((0..=100_000_i64, any::<bool>()), 1..30),
    ) {
        let (mut stream, mut steady) = (window(amount, queued), window(amount, queued));
        let (mut now, mut flowed) = (0, 0);
        for (seconds, flows) in spans {
            now += seconds;
            flowed += if flows { seconds } else { 0 };
            prop_assert_eq!(stream.advance(now, flows), steady.advance(flowed, true));
            prop_assert_eq!(stream, Stream { updated_at: now, ..steady });
        }
    }

    #[test]
    fn draining_leaves_an_empty_stream(
        amount in amount(), queued in amount(), elapsed in 0..DAY, later in amount(),
    ) {
        let mut stream = Stream { updated_at: 77, elapsed, ..window(amount, queued) };
        let unstreamed = stream.unstreamed();
        prop_assert_eq!(unstreamed, amount - released(amount, elapsed) + queued);
        prop_assert_eq!(stream.drain(), unstreamed);
        prop_assert_eq!(stream, Stream { updated_at: 77, ..Stream::default() });
        // What comes later comes a window later, as in a stream that has just begun.
        stream.queue(later);
        prop_assert_eq!(stream.advance(77 + 86_400, true), 0);
        prop_assert_eq!(stream.advance(77 + 2 * 86_400, true), later);
    }
}
