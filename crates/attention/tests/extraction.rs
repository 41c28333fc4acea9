//! The laws of extraction, for any log.

use proptest::prelude::*;
use std::collections::BTreeSet;
use twist_attention::{log, rules::DWELL_CAP_SECONDS, sample::sample_log, vau};

/// A line of a log with few devices, paths and times, so that visits, ties and repetitions are frequent; or no log line.
fn line() -> impl Strategy<Value = String> {
    let agent = prop_oneof![8 => Just("Mozilla/5.0 (X11)"), 2 => Just("Mozilla/5.0 (iPad)"), 1 => Just("a bot"), 1 => Just("-")];
    let path = prop_oneof![
        12 => "/[a-c]?",
        2 => Just("/a.css".to_owned()),
        // Rare: one such line refuses all of its device.
        1 => Just("/robots.txt".to_owned()),
    ];
    let referrer = prop_oneof![
        Just("-"),
        Just("http://www.example.com/"),
        Just("http://a.example/"),
        Just("http://b.example/")
    ];
    let status = prop_oneof![9 => Just(200), 1 => Just(304), 1 => Just(404)];
    let method = prop_oneof![9 => Just("GET"), 1 => Just("HEAD")];
    let request = (1..9_u8, 0..3_600_u32, agent, path, referrer, status, method).prop_map(
        |(host, time, agent, path, referrer, status, method)| {
            // Times on a grid: equal times and gaps on both sides of half an hour.
            let (hour, minute, second) = (time / 900, time % 4 * 15, time % 3 * 20);
            format!(
                "192.0.2.{host} - - [05/Jan/2026:{hour:02}:{minute:02}:{second:02} +0000] \
                 \"{method} {path} HTTP/1.1\" {status} 10 \"{referrer}\" \"{agent}\""
            )
        },
    );
    prop_oneof![20 => request, 1 => "[a-z ]{1,20}"]
}

fn extract(lines: &[String]) -> Option<vau::Extraction> {
    let log = log::read_log(lines.join("\n").as_bytes()).ok()?;
    Some(vau::extract(&log, "example.com").unwrap_or_else(|error| panic!("{error}")))
}

proptest! {
    #[test]
    fn every_event_is_a_vau_or_refused_for_one_reason(lines in prop::collection::vec(line(), 1..60)) {
        if let Some(out) = extract(&lines) {
            prop_assert_eq!(out.events_read, lines.len() as u64);
            prop_assert_eq!(out.events_read, out.vaus.len() as u64 + out.refused.values().sum::<u64>());
            prop_assert!(out.refused.values().all(|count| *count > 0));
        }
    }

    #[test]
    fn the_order_of_lines_changes_nothing(
        (lines, shuffled) in prop::collection::vec(line(), 1..60)
            .prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
    ) {
        let (one, other) = (extract(&lines), extract(&shuffled));
        prop_assert_eq!(one.is_some(), other.is_some());
        if let (Some(one), Some(other)) = (one, other) {
            prop_assert_eq!(one.vaus, other.vaus);
            prop_assert_eq!(one.refused, other.refused);
            prop_assert_eq!(one.events_read, other.events_read);
        }
    }

    #[test]
    fn nobody_watches_two_pages_at_once(lines in prop::collection::vec(line(), 1..60)) {
        let Some(out) = extract(&lines) else { return Ok(()) };
        prop_assert!(out.vaus.is_sorted_by_key(|vau| (vau.at, vau.id)));
        let mut vaus = out.vaus;
        prop_assert!(vaus.iter().all(|vau| (1..=DWELL_CAP_SECONDS).contains(&vau.seconds)));
        vaus.sort_by_key(|vau| (vau.device, vau.at));
        for pair in vaus.windows(2).filter(|pair| pair[0].device == pair[1].device) {
            prop_assert!(pair[0].at + i64::from(pair[0].seconds) <= pair[1].at);
        }
        let ids: BTreeSet<_> = vaus.iter().map(|vau| vau.id).collect();
        prop_assert_eq!(ids.len(), vaus.len());
    }

    #[test]
    fn every_vau_survives_its_ledger(lines in prop::collection::vec(line(), 1..60)) {
        let Some(out) = extract(&lines) else { return Ok(()) };
        let json = serde_json::to_string(&out.vaus).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<vau::Vau>>(&json).unwrap(), out.vaus);
    }

    #[test]
    fn a_repeated_log_gives_the_same_vaus(lines in prop::collection::vec(line(), 1..60)) {
        let twice = [lines.clone(), lines.clone()].concat();
        let (once, twice) = (extract(&lines), extract(&twice));
        prop_assert_eq!(once.map(|out| out.vaus), twice.map(|out| out.vaus));
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = log::read_log(bytes.as_slice());
    }
}

proptest! {
    // Each case reads a whole sample log.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_damaged_log_still_adds_up(seed in 0..4_u64, damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let mut bytes = sample_log(seed).into_bytes();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let out = vau::extract(&log::read_log(bytes.as_slice()).unwrap(), "example.com").unwrap();
        prop_assert_eq!(out.events_read, out.vaus.len() as u64 + out.refused.values().sum::<u64>());
    }
}
