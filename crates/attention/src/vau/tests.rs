use super::*;

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0";

fn page(time: i64, path: &str, referrer: &str) -> Request {
    Request {
        address: "192.0.2.1".into(),
        time,
        method: "GET".into(),
        path: path.into(),
        status: 200,
        bytes: 1,
        referrer: (!referrer.is_empty()).then(|| referrer.into()),
        user_agent: Some(BROWSER.into()),
    }
}

fn run(requests: Vec<Request>) -> Extraction {
    extract(&Log { requests, ..Log::default() }, "www.example.com").unwrap()
}

/// (at, seconds, referrer) of each VAU.
fn seen(extraction: &Extraction) -> Vec<(i64, u32, Option<&str>)> {
    extraction.vaus.iter().map(|vau| (vau.at, vau.seconds, vau.referrer_host.as_deref())).collect()
}

#[test]
fn a_page_is_looked_at_until_the_next() {
    let out = run(vec![
        page(100, "/a", "https://www.news.example/x"),
        page(130, "/b", "https://example.com/a"),
        page(131, "/c", "https://other.example/"),
    ]);
    // The host that brought the visit is credited for all of it, whatever later pages say.
    assert_eq!(seen(&out), [(100, 30, Some("news.example")), (130, 1, Some("news.example"))]);
    assert_eq!(out.refused, Refused::from([(Refusal::LastPage, 1)]));
    assert_eq!(out.events_read, 3);
    assert_eq!(out.vaus[0].device, DeviceId::new("192.0.2.1", BROWSER));
    assert_eq!(out.vaus[0].site, host::hash("example.com"));
}

#[test]
fn the_site_itself_refers_nobody() {
    for own in ["http://example.com/", "https://WWW.example.com:443/x", "", "not a url"] {
        assert_eq!(seen(&run(vec![page(0, "/a", own), page(9, "/b", "")])), [(0, 9, None)], "{own}");
    }
}

#[test]
fn a_long_look_is_capped_and_a_long_gap_ends_the_visit() {
    let cap = i64::from(DWELL_CAP_SECONDS);
    for (gap, expected) in [
        (cap - 1, Some(DWELL_CAP_SECONDS - 1)),
        (cap, Some(DWELL_CAP_SECONDS)),
        (cap + 1, Some(DWELL_CAP_SECONDS)),
        (VISIT_GAP_SECONDS, Some(DWELL_CAP_SECONDS)),
        (VISIT_GAP_SECONDS + 1, None),
    ] {
        let out = run(vec![page(0, "/a", ""), page(gap, "/b", "")]);
        assert_eq!(out.vaus.first().map(|vau| vau.seconds), expected, "{gap}");
        assert_eq!(out.refused[&Refusal::LastPage], if expected.is_some() { 1 } else { 2 });
    }
}

#[test]
fn a_new_visit_has_its_own_referrer() {
    let later = VISIT_GAP_SECONDS + 11;
    let out = run(vec![
        page(0, "/a", "http://one.example/"),
        page(10, "/b", ""),
        page(later, "/a", "http://two.example/"),
        page(later + 5, "/b", ""),
    ]);
    assert_eq!(seen(&out), [(0, 10, Some("one.example")), (later, 5, Some("two.example"))]);
}

#[test]
fn pages_of_one_second_earn_once() {
    let out = run(vec![page(0, "/a", ""), page(0, "/b", ""), page(0, "/c", ""), page(7, "/d", "")]);
    assert_eq!(seen(&out), [(0, 7, None)]);
    assert_eq!(out.refused, Refused::from([(Refusal::NoDwell, 2), (Refusal::LastPage, 1)]));
}

#[test]
fn a_line_said_twice_counts_once() {
    let out = run(vec![page(0, "/a", ""), page(5, "/b", ""), page(0, "/a", ""), page(5, "/b", "")]);
    assert_eq!(seen(&out), [(0, 5, None)]);
    assert_eq!(out.refused, Refused::from([(Refusal::Duplicate, 2), (Refusal::LastPage, 1)]));
}

#[test]
fn devices_do_not_share_visits() {
    let mut other = page(5, "/b", "");
    other.address = "192.0.2.2".into();
    let out = run(vec![page(0, "/a", ""), other]);
    assert_eq!(out.refused, Refused::from([(Refusal::LastPage, 2)]));
}

#[test]
fn who_reads_robots_txt_is_a_robot_before_and_after() {
    let out = run(vec![page(0, "/a", ""), page(5, "/b", ""), page(9, "/robots.txt", ""), page(12, "/c", "")]);
    assert_eq!(out.refused, Refused::from([(Refusal::Bot, 4)]));
}

#[test]
fn extreme_times_do_not_overflow() {
    let out = run(vec![page(i64::MIN, "/a", ""), page(i64::MAX, "/b", "")]);
    assert_eq!(out.refused, Refused::from([(Refusal::LastPage, 2)]));
}

#[test]
fn the_site_is_guessed_from_referrers() {
    assert_eq!(guess_site(&[page(0, "/", ""), page(0, "/", "-")]), None);
    let requests = [
        page(0, "/", "http://search.example/"),
        page(0, "/", "http://www.example.com/a"),
        page(0, "/", "http://example.com/b"),
    ];
    assert_eq!(guess_site(&requests).as_deref(), Some("example.com"));
    assert_eq!(
        guess_site(&requests[..2]).as_deref(),
        Some("example.com"),
        "of equals, the first in the alphabet"
    );
    assert!(extract(&Log::default(), "https://example.com/").is_err());
}

#[test]
fn a_changed_ledger_is_noticed() {
    let device = DeviceId::new("192.0.2.1", BROWSER);
    let vau = Vau::new(device, host::hash("example.com"), Some("news.example".into()), 1_431_857_103, 42);
    let json = serde_json::to_string(&vau).unwrap();
    assert_eq!(serde_json::from_str::<Vau>(&json).unwrap(), vau);
    for (from, to, why) in [
        ("42", "43", "not the hash"),
        ("1431857103", "1431857104", "not the hash"),
        ("news.example", "mews.example", "not the hash"),
        ("\"news.example\"", "null", "not the hash"),
        ("\"seconds\"", "\"paid\":1,\"seconds\"", "unknown field"),
    ] {
        let error = serde_json::from_str::<Vau>(&json.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(error.contains(why), "{from} -> {to}: {error}");
    }
    // A right id does not help what the rules could not have given.
    for (bad, why) in [
        (Vau::new(device, vau.site, None, 0, 0), "a VAU of 0 seconds"),
        (Vau::new(device, vau.site, None, 0, DWELL_CAP_SECONDS + 1), "a VAU of 301 seconds"),
        (Vau::new(device, vau.site, Some("WWW.x.example".into()), 0, 1), "canonical"),
    ] {
        let json = serde_json::to_string(&bad).unwrap();
        assert!(serde_json::from_str::<Vau>(&json).unwrap_err().to_string().contains(why));
    }
}

#[test]
fn ids_are_stable() {
    // Computed independently (Python's hashlib and struct); a change here would change every published ledger.
    let device = DeviceId::new("192.0.2.7", "Mozilla/5.0");
    let direct = Vau::new(device, host::hash("example.com"), None, 1, 2);
    let referred = Vau::new(device, host::hash("example.com"), Some("a.example".into()), 1, 2);
    assert_eq!(
        Some(direct.id),
        hex::decode("d3d29d329a6e354477b533dad70d98ad985b9a0b797edb3535374f9d5eb8ed42")
    );
    assert_eq!(
        Some(referred.id),
        hex::decode("b65d084d541a6795ba9c3ea810d42267b827c3a21be6ac664d9cf484faa8cbdc")
    );
}
