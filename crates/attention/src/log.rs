//! A whole access log: the lines that are requests, and a word about those that are not.

use crate::clf::{LineError, Request};
use std::io::{self, BufRead};

/// The longest line that is looked at, in bytes. Servers cap request headers far below it; the limit keeps a file without
/// line ends (a disk image, say) from filling memory.
pub const MAX_LINE_BYTES: usize = 64 * 1024;

/// How many malformed lines are kept to show, so that a person sees what is wrong without the log being copied.
pub const MALFORMED_LINES_SHOWN: usize = 5;

/// A line that is not a log line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {number}, {error}: {text:?}")]
pub struct MalformedLine {
    /// Its number in the file, from 1.
    pub number: u64,
    /// What is wrong with it.
    pub error: LineError,
    /// How it begins.
    pub text: String,
}

/// What a log holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// The lines that are requests, in file order.
    pub requests: Vec<Request>,
    /// How many lines are not.
    pub malformed: u64,
    /// The first [`MALFORMED_LINES_SHOWN`] of them.
    pub malformed_lines: Vec<MalformedLine>,
}

/// Why a log cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// There is not one line in it.
    #[error("the log is empty: point to an access log in the Combined Log Format with at least one request")]
    Empty,
    /// Lines, but not one of them is a log line.
    #[error(
        "this is not an access log: none of its {lines} lines is in the Combined Log Format; {looks}. Expected lines like \
         192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 2326 \"https://example.com/\" \"Mozilla/5.0\" \
         (Apache's and nginx's \"combined\"). The first: {first}"
    )]
    NotALog {
        /// How many lines there are.
        lines: u64,
        /// What the file seems to be.
        looks: &'static str,
        /// The first line and what is wrong with it.
        first: MalformedLine,
    },
    /// The reader failed; a compressed log that ends early does so too.
    #[error(
        "cannot read on after line {lines}: {source}; if the log is compressed, check that it is complete (gzip -t)"
    )]
    Read {
        /// How many lines were read before.
        lines: u64,
        /// The reader's own error.
        source: io::Error,
    },
}

/// Reads a log to its end. A malformed line is counted, never fatal, unless all are. Empty lines are no events.
///
/// # Errors
/// See [`LogError`].
pub fn read_log(mut reader: impl BufRead) -> Result<Log, LogError> {
    let mut log = Log::default();
    let mut line = Vec::new();
    let mut number = 0;
    while next_line(&mut reader, &mut line).map_err(|source| LogError::Read { lines: number, source })? {
        number += 1;
        if line.is_empty() {
            continue;
        }
        match parse(&line) {
            Ok(request) => log.requests.push(request),
            Err(error) => {
                log.malformed += 1;
                if log.malformed_lines.len() < MALFORMED_LINES_SHOWN {
                    log.malformed_lines.push(MalformedLine { number, error, text: preview(&line) });
                }
            }
        }
    }
    match (log.requests.is_empty(), log.malformed_lines.first()) {
        (false, _) => Ok(log),
        (true, None) => Err(LogError::Empty),
        (true, Some(first)) => {
            Err(LogError::NotALog { lines: log.malformed, looks: looks(&first.text), first: first.clone() })
        }
    }
}

/// Reads the next line without its line ending (`\n` or `\r\n`) into `line`; `false` at the end. Of a line that is too long
/// only the first `MAX_LINE_BYTES + 1` bytes are kept.
fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut head = io::Read::take(&mut *reader, MAX_LINE_BYTES as u64 + 1);
    if head.read_until(b'\n', line)? == 0 {
        return Ok(false);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
    } else if line.len() > MAX_LINE_BYTES {
        reader.skip_until(b'\n')?;
    }
    Ok(true)
}

fn parse(line: &[u8]) -> Result<Request, LineError> {
    if line.len() > MAX_LINE_BYTES {
        return Err(LineError::TooLong { limit: MAX_LINE_BYTES });
    }
    let text =
        str::from_utf8(line).map_err(|error| LineError::NotUtf8 { column: error.valid_up_to() + 1 })?;
    Request::parse(text)
}

fn preview(line: &[u8]) -> String {
    const CHARACTERS: usize = 100;
    // Four bytes per character at most: no need to decode the rest.
    let head = line.get(..4 * CHARACTERS).unwrap_or(line);
    String::from_utf8_lossy(head).chars().take(CHARACTERS).collect()
}

/// What the file seems to be, judged by how its first line begins.
fn looks(first: &str) -> &'static str {
    if first.starts_with("\u{1f}\u{fffd}") {
        "it looks gzip-compressed: give it the ending .gz, or unpack it"
    } else if first.contains(['\0', '\u{fffd}']) {
        "it looks like a binary file"
    } else if first.starts_with(['{', '[']) {
        "it looks like JSON"
    } else if first.starts_with('<') {
        "it looks like HTML or XML"
    } else {
        "it looks like other text"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clf::Expected;

    const GOOD: &str =
        r#"192.0.2.7 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "Mozilla/5.0""#;

    fn refusal(bytes: &[u8]) -> String {
        read_log(bytes).unwrap_err().to_string()
    }

    #[test]
    fn malformed_lines_are_counted_and_the_first_few_shown() {
        let text = format!("{GOOD}\r\n\n{}{GOOD}", "nonsense\n".repeat(7));
        let log = read_log(text.as_bytes()).unwrap();
        assert_eq!((log.requests.len(), log.malformed), (2, 7));
        assert_eq!(log.requests[0], log.requests[1], "CRLF and a missing last line end change nothing");
        let numbers: Vec<_> = log.malformed_lines.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [3, 4, 5, 6, 7]);
        let shown = log.malformed_lines[0].to_string();
        assert_eq!(shown, format!("line 3, column 9: expected {}: \"nonsense\"", Expected::Space));
    }

    #[test]
    fn an_endless_line_is_skipped_and_reading_goes_on() {
        for length in [MAX_LINE_BYTES + 1, MAX_LINE_BYTES * 3] {
            let text = format!("{}\n{GOOD}\n", "x".repeat(length));
            let log = read_log(text.as_bytes()).unwrap();
            assert_eq!((log.requests.len(), log.malformed), (1, 1));
            assert_eq!(log.malformed_lines[0].error, LineError::TooLong { limit: MAX_LINE_BYTES });
            assert_eq!(log.malformed_lines[0].text.len(), 100);
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_malformed_where_they_stand() {
        let log = read_log([GOOD.as_bytes(), b"\n192.0.2.7 \xff\n"].concat().as_slice()).unwrap();
        assert_eq!(log.malformed_lines[0].error, LineError::NotUtf8 { column: 11 });
    }

    #[test]
    fn a_file_that_is_no_log_says_what_it_looks_like() {
        assert!(matches!(read_log(&b""[..]), Err(LogError::Empty)));
        assert!(matches!(read_log(&b"\n\r\n"[..]), Err(LogError::Empty)));
        assert!(refusal(b"\x1f\x8b\x08\x00\x00").contains("gzip"));
        assert!(refusal(b"\x7fELF\0\0").contains("binary"));
        assert!(refusal(b"{\"a\": 1}").contains("JSON"));
        assert!(refusal(b"<html>").contains("HTML"));
        assert!(refusal(b"dear diary,\n").contains("none of its 1 lines"));
        let (common, _) = GOOD.split_once(" \"-\"").unwrap();
        assert!(refusal(common.as_bytes()).contains("Common Log Format lacks it"));
    }

    #[test]
    fn a_reader_that_fails_says_after_which_line() {
        struct Torn;
        impl io::Read for Torn {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::UnexpectedEof.into())
            }
        }
        let text = format!("{GOOD}\n");
        let torn = io::BufReader::new(io::Read::chain(text.as_bytes(), Torn));
        assert!(matches!(read_log(torn), Err(LogError::Read { lines: 1, .. })));
    }
}
