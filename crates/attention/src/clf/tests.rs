use super::*;
use proptest::prelude::*;

const LINE: &str = r#"192.0.2.7 - - [17/May/2015:10:05:03 +0000] "GET /a?b=c HTTP/1.1" 200 2326 "http://www.example.com/" "Mozilla/5.0 (X11)""#;

/// The sample line with one part replaced, which must be there.
fn with(part: &str, other: &str) -> Result<Request, LineError> {
    assert!(LINE.contains(part), "{part}");
    Request::parse(&LINE.replacen(part, other, 1))
}

#[test]
fn reads_every_field() {
    let expected = Request {
        address: "192.0.2.7".into(),
        time: 1_431_857_103,
        method: "GET".into(),
        path: "/a?b=c".into(),
        status: 200,
        bytes: 2326,
        referrer: Some("http://www.example.com/".into()),
        user_agent: Some("Mozilla/5.0 (X11)".into()),
    };
    assert_eq!(Request::parse(LINE), Ok(expected));
}

#[test]
fn honours_the_zone_offset() {
    let utc = Request::parse(LINE).unwrap().time;
    assert_eq!(with("+0000", "+0200").unwrap().time, utc - 2 * 3600);
    assert_eq!(with("+0000", "-0730").unwrap().time, utc + 7 * 3600 + 1800);
}

#[test]
fn accepts_every_kind_of_address() {
    for address in ["2001:db8::7", "::1", "host-7.example.net", "localhost"] {
        assert_eq!(with("192.0.2.7", address).unwrap().address, address);
    }
}

#[test]
fn a_hyphen_or_nothing_is_an_absent_field() {
    assert_eq!(with("\"Mozilla/5.0 (X11)\"", "\"-\"").unwrap().user_agent, None);
    assert_eq!(with("\"Mozilla/5.0 (X11)\"", "\"\"").unwrap().user_agent, None);
    assert_eq!(with("\"http://www.example.com/\"", "\"-\"").unwrap().referrer, None);
    assert_eq!(with("2326", "-").unwrap().bytes, 0);
    let none = with("\"GET /a?b=c HTTP/1.1\"", "\"-\"").unwrap();
    assert_eq!((none.method.as_str(), none.path.as_str()), ("-", "-"));
    assert!(with("- -", "identity frank").is_ok());
}

#[test]
fn unescapes_quotes_and_backslashes_only() {
    let agent = with("Mozilla/5.0 (X11)", r#"a \"b\" \\ \xe4 \t"#).unwrap().user_agent;
    assert_eq!(agent.as_deref(), Some(r#"a "b" \ \xe4 \t"#));
    // An escaped backslash before the closing quote does not escape it.
    assert_eq!(with("Mozilla/5.0 (X11)", r"a\\").unwrap().user_agent.as_deref(), Some(r"a\"));
}

#[test]
fn a_target_may_hold_spaces() {
    assert_eq!(with("/a?b=c", "/a b c").unwrap().path, "/a b c");
}

#[test]
fn names_the_column_and_what_belongs_there() {
    let column = |part: &str| LINE.find(part).unwrap() + 1;
    let request = "\"GET /a?b=c HTTP/1.1\"";
    for (part, other, column, expected) in [
        ("192.0.2.7", "192.0.2.7/8", 1, Expected::Address),
        ("192.0.2.7", "1::2::3", 1, Expected::Address),
        ("192.0.2.7 - -", "192.0.2.7 -", 13, Expected::User),
        ("[17/May", "17/May", column("[17"), Expected::Time),
        ("17/May", "7/May", column("[17"), Expected::Time),
        ("17/May", "31/Feb", column("[17"), Expected::Time),
        ("17/May", "17/Mai", column("[17"), Expected::Time),
        (" +0000]", "]", column("[17"), Expected::Time),
        ("] ", "]", column("] ") + 1, Expected::Space),
        (request, "GET", column(request), Expected::RequestLine),
        (request, "\"GET /\"", column(request), Expected::RequestLine),
        (request, "\"GET  HTTP/1.1\"", column(request), Expected::RequestLine),
        (request, r#""\x16\x03\x01""#, column(request), Expected::RequestLine),
        ("200 ", "20 ", column("200 "), Expected::Status),
        ("200 ", "+20 ", column("200 "), Expected::Status),
        ("200 ", "600 ", column("200 "), Expected::Status),
        ("2326", "2k", column("2326"), Expected::Bytes),
        ("2326", "99999999999999999999", column("2326"), Expected::Bytes),
        ("\"http", "http", column("\"http"), Expected::Referrer),
        (" \"Mozilla/5.0 (X11)\"", "", column(" \"Moz"), Expected::UserAgent),
        ("(X11)\"", "(X11)", column("\"Moz"), Expected::UserAgent),
        ("(X11)\"", "(X11)\\", column("\"Moz"), Expected::UserAgent),
        ("(X11)\"", "(X11)\" 0.25", LINE.len() + 1, Expected::EndOfLine),
    ] {
        assert_eq!(with(part, other), Err(LineError::Unexpected { column, expected }), "{part} -> {other}");
    }
}

#[test]
fn the_common_format_is_told_what_it_lacks() {
    let (common, _) = LINE.split_once(" \"http").unwrap();
    let error = Request::parse(common).unwrap_err();
    assert_eq!(error.to_string(), format!("column {}: expected {}", common.len() + 1, Expected::Referrer));
}

proptest! {
    #[test]
    fn no_text_panics(line in "\\PC*") {
        let _ = Request::parse(&line);
    }

    #[test]
    fn every_prefix_is_refused_at_a_column_inside_it(end in 0..LINE.len()) {
        match Request::parse(&LINE[..end]) {
            Err(LineError::Unexpected { column, .. }) => prop_assert!((1..=end + 1).contains(&column)),
            other => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn reads_back_what_was_written(path in "/[!-~]{0,30}", agent in "[ -~é]{1,40}", time in 0..4_000_000_000_i64) {
        prop_assume!(agent != "-");
        let quote = |text: &str| text.replace('\\', r"\\").replace('"', "\\\"");
        let stamp = Timestamp::from_second(time).unwrap().strftime("%d/%b/%Y:%H:%M:%S +0000");
        let line = format!(
            r#"192.0.2.1 - - [{stamp}] "GET {} HTTP/1.1" 200 - "-" "{}""#, quote(&path), quote(&agent)
        );
        let request = Request::parse(&line).unwrap();
        prop_assert_eq!(request.time, time);
        prop_assert_eq!(request.path, path);
        prop_assert_eq!(request.user_agent, Some(agent));
    }
}
